import { describe, expect, it } from 'vitest';
import { expressionInterpreter } from 'vega-interpreter';
import { chart } from '../../src/cells/chart.ts';
import { makeFrame } from '../../src/frame/frame.ts';
import { NumberColumn, StringColumn } from '../../src/frame/column.ts';
import type { ChartOutput } from '../../src/cells/output.ts';
import { frameOf, objectsOf, runBody, stepOf, type Around } from './step-of.ts';

type Json = Record<string, unknown>;

const count = 400;
const data = frameOf({
  x: Array.from({ length: count }, (_, row) => (row % 37 === 0 ? null : Math.sin(row) * 40 + row / 10)),
  y: Array.from({ length: count }, (_, row) => (row * 7919) % 101),
  kind: Array.from({ length: count }, (_, row) => ['a', 'b', 'c'][(row * row) % 3]),
  flag: Array.from({ length: count }, (_, row) => row % 4 === 0),
  when: Array.from({ length: count }, (_, row) => new Date(Date.UTC(2024, row % 14, 1 + (row % 27), row % 24))),
  'odd.name': Array.from({ length: count }, (_, row) => row % 5),
});

async function drawn(body: Json, around: Around = {}): Promise<ChartOutput> {
  const { output } = await runBody(chart, { data: 'data', ...body }, { frames: { data }, ...around });
  if (output.type !== 'chart') throw new Error('no chart');
  return output;
}

/** What Vega-Lite draws of a spec; the oracle is the same spec over all rows. */
async function svgOf(spec: Json): Promise<string> {
  const [vega, lite] = await Promise.all([import('vega'), import('vega-lite')]);
  const compiled = lite.compile(spec as unknown as Parameters<typeof lite.compile>[0], { config: { countTitle: 'Rows' } }).spec;
  const view = new vega.View(vega.parse(compiled, undefined, { ast: true }), { expr: expressionInterpreter, renderer: 'none' });
  return (await view.toSVG()).replaceAll(/gradient_\d+/g, 'gradient');
}

function valuesOf(output: ChartOutput): Json[] {
  return (output.spec['data'] as { values: Json[] }).values;
}

const quantitative = { type: 'quantitative' };
const aggregated: readonly (readonly [string, Json])[] = [
  ['a histogram', { mark: 'bar', encoding: { x: { field: 'x', bin: true }, y: { aggregate: 'count' } } }],
  ['a histogram with a step', { mark: 'bar', encoding: { x: { field: 'x', bin: { step: 7 } }, y: { aggregate: 'count' } } }],
  [
    'finer bins, stacked',
    { mark: 'bar', encoding: { x: { field: 'x', bin: { maxbins: 25 } }, y: { aggregate: 'count' }, color: { field: 'kind' } } },
  ],
  ['means', { mark: 'bar', encoding: { y: { field: 'kind' }, x: { field: 'y', aggregate: 'mean' } } }],
  ['sorted sums', { mark: 'bar', encoding: { y: { field: 'kind', sort: '-x' }, x: { field: 'y', aggregate: 'sum' } } }],
  ['medians by bin', { mark: 'line', encoding: { x: { field: 'x', bin: true }, y: { field: 'y', aggregate: 'median', ...quantitative } } }],
  ['a heat map', { mark: 'rect', encoding: { x: { field: 'x', bin: true }, y: { field: 'y', bin: true }, color: { aggregate: 'count' } } }],
  ['small multiples', { mark: 'bar', encoding: { row: { field: 'kind' }, x: { field: 'y', bin: true }, y: { aggregate: 'count' } } }],
  [
    'a facet',
    { facet: { field: 'kind' }, columns: 2, spec: { mark: 'bar', encoding: { x: { field: 'y', bin: true }, y: { aggregate: 'count' } } } },
  ],
  [
    'layers',
    {
      encoding: { x: { field: 'kind' } },
      layer: [
        { mark: 'bar', encoding: { y: { field: 'y', aggregate: 'mean' } } },
        { mark: 'tick', encoding: { y: { field: 'y', aggregate: 'q3' } } },
      ],
    },
  ],
  [
    'a row of charts',
    {
      hconcat: [
        { mark: 'bar', encoding: { x: { field: 'kind' }, y: { aggregate: 'count' } } },
        { mark: 'point', encoding: { x: { field: 'flag' }, y: { field: 'x', aggregate: 'stdev' } } },
      ],
    },
  ],
  [
    'counts by month',
    { mark: 'line', encoding: { x: { field: 'when', timeUnit: 'utcyearmonth', type: 'temporal' }, y: { aggregate: 'count' } } },
  ],
  [
    'counts by weekday',
    { mark: 'bar', encoding: { x: { field: 'when', timeUnit: 'utcday', type: 'ordinal' }, y: { aggregate: 'count' } } },
  ],
  [
    'smallest and largest',
    {
      mark: 'rule',
      encoding: { x: { field: 'kind' }, y: { field: 'x', aggregate: 'min', ...quantitative }, y2: { field: 'x', aggregate: 'max' } },
    },
  ],
];

