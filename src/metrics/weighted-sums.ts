import { scoreOrder } from '../stats/score-order.ts';
import type { Computed, Rows } from './metric.ts';

/** Weighted sums of squares and products about the means, in units of which the scales say how large they are. */
export interface Sums {
  readonly n: number;
  readonly weight: number;
  /** Means of targets and predictions, in their own units. */
  readonly y: number;
  readonly p: number;
  /** Mean of the errors p − y. */
  readonly e: number;
  readonly yy: number;
  readonly pp: number;
  readonly yp: number;
  /** Of the errors p − y: about 0, and about their mean. */
  readonly ee: number;
  readonly centredErrors: number;
  /** `yy` is in units of yScale², `pp` of pScale², `yp` of both, the errors of eScale². All are 1 unless squares would overflow or vanish. */
  readonly yScale: number;
  readonly pScale: number;
  readonly eScale: number;
}

const plainScales = { yScale: 1, pScale: 1, eScale: 1 };

/** Centred sums in two passes, so that large offsets cost no digits; scaled by powers of two where values are very large or very small. */
export function sumsOf(rows: Rows): Sums {
  const means = meansOf(rows);
  const sums = centredSums(rows, means, plainScales);
  return [sums.yy, sums.pp, sums.ee].every((square) => square > 1e-200 && square < 1e300)
    ? sums
    : centredSums(rows, means, scalesOf(rows, means));
}

interface Means {
  readonly weight: number;
  readonly y: number;
  readonly p: number;
  readonly e: number;
}

/** Means by the distances from the first row, which neither overflow nor lose the digits that an offset takes. */
function meansOf({ actual, predicted, weights }: Rows): Means {
  const firstY = actual[0] ?? NaN;
  const firstP = predicted[0] ?? NaN;
  const firstE = firstP - firstY;
  let weight = 0;
  let y = 0;
  let p = 0;
  let e = 0;
  for (let row = 0; row < actual.length; row++) {
    const w = weights === null ? 1 : weights[row]!;
    weight += w;
    y += w * (actual[row]! - firstY);
    p += w * (predicted[row]! - firstP);
    e += w * (predicted[row]! - actual[row]! - firstE);
  }
  return { weight, y: firstY + y / weight, p: firstP + p / weight, e: firstE + e / weight };
}

function scalesOf({ actual, predicted }: Rows, means: Means): typeof plainScales {
  let y = 0;
  let p = 0;
  let e = 0;
  for (let row = 0; row < actual.length; row++) {
    y = Math.max(y, Math.abs(actual[row]! - means.y));
    p = Math.max(p, Math.abs(predicted[row]! - means.p));
    e = Math.max(e, Math.abs(predicted[row]! - actual[row]!));
  }
  return { yScale: powerOfTwo(y), pScale: powerOfTwo(p), eScale: powerOfTwo(e) };
}

function powerOfTwo(most: number): number {
  return most > 0 ? 2 ** Math.max(-1000, Math.min(1000, Math.floor(Math.log2(most)))) : 1;
}

/** The squares that the rounding of the means adds are taken off again (Chan, Golub and LeVeque, 1983). */
function centredSums(rows: Rows, means: Means, scales: typeof plainScales): Sums {
  const { actual, predicted, weights } = rows;
  const { weight } = means;
  const yUnit = 1 / scales.yScale;
  const pUnit = 1 / scales.pScale;
  const eUnit = 1 / scales.eScale;
  let yy = 0;
  let pp = 0;
  let yp = 0;
  let ee = 0;
  let centred = 0;
  let yLeft = 0;
  let pLeft = 0;
  let eLeft = 0;
  for (let row = 0; row < actual.length; row++) {
    const w = weights === null ? 1 : weights[row]!;
    const dy = (actual[row]! - means.y) * yUnit;
    const dp = (predicted[row]! - means.p) * pUnit;
    const error = predicted[row]! - actual[row]!;
    const de = (error - means.e) * eUnit;
    yy += w * dy * dy;
    pp += w * dp * dp;
    yp += w * dy * dp;
    ee += w * (error * eUnit) ** 2;
    centred += w * de * de;
    yLeft += w * dy;
    pLeft += w * dp;
    eLeft += w * de;
  }
  yy -= yLeft ** 2 / weight;
  pp -= pLeft ** 2 / weight;
  yp -= (yLeft * pLeft) / weight;
  if (isConstant(actual, weights)) yy = yp = 0;
  if (isConstant(predicted, weights)) pp = yp = 0;
  const centredErrors = Math.max(0, centred - eLeft ** 2 / weight);
  return { n: actual.length, weight, y: means.y, p: means.p, e: means.e, yy, pp, yp, ee, centredErrors, ...scales };
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
