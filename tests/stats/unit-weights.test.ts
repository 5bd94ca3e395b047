import { describe, expect, it } from 'vitest';
import { counterHash, poissonWeight } from '../../src/stats/counter-random.ts';
import { unitWeights } from '../../src/stats/unit-weights.ts';

describe('unitWeights', () => {
  it('are Poisson(1) keyed by seed, replicate and unit', () => {
    const units = { of: Int32Array.of(0, 1, 2), count: 3, strata: null, strataCount: 1, clustered: false };
    const into = new Float64Array(3);
    unitWeights(units, 7)(4, into);
    expect([...into]).toEqual([0, 1, 2].map((unit) => poissonWeight(counterHash(7, 4, unit))));
  });

  it('draw as many of each stratum as it has, with replacement', () => {
    const strata = Int32Array.from({ length: 60 }, (_, unit) => +(unit % 3 === 0));
    const draw = unitWeights({ of: strata, count: 60, strata, strataCount: 2, clustered: false }, 1);
    const into = new Float64Array(60);
    const mean = new Float64Array(60);
    for (let replicate = 0; replicate < 2000; replicate++) {
      draw(replicate, into);
      let first = 0;
      for (let unit = 0; unit < 60; unit++) {
        if (strata[unit] === 1) first += into[unit]!;
        mean[unit]! += into[unit]! / 2000;
      }
      expect(first).toBe(20);
      expect(into.reduce((sum, weight) => sum + weight)).toBe(60);
    }
    for (const weight of mean) expect(Math.abs(weight - 1)).toBeLessThan(0.12);
  });
});
