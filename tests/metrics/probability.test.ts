import { describe, expect, it } from 'vitest';
import { probabilityMetrics } from '../../src/metrics/probability.ts';
import { evaluate } from './metric-bed.ts';

function compute(name: string, actual: readonly number[], scores: readonly number[]): number {
  const metric = probabilityMetrics.find((candidate) => candidate.name === name)!;
  return evaluate(metric, { task: 'binary', actual, scores: [scores], weights: null }).value;
}

describe('probability metrics equal the examples of scikit-learn’s documentation', () => {
  it('log_loss', () => expect(compute('log_loss', [1, 0, 0, 1], [0.9, 0.1, 0.2, 0.65])).toBeCloseTo(0.21616187468057912, 12));
  it('brier_score', () => expect(compute('brier_score', [0, 1, 1, 0], [0.1, 0.9, 0.8, 0.3])).toBeCloseTo(0.0375, 12));
});

describe('a metric of probabilities', () => {
  it('is best for certainty that is right', () => {
    expect(compute('brier_score', [0, 1], [0, 1])).toBe(0);
    expect(compute('log_loss', [0, 1], [0, 1])).toBeCloseTo(0, 12);
  });
  it('is worst for certainty that is wrong, and finite', () => {
    expect(compute('brier_score', [0, 1], [1, 0])).toBe(1);
    expect(compute('log_loss', [0, 1], [1, 0])).toBeGreaterThan(30);
    expect(compute('log_loss', [0, 1], [1, 0])).toBeLessThan(Infinity);
  });
});
