import { counterHash } from './counter-random.ts';

/** Which of `units` change sides in each of many relabellings: all 2ᵘ of them where that is no more than `most`, else `most` drawn by seed. */
export interface Relabellings {
  readonly count: number;
  /** Whether every relabelling is there, so that p is exact. */
  readonly all: boolean;
  swaps(relabelling: number, unit: number): boolean;
}

export function relabellings(units: number, most: number, seed: number): Relabellings {
  if (units < 30 && 2 ** units <= most) return { count: 2 ** units, all: true, swaps: (at, unit) => ((at >>> unit) & 1) === 1 };
  return { count: most, all: false, swaps: (at, unit) => (counterHash(seed, at, unit) & 1) === 1 };
}

/**
 * Two-sided p of a statistic among its values under relabelling: the share at least as far from 0. Drawn relabellings count
 * the observed one as one more (Phipson & Smyth, 2010). Undefined values are left out.
 */
export function permutationP(observed: number, values: Float64Array, all: boolean): number {
  if (Number.isNaN(observed)) return NaN;
  const bound = Math.abs(observed) * (1 - 1e-12);
  let reached = 0;
  let defined = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    defined++;
    if (Math.abs(value) >= bound) reached++;
  }
  if (defined === 0) return NaN;
  return all ? reached / defined : (reached + 1) / (defined + 1);
}
