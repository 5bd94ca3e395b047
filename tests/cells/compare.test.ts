import { describe, expect, it } from 'vitest';
import { compare } from '../../src/cells/compare.ts';
import { counterUniform } from '../../src/stats/counter-random.ts';
import { checkChartSpec } from '../../src/trust/chart-spec.ts';
import type { AnalysisOutput } from '../../src/cells/output.ts';
import { frameOf } from './step-of.ts';
import { compareOver, rowsOfCompare, type Row } from './compare-bed.ts';

const rows = Array.from({ length: 600 }, (_, row) => row);
const u = (row: number, at: number): number => counterUniform(11, at, row);
const label = rows.map((row) => (u(row, 0) < 0.4 ? 'yes' : 'no'));
/** `new` follows the label closely, `old` loosely. */
const scoreOf = (row: number, at: number, strength: number): number =>
  Math.round(200 * ((1 - strength) * u(row, at) + strength * +(label[row] === 'yes'))) / 200;
const loans = frameOf(
  {
    y: label,
    s1: rows.map((row) => scoreOf(row, 1, 0.15)),
    s2: rows.map((row) => scoreOf(row, 2, 0.45)),
    g: rows.map((row) => (u(row, 3) < 0.5 ? 'a' : row < 24 ? 'c' : 'b')),
    patient: rows.map((row) => Math.floor(row / 4)),
    w: rows.map((row) => 0.5 + u(row, 5)),
  },
  { roles: { label: 'y' }, positive: 'yes' },
);
const models = { old: { score: 's1' }, new: { score: 's2' } };
const all = [
  'roc_auc',
  'average_precision',
  'ks_separation',
  'accuracy',
  'recall',
  'precision',
  'f1',
  'brier_score',
  'log_loss',
  'expected_calibration_error',
];

function row(list: readonly Row[], metric: string, slice = 'all'): Row {
  const found = list.filter((own) => own['metric'] === metric && own['slice'] === slice);
  expect(found).toHaveLength(1);
  return found[0]!;
}

describe('a comparison of two columns', () => {
  it('gives the contract’s columns, the difference as the value, and both values beside it', async () => {
    const { frames } = await compareOver(loans, { models, metrics: all });
    const list = rowsOfCompare(frames);
    expect(frames.get('')!.table.columnNames().slice(0, 9)).toEqual([
      'metric',
      'class',
      'slice',
      'n',
      'value',
      'low',
      'high',
      'method',
      'reason',
    ]);
    for (const metric of all) {
      const own = row(list, metric);
      expect(own['value']).toBeCloseTo(Number(own['model_value']) - Number(own['reference_value']), 12);
      expect(Number(own['low'])).toBeLessThan(Number(own['value']));
      expect(Number(own['high'])).toBeGreaterThan(Number(own['value']));
    }
    expect(row(list, 'roc_auc')['method']).toBe('paired delong');
    expect(row(list, 'recall')['method']).toBe('bonett-price, mcnemar exact');
    expect(row(list, 'precision')['method']).toBe('multinomial bootstrap, 1000');
    expect(row(list, 'brier_score')['method']).toBe('student on differences');
    expect(row(list, 'roc_auc')['verdict']).toBe('better');
  });

  it('turns round when the reference does: signs, intervals and verdicts', async () => {
    const one = rowsOfCompare((await compareOver(loans, { models, metrics: all, by: ['g'] })).frames);
    const other = rowsOfCompare((await compareOver(loans, { models, metrics: all, by: ['g'], reference: 'new' })).frames);
    const churn = new Set(['negative_flips', 'positive_flips']);
    for (const [at, own] of one.entries()) {
      const back = other[at]!;
      if (own['margin'] === undefined || churn.has(String(own['metric'])) || Number.isNaN(own['model_value'])) continue;
      expect([back['metric'], back['slice']]).toEqual([own['metric'], own['slice']]);
      expect(back['value']).toBeCloseTo(-Number(own['value']), 12);
      expect(back['low']).toBeCloseTo(-Number(own['high']), 12);
      expect(back['p']).toBeCloseTo(Number(own['p']), 12);
      const turned: Readonly<Record<string, string>> = { better: 'worse', worse: 'better' };
      expect(back['verdict']).toBe(turned[String(own['verdict'])] ?? own['verdict']);
    }
    expect(row(other, 'negative_flips')['value']).toBe(row(one, 'positive_flips')['value']);
  });

  it('finds no difference, p = 1 and no flips between a model and itself', async () => {
    for (const method of ['auto', 'bootstrap', 'permutation']) {
      const same = { old: { score: 's1' }, new: { score: 's1' } };
      const list = rowsOfCompare((await compareOver(loans, { models: same, metrics: all, method, interval: { replicates: 100 } })).frames);
      for (const metric of all) expect([metric, row(list, metric)['value'], row(list, metric)['p']]).toEqual([metric, 0, 1]);
      expect(row(list, 'flip_rate')['value']).toBe(0);
    }
  });

  it('does not depend on the order of the rows where the method is closed', async () => {
    const back = frameOf(
      Object.fromEntries(loans.table.columnNames().map((name) => [name, [...(loans.table.column(name) as Iterable<unknown>)].reverse()])),
      { roles: loans.roles, positive: 'yes' },
    );
    const metrics = ['roc_auc', 'accuracy', 'recall', 'brier_score'];
    const one = rowsOfCompare((await compareOver(loans, { models, metrics })).frames);
    const other = rowsOfCompare((await compareOver(back, { models, metrics })).frames);
    for (const metric of metrics)
      for (const key of ['value', 'low', 'high', 'p']) expect(row(other, metric)[key]).toBeCloseTo(Number(row(one, metric)[key]), 10);
  });

  it('measures flips: their difference is what accuracy gains', async () => {
    const { frames } = await compareOver(loans, { models, metrics: ['accuracy'], by: ['g'] });
    const list = rowsOfCompare(frames);
    for (const slice of ['all', 'g=a', 'g=b']) {
      const gain = Number(row(list, 'positive_flips', slice)['value']) - Number(row(list, 'negative_flips', slice)['value']);
      expect(gain).toBeCloseTo(Number(row(list, 'accuracy', slice)['value']), 12);
    }
    const flipped = rowsOfCompare(frames, 'rows');
    expect(flipped.length / rows.length).toBeCloseTo(Number(row(list, 'flip_rate')['value']), 12);
    const one = flipped[0]!;
    const at = Number(one['row']) - 1;
    expect([one['label'], one['reference']]).toEqual([label[at], scoreOf(at, 1, 0.15) >= 0.5 ? 'yes' : 'no']);
    const flips = rowsOfCompare(frames, 'flips').filter((own) => own['slice'] === 'all');
    expect(flips.reduce((sum, own) => sum + Number(own['n']), 0)).toBe(rows.length);
  });
});

