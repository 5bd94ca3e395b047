import type { Reason } from '../../metrics/metric.ts';
import { normalQuantile } from '../../stats/distributions.ts';
import { replicatedDifference } from '../../stats/paired-replicates.ts';

/** Second model less first, on the rows of one slice. */
export interface Difference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly n: number;
  readonly method: string;
  readonly reason: Reason | '';
  readonly first: number;
  readonly second: number;
}

/** How intervals and p are made. */
export interface How {
  readonly level: number;
  readonly replicates: number;
  readonly seed: number;
  readonly method: 'auto' | 'bootstrap' | 'permutation';
  readonly breathe: () => Promise<void>;
}

export function undefinedDifference(reason: Reason, n = 0, first = NaN, second = NaN): Difference {
  return { value: NaN, low: NaN, high: NaN, p: NaN, n, method: '', reason, first, second };
}

/** The difference with percentiles of its replicates; the method says how many there are. `independent` is n where that is not the rows: the rarer class, the groups. */
export function fromReplicates(
  { first, second, n }: Pick<Difference, 'first' | 'second' | 'n'>,
  replicates: Float64Array,
  level: number,
  method: string,
  independent = n,
): Difference {
  const { low, high, p, unstable } = replicatedDifference(replicates, level, independent);
  const reason = unstable ? 'unstable-interval' : '';
  return { value: second - first, low, high, p, n, method: `${method}, ${replicates.length}`, reason, first, second };
}

/** First less second: the same comparison from the other side. */
export function swapped(difference: Difference): Difference {
  const { value, low, high, first, second } = difference;
  return { ...difference, value: 0 - value, low: 0 - high, high: 0 - low, first: second, second: first };
}

/** The standard error that an interval of this width would have were it normal. */
export function standardError({ low, high }: Difference, level: number): number {
  return (high - low) / (2 * normalQuantile(0.5 + level / 2));
}
