import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { counterHash, counterUniform, poissonWeight, shuffledRows, uniformStream } from '../../src/stats/counter-random.ts';

describe('counter-based random numbers', () => {
  it('depend on seed, replicate and unit alone', () => {
    expect(counterHash(1, 2, 3)).toBe(counterHash(1, 2, 3));
    const drawn = new Set([counterHash(1, 2, 3), counterHash(2, 2, 3), counterHash(1, 3, 3), counterHash(1, 2, 4), counterHash(1, 3, 2)]);
    expect(drawn.size).toBe(5);
  });

  it('stay inside (0, 1) and fill it evenly', () => {
    const bins = new Float64Array(20);
    const n = 40_000;
    for (let unit = 0; unit < n; unit++) {
      const u = counterUniform(7, 3, unit);
      expect(u > 0 && u < 1).toBe(true);
      bins[Math.floor(u * 20)]!++;
    }
    const chi2 = bins.reduce((sum, count) => sum + (count - n / 20) ** 2 / (n / 20), 0);
    expect(chi2).toBeLessThan(43.8); // 99.9 % point of χ² with 19 degrees of freedom
  });

  it('draw Poisson(1) weights with its shares', () => {
    const counts = new Float64Array(13);
    const n = 60_000;
    for (let unit = 0; unit < n; unit++) counts[poissonWeight(counterHash(11, 5, unit))]!++;
    let share = Math.exp(-1);
    for (let weight = 0; weight < 5; weight++) {
      if (weight > 0) share /= weight;
      expect(Math.abs(counts[weight]! / n - share)).toBeLessThan(4 * Math.sqrt(share / n));
    }
    expect(poissonWeight(0)).toBe(0);
    expect(poissonWeight(0xffffffff)).toBeLessThanOrEqual(12);
  });

  it('stream one unit after another', () => {
    const next = uniformStream(5, 9);
    expect([next(), next(), next()]).toEqual([0, 1, 2].map((unit) => counterUniform(5, 9, unit)));
  });
});

describe('shuffledRows', () => {
  it('is a permutation that the seed decides', () => {
    fc.assert(
      fc.property(fc.nat(200), fc.nat(), (length, seed) => {
        const rows = shuffledRows(length, seed);
        expect([...rows].sort((a, b) => a - b)).toEqual([...Array(length).keys()]);
        expect([...shuffledRows(length, seed)]).toEqual([...rows]);
      }),
    );
    expect([...shuffledRows(50, 1)]).not.toEqual([...shuffledRows(50, 2)]);
  });
});
