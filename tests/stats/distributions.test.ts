import { describe, expect, it } from 'vitest';
import { betaQuantile, normalCdf, normalQuantile, studentCdf, studentQuantile } from '../../src/stats/distributions.ts';
import { betaRegularized, logGamma } from '../../src/stats/special.ts';
import reference from '../reference/metrics.json' with { type: 'json' };

function expectNear(got: number, wanted: number, relative: number): void {
  expect(Math.abs(got - wanted)).toBeLessThanOrEqual(relative * Math.max(Math.abs(wanted), 1e-300));
}

const { distributions } = reference;

describe('distributions equal SciPy’s', () => {
  it.each(distributions.normal_cdf)('normalCdf(%d)', (z, p) => expectNear(normalCdf(z), p, 1e-12));
  it.each(distributions.normal_quantile)('normalQuantile(%d)', (p, z) => expectNear(normalQuantile(p), z, 1e-12));
  it.each(distributions.student_cdf)('studentCdf(%d, %d)', (t, df, p) => expectNear(studentCdf(t, df), p, 1e-9));
  it.each(distributions.student_quantile)('studentQuantile(%d, %d)', (p, df, t) => expectNear(studentQuantile(p, df), t, 1e-9));
  it.each(distributions.log_gamma)('logGamma(%d)', (x, value) =>
    expect(Math.abs(logGamma(x) - value)).toBeLessThanOrEqual(1e-13 * Math.max(1, Math.abs(value))),
  );
  it.each(distributions.beta)('betaRegularized(%d, %d, %d)', (x, a, b, value) => expectNear(betaRegularized(x, a, b), value, 1e-12));
});

describe('edges', () => {
  it('gives the ends of the normal quantile and NaN outside', () => {
    expect([normalQuantile(0), normalQuantile(1), normalQuantile(-0.1)]).toEqual([-Infinity, Infinity, NaN]);
  });
  it('gives NaN for Student without degrees of freedom', () => {
    expect([studentCdf(1, 0), studentQuantile(0.9, 0), studentCdf(NaN, 3)]).toEqual([NaN, NaN, NaN]);
  });
  it('is Student’s normal with unbounded degrees of freedom', () => {
    expect(studentCdf(1.3, Infinity)).toBe(normalCdf(1.3));
    expectNear(studentQuantile(0.975, Infinity), normalQuantile(0.975), 1e-12);
  });
});

describe('betaQuantile equals scipy.stats.beta.ppf', () => {
  it.each([
    [0.025, 3, 8, 0.06673951117773447],
    [0.975, 4, 7, 0.6524528500599973],
    [0.025, 1, 30, 0.0008435709266304788],
    [0.5, 0.5, 0.5, 0.5],
    [0.001, 2, 1e6, 4.540199403782723e-8],
    [0.975, 1e6, 3, 0.9999993813286872],
    [0.2, 1000, 1000, 0.4905900456973329],
    [1e-10, 0.1, 5, 1.332100872189544e-101],
    [0.975, 34, 86, 0.3668466620607924],
  ])('at p %d of Beta(%d, %d)', (p, a, b, expected) => {
    expect(Math.abs(betaQuantile(p, a, b) / expected - 1)).toBeLessThan(1e-10);
  });

  it('is the end itself at 0 and 1, and nothing outside', () => {
    expect([betaQuantile(0, 2, 3), betaQuantile(1, 2, 3)]).toEqual([0, 1]);
    expect([betaQuantile(0.5, 0, 3), betaQuantile(1.1, 2, 3)]).toEqual([NaN, NaN]);
  });
});
