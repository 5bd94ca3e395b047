import { normalCdf, studentQuantile } from './distributions.ts';
import { percentileInterval, type Interval } from './intervals.ts';

export interface ReplicatedDifference extends Interval {
  readonly p: number;
  /** Whether more than one replicate in twenty had no value. */
  readonly unstable: boolean;
}

/**
 * Interval of a difference by percentiles of its replicates, and p = min(1, 2(1 + k) / (R + 1)) where k is the fewer of the
 * replicates at or below 0 and at or above 0. Replicates that are NaN are dropped. Percentiles of few rows are too narrow, so
 * they are taken further out, as Student's interval of n rows is wider than the normal one (Hesterberg, 2015).
 */
export function replicatedDifference(replicates: Float64Array, level: number, n: number): ReplicatedDifference {
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
  return { ...percentileInterval(replicates, expandedLevel(level, n)), p };
}

function expandedLevel(level: number, n: number): number {
  if (!(n > 1)) return level;
  return 2 * normalCdf(Math.sqrt(n / (n - 1)) * studentQuantile(0.5 + level / 2, n - 1)) - 1;
}
