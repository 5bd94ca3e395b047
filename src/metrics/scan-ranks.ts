import { scoreOrder } from '../stats/score-order.ts';
import type { Ordered, Ranks } from './metric.ts';

/** Rows that have a label and a score, all arrays in descending order of score. */
export interface RankRows extends Ordered {
  /** Row numbers of the frame. */
  readonly rows: Uint32Array;
}

/** The rows at the given places of the order (ascending), or all of them for null. */
export function takeOrdered({ scores, positive, weights }: RankRows, places: Uint32Array | null): Ordered {
  if (places === null) return { scores, positive, weights };
  return {
    scores: Float64Array.from(places, (place) => scores[place]!),
    positive: Uint8Array.from(places, (place) => positive[place]!),
    weights: weights === null ? null : Float64Array.from(places, (place) => weights[place]!),
  };
}

/**
 * Sorts the rows by score once; rows without a label (−1), without a score (NaN) or of weight 0 are left out. `orderOf` gives
 * row numbers in descending order, stable.
 */
export function rankRows(
  scores: Float64Array,
  actual: Int32Array,
  code: number,
  weights: Float64Array | null,
  orderOf: (scores: Float64Array) => Uint32Array = scoreOrder,
): RankRows {
  const kept = new Uint32Array(scores.length);
  const known = new Float64Array(scores.length);
  let count = 0;
  for (let row = 0; row < scores.length; row++) {
    if (actual[row]! < 0 || Number.isNaN(scores[row]) || (weights !== null && !(weights[row]! > 0))) continue;
    kept[count] = row;
    known[count++] = scores[row]!;
  }
  const rows = orderOf(known.slice(0, count));
  for (let at = 0; at < count; at++) rows[at] = kept[rows[at]!]!;
  const sorted = new Float64Array(rows.length);
  const positive = new Uint8Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    sorted[at] = scores[rows[at]!]!;
    positive[at] = +(actual[rows[at]!] === code);
  }
  return { rows, scores: sorted, positive, weights: weights === null ? null : Float64Array.from(rows, (row) => weights[row]!) };
}

/** Sums of weights of both classes, and their effective numbers (Σw)² / Σw². */
interface Totals {
  readonly positives: number;
  readonly negatives: number;
  readonly positiveRows: number;
  readonly negativeRows: number;
}

function totalsOf({ positive, weights }: RankRows, places: Uint32Array | null, length: number): Totals {
  let positives = 0;
  let negatives = 0;
  let positiveSquares = 0;
  let negativeSquares = 0;
  for (let at = 0; at < length; at++) {
    const place = places === null ? at : places[at]!;
    const weight = weights === null ? 1 : weights[place]!;
    const own = positive[place]! * weight;
    const other = weight - own;
    positives += own;
    negatives += other;
    positiveSquares += own * own;
    negativeSquares += other * other;
  }
  return { positives, negatives, positiveRows: positives ** 2 / positiveSquares, negativeRows: negatives ** 2 / negativeSquares };
}

/**
 * Rank statistics of the rows at the given places of the order (ascending), or of all rows for null, in one scan.
 * Ties of a score count half.
 */
export function scanRanks(rows: RankRows, places: Uint32Array | null): Ranks {
  const { scores, positive, weights } = rows;
  const length = places === null ? scores.length : places.length;
  const { positives, negatives, positiveRows, negativeRows } = totalsOf(rows, places, length);
  let above = 0;
  let negativesAbove = 0;
  let u2 = 0;
  let positiveSquares = 0;
  let negativeSquares = 0;
  let averagePrecision = 0;
  let separation = 0;
  for (let at = 0; at < length;) {
    let place = places === null ? at : places[at]!;
    const score = scores[place]!;
    let p = 0;
    let q = 0;
    do {
      const weight = weights === null ? 1 : weights[place]!;
      const own = positive[place]! * weight;
      p += own;
      q += weight - own;
      at++;
      place = places === null ? at : places[at]!;
    } while (at < length && scores[place] === score);
    const below = negatives - negativesAbove - q;
    u2 += p * (2 * below + q);
    positiveSquares += p * ((below + q / 2) / negatives) ** 2;
    negativeSquares += q * ((above + p / 2) / positives) ** 2;
    above += p;
    negativesAbove += q;
    if (p > 0) averagePrecision += (p / positives) * (above / (above + negativesAbove));
    separation = Math.max(separation, above / positives - negativesAbove / negatives);
  }
  const auc = u2 / (2 * positives * negatives);
  const variance =
    varianceOfMean(positiveSquares / positives, auc, positiveRows) + varianceOfMean(negativeSquares / negatives, auc, negativeRows);
  return { positives, negatives, u2, variance, averagePrecision, separation };
}

/** Variance of a mean from the mean of squares, for n (effective) values with ddof 1; NaN below two. */
export function varianceOfMean(meanOfSquares: number, mean: number, n: number): number {
  return n > 1 ? Math.max(0, meanOfSquares - mean * mean) / (n - 1) : NaN;
}

/** Places of the order by group, each ascending; `groups` gives each row's group, −1 for none. */
export function placesByGroup({ rows }: RankRows, groups: Int32Array, count: number): Uint32Array[] {
  return indexesByGroup(rows.length, (place) => groups[rows[place]!]!, count);
}

/** Indexes 0 … length − 1 by group, each ascending; an index of group −1 is in none. */
export function indexesByGroup(length: number, groupOf: (index: number) => number, count: number): Uint32Array[] {
  const sizes = new Uint32Array(count);
  for (let index = 0; index < length; index++) {
    const group = groupOf(index);
    if (group >= 0) sizes[group]!++;
  }
  const lists = Array.from(sizes, (size) => new Uint32Array(size));
  sizes.fill(0);
  for (let index = 0; index < length; index++) {
    const group = groupOf(index);
    if (group >= 0) lists[group]![sizes[group]!++] = index;
  }
  return lists;
}

/** Places of the order outside one group, ascending. */
export function placesOutside({ rows }: RankRows, groups: Int32Array, group: number): Uint32Array {
  const places = new Uint32Array(rows.length);
  let count = 0;
  for (let place = 0; place < rows.length; place++) {
    places[count] = place;
    count += +(groups[rows[place]!] !== group);
  }
  return places.subarray(0, count);
}
