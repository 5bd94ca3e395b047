import { describe, expect, it } from 'vitest';
import { classCostMetrics } from '../../src/metrics/class-costs.ts';

const matrix = Float64Array.of(50, 10, 5, 35);

describe('class costs', () => {
  it('are one an error unless given', () => {
    const [mean, total] = classCostMetrics(null);
    expect(mean!.compute(matrix, 2, {})).toEqual({ value: 0.15 });
    expect(total!.compute(matrix, 2, {})).toEqual({ value: 15 });
  });
  it('sum counts by cost, gains as costs below 0', () => {
    const [mean, total] = classCostMetrics(Float64Array.of(0, 1, 5, -2));
    expect(total!.compute(matrix, 2, {})).toEqual({ value: 10 + 25 - 70 });
    expect(mean!.compute(matrix, 2, {})).toEqual({ value: -0.35 });
  });
  it('have no value without rows', () => {
    for (const metric of classCostMetrics(null))
      expect(metric.compute(new Float64Array(4), 2, {})).toEqual({ value: NaN, reason: 'no-rows' });
  });
});
