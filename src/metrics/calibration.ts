import type { OrderMetric, Ordered } from './metric.ts';

/** Sums of weights over the rows of one bin. */
export interface CalibrationBin {
  n: number;
  weight: number;
  /** Σ weight · score. */
  score: number;
  /** Σ weight over positive rows. */
  positive: number;
}

/**
 * Bins of about equal count in ascending order of score, at most `most` of them; equal scores are never parted, so a long
 * run of them makes one large bin. Bins are cut by rows, whatever their weights.
 */
export function calibrationBins({ scores, positive, weights }: Ordered, most: number): CalibrationBin[] {
  const bins: CalibrationBin[] = [];
  const total = scores.length;
  let cut = -1;
  let bin: CalibrationBin = { n: 0, weight: 0, score: 0, positive: 0 };
  for (let seen = 0; seen < total; seen++) {
    const at = total - 1 - seen;
    const due = Math.floor((seen * most) / total);
    if (due > cut && (seen === 0 || scores[at] !== scores[at + 1])) {
      bin = { n: 0, weight: 0, score: 0, positive: 0 };
      bins.push(bin);
      cut = due;
    }
    const weight = weights === null ? 1 : weights[at]!;
    bin.n++;
    bin.weight += weight;
    bin.score += weight * scores[at]!;
    bin.positive += weight * positive[at]!;
  }
  return bins;
}

/** Metrics of how far scores are from the shares that they promise. */
export const calibrationMetrics: readonly OrderMetric[] = [
  {
    from: 'order',
    name: 'expected_calibration_error',
    title: 'Expected calibration error',
    formula: 'Σ (n_b / n)·|observed share − mean score| over bins of equal count; biased upward in small data',
    better: 'lower',
    range: [0, 1],
    tasks: ['binary', 'multiclass'],
    parameters: { bins: 15 },
    compute(ordered, { bins = 15 }) {
      if (ordered.scores.length === 0) return { value: NaN, reason: 'no-rows' };
      if (ordered.scores[0]! > 1 || ordered.scores.at(-1)! < 0) return { value: NaN, reason: 'out-of-domain' };
      let error = 0;
      let total = 0;
      for (const { weight, score, positive } of calibrationBins(ordered, bins)) {
        error += Math.abs(positive - score);
        total += weight;
      }
      return total > 0 ? { value: error / total } : { value: NaN, reason: 'zero-weight' };
    },
  },
];
