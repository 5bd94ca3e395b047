import { describe, expect, it } from 'vitest';
import { explainedDevianceMetrics, tweedieDeviance } from '../../src/metrics/explained-deviance.ts';
import type { Computed } from '../../src/metrics/metric.ts';
import { regressionMetrics } from '../../src/metrics/regression.ts';
import { evaluate } from './metric-bed.ts';

const y = [3, 0.5, 2, 7, 4.2, 5.5, 1, 2];
const p = [2.5, 1, 2, 8, 4, 6.1, 2, 1.5];

function compute(
  name: string,
  parameters: Readonly<Record<string, number>> = {},
  actual = y,
  guess = p,
  weights: number[] | null = null,
): Computed {
  const metric = [...explainedDevianceMetrics, ...regressionMetrics].find((candidate) => candidate.name === name)!;
  return evaluate(metric, { task: 'regression', actual, scores: [guess], weights }, { ...metric.parameters, ...parameters });
}

describe('deviances and what is explained of them equal scikit-learn 1.9.1', () => {
  it.each([
    ['d2_absolute_error_score', {}, 0.6971830985915493],
    ['d2_tweedie_score', { power: 1.5 }, 0.8483556192690564],
    ['d2_tweedie_score', { power: 1 }, 0.8828334037511893],
    ['mean_poisson_deviance', {}, 0.1708333128527103],
    ['mean_gamma_deviance', {}, 0.11613632921642852],
    ['mean_tweedie_deviance', { power: 3 }, 0.10293441597100306],
    ['mean_tweedie_deviance', { power: -1 }, 1.6139583333333305],
    ['root_mean_squared_log_error', {}, 0.20044993261928243],
  ])('%s %j', (name, parameters, value) => expect(compute(name, parameters).value).toBeCloseTo(value, 10));
  it('under weights', () =>
    expect(compute('d2_absolute_error_score', {}, y, p, [1, 2, 1, 1, 3, 1, 1, 2]).value).toBeCloseTo(0.7164179104477613, 10));
});

describe('the best constant', () => {
  it('has no more pinball loss than any label, unlike an interpolated quantile', () => {
    const alpha = 0.9;
    const loss = (constant: number): number =>
      y.reduce((sum, own) => sum + Math.max(alpha * (own - constant), (alpha - 1) * (own - constant)), 0);
    const least = Math.min(...y.map(loss));
    const own = y.reduce((sum, value, row) => sum + Math.max(alpha * (value - p[row]!), (alpha - 1) * (value - p[row]!)), 0);
    expect(compute('d2_pinball_score', { alpha }).value).toBeCloseTo(1 - own / least, 12);
  });
});

describe('no value', () => {
  it('outside the domain of a distribution', () => {
    for (const [own, guess, power] of [
      [-1, 1, 1],
      [0, 1, 2],
      [1, 0, 1],
      [1, -1, 1.5],
      [1, 1, 0.5],
    ] as const)
      expect(tweedieDeviance(own, guess, power)).toBeNaN();
    expect(compute('d2_tweedie_score', { power: 2 }, [0, 1], [1, 1])).toEqual({ value: NaN, reason: 'out-of-domain' });
  });
  it('for equal labels, one row, or a constant without loss', () => {
    expect(compute('d2_absolute_error_score', {}, [2, 2], [1, 3])).toEqual({ value: NaN, reason: 'constant-target' });
    expect(compute('d2_tweedie_score', {}, [2], [1])).toEqual({ value: NaN, reason: 'too-few-rows' });
    expect(compute('d2_pinball_score', { alpha: 0 }, [1, 2], [1, 2])).toEqual({ value: NaN, reason: 'zero-denominator' });
  });
});
