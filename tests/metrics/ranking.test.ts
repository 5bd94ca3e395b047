import { describe, expect, it } from 'vitest';
import { rankingMetrics } from '../../src/metrics/ranking.ts';
import { evaluate } from './metric-bed.ts';

function compute(name: string, actual: readonly number[], scores: readonly number[]): { value: number; reason?: string } {
  return evaluate(
    rankingMetrics.find((metric) => metric.name === name)!,
    { task: 'binary', actual, scores: [scores], weights: null },
  );
}

describe('ranking metrics equal the examples of scikit-learn’s documentation', () => {
  const actual = [0, 0, 1, 1];
  const scores = [0.1, 0.4, 0.35, 0.8];
  it('roc_auc', () => expect(compute('roc_auc', actual, scores).value).toBeCloseTo(0.75, 12));
  it('average_precision', () => expect(compute('average_precision', actual, scores).value).toBeCloseTo(0.8333333333333333, 12));
});

describe('ks_separation', () => {
  // At 0.8: one of two positives and no negative; at 0.35: both positives and one of two negatives.
  it('is the largest distance of the rates', () =>
    expect(compute('ks_separation', [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]).value).toBeCloseTo(0.5, 12));
});

describe('a metric of order', () => {
  it('gives tied scores half a point', () => expect(compute('roc_auc', [0, 1, 0, 1], [0.5, 0.5, 0.5, 0.5]).value).toBe(0.5));
  it('has no value with one class', () => {
    expect(compute('roc_auc', [1, 1], [0.2, 0.3])).toEqual({ value: NaN, reason: 'one-class' });
    expect(compute('ks_separation', [0, 0], [0.2, 0.3])).toEqual({ value: NaN, reason: 'one-class' });
    expect(compute('average_precision', [0, 0], [0.2, 0.3])).toEqual({ value: NaN, reason: 'no-positives' });
  });
  it('keeps a true 0', () => expect(compute('roc_auc', [1, 0], [0.2, 0.3])).toEqual({ value: 0 }));
});
