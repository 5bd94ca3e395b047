import { normalQuantile } from './distributions.ts';
import type { Interval } from './intervals.ts';

/**
 * Interval of c/n − b/n, the difference of two paired shares of the same n rows: `b` rows count for the first only, `c` for
 * the second only. Half a row is added to each of the two and one row to n twice, as Bonett & Price (2012) do; NaN for no rows.
 */
export function bonettPrice(b: number, c: number, n: number, level: number): Interval {
  if (!(n > 0)) return { low: NaN, high: NaN };
  const first = (b + 1) / (n + 2);
  const second = (c + 1) / (n + 2);
  const difference = second - first;
  const half = normalQuantile(0.5 + level / 2) * Math.sqrt((first + second - difference ** 2) / (n + 2));
  return { low: Math.max(-1, difference - half), high: Math.min(1, difference + half) };
}
