import type { BinaryCounts, Ordered } from '../metrics/metric.ts';

/**
 * Sums of weights of true and false positives at every threshold that tells rows apart, from the highest down: the first is
 * +∞, where nothing is positive, then every distinct score. A score from the threshold up is positive.
 */
export interface Cuts {
  readonly threshold: Float64Array;
  readonly tp: Float64Array;
  readonly fp: Float64Array;
  readonly positives: number;
  readonly negatives: number;
  /** Rows with a score. */
  readonly rows: number;
  /** Σw / Σw²: what a sum of weights is to be multiplied with to count rows; 1 without weights. */
  readonly effective: number;
  /** The first index that a threshold can reach: 1 where the highest score is +∞, which is positive at any threshold. */
  readonly first: number;
}

/** Counts at every distinct score, in one pass over rows in descending order of score, or over the given places of that order. */
export function cutsOf({ scores, positive, weights }: Ordered, places: Uint32Array | null = null): Cuts {
  const rows = places === null ? scores.length : places.length;
  const threshold = new Float64Array(rows + 1);
  const tp = new Float64Array(rows + 1);
  const fp = new Float64Array(rows + 1);
  threshold[0] = Infinity;
  let last = 0;
  let own = 0;
  let other = 0;
  let squares = 0;
  for (let at = 0; at < rows; at++) {
    const place = places === null ? at : places[at]!;
    const weight = weights === null ? 1 : weights[place]!;
    if (positive[place] === 1) own += weight;
    else other += weight;
    squares += weight * weight;
    const score = scores[place]!;
    if (last === 0 || score !== threshold[last]) last++;
    threshold[last] = score;
    tp[last] = own;
    fp[last] = other;
  }
  return {
    threshold: threshold.subarray(0, last + 1),
    tp: tp.subarray(0, last + 1),
    fp: fp.subarray(0, last + 1),
    positives: own,
    negatives: other,
    rows,
    effective: weights === null || squares === 0 ? 1 : (own + other) / squares,
    first: last > 0 && threshold[1] === Infinity ? 1 : 0,
  };
}

/** Index of the counts at any threshold: of the lowest score from it up; binary search. */
export function cutAt({ threshold, first }: Cuts, at: number): number {
  let low = first;
  let high = threshold.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (threshold[middle]! >= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

export function countsAt({ tp, fp, positives, negatives }: Cuts, index: number): BinaryCounts {
  const own = tp[index]!;
  const other = fp[index]!;
  return { tp: own, fp: other, fn: positives - own, tn: negatives - other };
}

/** Sum of weights from the threshold up. */
export function selectedAt({ tp, fp }: Cuts, index: number): number {
  return tp[index]! + fp[index]!;
}

/**
 * Indexes to draw, ascending: all of few; of many the corners of the steps of the ROC curve, thinned evenly in the number
 * of rows selected. Both ends stay.
 */
export function drawnCuts(cuts: Cuts, most: number): Uint32Array {
  const { tp, fp, threshold } = cuts;
  const length = threshold.length;
  if (length <= most) return Uint32Array.from({ length }, (_, at) => at);
  const step = selectedAt(cuts, length - 1) / most;
  const kept: number[] = [0];
  let next = step;
  for (let at = 1; at < length - 1; at++) {
    const straight = (tp[at - 1] === tp[at] && tp[at] === tp[at + 1]) || (fp[at - 1] === fp[at] && fp[at] === fp[at + 1]);
    if (straight && selectedAt(cuts, at + 1) < next + step) continue;
    if (selectedAt(cuts, at) < next) continue;
    kept.push(at);
    next = selectedAt(cuts, at) + step;
  }
  kept.push(length - 1);
  return Uint32Array.from(kept);
}
