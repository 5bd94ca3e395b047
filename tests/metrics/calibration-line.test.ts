import { describe, expect, it } from 'vitest';
import { calibrationLineMetrics } from '../../src/metrics/calibration-line.ts';
import type { Computed } from '../../src/metrics/metric.ts';
import { evaluate } from './metric-bed.ts';

function compute(name: string, actual: readonly number[], scores: readonly number[], weights: readonly number[] | null = null): Computed {
  return evaluate(
    calibrationLineMetrics.find((metric) => metric.name === name)!,
    { task: 'binary', actual, scores: [scores], weights },
  );
}

const y = [0, 1, 1, 0, 1, 0, 0, 1, 0, 1];
const s = [0.2, 0.7, 0.4, 0.4, 0.9, 0.1, 0.6, 0.3, 0.4, 0.8];

describe('the calibration line', () => {
  it('equals an unpenalised logistic regression of scikit-learn on the logits', () => {
    expect(compute('calibration_slope', y, s).value).toBeCloseTo(1.326993486333021, 9);
    expect(compute('calibration_intercept', y, s).value).toBeCloseTo(0.15982273484162274, 9);
  });
  it('is 1 and 0 where every score keeps its promise', () => {
    const scores = [0.25, 0.25, 0.25, 0.25, 0.5, 0.5, 0.8, 0.8, 0.8, 0.8, 0.8];
    const labels = [1, 0, 0, 0, 1, 0, 1, 1, 1, 1, 0];
    expect(compute('calibration_slope', labels, scores).value).toBeCloseTo(1, 9);
    expect(compute('calibration_intercept', labels, scores).value).toBeCloseTo(0, 9);
    expect(compute('calibration_sum_ratio', labels, scores).value).toBeCloseTo(1, 12);
  });
  it('settles where scores of 0 and 1 are wrong', () => {
    expect(compute('calibration_slope', [1, 0, 1, 0], [0, 1, 0.6, 0.4]).value).toBeGreaterThan(-1);
  });
  it('has no value where it has no bound, or nothing to go by', () => {
    expect(compute('calibration_slope', [0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9])).toEqual({ value: NaN, reason: 'separated-classes' });
    expect(compute('calibration_slope', [0, 1, 1], [0.5, 0.5, 0.5])).toEqual({ value: NaN, reason: 'constant-prediction' });
    expect(compute('calibration_intercept', [1, 1], [0.4, 0.5])).toEqual({ value: NaN, reason: 'one-class' });
    expect(compute('calibration_sum_ratio', [0, 0], [0.4, 0.5])).toEqual({ value: NaN, reason: 'no-positives' });
    expect(compute('calibration_slope', [1, 0], [1.4, 0.5])).toEqual({ value: NaN, reason: 'out-of-domain' });
  });
});