describe('verdicts', () => {
  it('says not worse only within a margin set before, and takes the margin of the metric', async () => {
    const close = frameOf(
      { y: label, s1: rows.map((row) => scoreOf(row, 1, 0.3)), s2: rows.map((row) => scoreOf(row, 1, 0.3) + 0.01 * u(row, 7)) },
      { roles: { label: 'y' }, positive: 'yes' },
    );
    const verdictOf = async (margin?: unknown): Promise<unknown> =>
      row(
        rowsOfCompare((await compareOver(close, { models, metrics: ['roc_auc'], ...(margin === undefined ? {} : { margin }) })).frames),
        'roc_auc',
      )['verdict'];
    expect(await verdictOf()).toBe('undecided');
    expect(await verdictOf(0.05)).toBe('not worse');
    expect(await verdictOf({ roc_auc: 0.05 })).toBe('not worse');
    expect(await verdictOf(0.00001)).toBe('undecided');
  });

  it('takes lower for better where the metric does', async () => {
    const list = rowsOfCompare((await compareOver(loans, { models, metrics: ['brier_score', 'selection_rate'] })).frames);
    expect(Number(row(list, 'brier_score')['value'])).toBeLessThan(0);
    expect(row(list, 'brier_score')['verdict']).toBe('better');
    expect(row(list, 'selection_rate')['verdict']).toBe('');
  });

  it('gives a small slice no verdict', async () => {
    const list = rowsOfCompare((await compareOver(loans, { models, metrics: ['accuracy'], by: ['g'] })).frames);
    const small = row(list, 'accuracy', 'g=c');
    expect([small['verdict'], small['reason']]).toEqual(['not enough data', 'too-few-rows']);
  });

  it('says how many rows would decide', async () => {
    const list = rowsOfCompare((await compareOver(loans, { models, metrics: ['brier_score'], margin: 0.01 })).frames);
    const own = row(list, 'brier_score');
    const se = (Number(own['high']) - Number(own['low'])) / (2 * 1.959963984540054);
    expect(own['detectable']).toBeCloseTo(2.8015852 * se, 6);
    expect(own['rows_needed']).toBe(Math.ceil(600 * ((2.801585218112968 * se) / 0.01) ** 2));
  });
});

