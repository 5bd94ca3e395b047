import type { Ordered } from '../metrics/metric.ts';

/** How scores are cut into bins: into equal counts, or into equal widths of [0, 1]. */
export type Binning = 'quantile' | 'uniform';

/** Rows from `from` to before `to` in the descending order of scores, and what their scores promise against what was seen. */
export interface ReliabilityBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
  readonly weight: number;
  /** Rows that the weights are worth: (Σw)² / Σw². */
  readonly effective: number;
  readonly least: number;
  readonly most: number;
  readonly meanScore: number;
  /** Share of positive rows. */
  readonly observed: number;
  /** Variance of the scores in the bin (ddof 0). */
  readonly variance: number;
  /** Covariance of score and outcome in the bin (ddof 0). */
  readonly covariance: number;
}

/**
 * At most `most` bins in ascending order of score, none of them empty. Equal counts are cut by rows, whatever their
 * weights, and equal scores are never parted; of equal widths a score p is in bin min(⌊p·most⌋, most − 1).
 */
export function reliabilityBins(ordered: Ordered, most: number, binning: Binning): ReliabilityBin[] {
  const ends = binning === 'quantile' ? equalCounts(ordered, 0, ordered.scores.length, most) : equalWidths(ordered, most);
  return binsBetween(ends, ordered.scores.length).map(([from, to]) => binOf(ordered, from, to));
}

/** Starts of bins of about equal count between two places, from the lowest score up; the first is `to` and the next ones lie below it. */
export function equalCounts({ scores }: Ordered, from: number, to: number, most: number): number[] {
  const total = to - from;
  const ends: number[] = [];
  for (let seen = 0; seen < total;) {
    ends.push(to - seen);
    const due = Math.floor((seen * most) / total) + 1;
    let next = Math.max(seen + 1, Math.ceil((due * total) / most));
    while (next < total && scores[to - next - 1] === scores[to - next]) next++;
    seen = next;
  }
  return ends;
}

function equalWidths({ scores }: Ordered, most: number): number[] {
  const ends: number[] = [];
  let last = -1;
  for (let at = scores.length - 1; at >= 0; at--) {
    const bin = Math.min(Math.floor(scores[at]! * most), most - 1);
    if (bin !== last) ends.push(at + 1);
    last = bin;
  }
  return ends;
}

/** Pairs of places [from, to) from ends that descend; the last reaches down to `first`. */
export function binsBetween(ends: readonly number[], total: number, first = 0): (readonly [from: number, to: number])[] {
  return total === 0 ? [] : ends.map((to, at) => [ends[at + 1] ?? first, to] as const);
}

function binOf({ scores, positive, weights }: Ordered, from: number, to: number): ReliabilityBin {
  let weight = 0;
  let squares = 0;
  let score = 0;
  let hits = 0;
  for (let at = from; at < to; at++) {
    const w = weights === null ? 1 : weights[at]!;
    weight += w;
    squares += w * w;
    score += w * scores[at]!;
    hits += w * positive[at]!;
  }
  const meanScore = scores[from] === scores[to - 1] ? scores[from]! : score / weight;
  const observed = hits / weight;
  let variance = 0;
  let covariance = 0;
  for (let at = from; at < to; at++) {
    const away = (weights === null ? 1 : weights[at]!) * (scores[at]! - meanScore);
    variance += away * (scores[at]! - meanScore);
    covariance += away * (positive[at]! - observed);
  }
  return {
    from,
    to,
    n: to - from,
    weight,
    effective: (weight * weight) / squares,
    least: scores[to - 1]!,
    most: scores[from]!,
    meanScore,
    observed,
    variance: variance / weight,
    covariance: covariance / weight,
  };
}
