import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binomialDraw, multinomialDraw } from '../../src/stats/binomial-draw.ts';
import { uniformStream } from '../../src/stats/counter-random.ts';
import { logGamma } from '../../src/stats/special.ts';

function probability(n: number, p: number, k: number): number {
  return Math.exp(logGamma(n + 1) - logGamma(k + 1) - logGamma(n - k + 1) + k * Math.log(p) + (n - k) * Math.log1p(-p));
}

/** Goodness of fit over the values of k that are expected at least 8 times; the rest is pooled. */
function chiSquare(n: number, p: number, draws: number): { chi2: number; cells: number } {
  const counts = new Float64Array(n + 1);
  const uniform = uniformStream(3, n);
  for (let draw = 0; draw < draws; draw++) counts[binomialDraw(n, p, uniform)]!++;
  let chi2 = 0;
  let cells = 0;
  let restCount = draws;
  let restShare = 1;
  for (let k = 0; k <= n; k++) {
    const share = probability(n, p, k);
    if (share * draws < 8) continue;
    chi2 += (counts[k]! - share * draws) ** 2 / (share * draws);
    restCount -= counts[k]!;
    restShare -= share;
    cells++;
  }
  if (restShare * draws > 1) chi2 += (restCount - restShare * draws) ** 2 / (restShare * draws);
  return { chi2, cells };
}

describe('binomialDraw', () => {
  it.each([
    [12, 0.3],
    [40, 0.02],
    [40, 0.98],
    [100, 0.5],
    [1000, 0.02],
    [5000, 0.7],
  ])('has the binomial’s shares for n = %d, p = %d', (n, p) => {
    const { chi2, cells } = chiSquare(n, p, 20_000);
    expect(chi2).toBeLessThan(cells + 4 * Math.sqrt(2 * cells) + 8);
  });

  it('is certain at the ends', () => {
    const uniform = uniformStream(1, 1);
    expect([binomialDraw(0, 0.5, uniform), binomialDraw(9, 0, uniform), binomialDraw(9, 1, uniform)]).toEqual([0, 0, 9]);
  });
});

describe('multinomialDraw', () => {
  it('keeps the total and never fills an empty cell', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(500), { minLength: 1, maxLength: 9 }), fc.nat(), (list, seed) => {
        const cells = Float64Array.from(list);
        const draw = multinomialDraw(cells, new Float64Array(cells.length), uniformStream(seed, 0));
        expect(draw.reduce((sum, count) => sum + count, 0)).toBe(list.reduce((sum, count) => sum + count, 0));
        cells.forEach((cell, at) => cell === 0 && expect(draw[at]).toBe(0));
        draw.forEach((count) => expect(count >= 0 && Number.isInteger(count)).toBe(true));
      }),
    );
  });

  it('has the means of the cells', () => {
    const cells = Float64Array.of(700, 200, 90, 10);
    const sums = new Float64Array(4);
    const draw = new Float64Array(4);
    for (let replicate = 0; replicate < 2000; replicate++) {
      multinomialDraw(cells, draw, uniformStream(1, replicate));
      draw.forEach((count, at) => (sums[at]! += count));
    }
    cells.forEach((cell, at) => expect(Math.abs(sums[at]! / 2000 - cell)).toBeLessThan((4 * Math.sqrt(cell)) / Math.sqrt(2000)));
  });
});
