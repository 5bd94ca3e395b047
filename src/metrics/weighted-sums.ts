import { scoreOrder } from '../stats/score-order.ts';
import type { Computed, Rows } from './metric.ts';

/** Weighted sums of squares and products about the means. */
export interface Sums {
  readonly n: number;
  readonly weight: number;
  readonly y: number;
  readonly p: number;
  readonly yy: number;
  readonly pp: number;
  readonly yp: number;
  readonly ee: number;
  readonly e: number;
}

/** Centred sums in two passes, so that large offsets cost no digits. */
export function sumsOf({ actual, predicted, weights }: Rows): Sums {
  let weight = 0;
  let ySum = 0;
  let pSum = 0;
  for (let row = 0; row < actual.length; row++) {
    const w = weights === null ? 1 : weights[row]!;
    weight += w;
    ySum += w * actual[row]!;
    pSum += w * predicted[row]!;
  }
  const y = ySum / weight;
  const p = pSum / weight;
  let yy = 0;
  let pp = 0;
  let yp = 0;
  let ee = 0;
  for (let row = 0; row < actual.length; row++) {
    const w = weights === null ? 1 : weights[row]!;
    const dy = actual[row]! - y;
    const dp = predicted[row]! - p;
    yy += w * dy * dy;
    pp += w * dp * dp;
    yp += w * dy * dp;
    ee += w * (predicted[row]! - actual[row]!) ** 2;
  }
  if (isConstant(actual, weights)) yy = yp = 0;
  if (isConstant(predicted, weights)) pp = yp = 0;
  return { n: actual.length, weight, y, p, yy, pp, yp, ee, e: weight * (p - y) };
}

/** The rounded mean of equal values may miss them by a bit, so their spread is not asked for. */
function isConstant(values: Float64Array, weights: Float64Array | null): boolean {
  let first = NaN;
  for (let row = 0; row < values.length; row++) {
    if (weights !== null && weights[row] === 0) continue;
    if (Number.isNaN(first)) first = values[row]!;
    if (values[row] !== first) return false;
  }
  return true;
}

/** Why fewer than `least` rows have no value; null where there are enough. */
export function lackOf(sums: Sums, least: number): Computed | null {
  if (sums.n === 0) return { value: NaN, reason: 'no-rows' };
  if (sums.weight === 0) return { value: NaN, reason: 'zero-weight' };
  if (sums.n < least) return { value: NaN, reason: 'too-few-rows' };
  return null;
}

/** Rows in ascending order of value. */
export function ascending(values: Float64Array): Uint32Array {
  return scoreOrder(values).reverse();
}

/** The value at which half of the weight is reached, in the order given; the mean of two where it falls between them. */
export function medianOf(values: Float64Array, order: Uint32Array, weights: Float64Array | null): number {
  let total = 0;
  for (let row = 0; row < values.length; row++) total += weights === null ? 1 : weights[row]!;
  let below = 0;
  let reached = NaN;
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!;
    const weight = weights === null ? 1 : weights[row]!;
    if (weight === 0) continue;
    if (!Number.isNaN(reached)) return (reached + values[row]!) / 2;
    below += weight;
    if (below > total / 2) return values[row]!;
    if (below === total / 2) reached = values[row]!;
  }
  return reached;
}
