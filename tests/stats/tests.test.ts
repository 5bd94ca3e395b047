import { describe, expect, it } from 'vitest';
import { benjaminiHochberg, proportionTest, twoSided, welch } from '../../src/stats/tests.ts';
import { studentQuantile } from '../../src/stats/distributions.ts';
import reference from '../reference/metrics.json' with { type: 'json' };

const { intervals } = reference;

function moments(values: readonly number[]): { mean: number; variance: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, variance: values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1) };
}

describe('tests equal their peers’', () => {
  it.each(intervals.proportion_test)('proportionTest(%d of %d against %d of %d)', (k1, n1, k2, n2, p) => {
    expect(proportionTest(k1, n1, k2, n2) / p).toBeCloseTo(1, 9);
  });

  it('welch equals scipy.stats.ttest_ind(equal_var=False)', () => {
    const a = moments(intervals.welch.a);
    const b = moments(intervals.welch.b);
    const difference = a.mean - b.mean;
    const got = welch(a.variance, intervals.welch.a.length, b.variance, intervals.welch.b.length, difference);
    expect(got.p).toBeCloseTo(intervals.welch.p, 12);
    expect(got.df).toBeCloseTo(intervals.welch.df, 9);
    expect(difference - studentQuantile(0.975, got.df) * got.se).toBeCloseTo(intervals.welch.interval[0]!, 9);
  });

  it('benjaminiHochberg equals statsmodels’ multipletests', () => {
    const { p, q } = intervals.benjamini_hochberg;
    benjaminiHochberg(p).forEach((value, at) => expect(value).toBeCloseTo(q[at]!, 12));
  });

  it('benjaminiHochberg keeps three of four where a peer keeps one', () => {
    const q = benjaminiHochberg([0.03, 0.01, 0.02, 0.5]);
    expect([...q].map((value) => Number(value.toFixed(12)))).toEqual([0.04, 0.04, 0.04, 0.5]);
  });
});

describe('edges', () => {
  it('leaves undefined p out of the family', () => {
    expect([...benjaminiHochberg([NaN, 0.02, NaN, 0.04])]).toEqual([NaN, 0.04, NaN, 0.04]);
    expect([...benjaminiHochberg([])]).toEqual([]);
  });

  it('sees no difference between equal certain values, and has no p without rows', () => {
    expect(proportionTest(5, 5, 7, 7)).toBe(1);
    expect(proportionTest(0, 0, 7, 7)).toBeNaN();
    expect(welch(0, 5, 0, 5, 0).p).toBe(1);
    expect(welch(0, 5, 0, 5, 1).p).toBe(0);
    expect(welch(1, 1, 1, 5, 1).p).toBeNaN();
    expect(twoSided(0)).toBe(1);
  });
});
