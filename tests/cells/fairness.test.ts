import fc from 'fast-check';
import { safeParse } from 'valibot';
import { describe, expect, it } from 'vitest';
import { fairness } from '../../src/cells/fairness.ts';
import type { Frames } from '../../src/cells/kind.ts';
import type { AnalysisOutput } from '../../src/cells/output.ts';
import { plainValue } from '../../src/cells/table-output.ts';
import { columnOf, type Frame } from '../../src/frame/frame.ts';
import { checkChartSpec } from '../../src/trust/chart-spec.ts';
import reference from '../reference/fairness.json' with { type: 'json' };
import { frameOf, hostWithMemory } from './metrics-bed.ts';

async function run(frame: Frame, body: object): Promise<{ frames: Frames; output: AnalysisOutput }> {
  const parsed = safeParse(fairness.schema, { data: 'scored', ...body });
  if (!parsed.success) throw new Error(parsed.issues[0].message);
  const step = fairness.toStep(parsed.output);
  const inputs = { frames: new Map([['scored', frame]]), values: new Map() };
  const frames = await step.run(inputs, hostWithMemory(), new AbortController().signal);
  return { frames, output: step.show(frames) as AnalysisOutput };
}

type Row = Readonly<Record<string, unknown>>;

function rowsOf(frame: Frame): Row[] {
  const names = frame.table.columnNames();
  return Array.from({ length: frame.table.totalRows() }, (_, row) =>
    Object.fromEntries(names.map((name) => [name, plainValue(columnOf(frame, name), row)])),
  );
}

function valuesOf(frame: Frame, slice = 'all'): Record<string, number> {
  const rows = rowsOf(frame).filter((row) => row['slice'] === slice);
  return Object.fromEntries(rows.map((row) => [row['metric'], row['value']])) as Record<string, number>;
}

interface Drawn {
  readonly y: readonly string[];
  readonly p: readonly string[];
  readonly group: readonly string[];
}

function labelled({ y, p, group }: Drawn, more: Readonly<Record<string, readonly unknown[]>> = {}): Frame {
  const weight = more['weight'] === undefined ? {} : { weight: 'weight' };
  return frameOf({ y, p, group, ...more }, { roles: { label: 'y', prediction: 'p', group: ['group'], ...weight }, positive: '1' });
}

const quick = { interval: { replicates: 100 }, least: 1 };

describe('aggregates equal Fairlearn', () => {
  const metrics = ['selection_rate', 'recall', 'false_positive_rate', 'accuracy', 'precision'];
  it.each(reference.cases.map((each, at) => [at, each] as const))('case %i', async (_, each) => {
    const frame = labelled(
      { y: [...each.y], p: [...each.p], group: [...each.group] },
      { control: [...each.control], ...(each.weights === null ? {} : { weight: [...each.weights].map(Number) }) },
    );
    const between = valuesOf((await run(frame, { metrics, ...quick })).frames.get('')!);
    for (const [name, value] of Object.entries(each.between_groups))
      expect([name, between[name]]).toEqual([name, expect.closeTo(value, 12)]);
    const mean = valuesOf((await run(frame, { metrics, agg: 'mean', ...quick })).frames.get('')!);
    for (const [name, value] of Object.entries(each.mean)) expect([name, mean[name]]).toEqual([name, expect.closeTo(value, 12)]);
    const overall = valuesOf((await run(frame, { metrics, method: 'to_overall', ...quick })).frames.get('')!);
    for (const [name, value] of Object.entries(each.to_overall)) expect([name, overall[name]]).toEqual([name, expect.closeTo(value, 12)]);
    const { frames } = await run(frame, { metrics, control: ['control'], ...quick });
    for (const [level, values] of Object.entries(each.within)) {
      const own = valuesOf(frames.get('')!, `control=${level}`);
      for (const [name, value] of Object.entries(values))
        expect([level, name, own[name]]).toEqual([level, name, expect.closeTo(value, 12)]);
    }
  });
});

