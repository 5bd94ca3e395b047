import { betaQuantile, normalQuantile, studentQuantile } from './distributions.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
}

const none: Interval = { low: NaN, high: NaN };

/** Wilson's interval of a proportion: k successes of n (weights allowed: n is then the effective number). NaN when n is 0. Wilson (1927). */
export function wilson(k: number, n: number, level: number): Interval {
  if (!(n > 0)) return none;
  const z = normalQuantile(0.5 + level / 2);
  const p = k / n;
  const scale = 1 + (z * z) / n;
  const centre = (p + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n));
  return { low: p === 0 ? 0 : Math.max(0, centre - half), high: p === 1 ? 1 : Math.min(1, centre + half) };
}

/** Clopper and Pearson's exact interval of a proportion, by quantiles of the beta distribution; never too narrow. NaN when n is 0. Clopper & Pearson (1934). */
export function clopperPearson(k: number, n: number, level: number): Interval {
  if (!(n > 0)) return none;
  const tail = (1 - level) / 2;
  return { low: k <= 0 ? 0 : betaQuantile(tail, k, n - k + 1), high: k >= n ? 1 : betaQuantile(1 - tail, k + 1, n - k) };
}

/**
 * Wilson's interval of a bounded number that is no share: n is the number of rows at which a share of that place between
 * `least` and `most` would have the number's variance. `df` degrees of freedom (Infinity: normal) widen it as Student's t.
 */
export function boundedInterval(
  value: number,
  variance: number,
  [least, most]: readonly [number, number],
  df: number,
  level: number,
): Interval {
  const share = (value - least) / (most - least);
  const n = (share * (1 - share) * (most - least) ** 2) / variance;
  const { low, high } = wilson(share * n * shrink(df, level), n * shrink(df, level), level);
  return { low: least + low * (most - least), high: least + high * (most - least) };
}

/** (z / t)²: what n is to be multiplied with so that a normal interval is as wide as Student's with `df` degrees of freedom. Korn & Graubard (1998). */
export function shrink(df: number, level: number): number {
  if (!Number.isFinite(df)) return 1;
  const z = normalQuantile(0.5 + level / 2);
  return (z / (df > 500 ? nearlyNormal(z, df) : studentQuantile(0.5 + level / 2, df))) ** 2;
}

/** Student's quantile from the normal one by the first terms of its expansion in 1 / df; relative error below 1e-9 from 500 up. Peiser (1943). */
function nearlyNormal(z: number, df: number): number {
  const z2 = z * z;
  const first = (z2 + 1) / 4;
  const second = (z2 * (5 * z2 + 16) + 3) / 96;
  const third = (z2 * (z2 * (3 * z2 + 19) + 17) - 15) / 384;
  return z * (1 + (first + (second + third / df) / df) / df);
}

/** Interval of a positive number from the variance of its logarithm. Katz et al. (1978) for ratios, Woolf (1955) for odds ratios. */
export function logInterval(value: number, variance: number, df: number, level: number): Interval {
  const half = Math.sqrt(variance / shrink(df, level)) * normalQuantile(0.5 + level / 2);
  return { low: value * Math.exp(-half), high: value * Math.exp(half) };
}

/** A number with its interval. */
export interface Estimated extends Interval {
  readonly value: number;
}

/**
 * Interval of the difference of two numbers from the intervals of each (MOVER: squares of the distances to the ends add up),
 * with the correlation of the two where rows are shared. Newcombe's hybrid is this of two Wilson intervals. Zou & Donner (2008).
 */
export function mover(first: Estimated, second: Estimated, correlation = 0): Interval {
  const value = first.value - second.value;
  const reach = (a: number, b: number): number => Math.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b));
  return {
    low: value - reach(first.value - first.low, second.high - second.value),
    high: value + reach(first.high - first.value, second.value - second.low),
  };
}

/** Student's interval of a mean from n values with standard deviation `sd` (ddof 1). NaN below two values. */
export function student(mean: number, sd: number, n: number, level: number): Interval {
  if (!(n > 1) || Number.isNaN(sd)) return none;
  const half = (studentQuantile(0.5 + level / 2, n - 1) * sd) / Math.sqrt(n);
  return { low: mean - half, high: mean + half };
}

/** Newcombe's hybrid interval of p1 − p2 from two independent proportions (method 10; Newcombe, 1998). */
export function newcombe(k1: number, n1: number, k2: number, n2: number, level: number): Interval {
  if (!(n1 > 0) || !(n2 > 0)) return none;
  return mover({ value: k1 / n1, ...wilson(k1, n1, level) }, { value: k2 / n2, ...wilson(k2, n2, level) });
}

/**
 * Interval of an AUC on the logit scale from its DeLong variance; where the variance is 0 (AUC 0 or 1), Wilson's on
 * min(positives, negatives) trials. DeLong et al. (1988).
 */
export function aucInterval(auc: number, variance: number, positives: number, negatives: number, level: number): Interval {
  if (Number.isNaN(auc)) return none;
  if (!(variance > 0) || auc <= 0 || auc >= 1) {
    const trials = Math.min(positives, negatives);
    return wilson(auc * trials, trials, level);
  }
  const logit = Math.log(auc / (1 - auc));
  const half = (normalQuantile(0.5 + level / 2) * Math.sqrt(variance)) / (auc * (1 - auc));
  return { low: 1 / (1 + Math.exp(half - logit)), high: 1 / (1 + Math.exp(-half - logit)) };
}

/** Percentiles of replicates by linear interpolation; those that are NaN are dropped, and more than 5 % of them is `unstable`. */
export function percentileInterval(replicates: Float64Array, level: number): Interval & { readonly unstable: boolean } {
  const defined = replicates.filter((value) => !Number.isNaN(value)).sort();
  const unstable = defined.length < 0.95 * replicates.length;
  if (defined.length === 0) return { ...none, unstable: true };
  return { low: quantileSorted(defined, (1 - level) / 2), high: quantileSorted(defined, (1 + level) / 2), unstable };
}

/** The q-quantile of sorted values by linear interpolation (type 7, NumPy's default). */
export function quantileSorted(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return NaN;
  const at = (sorted.length - 1) * q;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low === high ? low : low + (high - low) * (at - below);
}
