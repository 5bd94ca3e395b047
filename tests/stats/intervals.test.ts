import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aucInterval, newcombe, percentileInterval, quantileSorted, student, wilson } from '../../src/stats/intervals.ts';
import reference from '../reference/metrics.json' with { type: 'json' };

const { intervals, regression } = reference;

describe('intervals equal their peers’', () => {
  it.each(intervals.wilson)('wilson(%d of %d)', (k, n, low, high) => {
    const got = wilson(k, n, 0.95);
    expect(got.low).toBeCloseTo(low, 12);
    expect(got.high).toBeCloseTo(high, 12);
  });

  it.each(intervals.newcombe)('newcombe(%d of %d against %d of %d)', (k1, n1, k2, n2, low, high) => {
    const got = newcombe(k1, n1, k2, n2, 0.95);
    expect(got.low).toBeCloseTo(low, 12);
    expect(got.high).toBeCloseTo(high, 12);
  });

  it('student equals scipy.stats.t.interval', () => {
    const errors = regression.y.map((y, row) => Math.abs(regression.p[row]! - y));
    const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
    const sd = Math.sqrt(errors.reduce((sum, error) => sum + (error - mean) ** 2, 0) / (errors.length - 1));
    const got = student(mean, sd, errors.length, 0.95);
    expect(got.low).toBeCloseTo(regression.mean_absolute_error_interval[0]!, 10);
    expect(got.high).toBeCloseTo(regression.mean_absolute_error_interval[1]!, 10);
  });

  it('aucInterval equals the published worked example', () => {
    const got = aucInterval(0.9, 0.00911111111111, 5, 6, 0.95);
    expect(got.low).toBeCloseTo(0.529597175939, 9);
    expect(got.high).toBeCloseTo(0.986291310861, 9);
  });

  it('quantileSorted equals numpy.quantile', () => {
    const sorted = Float64Array.from(intervals.quantiles.values).sort();
    intervals.quantiles.q.forEach((q, at) => expect(quantileSorted(sorted, q)).toBeCloseTo(intervals.quantiles.at[at]!, 12));
  });
});

describe('edges', () => {
  it('has no interval without rows', () => {
    expect(wilson(0, 0, 0.95)).toEqual({ low: NaN, high: NaN });
    expect(newcombe(0, 0, 1, 2, 0.95)).toEqual({ low: NaN, high: NaN });
    expect(student(1, 1, 1, 0.95)).toEqual({ low: NaN, high: NaN });
    expect(quantileSorted([], 0.5)).toBeNaN();
  });

  it('falls back to Wilson on the smaller class where an AUC has no variance', () => {
    expect(aucInterval(1, 0, 12, 8, 0.95)).toEqual(wilson(8, 8, 0.95));
    expect(aucInterval(0, 0, 12, 8, 0.95)).toEqual(wilson(0, 8, 0.95));
  });

  it('drops undefined replicates, and says when there are more than 5 %', () => {
    const replicates = Float64Array.from({ length: 100 }, (_, at) => at);
    replicates.fill(NaN, 0, 4);
    expect(percentileInterval(replicates, 0.9)).toEqual({ low: quantileSorted(replicates.slice(4), 0.05), high: 94.25, unstable: false });
    replicates.fill(NaN, 0, 6);
    expect(percentileInterval(replicates, 0.9).unstable).toBe(true);
    expect(percentileInterval(new Float64Array(10).fill(NaN), 0.9)).toEqual({ low: NaN, high: NaN, unstable: true });
  });

  it('keeps Wilson around its share, inside 0 and 1, and wider at a higher level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.double({ min: 0, max: 1, noNaN: true }), (n, share) => {
        const k = Math.round(n * share);
        const narrow = wilson(k, n, 0.9);
        const wide = wilson(k, n, 0.99);
        expect(0 <= wide.low && wide.low <= narrow.low && narrow.low <= k / n).toBe(true);
        expect(k / n <= narrow.high && narrow.high <= wide.high && wide.high <= 1).toBe(true);
      }),
    );
  });
});