const rows = fc.array(fc.record({ y: fc.constantFrom('0', '1'), p: fc.constantFrom('0', '1'), group: fc.constantFrom('a', 'b', 'c') }), {
  minLength: 12,
  maxLength: 80,
});
const columns = (list: readonly { y: string; p: string; group: string }[]): Drawn => ({
  y: ['0', '1', ...list.map(({ y }) => y)],
  p: ['0', '1', ...list.map(({ p }) => p)],
  group: ['a', 'a', ...list.map(({ group }) => group)],
});

describe('properties', () => {
  it('differences are 0 or more, ratios 0 to 1, and neither reads the order of rows or the names of groups', async () => {
    await fc.assert(
      fc.asyncProperty(rows, async (list) => {
        const drawn = columns(list);
        const values = valuesOf((await run(labelled(drawn), quick)).frames.get('')!);
        for (const [name, value] of Object.entries(values)) {
          if (name.endsWith('_difference') && !Number.isNaN(value)) expect(value).toBeGreaterThanOrEqual(0);
          if (name.endsWith('_ratio') && !Number.isNaN(value)) expect(value >= 0 && value <= 1).toBe(true);
        }
        const renamed: Record<string, string> = { a: 'z', b: 'y', c: 'x' };
        const turned = {
          y: drawn.y.toReversed(),
          p: drawn.p.toReversed(),
          group: drawn.group.toReversed().map((group) => renamed[group]!),
        };
        const again = valuesOf((await run(labelled(turned), quick)).frames.get('')!);
        for (const [name, value] of Object.entries(values))
          expect([name, again[name]]).toEqual([name, Number.isNaN(value) ? NaN : expect.closeTo(value, 12)]);
      }),
      { numRuns: 25 },
    );
  });

  it('a group without positives has no recall, and stands in no aggregate of it', async () => {
    const frame = labelled({
      y: ['1', '1', '0', '0', '1', '0', '0', '0', '0'],
      p: ['1', '0', '0', '1', '1', '0', '1', '0', '0'],
      group: ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c'],
    });
    const { frames } = await run(frame, quick);
    const recall = rowsOf(frames.get('')!).find(({ metric }) => metric === 'equal_opportunity_difference')!;
    expect(recall['value']).toBeCloseTo(0.5, 12);
    expect(recall['excluded']).toBe('c: no value');
    const odds = rowsOf(frames.get('')!).find(({ metric }) => metric === 'equalized_odds_difference')!;
    expect([odds['value'], odds['reason']]).toEqual([NaN, 'undefined-in-a-group']);
    const inC = rowsOf(frames.get('groups')!).find((row) => row['metric'] === 'recall' && row['slice'] === 'group=c')!;
    expect(inC['value']).toBeNaN();
  });

  it('one group, or only small ones, has no gap and says why', async () => {
    const one = labelled({ y: ['0', '1', '1'], p: ['0', '1', '0'], group: ['a', 'a', 'a'] });
    const single = rowsOf((await run(one, quick)).frames.get('')!)[0]!;
    expect([single['value'], single['reason']]).toEqual([NaN, 'fewer-than-two-groups']);
    const { frames, output } = await run(one, { interval: { replicates: 100 } });
    expect(rowsOf(frames.get('')!)[0]!['excluded']).toBe('a: 3 rows');
    expect(output.blocks[0]).toMatchObject({ block: 'sentence', tone: 'undecided' });
  });
});

function population(gap: number, n = 2000): Frame {
  const at = (row: number, step: number): number => ((row * step) % 9973) / 9973;
  const group = Array.from({ length: n }, (_, row) => (row % 2 === 0 ? 'old' : 'young'));
  const y = group.map((_, row) => (at(row, 7919) < 0.4 ? '1' : '0'));
  const s = group.map((own, row) =>
    Math.min(1, Math.max(0, 0.3 + 0.25 * Number(y[row]) + (own === 'old' ? gap : 0) + 0.5 * (at(row, 6007) - 0.5))),
  );
  return frameOf({ y, s, group }, { roles: { label: 'y', score: new Map([['', 's']]), group: ['group'] }, positive: '1' });
}

