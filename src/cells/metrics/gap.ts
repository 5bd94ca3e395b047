import { normalQuantile } from '../../stats/distributions.ts';
import { mover, percentileInterval, type Estimated } from '../../stats/intervals.ts';
import { twoSided } from '../../stats/tests.ts';

/** A slice against the rows outside it. */
export interface Gap {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly n: number;
  readonly method: string;
}

export const noGap: Gap = { value: NaN, low: NaN, high: NaN, p: NaN, n: 0, method: '' };

/** The gap between two numbers from the interval of each; p is below 1 − level just where the interval leaves out 0. */
export function moverGap(first: Estimated, second: Estimated, correlation: number, n: number, level: number, method: string): Gap {
  const value = first.value - second.value;
  const { low, high } = mover(first, second, correlation);
  const reach = value > 0 ? value - low : high - value;
  if (Number.isNaN(reach)) return noGap;
  const p = value === 0 ? 1 : reach > 0 ? twoSided((normalQuantile(0.5 + level / 2) * value) / reach) : 0;
  return { value, low, high, p, n, method };
}

/** The gap between two numbers from replicates of each. */
export function replicateGap(value: number, first: Float64Array, second: Float64Array, n: number, level: number, method: string): Gap {
  const differences = new Float64Array(Math.min(first.length, second.length));
  let below = 0;
  let above = 0;
  for (let replicate = 0; replicate < differences.length; replicate++) {
    const difference = first[replicate]! - second[replicate]!;
    differences[replicate] = difference;
    if (difference <= 0) below++;
    if (difference >= 0) above++;
  }
  const { low, high, unstable } = percentileInterval(differences, level);
  if (unstable) return noGap;
  const p = Math.min(1, (2 * (1 + Math.min(below, above))) / (differences.length + 1));
  return { value, low, high, p, n, method: `${method}, ${differences.length}` };
}
