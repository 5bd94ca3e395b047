import { describe, expect, it } from 'vitest';
import { uniformStream } from '../../src/stats/counter-random.ts';
import { poissonDraw } from '../../src/stats/poisson-draw.ts';
import { logGamma } from '../../src/stats/special.ts';

describe('poissonDraw', () => {
  it.each([0.3, 4, 9.9, 10, 37.5, 900])('has Poisson’s shares for a mean of %d', (mean) => {
    const draws = 20_000;
    const counts = new Map<number, number>();
    const uniform = uniformStream(5, Math.floor(mean));
    for (let draw = 0; draw < draws; draw++) {
      const k = poissonDraw(mean, uniform);
      counts.set(k, (counts.get(k) ?? 0) + 1);
    }
    let chi2 = 0;
    let cells = 0;
    let rest = draws;
    let restShare = 1;
    for (let k = 0; k < mean + 12 * Math.sqrt(mean) + 12; k++) {
      const share = Math.exp(k * Math.log(mean) - mean - logGamma(k + 1));
      if (share * draws < 8) continue;
      chi2 += ((counts.get(k) ?? 0) - share * draws) ** 2 / (share * draws);
      rest -= counts.get(k) ?? 0;
      restShare -= share;
      cells++;
    }
    if (restShare * draws > 1) chi2 += (rest - restShare * draws) ** 2 / (restShare * draws);
    expect(chi2).toBeLessThan(cells + 4 * Math.sqrt(2 * cells) + 8);
  });

  it('draws nothing from nothing', () => {
    expect(poissonDraw(0, uniformStream(1, 1))).toBe(0);
    expect(poissonDraw(NaN, uniformStream(1, 1))).toBe(0);
  });
});
