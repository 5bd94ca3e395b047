import { describe, expect, it } from 'vitest';
import { metricWorking } from '../../../src/app/outputs/metric-working.ts';
import type { MetricsOutput } from '../../../src/cells/output.ts';

const output: MetricsOutput = {
  type: 'table',
  layout: 'metrics',
  part: '',
  level: 0.95,
  comparisons: 1,
  threshold: 0.15,
  seed: 7,
  learnedFrom: '',
  notes: [],
  columns: [
    {
      metric: 'recall',
      class: 'M',
      title: 'Recall',
      better: 'higher',
      range: [0, 1],
      formula: 'TP / (TP + FN): of the positive rows, the share that is found',
    },
  ],
  rows: [
    {
      by: 'afam',
      slice: 'afam=yes',
      label: 'yes',
      n: 1172,
      tooFew: false,
      values: [
        {
          value: 0.72,
          low: 0.59,
          high: 0.83,
          n: 1172,
          method: 'Wilson',
          verdict: 'better',
          counts: [
            ['TP', 36],
            ['FP', 5],
            ['FN', 14],
            ['TN', 1117],
          ],
          baseline: 0.0427,
          strategy: 'stratified',
        },
      ],
    },
    {
      by: 'afam',
      slice: 'afam=no',
      label: 'no',
      n: 40,
      tooFew: false,
      values: [{ value: NaN, low: NaN, high: NaN, n: 40, method: '', reason: 'one-class-only' }],
    },
    { by: 'afam', slice: 'x', label: 'x', n: 3, tooFew: true, values: [] },
  ],
};

describe('the working of a metric', () => {
  it('says value, interval, rows, method, threshold and verdict', () => {
    const working = metricWorking(output, 0, 0, 2);
    expect(working?.title).toBe('Recall');
    expect(working?.note).toMatch(/^TP/);
    expect(working?.slice).toBe('afam=yes');
    expect(new Map(working?.lines)).toEqual(
      new Map([
        ['Slice', 'yes'],
        ['Class', 'M'],
        ['Value', '0.720'],
        ['95% interval', '0.590 to 0.830'],
        ['Rows', '1,172'],
        ['Formula', '36 / (36 + 14) = 0.720'],
        ['TP', '36'],
        ['FP', '5'],
        ['FN', '14'],
        ['TN', '1,117'],
        ['Method', 'Wilson'],
        ['Dummy, stratified', '0.043, in-sample'],
        ['Computed', 'in float64, exactly'],
        ['Threshold', '0.15'],
        ['Others', 'convincingly better than they'],
      ]),
    );
  });
  it('says the seed of what was drawn, and where a dummy learned', () => {
    const [first, ...rest] = output.rows;
    const drawn = { ...first!, values: [{ ...first!.values[0]!, method: 'multinomial bootstrap, 1000' }] };
    const lines = new Map(metricWorking({ ...output, learnedFrom: 'train', rows: [drawn, ...rest] }, 0, 0, 2)?.lines);
    expect(lines.get('Seed')).toBe('7');
    expect(lines.get('Dummy, stratified')).toBe('0.043, from train');
  });
  it('says why there is no value', () => {
    const lines = new Map(metricWorking(output, 1, 0, 2)?.lines);
    expect(lines.get('Value')).toBe('no value');
    expect(lines.get('Reason')).toBe('one class only');
    expect(lines.has('95% interval')).toBe(false);
  });
  it('says a chosen threshold in six digits at most', () => {
    const lines = new Map(metricWorking({ ...output, threshold: 0.1754427786503 }, 0, 0, 2)?.lines);
    expect(lines.get('Threshold')).toBe('0.175443');
  });
  it('has nothing to say of a slice that is too small', () => expect(metricWorking(output, 2, 0, 2)).toBeNull());
});
