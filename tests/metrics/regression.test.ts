import { describe, expect, it } from 'vitest';
import type { Computed } from '../../src/metrics/metric.ts';
import { correlationMetrics } from '../../src/metrics/correlation.ts';
import { regressionMetrics } from '../../src/metrics/regression.ts';
import { evaluate } from './metric-bed.ts';

function compute(name: string, y: readonly number[], p: readonly number[], parameters: Readonly<Record<string, number>> = {}): Computed {
  const metric = [...regressionMetrics, ...correlationMetrics].find((candidate) => candidate.name === name)!;
  return evaluate(metric, { task: 'regression', actual: y, scores: [p], weights: null }, { ...metric.parameters, ...parameters });
}

describe('regression metrics equal scikit-learn’s published examples', () => {
  const y = [3, -0.5, 2, 7];
  const p = [2.5, 0, 2, 8];
  it.each([
    ['r2', 0.948608137045],
    ['explained_variance', 0.957173447537],
    ['mean_absolute_error', 0.5],
    ['mean_squared_error', 0.375],
    ['max_error', 1],
    ['median_absolute_error', 0.5],
  ])('%s', (name, value) => expect(compute(name, y, p).value).toBeCloseTo(value, 11));
  it('mean_pinball_loss at 0.9', () => expect(compute('mean_pinball_loss', y, p, { alpha: 0.9 }).value).toBeCloseTo(0.15, 12));
});

describe('a metric of numbers has no value', () => {
  it.each([
    ['r2', [1, 1, 1], [1, 2, 1], 'constant-target'],
    ['r2', [0.1, 0.1, 0.1], [1, 2, 1], 'constant-target'],
    ['explained_variance', [5, 5], [4, 6], 'constant-target'],
    ['r2', [1], [1], 'too-few-rows'],
    ['pearson', [1, 2, 3], [0.1, 0.1, 0.1], 'constant-prediction'],
    ['spearman', [2, 2, 2], [1, 2, 3], 'constant-target'],
    ['pearson', [1, 2], [1, 2], 'too-few-rows'],
    ['weighted_absolute_percentage_error', [0, 0], [1, 2], 'zero-target'],
  ])('%s of %j', (name, y, p, reason) => expect(compute(name, y, p)).toEqual({ value: NaN, reason }));

  it('where a row has no loss', () => {
    expect(compute('mean_absolute_percentage_error', [0, 1], [1, 1]).value).toBeNaN();
    expect(compute('mean_squared_log_error', [-1, 1], [1, 1]).value).toBeNaN();
  });
});
