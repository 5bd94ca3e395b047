import { normalCdf } from '../stats/distributions.ts';

/** A number with its interval. */
export interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A difference with its interval at the level of the two that it is between, and a two-sided p of no difference. */
export interface IntervalDifference extends Bounded {
  readonly p: number;
}

/**
 * `after − before` of two numbers of which only intervals are known (the method of variance estimates recovery, Zou and
 * Donner, Statistics in Medicine 2008). `z` is the normal quantile of the intervals' level, 1.96 for 95 %. It takes the two
 * as independent, so that on the very same rows the interval is too wide rather than too narrow. NaN where a bound is.
 */
export function intervalDifference(before: Bounded, after: Bounded, z = 1.959963984540054): IntervalDifference {
  const value = after.value - before.value;
  const down = Math.hypot(after.value - after.low, before.high - before.value);
  const up = Math.hypot(after.high - after.value, before.value - before.low);
  const towardsZero = value > 0 ? down : up;
  const p = value === 0 ? 1 : towardsZero === 0 ? 0 : 2 * normalCdf((-Math.abs(value) * z) / towardsZero);
  return { value, low: value - down, high: value + up, p: Number.isNaN(down + up) ? NaN : p };
}
