import { describe, expect, it } from 'vitest';
import { counterUniform } from '../../src/stats/counter-random.ts';
import { deviationInterval } from '../../src/stats/deviation-interval.ts';

describe('the interval of a sum of absolute deviations', () => {
  it('of one bin reaches as far down as the size of a normal error, and as far up as the error', () => {
    const sd = Math.sqrt((0.3 * 400 + 0.5) / 401 / 400) * Math.sqrt(1 - (0.3 * 400 + 0.5) / 401);
    const { low, high } = deviationInterval(0.2, [{ weight: 1, observed: 0.3, n: 400 }], 0.95, 1);
    expect((0.2 - low) / sd).toBeGreaterThan(2.1);
    expect((0.2 - low) / sd).toBeLessThan(2.4);
    expect((high - 0.2) / sd).toBeCloseTo(1.959964, 5);
  });

  it('stays between 0 and 1, and repeats with its seed', () => {
    const bins = [{ weight: 1, observed: 1, n: 2 }];
    expect(deviationInterval(0.01, bins, 0.95, 3).low).toBe(0);
    expect(deviationInterval(0.99, bins, 0.95, 3).high).toBe(1);
    expect(deviationInterval(0.5, bins, 0.9, 3)).toEqual(deviationInterval(0.5, bins, 0.9, 3));
  });

  it.each([0, 0.02, 0.15])('holds the truth in 19 of 20 samples and more where every bin is off by %d', (off) => {
    const promised = [0.2, 0.35, 0.5, 0.65, 0.8];
    const n = 60;
    let held = 0;
    for (let sample = 0; sample < 400; sample++) {
      const bins = promised.map((p, bin) => {
        let positive = 0;
        for (let row = 0; row < n; row++) positive += +(counterUniform(sample, bin, row) < p + (bin % 2 === 0 ? off : -off));
        return { weight: 0.2, observed: positive / n, n };
      });
      const seen = bins.reduce((sum, { observed }, bin) => sum + 0.2 * Math.abs(observed - promised[bin]!), 0);
      const { low, high } = deviationInterval(seen, bins, 0.95, sample);
      held += +(low <= off && off <= high);
    }
    expect(held / 400).toBeGreaterThan(0.94);
  });
});