describe('what is shown', () => {
  it('opens with the conclusion, and draws charts that pass the allow-list', async () => {
    const { output } = await compareOver(loans, { models, by: ['g'], margin: 0.02 });
    const { blocks } = output as AnalysisOutput;
    const [first] = blocks;
    expect(first).toMatchObject({ block: 'sentence', tone: 'better' });
    expect(first?.block === 'sentence' ? first.text : '').toMatch(/^new is better than old on ROC AUC by 0\.\d+ \[0\.\d+, 0\.\d+\]/);
    const charts = blocks.flatMap((block) => (block.block === 'charts' ? block.charts : []));
    expect(charts.length).toBe(2);
    for (const { spec } of charts) expect(() => checkChartSpec({ ...spec, data: undefined })).not.toThrow();
  });

  it('names every model where there are several', async () => {
    const three = { ...models, newer: { score: 's2', threshold: 0.4 } };
    const { frames, output } = await compareOver(loans, { models: three, metrics: ['accuracy'] });
    const slices = rowsOfCompare(frames)
      .filter((own) => own['metric'] === 'accuracy')
      .map((own) => own['slice']);
    expect(slices).toEqual(['model=new', 'model=newer']);
    expect((output as AnalysisOutput).blocks.filter(({ block }) => block === 'sentence').length).toBe(4);
  });
});

describe('rows in groups, weights and thresholds', () => {
  it('widens intervals where rows of a group err together', async () => {
    const twice = frameOf(
      Object.fromEntries(
        loans.table.columnNames().map((name) => [
          name,
          rows.flatMap((own) => {
            const value: unknown = loans.table.get(name, own);
            return [value, value, value];
          }),
        ]),
      ),
      { roles: loans.roles, positive: 'yes' },
    );
    const groups = frameOf(
      {
        ...Object.fromEntries(twice.table.columnNames().map((name) => [name, [...(twice.table.column(name) as Iterable<unknown>)]])),
        unit: rows.flatMap((own) => [own, own, own]),
      },
      { roles: loans.roles, positive: 'yes' },
    );
    const metrics = ['roc_auc', 'accuracy', 'brier_score', 'precision', 'average_precision'];
    const single = rowsOfCompare((await compareOver(loans, { models, metrics })).frames);
    const grouped = rowsOfCompare((await compareOver(groups, { models, metrics, cluster: 'unit' })).frames);
    const width = (own: Row): number => Number(own['high']) - Number(own['low']);
    for (const metric of metrics) {
      expect(row(grouped, metric)['value']).toBeCloseTo(Number(row(single, metric)['value']), 12);
      expect(width(row(grouped, metric)) / width(row(single, metric))).toBeGreaterThan(0.85);
      expect(width(row(grouped, metric)) / width(row(single, metric))).toBeLessThan(1.15);
    }
  });

  it('takes equal weights for none', async () => {
    const weighed = frameOf(
      {
        ...Object.fromEntries(loans.table.columnNames().map((name) => [name, [...(loans.table.column(name) as Iterable<unknown>)]])),
        w: rows.map(() => 2.5),
      },
      { roles: { label: 'y', weight: 'w' }, positive: 'yes' },
    );
    const metrics = ['roc_auc', 'accuracy', 'brier_score'];
    const one = rowsOfCompare((await compareOver(loans, { models, metrics })).frames);
    const other = rowsOfCompare((await compareOver(weighed, { models, metrics })).frames);
    for (const metric of metrics)
      for (const key of ['value', 'low', 'high']) expect(row(other, metric)[key]).toBeCloseTo(Number(row(one, metric)[key]), 10);
  });

  it('reads a threshold by model, from an input or the body', async () => {
    const share = (at: number, cut: number, strength: number): number =>
      rows.filter((own) => scoreOf(own, at, strength) >= cut).length / rows.length;
    const { frames } = await compareOver(
      loans,
      { models, metrics: ['selection_rate'], threshold: { old: '$cut', new: 0.6 } },
      { cut: 0.3 },
    );
    const own = row(rowsOfCompare(frames), 'selection_rate');
    expect(own['reference_value']).toBeCloseTo(share(1, 0.3, 0.15), 12);
    expect(own['model_value']).toBeCloseTo(share(2, 0.6, 0.45), 12);
  });
});

it('is registered with parts that are there', async () => {
  const { frames } = await compareOver(loans, { models, metrics: ['accuracy'] });
  expect([...frames.keys()]).toEqual(['', ...compare.parts]);
});

it('needs 30 groups for a verdict, not 30 rows, and counts rows to add in rows', async () => {
  const few = frameOf(
    {
      y: label,
      s1: rows.map((own) => scoreOf(own, 1, 0.15)),
      s2: rows.map((own) => scoreOf(own, 2, 0.45)),
      ward: rows.map((own) => own % 12),
    },
    { roles: { label: 'y' }, positive: 'yes' },
  );
  const { frames, output } = await compareOver(few, { models, metrics: ['brier_score'], cluster: 'ward', margin: 0.001 });
  expect(row(rowsOfCompare(frames), 'brier_score')['verdict']).toBe('not enough data');
  const [sentence] = (output as AnalysisOutput).blocks;
  expect(sentence?.block === 'sentence' ? sentence.text : '').toContain('600 rows in 12 groups, at least 30 are needed');
  expect(Number(row(rowsOfCompare(frames), 'brier_score')['rows_needed'])).toBeGreaterThan(600);
});
