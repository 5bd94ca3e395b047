import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  channelOf,
  channels,
  markOf,
  whyNotShown,
  withColumn,
  withMark,
  withProperty,
  type ShelfData,
} from '../../../src/app/shelf/chart-shelf.ts';
import type { BodyValue } from '../../../src/notebook/body-value.ts';
import { parseNotebook } from '../../../src/notebook/parse-notebook.ts';
import { applyPatch, setBodyValue } from '../../../src/notebook/patch.ts';
import { checkChartSpec } from '../../../src/trust/chart-spec.ts';

const data: ShelfData = {
  columns: [
    { name: 'age', type: 'number', distinct: 60 },
    { name: 'income', type: 'number', distinct: 400 },
    { name: 'grade', type: 'number', distinct: 5 },
    { name: 'home', type: 'string', distinct: 4 },
    { name: 'job', type: 'string', distinct: 3 },
    { name: 'when', type: 'time', distinct: 300 },
    { name: 'a.b "c"', type: 'string', distinct: 2 },
  ],
  rows: 1000,
  mostDrawn: 5000,
};
const put = (spec: BodyValue, ...steps: readonly (readonly ['x' | 'y' | 'color' | 'size' | 'facet', string | null])[]): BodyValue =>
  steps.reduce((next, [channel, name]) => withColumn(next, channel, name, data), spec);
const count = { aggregate: 'count', type: 'quantitative' };

describe('putting columns on channels', () => {
  it('makes a histogram of one number, on either axis', () => {
    expect(put({}, ['x', 'age'])).toEqual({ mark: 'bar', encoding: { x: { field: 'age', type: 'quantitative', bin: true }, y: count } });
    expect(put({}, ['y', 'age'])).toEqual({ mark: 'bar', encoding: { y: { field: 'age', type: 'quantitative', bin: true }, x: count } });
  });

  it('counts one category, and a time by month', () => {
    expect(put({}, ['x', 'home'])).toEqual({ mark: 'bar', encoding: { x: { field: 'home', type: 'nominal' }, y: count } });
    expect(put({}, ['x', 'when'])).toEqual({
      mark: 'line',
      encoding: { x: { field: 'when', type: 'temporal', timeUnit: 'yearmonth' }, y: count },
    });
  });

  it('draws points of two numbers, in whichever order they come', () => {
    const points = { mark: 'point', encoding: { x: { field: 'age', type: 'quantitative' }, y: { field: 'income', type: 'quantitative' } } };
    expect(put({}, ['x', 'age'], ['y', 'income'])).toEqual(points);
    expect(put({}, ['y', 'income'], ['x', 'age'])).toEqual(points);
  });

  it('draws squares with counts where there are too many rows for points', () => {
    const many = { ...data, rows: 1e6 };
    const spec = withColumn(withColumn({}, 'x', 'age', many), 'y', 'income', many);
    expect(spec).toEqual({
      mark: 'rect',
      encoding: {
        x: { field: 'age', type: 'quantitative', bin: true },
        y: { field: 'income', type: 'quantitative', bin: true },
        color: count,
      },
    });
    expect(withColumn(spec, 'y', null, many)).toEqual({
      mark: 'bar',
      encoding: { x: { field: 'age', type: 'quantitative', bin: true }, y: count },
    });
  });

  it('draws bars of a mean by category, side by side in the colours of another', () => {
    const bars = put({}, ['x', 'home'], ['y', 'income']);
    expect(bars).toEqual({
      mark: 'bar',
      encoding: { x: { field: 'home', type: 'nominal' }, y: { field: 'income', type: 'quantitative', aggregate: 'mean' } },
    });
    const inColours = put(bars, ['color', 'job']);
    expect(inColours).toMatchObject({ encoding: { color: { field: 'job', type: 'nominal' }, xOffset: { field: 'job' } } });
    expect(put(inColours, ['color', null])).toEqual(bars);
  });

  it('stacks bars of counts', () => {
    expect(put({}, ['x', 'home'], ['color', 'job'])).toMatchObject({ encoding: { y: count } });
    expect(put({}, ['x', 'home'], ['color', 'job'])).not.toHaveProperty('encoding.xOffset');
  });

  it('draws a line of a number over time, and squares of two categories', () => {
    expect(markOf(put({}, ['x', 'when'], ['y', 'income']))).toBe('line');
    expect(put({}, ['x', 'home'], ['y', 'job'])).toMatchObject({ mark: 'rect', encoding: { color: count } });
  });

  it('takes a code of few numbers for an order of colours', () => {
    expect(put({}, ['x', 'age'], ['color', 'grade'])).toMatchObject({ encoding: { color: { type: 'ordinal' } } });
  });

  it('keeps what a person chose when a column of the same form follows', () => {
    const spec = {
      mark: { type: 'area', opacity: 0.4 },
      encoding: {
        x: { field: 'when', type: 'temporal', timeUnit: 'year' },
        y: { field: 'age', type: 'quantitative', aggregate: 'max', axis: { grid: false } },
      },
    };
    expect(put(spec, ['y', 'income'])).toEqual({ ...spec, encoding: { ...spec.encoding, y: { ...spec.encoding.y, field: 'income' } } });
  });

  it('leaves nothing of a histogram when its column goes', () => {
    expect(put({}, ['x', 'age'], ['x', null])).toEqual({ mark: 'bar', encoding: {} });
  });

  it('keeps a facet where it stands, in a row or a column', () => {
    const spec = { mark: 'bar', encoding: { column: { field: 'home', type: 'nominal' } } };
    expect(put(spec, ['facet', 'job'])).toEqual({ mark: 'bar', encoding: { column: { field: 'job', type: 'nominal' } } });
    expect(channelOf(spec, 'facet').field).toBe('home');
  });
});