describe('chart', () => {
  it.each(aggregated)('draws %s as Vega-Lite does from all rows', async (_, spec) => {
    const output = await drawn({ spec });
    expect(output.rows).toBeLessThan(200);
    const rows = objectsOf(data);
    expect(await svgOf(output.spec as Json)).toBe(await svgOf({ data: { values: rows }, ...spec }));
  });

  it('sends the rows of the columns it mentions, where nothing aggregates', async () => {
    const output = await drawn({
      spec: { mark: 'point', encoding: { x: { field: 'x', ...quantitative }, y: { field: 'y', ...quantitative } } },
    });
    expect(valuesOf(output)).toHaveLength(count);
    expect(Object.keys(valuesOf(output)[1]!)).toEqual(['x', 'y']);
    expect(output).toMatchObject({ rows: count, summary: 'Point chart: x is x, y is y; 400 rows.' });
  });

  it('sends no row that the chart does not need when it aggregates', async () => {
    const output = await drawn({ title: 'Kinds', spec: { mark: 'bar', encoding: { x: { field: 'kind' }, y: { aggregate: 'count' } } } });
    expect(valuesOf(output)).toEqual([
      { kind: 'a', count_rows: 134 },
      { kind: 'b', count_rows: 266 },
    ]);
    expect(output.spec['title']).toBe('Kinds');
    expect(output.summary).toBe('Kinds. Bar chart: x is kind, y is rows; 2 rows.');
  });

  it('fails above the limit, with the way out, and never samples', async () => {
    const raw = { mark: 'point', encoding: { x: { field: 'x' }, y: { field: 'y' } } };
    await expect(drawn({ spec: raw }, { chartRows: 399 })).rejects.toMatchObject({
      message: '400 rows reach the chart, at most 399 can',
      hint: 'add an aggregate or bin, or filter with where',
      path: ['spec'],
    });
    expect((await drawn({ spec: raw, where: 'd.kind == "a"' }, { chartRows: 399 })).rows).toBe(134);
    const groups = { mark: 'point', encoding: { x: { field: 'y' }, y: { aggregate: 'count' } } };
    await expect(drawn({ spec: groups }, { chartRows: 50 })).rejects.toThrow('101 rows reach the chart, at most 50 can');
  });

  it('leaves to Vega what it cannot compute, within the limit', async () => {
    const spec = {
      transform: [{ calculate: 'datum.x * 2', as: 'twice' }],
      mark: 'bar',
      encoding: { x: { field: 'twice', bin: true }, y: { aggregate: 'count' } },
    };
    expect(valuesOf(await drawn({ spec }))).toHaveLength(count);
    const box = { mark: 'boxplot', encoding: { x: { field: 'kind' }, y: { field: 'y', ...quantitative } } };
    expect(valuesOf(await drawn({ spec: box }))).toHaveLength(count);
    await expect(drawn({ spec: box }, { chartRows: 10 })).rejects.toThrow('at most 10 can');
  });

  it('reads columns whose names look like paths', async () => {
    const spec = { mark: 'bar', encoding: { x: { field: 'odd.name', type: 'ordinal' }, y: { aggregate: 'count' } } };
    const output = await drawn({ spec });
    expect(valuesOf(output)).toHaveLength(5);
    expect(await svgOf(output.spec as Json)).toContain('odd.name: 3; Rows: 80');
    const points = await drawn({ spec: { mark: 'point', encoding: { x: { field: 'odd.name', ...quantitative } } } });
    expect(await svgOf(points.spec as Json)).toContain(': 3');
  });

  it('follows inputs, as values and in expressions', async () => {
    const spec = {
      transform: [{ filter: 'datum.y > $least' }],
      layer: [
        { mark: 'point', encoding: { x: { field: 'x', ...quantitative } } },
        { mark: { type: 'rule', style: 'threshold' }, encoding: { x: { datum: '$threshold' } } },
      ],
    };
    expect(stepOf(chart, { data: 'data', spec, where: 'd.x > $.start' }).inputs).toEqual(['least', 'threshold', 'start']);
    const output = await drawn({ spec }, { values: { least: 90, threshold: 0.15 } });
    expect(output.spec).toMatchObject({ transform: [{ filter: 'datum.y > 90' }], layer: [{}, { encoding: { x: { datum: 0.15 } } }] });
  });

  it.each([
    [{ mark: 'bar', encoding: { x: { field: 'kinf' } } }, 'no column kinf', ['spec', 'encoding', 'x', 'field']],
    [
      { mark: 'bar', transform: [{ filter: 'datum.yy > 2' }], encoding: { x: { field: 'x' } } },
      'no column yy',
      ['spec', 'transform', 0, 'filter'],
    ],
  ])('names the nearest column for %j', async (spec, message, path) => {
    await expect(drawn({ spec })).rejects.toMatchObject({ name: 'BodyError', message, path });
  });

  it('knows the fields that transforms make', async () => {
    const spec = {
      transform: [{ fold: ['x', 'y'] }, { window: [{ op: 'rank', as: 'place' }] }],
      mark: 'point',
      encoding: { x: { field: 'key' }, y: { field: 'value', ...quantitative }, size: { field: 'place' } },
    };
    expect((await drawn({ spec })).rows).toBe(count);
  });

  it.each([
    [{ data: { url: 'https://example.org/x.csv' }, mark: 'bar' }, ['spec', 'data']],
    [{ mark: 'bar', encoding: { href: { field: 'x' } } }, ['spec', 'encoding', 'href']],
    [{ mark: 'bar', transform: [{ filter: 'event.view' }] }, ['spec', 'transform', 0, 'filter']],
  ])('refuses the hostile spec %j before anything runs', (spec, path) => {
    expect(() => stepOf(chart, { data: 'data', spec })).toThrowError(expect.objectContaining({ name: 'BodyError', path }) as Error);
  });

  it('draws 200,000 rows as a few bins', async () => {
    const rows = 200_000;
    const big = makeFrame([
      ['score', new NumberColumn(Float64Array.from({ length: rows }, (_, row) => (row % 1000) / 1000))],
      [
        'label',
        new StringColumn(
          Uint8Array.from({ length: rows }, (_, row) => row % 2),
          ['no', 'yes'],
        ),
      ],
    ]);
    const spec = {
      mark: 'bar',
      encoding: { x: { field: 'score', bin: { maxbins: 20 } }, y: { aggregate: 'count' }, color: { field: 'label' } },
    };
    const output = await drawn({ spec }, { frames: { data: big } });
    expect(output.rows).toBe(40);
    expect(valuesOf(output).reduce((sum, row) => sum + Number(row['count_rows']), 0)).toBe(rows);
  });

  it('refuses bins without end, which Vega would draw', async () => {
    const encoding = { x: { field: 'x', type: 'quantitative', bin: { step: 1e-9 } }, y: { aggregate: 'count' } };
    await expect(drawn({ spec: { mark: 'bar', encoding } })).rejects.toMatchObject({
      name: 'BodyError',
      path: ['spec', 'encoding', 'x', 'bin'],
    });
  });

  it('refuses a view for each of many values, drawn as they are or counted', async () => {
    const facet = { row: { field: 'x' }, x: { field: 'y', type: 'quantitative' } };
    const refused = {
      name: 'BodyError',
      message: 'x has 390 values, and the chart draws a view for each; at most 100 are drawn',
      path: ['spec', 'encoding', 'row'],
      hint: 'filter, bin or aggregate it first',
    };
    await expect(drawn({ spec: { mark: 'tick', encoding: facet } })).rejects.toMatchObject(refused);
    await expect(drawn({ spec: { mark: 'bar', encoding: { ...facet, y: { aggregate: 'count' } } } })).rejects.toMatchObject(refused);
    await expect(
      drawn({ where: 'd.x < 5', spec: { mark: 'tick', encoding: { ...facet, row: { field: 'kind' } } } }),
    ).resolves.toBeDefined();
  });

  it('makes a frame of what it draws', async () => {
    const spec = { hconcat: [{ mark: 'bar', encoding: { x: { field: 'kind' }, y: { aggregate: 'count' } } }] };
    const { frame } = await runBody(chart, { data: 'data', spec }, { frames: { data } });
    expect(objectsOf(frame)).toEqual([
      { kind: 'a', count_rows: 134 },
      { kind: 'b', count_rows: 266 },
    ]);
  });

  it('draws a frame without rows', async () => {
    const none = frameOf({ x: [], kind: [] });
    const output = await drawn(
      { spec: { mark: 'bar', encoding: { x: { field: 'kind' }, y: { aggregate: 'count' } } } },
      { frames: { data: none } },
    );
    expect(output.rows).toBe(0);
  });
});
