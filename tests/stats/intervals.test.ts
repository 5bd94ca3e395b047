import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  aucInterval,
  boundedInterval,
  clopperPearson,
  logInterval,
  mover,
  newcombe,
  percentileInterval,
  quantileSorted,
  shrink,
  student,
  wilson,
} from '../../src/stats/intervals.ts';
import { normalQuantile, studentQuantile } from '../../src/stats/distributions.ts';
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

describe('clopperPearson', () => {
  it.each([
    [0, 10, 0, 0.30849710781876083],
    [10, 10, 0.6915028921812392, 1],
    [1, 30, 0.0008435709266304788, 0.17216945563341268],
    [34, 119, 0.20665958588282501, 0.3757490094165491],
    [500, 1000, 0.46854917297179194, 0.5314508270282081],
    [3, 1_000_000, 6.186725501906401e-7, 8.76724778806768e-6],
  ])('of %d in %d equals statsmodels’ proportion_confint', (k, n, low, high) => {
    const got = clopperPearson(k, n, 0.95);
    expect(Math.abs(got.low - low)).toBeLessThan(1e-9 * low + 1e-15);
    expect(Math.abs(got.high - high)).toBeLessThan(1e-9 * high);
  });

  it('equals statsmodels at another level, and is undefined without rows', () => {
    expect(clopperPearson(34, 119, 0.99).low).toBeCloseTo(0.18534362403678653, 10);
    expect(clopperPearson(34, 119, 0.99).high).toBeCloseTo(0.40376107890837615, 10);
    expect(clopperPearson(0, 0, 0.95).low).toBeNaN();
  });

  it('is never narrower than what its tails say: P(X ≥ k | low) and P(X ≤ k | high) are both half of what is left', () => {
    const { low, high } = clopperPearson(7, 20, 0.9);
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    const mass = (p: number, from: number, to: number): number => {
      let sum = 0;
      for (let k = from; k <= to; k++) sum += choose(20, k) * p ** k * (1 - p) ** (20 - k);
      return sum;
    };
    expect(mass(low, 7, 20)).toBeCloseTo(0.05, 10);
    expect(mass(high, 0, 7)).toBeCloseTo(0.05, 10);
  });
});

describe('intervals from a variance', () => {
  it('boundedInterval of a share with its own variance is Wilson’s', () => {
    const wanted = wilson(30, 80, 0.95);
    const got = boundedInterval(30 / 80, ((30 / 80) * (50 / 80)) / 80, [0, 1], Infinity, 0.95);
    expect(got.low).toBeCloseTo(wanted.low, 12);
    expect(got.high).toBeCloseTo(wanted.high, 12);
    const stretched = boundedInterval(2 * (30 / 80) - 1, (4 * (30 / 80) * (50 / 80)) / 80, [-1, 1], Infinity, 0.95);
    expect(stretched.low).toBeCloseTo(2 * wanted.low - 1, 12);
  });

  it('shrink turns the normal quantile into Student’s', () => {
    expect(1.959963984540054 / Math.sqrt(shrink(10, 0.95))).toBeCloseTo(2.2281388519649385, 9);
    expect(shrink(Infinity, 0.95)).toBe(1);
    for (const df of [500, 501, 2000])
      for (const level of [0.5, 0.95, 0.999])
        expect(Math.sqrt(shrink(df, level)) / (normalQuantile(0.5 + level / 2) / studentQuantile(0.5 + level / 2, df))).toBeCloseTo(1, 9);
  });

  it('logInterval is Woolf’s of an odds ratio', () => {
    const { low, high } = logInterval((20 * 30) / (10 * 15), 1 / 20 + 1 / 30 + 1 / 10 + 1 / 15, Infinity, 0.95);
    expect(low).toBeCloseTo(1.5013, 3);
    expect(high).toBeCloseTo(10.6573, 3);
    expect(low * high).toBeCloseTo(16, 10);
  });

  it('mover narrows with a correlation, down to the difference of the distances', () => {
    const first = { value: 0.6, low: 0.5, high: 0.7 };
    const second = { value: 0.4, low: 0.3, high: 0.5 };
    expect(mover(first, second).low).toBeCloseTo(0.2 - Math.SQRT2 / 10, 12);
    expect(mover(first, second, 1).low).toBeCloseTo(0.2, 12);
    expect(mover(first, second, -1).high).toBeCloseTo(0.4, 12);
  });

  it('levels nest: a higher level holds the lower one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 60 }), (k, extra) => {
        const n = k + extra;
        for (const method of [wilson, clopperPearson]) {
          const [narrow, wide] = [method(k, n, 0.8), method(k, n, 0.99)];
          expect(wide.low).toBeLessThanOrEqual(narrow.low);
          expect(wide.high).toBeGreaterThanOrEqual(narrow.high);
          expect(narrow.low).toBeLessThanOrEqual(k / n);
          expect(narrow.high).toBeGreaterThanOrEqual(k / n);
        }
      }),
    );
  });
});
