import { describe, expect, it } from 'vitest';
import { BodyError } from '../../src/cells/kind.ts';
import type { AnalysisOutput } from '../../src/cells/output.ts';
import { threshold } from '../../src/cells/threshold.ts';
import type { Frame } from '../../src/frame/frame.ts';
import { compileChart } from '../../src/report/chart-view.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';
import { frameOf, objectsOf, runBody } from './step-of.ts';

const roles = { label: 'y', score: new Map([['', 's']]) };

/** Scores that are higher for positives; `g` parts the rows in two, of which b is harder. */
function loans(rows = 600, extra: Partial<Frame> = {}): Frame {
  const all = Array.from({ length: rows }, (_, row) => row);
  const u = (row: number, at: number): number => counterUniform(5, at, row);
  const y = all.map((row) => u(row, 0) < 0.3);
  const g = all.map((row) => (u(row, 1) < 0.5 ? 'a' : 'b'));
  return frameOf(
    {
      y: y.map((own) => (own ? 'yes' : 'no')),
      s: all.map((row) => Math.round(200 * ((g[row] === 'b' ? 0.7 : 0.5) * u(row, 2) + (y[row] ? 0.3 : 0.05))) / 200),
      g,
      w: all.map((row) => 1 + Math.floor(3 * u(row, 3))),
      part: all.map((row) => (row % 3 === 0 ? 'train' : 'test')),
    },
    { roles, ...extra },
  );
}

async function run(body: Readonly<Record<string, unknown>>, frame = loans(), values: Readonly<Record<string, number>> = {}) {
  const made = await runBody(threshold, { data: 'scored', ...body }, { frames: { scored: frame }, values });
  const rows = (part: string) => objectsOf(made.frames.get(part)!);
  const find = (part: string, metric: string, slice = 'all', className = '') => {
    const found = rows(part).filter((row) => row['metric'] === metric && row['slice'] === slice && row['class'] === className);
    if (found.length !== 1) throw new Error(`${found.length} rows of ${metric} ${slice} in ${part}`);
    return found[0]!;
  };
  return { ...made, output: made.output as AnalysisOutput, rows, find };
}

/** Counts by the rule itself, for the brute force. */
function countsOf(frame: Frame, from: number) {
  const counts = { tp: 0, fp: 0, fn: 0, tn: 0 };
  for (const { y, s } of objectsOf(frame)) {
    if (Number(s) >= from) counts[y === 'yes' ? 'tp' : 'fp']++;
    else counts[y === 'yes' ? 'fn' : 'tn']++;
  }
  return counts;
}

const contract = ['metric', 'class', 'slice', 'n', 'value', 'low', 'high', 'method', 'reason'];
const cost = { choose: { cost: { fp: 1, fn: 4 } } };

