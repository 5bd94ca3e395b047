import { counterHash, poissonWeight } from './counter-random.ts';
import type { Units } from './unit-spread.ts';

/**
 * Gives how often each unit is drawn in a replicate, one number a unit, written into `into`: Poisson(1) keyed (seed, replicate,
 * unit); within strata exactly as many as the stratum has, with replacement (multinomial).
 */
export function unitWeights(units: Units, seed: number): (replicate: number, into: Float64Array) => void {
  const { count, strata, strataCount } = units;
  if (strata === null)
    return (replicate, into) => {
      for (let unit = 0; unit < count; unit++) into[unit] = poissonWeight(counterHash(seed, replicate, unit));
    };
  const starts = new Uint32Array(strataCount + 1);
  for (const stratum of strata) starts[stratum + 1]!++;
  for (let stratum = 0; stratum < strataCount; stratum++) starts[stratum + 1]! += starts[stratum]!;
  const next = starts.slice();
  const members = new Uint32Array(count);
  for (let unit = 0; unit < count; unit++) members[next[strata[unit]!]!++] = unit;
  return (replicate, into) => {
    into.fill(0);
    for (let unit = 0; unit < count; unit++) {
      const from = starts[strata[unit]!]!;
      const size = starts[strata[unit]! + 1]! - from;
      into[members[from + Math.floor((counterHash(seed, replicate, unit) / 4294967296) * size)]!]!++;
    }
  };
}