describe('a verdict', () => {
  it('stands when the gap is beyond chance, with the groups named', async () => {
    const { frames, output } = await run(population(0.15), { threshold: 0.5, interval: { replicates: 400 } });
    const parity = rowsOf(frames.get('')!).find(({ metric }) => metric === 'demographic_parity_difference')!;
    expect(parity).toMatchObject({ low_group: 'young', high_group: 'old', verdict: 'worse' });
    expect(Number(parity['value'])).toBeGreaterThan(Number(parity['chance']));
    expect(Number(parity['low'])).toBeLessThan(Number(parity['value']));
    expect(Number(parity['high'])).toBeGreaterThan(Number(parity['value']));
    expect(output.blocks[0]).toMatchObject({ tone: 'worse', text: expect.stringMatching(/from young to old; chance alone/) as string });
  });

  it('does not stand without a gap, though the difference is never 0', async () => {
    const { frames, output } = await run(population(0), { threshold: 0.5, interval: { replicates: 400 } });
    const parity = rowsOf(frames.get('')!).find(({ metric }) => metric === 'demographic_parity_difference')!;
    expect(Number(parity['value'])).toBeGreaterThan(0);
    expect(parity['verdict']).toBe('undecided');
    expect(output.blocks[0]).toMatchObject({ tone: 'undecided' });
  });

  it('is given for scores, means of scores and each class of several', async () => {
    const { frames } = await run(population(0.15), {
      metrics: ['roc_auc', 'average_precision', 'mean_prediction', 'calibration_gap', 'brier_score'],
      interval: { replicates: 200 },
    });
    const values = valuesOf(frames.get('')!);
    expect(values['mean_prediction_difference']).toBeGreaterThan(0.12);
    expect(values['roc_auc_ratio']).toBeLessThanOrEqual(1);
    for (const row of rowsOf(frames.get('')!)) expect([row['metric'], row['reason']]).toEqual([row['metric'], '']);
    const words = ['x', 'y', 'z'];
    const n = 300;
    const several = frameOf(
      {
        y: Array.from({ length: n }, (_, row) => words[row % 3]),
        p: Array.from({ length: n }, (_, row) => words[(row % 7 === 0 ? row + 1 : row) % 3]),
        group: Array.from({ length: n }, (_, row) => (row % 5 < 2 ? 'a' : 'b')),
      },
      { roles: { label: 'y', prediction: 'p', group: ['group'] } },
    );
    const classes = rowsOf((await run(several, { metrics: ['recall'], ...quick })).frames.get('')!);
    expect(new Set(classes.map((row) => row['class']))).toEqual(new Set(words));
  });

  it('gives signed differences of all others from the privileged group', async () => {
    const frame = population(0.15);
    const { frames } = await run(frame, { threshold: 0.5, privileged: 'old', interval: { replicates: 200 } });
    const values = valuesOf(frames.get('')!);
    expect(values['statistical_parity_difference']).toBeCloseTo(-values['selection_rate_difference']!, 12);
    expect(values['average_odds_difference']).toBeLessThan(0);
    await expect(run(frame, { privileged: 'ancient' })).rejects.toThrow('no group ancient');
  });
});

describe('what it shows', () => {
  it('has charts that the page draws, a group table and an aggregate table', async () => {
    const { output } = await run(population(0.1), { threshold: 0.5, interval: { replicates: 100 } });
    expect(output.blocks.map(({ block }) => block)).toEqual(['sentence', 'estimates', 'charts', 'estimates']);
    for (const block of output.blocks)
      if (block.block === 'charts') for (const chart of block.charts) checkChartSpec({ ...chart.spec, data: undefined });
  });

  it('says which column is missing', async () => {
    const frame = frameOf({ y: ['0', '1'], p: ['0', '1'] }, { roles: { label: 'y', prediction: 'p' }, positive: '1' });
    await expect(run(frame, {})).rejects.toThrow('no sensitive column is named');
    await expect(run(frame, { sensitive: ['yy'] })).rejects.toThrow('no column yy');
  });
});
