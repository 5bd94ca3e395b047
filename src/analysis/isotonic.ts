import type { Ordered } from '../metrics/metric.ts';

/**
 * Pools adjacent violators: the non-decreasing values next to `values` in weighted squares, in place of them. Weights are
 * positive. Barlow et al. (1972); one pass with a stack of blocks.
 */
export function pooled(values: Float64Array, weights: Float64Array): Float64Array {
  const mean = new Float64Array(values.length);
  const weight = new Float64Array(values.length);
  const end = new Uint32Array(values.length);
  let top = -1;
  for (let at = 0; at < values.length; at++) {
    top++;
    mean[top] = values[at]!;
    weight[top] = weights[at]!;
    end[top] = at + 1;
    while (top > 0 && mean[top - 1]! >= mean[top]!) {
      const sum = weight[top - 1]! + weight[top]!;
      mean[top - 1] = (mean[top - 1]! * weight[top - 1]! + mean[top]! * weight[top]!) / sum;
      weight[top - 1] = sum;
      end[top - 1] = end[top]!;
      top--;
    }
  }
  for (let block = 0, at = 0; block <= top; block++) while (at < end[block]!) values[at++] = mean[block]!;
  return values;
}

/** Distinct scores from the lowest up, with the weight and the share of positive rows of each. */
export interface ScoreGroups {
  readonly scores: Float64Array;
  readonly shares: Float64Array;
  readonly weights: Float64Array;
}

/** Takes equal scores together. */
export function scoreGroups({ scores, positive, weights }: Ordered): ScoreGroups {
  const distinct = new Float64Array(scores.length);
  const shares = new Float64Array(scores.length);
  const sums = new Float64Array(scores.length);
  let count = 0;
  for (let at = scores.length - 1; at >= 0; at--) {
    if (count === 0 || distinct[count - 1] !== scores[at]) distinct[count++] = scores[at]!;
    const w = weights === null ? 1 : weights[at]!;
    sums[count - 1]! += w;
    shares[count - 1]! += w * positive[at]!;
  }
  for (let at = 0; at < count; at++) shares[at]! /= sums[at]!;
  return { scores: distinct.slice(0, count), shares: shares.slice(0, count), weights: sums.slice(0, count) };
}

/** A non-decreasing map as knots; between them it is a straight line, beyond them it is level. */
export interface IsotonicMap {
  readonly score: Float64Array;
  readonly value: Float64Array;
}

/**
 * Isotonic regression of the outcome on the score: equal scores are pooled, then adjacent violators. Knots are the ends of
 * the level stretches, as scikit-learn's `IsotonicRegression` keeps them (2011 onwards).
 */
export function isotonicMap(ordered: Ordered): IsotonicMap {
  const { scores, shares, weights } = scoreGroups(ordered);
  const fitted = pooled(shares, weights);
  const kept: number[] = [];
  for (let at = 0; at < fitted.length; at++) {
    const inside = at > 0 && at < fitted.length - 1 && fitted[at - 1] === fitted[at] && fitted[at] === fitted[at + 1];
    if (!inside) kept.push(at);
  }
  return { score: Float64Array.from(kept, (at) => scores[at]!), value: Float64Array.from(kept, (at) => fitted[at]!) };
}

/** The value of the map at a score; NaN for NaN or a map without knots. */
export function isotonicValue({ score: knots, value }: IsotonicMap, score: number): number {
  const last = knots.length - 1;
  if (last < 0 || Number.isNaN(score)) return NaN;
  if (score <= knots[0]!) return value[0]!;
  if (score >= knots[last]!) return value[last]!;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (knots[middle]! <= score) low = middle;
    else high = middle;
  }
  const from = value[low]!;
  const to = value[high]!;
  return from === to ? from : from + ((score - knots[low]!) / (knots[high]! - knots[low]!)) * (to - from);
}