describe('the main frame', () => {
  it('is a metrics frame of the chosen threshold, one row a metric and slice', async () => {
    const { frame, frames, rows } = await run({ ...cost, by: 'g' });
    expect(frame.table.columnNames()).toEqual([...contract, 'at', 'threshold']);
    expect([...frames.keys()]).toEqual(['', ...threshold.parts]);
    const keys = rows('').map((row) => `${row['metric']} ${row['slice']}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys.slice(0, 6)).toEqual(['threshold all', 'threshold g=a', 'threshold g=b', 'cost all', 'cost g=a', 'cost g=b']);
  });

  it('has the lowest cost that any threshold has, and the lowest threshold that has it', async () => {
    const { find } = await run(cost);
    const frame = loans();
    const scores = [...new Set(objectsOf(frame).map(({ s }) => Number(s)))].sort((a, b) => a - b);
    const costs = scores.map((from) => countsOf(frame, from)).map(({ fp, fn }) => (fp + 4 * fn) / 600);
    const least = Math.min(...costs);
    expect(find('', 'cost')['value']).toBeCloseTo(least, 12);
    expect(find('', 'threshold')['value']).toBe(scores[costs.indexOf(least)]);
    expect(find('', 'threshold')['method']).toBe('bootstrap of the choice, 1000');
  });

  it('gives each number the interval of a fixed threshold, around it', async () => {
    const { find } = await run({ choose: { max: 'f1' } });
    expect(find('', 'recall')['method']).toBe('wilson');
    for (const metric of ['recall', 'precision', 'f1', 'selection_rate']) {
      const row = find('', metric);
      expect(Number(row['low'])).toBeLessThan(Number(row['value']));
      expect(Number(row['high'])).toBeGreaterThan(Number(row['value']));
    }
  });

  it('holds the interval of the choice, which is higher than that of the fixed threshold, in a frame of its own', async () => {
    const { find } = await run({ choose: { max: 'f1' } });
    const choice = find('choice', 'f1');
    expect(choice['value']).toBe(find('', 'f1')['value']);
    expect(Number(choice['low'])).toBeGreaterThan(Number(find('', 'f1')['low']));
    expect(choice['method']).toBe('bootstrap of the choice, 1000');
    expect(find('choice', 'threshold')['low']).toBe(find('', 'threshold')['low']);
  });

  it('is the same for the same seed, and its interval another for another', async () => {
    const low = async (seed: number) => (await run({ choose: { max: 'f1' }, interval: { seed } })).find('choice', 'f1')['low'];
    expect(await low(1)).toBe(await low(1));
    expect(await low(1)).not.toBe(await low(2));
  });
});

describe('strategies', () => {
  it('holds a bound, and does the best that it leaves', async () => {
    const recall = await run({ choose: { recall: 0.9 } });
    expect(Number(recall.find('', 'recall')['value'])).toBeGreaterThanOrEqual(0.9);
    const precision = await run({ choose: { precision: 0.7 } });
    expect(Number(precision.find('', 'precision')['value'])).toBeGreaterThanOrEqual(0.7);
    const rate = await run({ choose: { false_positive_rate: 0.1 } });
    expect(Number(rate.find('', 'false_positive_rate')['value'])).toBeLessThanOrEqual(0.1);
    const frame = loans();
    const best = Math.max(
      ...objectsOf(frame)
        .map(({ s }) => countsOf(frame, Number(s)))
        .filter(({ fp, tn }) => fp / (fp + tn) <= 0.1)
        .map(({ tp, fn }) => tp / (tp + fn)),
    );
    expect(rate.find('', 'recall')['value']).toBe(best);
  });

  it('says how far a bound is out of reach', async () => {
    const { find, output } = await run(
      { choose: { precision: 0.99999 } },
      frameOf({ y: [0, 1, 0, 1], s: [0.9, 0.8, 0.7, 0.6] }, { roles }),
    );
    expect(find('', 'recall')).toMatchObject({ value: NaN, reason: 'no-such-threshold' });
    expect(output.blocks[0]).toMatchObject({
      tone: 'undecided',
      text: 'No threshold gives a precision of at least 0.99999; the most is 0.500, from 0.800 up.',
    });
  });

  it('takes whole ties within a capacity, and says what stays free', async () => {
    const frame = frameOf({ y: [1, 1, 0, 0, 1, 0, 0, 0, 0, 0], s: [0.9, 0.8, 0.5, 0.5, 0.5, 0.5, 0.4, 0.3, 0.2, 0.1] }, { roles });
    const { find, output } = await run({ choose: { top: 5 } }, frame);
    expect(find('', 'threshold')['value']).toBe(0.8);
    expect(find('', 'selection_rate')['value']).toBe(0.2);
    expect(String(output.blocks[0] !== undefined && 'text' in output.blocks[0] ? output.blocks[0].text : '')).toContain(
      '3 stay free, since the next 4 share a score and a tie is never parted.',
    );
    expect((await run({ choose: { top: 0.6 } }, frame)).find('', 'threshold')['value']).toBe(0.5);
  });

  it('is of inputs too', async () => {
    const frame = loans();
    const asked = { choose: { cost: { fp: 1, fn: '$ratio' } } };
    const low = (await run(asked, frame, { ratio: 20 })).find('', 'threshold')['value'];
    const high = (await run(asked, frame, { ratio: 0.2 })).find('', 'threshold')['value'];
    expect(Number(low)).toBeLessThan(Number(high));
    await expect(run(asked, frame)).rejects.toThrow('$ratio is no number');
  });

  it('refuses a body that names none, several, or a metric that it cannot choose by', async () => {
    await expect(run({ choose: {} })).rejects.toThrow('choose names no strategy');
    await expect(run({ choose: { max: 'f1', top: 3 } })).rejects.toThrow('choose names max and top');
    await expect(run({ choose: { max: 'f2' } })).rejects.toThrow('no metric f2');
    await expect(run({ choose: { max: 'false_positive_rate' } })).rejects.toThrow('no threshold is chosen by false_positive_rate');
    await expect(run({ choose: { recall: 2 } })).rejects.toThrow(BodyError);
  });
});

describe('beside the chosen threshold', () => {
  it('stand the live one, the default and the one that is right for calibrated scores', async () => {
    const { find, rows } = await run({ ...cost, threshold: '$t' }, loans(), { t: 0.4 });
    for (const [at, from] of [
      ['live', 0.4],
      ['default', 0.5],
      ['calibrated', 0.2],
    ] as const) {
      const { fp, fn } = countsOf(loans(), from);
      const row = find('compared', 'cost', at);
      expect(row['threshold']).toBe(from);
      expect(row['value']).toBeCloseTo((fp + 4 * fn) / 600, 12);
      expect(row['difference']).toBeCloseTo(Number(row['value']) - Number(find('', 'cost')['value']), 12);
      expect(Number(row['difference_low'])).toBeLessThanOrEqual(Number(row['difference']));
    }
    expect(rows('points').find(({ at }) => at === 'live')).toMatchObject(countsOf(loans(), 0.4));
  });

  it('is no default for scores that are no probabilities', async () => {
    const frame = frameOf({ y: [0, 1, 0, 1], s: [-3, 2, 1, 4] }, { roles });
    const { rows } = await run(cost, frame);
    expect(rows('points').map(({ at }) => at)).toEqual(['chosen', 'crossfit']);
  });

  it('is one for each group', async () => {
    const { find } = await run({ choose: { max: 'f1' }, by: 'g', threshold: { a: 0.3, 'g=b': '$t' } }, loans(), { t: 0.6 });
    expect(find('compared', 'threshold', 'g=a, live')['value']).toBe(0.3);
    expect(find('compared', 'threshold', 'g=b, live')['value']).toBe(0.6);
    expect(find('compared', 'threshold', 'g=b, shared')['value']).toBe(find('', 'threshold')['value']);
    await expect(run({ by: 'g', threshold: { c: 0.3 } })).rejects.toThrow('no class or slice c');
  });
});

describe('rows to choose on', () => {
  it('are a half, a split or another cell, and the rest is measured', async () => {
    const half = await run({ choose: { max: 'f1' }, select_on: 'half' });
    const measured = Number(half.find('', 'recall', 'all')['n']);
    const whole = Number((await run({ choose: { max: 'f1' } })).find('', 'recall')['n']);
    expect(measured).toBeGreaterThan(0.3 * whole);
    expect(measured).toBeLessThan(0.7 * whole);
    const split = await run({ select_on: { split: 'train' } }, loans(600, { roles: { ...roles, split: 'part' } }));
    expect(split.find('', 'selection_rate')['n']).toBe(400);
    const other = await runBody(
      threshold,
      { data: 'scored', choose: { max: 'accuracy' }, select_on: { cell: 'held' } },
      { frames: { scored: loans(), held: frameOf({ y: ['no', 'no', 'yes', 'yes'], s: [0.1, 0.2, 0.3, 0.4] }, { roles }) } },
    );
    expect(objectsOf(other.frame)[0]).toMatchObject({ metric: 'threshold', value: 0.3 });
    expect(objectsOf(other.frame).find(({ metric }) => metric === 'selection_rate')!['n']).toBe(600);
    await expect(run({ select_on: { split: 'train' } })).rejects.toThrow('the data has no split');
  });

  it('give a verdict on other thresholds where nothing but the objective counts', async () => {
    const verdicts = async (choose: object) => {
      const { output } = await run({ choose, select_on: 'half', threshold: 0.9 });
      const block = output.blocks.find(({ block: kind }) => kind === 'estimates');
      if (block?.block !== 'estimates') throw new Error('no estimates');
      return block.rows.map(({ cells }) => (cells[3] !== null && typeof cells[3] === 'object' ? cells[3]?.verdict : null));
    };
    expect(await verdicts({ cost: { fp: 1, fn: 4 } })).toEqual([null, 'worse', 'undecided', 'worse']);
    expect(await verdicts({ recall: 0.9 })).toEqual([null, undefined, undefined]);
  });

  it('shows what chance looks like good on the rows that it was chosen on', async () => {
    const rows = Array.from({ length: 60 }, (_, row) => row);
    let shown = 0;
    let honest = 0;
    for (let seed = 0; seed < 12; seed++) {
      const noise = frameOf({ y: rows.map((row) => row % 2), s: rows.map((row) => counterUniform(seed, 2, row)) }, { roles });
      const { find } = await run({ choose: { max: 'informedness' }, interval: { replicates: 100 } }, noise);
      shown += Number(find('', 'informedness')['value']) / 12;
      honest += Number(find('compared', 'informedness', 'crossfit')['value']) / 12;
    }
    expect(shown).toBeGreaterThan(0.1);
    expect(Math.abs(honest)).toBeLessThan(0.1);
  });
});

describe('hard data', () => {
  it('has no threshold, and the reason, without both classes or without rows', async () => {
    const one = await run(cost, frameOf({ y: ['no', 'no'], s: [0.1, 0.2] }, { roles, positive: 'yes', classes: ['no', 'yes'] }));
    expect(one.find('', 'threshold')).toMatchObject({ value: NaN, reason: 'no-positives' });
    const none = await run(cost, frameOf({ y: ['no', 'yes'], s: [NaN, NaN] }, { roles }));
    expect(none.find('', 'threshold')).toMatchObject({ value: NaN, reason: 'no-rows' });
    expect(none.output.blocks[0]).toMatchObject({ text: 'There is no threshold to choose: no row has a label and a score.' });
    await expect(run({}, frameOf({ y: ['a', 'b'], p: ['a', 'b'] }, { roles: { label: 'y', prediction: 'p' } }))).rejects.toThrow(
      'the data has no scores',
    );
  });

  it('leaves rows without a score out and says so', async () => {
    const frame = frameOf({ y: [0, 1, 0, 1, 1], s: [0.1, 0.9, 0.2, 0.8, NaN] }, { roles });
    const { find, output } = await run({ choose: { max: 'f1' } }, frame);
    expect(find('', 'f1')['value']).toBe(1);
    expect(find('', 'selection_rate')['n']).toBe(4);
    expect(output.notes.join(' ')).toContain('1 row is left out');
  });

  it('finds thresholds among equal and infinite scores', async () => {
    const constant = await run({ choose: { max: 'accuracy' } }, frameOf({ y: [0, 1, 0], s: [0.5, 0.5, 0.5] }, { roles }));
    expect(constant.find('', 'threshold')['value']).toBe(Infinity);
    const infinite = await run({ choose: { max: 'accuracy' } }, frameOf({ y: [0, 1, 0, 1], s: [-Infinity, Infinity, 0, 3] }, { roles }));
    expect(infinite.find('', 'threshold')['value']).toBe(3);
    expect(infinite.find('', 'accuracy')['value']).toBe(1);
  });

  it('counts weights as repetition', async () => {
    const frame = loans(200);
    const repeated = objectsOf(frame).flatMap((row) => Array<typeof row>(Number(row['w'])).fill(row));
    const plain = frameOf({ y: repeated.map(({ y }) => y), s: repeated.map(({ s }) => s) }, { roles });
    const weighted = await run({ choose: { max: 'f1' } }, loans(200, { roles: { ...roles, weight: 'w' } }));
    const own = (made: typeof weighted, metric: string) => Number(made.find('', metric)['value']);
    const twin = await run({ choose: { max: 'f1' } }, plain);
    for (const metric of ['threshold', 'f1', 'recall', 'precision']) expect(own(weighted, metric)).toBeCloseTo(own(twin, metric), 12);
  });

  it('chooses a threshold for each of several classes', async () => {
    const classes = ['x', 'y', 'z'];
    const rows = Array.from({ length: 90 }, (_, row) => row);
    const score = (name: string) =>
      rows.map((row) => counterUniform(2, classes.indexOf(name), row) + (classes[row % 3] === name ? 0.8 : 0));
    const frame = frameOf(
      { obs: rows.map((row) => classes[row % 3]), x: score('x'), y: score('y'), z: score('z') },
      { roles: { label: 'obs', score: new Map(classes.map((name) => [name, name])) } },
    );
    const { rows: rowsOf, find, output } = await run({ choose: { max: 'f1' }, threshold: { x: 0.9 } }, frame);
    expect(
      rowsOf('')
        .filter(({ metric }) => metric === 'threshold')
        .map((row) => row['class']),
    ).toEqual(classes);
    expect(find('compared', 'threshold', 'live', 'x')['value']).toBe(0.9);
    expect(output.blocks.filter(({ block }) => block === 'sentence')).toHaveLength(3);
    const two = await run({ classes: ['x', 'z'] }, frame);
    expect(two.rows('').filter(({ metric }) => metric === 'threshold')).toHaveLength(2);
    await expect(run({ classes: ['q'] }, frame)).rejects.toThrow('no class q');
  });
});

describe('curves', () => {
  it('start at +∞, end with every row, and keep the chosen and the live point', async () => {
    const { rows, find } = await run({ ...cost, threshold: 0.4 });
    for (const part of ['roc', 'precision_recall', 'det', 'gain', 'lift', 'ks', 'counts', 'cost']) {
      const thresholds = rows(part).map((row) => Number(row['threshold']));
      expect(thresholds[0]).toBe(Infinity);
      expect(thresholds).toContain(find('', 'threshold')['value']);
    }
    expect(rows('roc').at(-1)).toMatchObject({ fpr: 1, tpr: 1 });
    expect(rows('counts').at(-1)).toMatchObject({ fn: 0, tn: 0 });
  });

  it('are drawn by specs that the chart allows, whichever is asked for', async () => {
    const named = threshold.parts.filter((part) => !['compared', 'choice', 'points'].includes(part));
    for (const by of [undefined, 'g']) {
      const { output } = await run({ ...cost, threshold: 0.4, curves: named, ...(by === undefined ? {} : { by }) });
      const charts = output.blocks.flatMap((block) => (block.block === 'charts' ? block.charts : []));
      expect(charts).toHaveLength(named.length);
      for (const chart of charts) {
        expect(chart.rows).toBeLessThanOrEqual(5000);
        expect(chart.summary).toMatch(/ against .*\.$/);
        await compileChart(chart.spec, 'light');
      }
    }
  });
});