describe('properties', () => {
  const bars = put({}, ['x', 'home'], ['y', 'income']);

  it('exclude each other where both make no sense', () => {
    expect(withProperty(bars, 'y', 'bin', true)).toMatchObject({ encoding: { y: { bin: true } } });
    expect(withProperty(bars, 'y', 'bin', true)).not.toHaveProperty('encoding.y.aggregate');
    expect(withProperty(bars, 'y', 'aggregate', 'count')).toMatchObject({ encoding: { y: count } });
    expect(withProperty(bars, 'y', 'aggregate', null)).not.toHaveProperty('encoding.y.aggregate');
    expect(withProperty(bars, 'x', 'sort', '-y')).toMatchObject({ encoding: { x: { sort: '-y' } } });
  });

  it('of a mark stay when its type changes', () => {
    expect(withMark({ mark: { type: 'point', size: 20 } }, 'circle')).toEqual({ mark: { type: 'circle', size: 20 } });
    expect(withMark({ mark: 'point' }, 'circle')).toEqual({ mark: 'circle' });
  });
});

describe('what the shelf cannot show', () => {
  it.each<[BodyValue, RegExp | null]>([
    [{ mark: 'bar', encoding: {} }, null],
    [{}, null],
    [{ layer: [] }, /has layers; .* changed in the YAML/],
    [{ hconcat: [] }, /several charts/],
    [{ repeat: ['a'], spec: {} }, /repeated/],
    [[], /no map/],
    [{ encoding: [] }, /encoding is no map/],
  ])('is said in a sentence: %j', (spec, sentence) => {
    const found = whyNotShown(spec);
    if (sentence === null) expect(found).toBeNull();
    else expect(found).toMatch(sentence);
  });

  it('is told of a channel that holds a constant', () => {
    expect(channelOf({ encoding: { color: { value: 'red' } } }, 'color')).toMatchObject({ field: null, foreign: true });
  });
});

describe('any sequence of choices', () => {
  const step = fc.tuple(fc.constantFrom(...channels), fc.option(fc.constantFrom(...data.columns.map(({ name }) => name))));

  it('gives a spec that charts may hold, and leaves what else it says alone', () => {
    const spec = {
      width: 300,
      encoding: { tooltip: { field: 'home' }, color: { scale: { scheme: 'viridis' }, field: 'job', type: 'nominal' } },
    };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        const made = put(spec, ...steps);
        expect(() => checkChartSpec(made)).not.toThrow();
        expect(made).toMatchObject({ width: 300, encoding: { tooltip: { field: 'home' } } });
        const last = new Map(steps);
        for (const [channel, name] of last)
          if (name !== null) expect(channelOf(made, channel).field === name || channel === 'color').toBe(true);
      }),
    );
  });

  it('is written into the text as one patch that keeps its remarks', () => {
    const text =
      '```yaml chart c\ndata: d\nspec:\n  width: 300 # narrow\n  mark: bar # bars\n  encoding:\n    x: {field: home} # where\n```\n';
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        let now = text;
        let spec: BodyValue = { width: 300, mark: 'bar', encoding: { x: { field: 'home' } } };
        for (const [channel, name] of steps) {
          spec = withColumn(spec, channel, name, data);
          now = applyPatch(now, setBodyValue(parseNotebook(now, ['chart']), 'c', ['spec'], spec));
        }
        expect(now).toContain('width: 300 # narrow');
        expect(now.startsWith('```yaml chart c\ndata: d\nspec:\n')).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});
