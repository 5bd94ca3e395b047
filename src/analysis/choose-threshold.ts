import type { BinaryCounts } from '../metrics/metric.ts';
import { countsAt, type Cuts } from './threshold-cuts.ts';

/** What a threshold is chosen for: the most of a gain among the thresholds that are allowed. A gain of NaN is never chosen. */
export interface Goal {
  gain(counts: BinaryCounts): number;
  allows(counts: BinaryCounts): boolean;
}

/** What one row costs by its cell of the confusion matrix; a gain is a negative cost. */
export interface Costs {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** Gains that differ by less than this share are equal: what rounding may part. */
const rounding = 1e-14;

/**
 * Index of the cut with the most gain among those allowed; of several with the same gain the lowest threshold. −1 where none
 * is allowed or has a gain.
 */
export function chooseCut(cuts: Cuts, goal: Goal): number {
  let most = -Infinity;
  let chosen = -1;
  for (let at = cuts.first; at < cuts.threshold.length; at++) {
    const counts = countsAt(cuts, at);
    if (!goal.allows(counts)) continue;
    const gain = goal.gain(counts);
    if (gain > most) most = gain;
    else if (!(gain >= most - rounding * Math.abs(most))) continue;
    chosen = at;
  }
  return chosen;
}

/** Mean cost of a row; NaN without rows. */
export function costPerRow({ tp, fp, fn, tn }: BinaryCounts, costs: Costs): number {
  return (costs.tp * tp + costs.fp * fp + costs.fn * fn + costs.tn * tn) / (tp + fp + fn + tn);
}

/** The lowest cost. */
export function leastCost(costs: Costs): Goal {
  return { gain: (counts) => -costPerRow(counts, costs), allows: () => true };
}

/**
 * As many rows as fit into a share of all of them. Rows with the same score are never parted: a tie that would not fit as a
 * whole is left out.
 */
export function fullestWithin(share: number): Goal {
  return {
    gain: ({ tp, fp }) => tp + fp,
    allows: ({ tp, fp, fn, tn }) => tp + fp <= share * (tp + fp + fn + tn) * (1 + 1e-12),
  };
}

/**
 * From which probability up a positive costs less than a negative, for scores that are calibrated: p where both cost the
 * same, (c_FP − c_TN) / (c_FP − c_TN + c_FN − c_TP). NaN where errors cost no more than right decisions. Elkan (2001).
 */
export function calibratedThreshold({ tp, fp, fn, tn }: Costs): number {
  const falsePositive = fp - tn;
  const falseNegative = fn - tp;
  return falsePositive >= 0 && falseNegative >= 0 && falsePositive + falseNegative > 0
    ? falsePositive / (falsePositive + falseNegative)
    : NaN;
}
