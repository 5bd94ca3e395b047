import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { metricAxis, whisker } from '../../src/report/metric-axis.ts';
import type { MetricColumn, MetricRow } from '../../src/cells/output.ts';

const column = (low: number, high: number): MetricColumn => ({
  metric: 'm',
  class: '',
  title: 'M',
  better: 'higher',
  range: [low, high],
  formula: '',
});
const rowsOf = (...values: readonly (readonly [value: number, low: number, high: number])[]): MetricRow[] =>
  values.map(([value, low, high]) => ({
    by: '',
    slice: 'all',
    label: '',
    n: 100,
    tooFew: false,
    values: [{ value, low, high, n: 100, method: '' }],
  }));

describe('the axis of a metric', () => {
  it('ends at round numbers around the intervals', () => {
    const axis = metricAxis(column(0, 1), rowsOf([0.14, 0.12, 0.16], [0.05, 0.03, 0.08], [0.33, 0.22, 0.45]), 0);
    expect([axis.low, axis.high, axis.lowLabel, axis.highLabel]).toEqual([0, 0.5, '0', '0.5']);
  });
  it('goes to the end of the range where values are high', () => {
    expect(metricAxis(column(0, 1), rowsOf([0.79, 0.75, 0.84], [0.61, 0.49, 0.73]), 0).high).toBe(1);
  });
  it('cuts an interval that alone would make it much longer, but never a value', () => {
    const axis = metricAxis(column(0, Infinity), rowsOf([0.08, 0.07, 0.09], [0.1, 0.08, 0.12], [0.09, 0.07, 40]), 0);
    expect(axis.high).toBeLessThan(1);
    expect(metricAxis(column(0, Infinity), rowsOf([0.08, 0.07, 0.09], [40, 39, 41]), 0).high).toBeGreaterThanOrEqual(40);
  });
  it('stands without a value, and with one value only', () => {
    expect(metricAxis(column(0, 1), [], 0)).toMatchObject({ low: 0, high: 1 });
    expect(metricAxis(column(-Infinity, Infinity), rowsOf([NaN, NaN, NaN]), 0)).toMatchObject({ low: 0, high: 1 });
    const single = metricAxis(column(-Infinity, Infinity), rowsOf([-7, NaN, NaN]), 0);
    expect(single.low).toBeLessThanOrEqual(-7);
    expect(single.high).toBeGreaterThan(single.low);
  });
  it('holds every value within the range', () => {
    const value = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value, value), { minLength: 1, maxLength: 12 }), (triples) => {
        const rows = rowsOf(
          ...triples.map((triple) => {
            const [low, middle, high] = [...triple].sort((a, b) => a - b);
            return [middle!, low!, high!] as const;
          }),
        );
        const axis = metricAxis(column(0, 1), rows, 0);
        expect(axis.low).toBeGreaterThanOrEqual(0);
        expect(axis.high).toBeLessThanOrEqual(1 + 1e-9);
        expect(axis.high).toBeGreaterThan(axis.low);
        for (const row of rows) {
          expect(row.values[0]!.value).toBeGreaterThanOrEqual(axis.low - 1e-9);
          expect(row.values[0]!.value).toBeLessThanOrEqual(axis.high + 1e-9);
        }
      }),
    );
  });
});

describe('a whisker', () => {
  const axis = { low: 0, high: 0.5, lowLabel: '0', highLabel: '0.5' };
  it('stands where its numbers are', () => {
    expect(whisker(0.25, 0.1, 0.4, axis, 100)).toEqual({ at: 50, from: 20, to: 80, arrowLow: false, arrowHigh: false });
  });
  it('ends in an arrowhead where it leaves the axis', () => {
    expect(whisker(0.45, -0.1, 0.7, axis, 100)).toEqual({ at: 90, from: 0, to: 100, arrowLow: true, arrowHigh: true });
  });
  it('is a point without an interval', () => {
    expect(whisker(0.25, NaN, NaN, axis, 100)).toEqual({ at: 50, from: 50, to: 50, arrowLow: false, arrowHigh: false });
  });
});

describe('a column of one value', () => {
  it.each([0, 0.4, 1])('gives %f an axis with room', (value) => {
    const column = { metric: 'recall', class: '', title: 'Recall', better: 'higher', range: [0, 1], formula: '' } as const;
    const row = {
      by: '',
      slice: 'all',
      label: 'All rows',
      n: 40,
      tooFew: false,
      values: [{ value, low: NaN, high: NaN, n: 40, method: '' }],
    };
    const { low, high } = metricAxis(column, [row], 0);
    expect(high).toBeGreaterThan(low);
    expect(value).toBeGreaterThanOrEqual(low);
    expect(value).toBeLessThanOrEqual(high);
  });
});
