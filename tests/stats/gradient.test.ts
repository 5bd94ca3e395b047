import { describe, expect, it } from 'vitest';
import { gradientOf } from '../../src/stats/gradient.ts';

describe('gradientOf', () => {
  it('is near the derivatives worked by hand: TP / (TP + FP)', () => {
    const gradient = gradientOf(([tp, fp]) => tp! / (tp! + fp!), Float64Array.of(30, 10));
    expect(gradient[0]).toBeCloseTo(10 / 1600, 9);
    expect(gradient[1]).toBeCloseTo(-30 / 1600, 9);
  });

  it('leaves out arguments of 0, and leaves its argument as it was', () => {
    const at = Float64Array.of(4, 0);
    expect([...gradientOf(([a, b]) => a! * a! + 5 * b!, at)]).toEqual([expect.closeTo(8, 8), 0]);
    expect([...at]).toEqual([4, 0]);
  });
});
