import { percentileInterval, type Interval } from './intervals.ts';

export interface ReplicatedDifference extends Interval {
  readonly p: number;
  /** Whether more than one replicate in twenty had no value. */
  readonly unstable: boolean;
}

/**
 * Interval of a difference by percentiles of its replicates, and p = min(1, 2(1 + k) / (R + 1)) where k is the fewer of the
 * replicates at or below 0 and at or above 0. Replicates that are NaN are dropped.
 */
export function replicatedDifference(replicates: Float64Array, level: number): ReplicatedDifference {
  let below = 0;
  let above = 0;
  let defined = 0;
  for (const value of replicates) {
    if (Number.isNaN(value)) continue;
    defined++;
    if (value <= 0) below++;
    if (value >= 0) above++;
  }
  const p = defined === 0 ? NaN : Math.min(1, (2 * (1 + Math.min(below, above))) / (defined + 1));
  return { ...percentileInterval(replicates, level), p };
}
