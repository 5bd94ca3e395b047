import { normalCdf } from '../stats/distributions.ts';
import { oneOf, takes, withoutRows } from './described.ts';
import type { Computed, OrderMetric, Ordered, Parameters, Reason } from './metric.ts';

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

/** Bins of equal width from 0 to 1 in ascending order of score, without the empty ones; a score on an edge is in the bin above, 1 in the last. */
export function equalWidthBins({ scores, positive, weights }: Ordered, most: number): CalibrationBin[] {
  const bins = new Map<number, CalibrationBin>();
  for (let at = scores.length - 1; at >= 0; at--) {
    const place = Math.min(Math.floor(scores[at]! * most), most - 1);
    const bin = bins.get(place) ?? { n: 0, weight: 0, score: 0, positive: 0 };
    bins.set(place, bin);
    const weight = weights === null ? 1 : weights[at]!;
    bin.n++;
    bin.weight += weight;
    bin.score += weight * scores[at]!;
    bin.positive += weight * positive[at]!;
  }
  return [...bins.values()];
}

/** Why scores cannot be read as probabilities; null where they can. */
export function lackOfProbabilities({ scores, weights }: Ordered): Reason | null {
  if (scores.length === 0) return 'no-rows';
  if (!(scores[0]! <= 1 && scores.at(-1)! >= 0)) return 'out-of-domain';
  return weights !== null && weights.every((weight) => weight === 0) ? 'zero-weight' : null;
}

export const needsProbabilities = 'labels, and probabilities of the class';
export const whenOutside = { ...withoutRows, 'out-of-domain': 'a score lies outside 0 to 1' } as const;

const binning = takes({
  bins: { doc: 'how many bins at most', least: 1, most: 1000, whole: true, usual: 15 },
  strategy: oneOf(['quantile', 'uniform'], 'bins of equal count, or of equal width'),
});

function filledBins(ordered: Ordered, bins: number, strategy: number): CalibrationBin[] {
  return (strategy === 1 ? equalWidthBins(ordered, bins) : calibrationBins(ordered, bins)).filter((bin) => bin.weight > 0);
}

/** For metrics that estimate the sum of absolute deviations. */
const ofDeviations: Pick<OrderMetric, 'deviations' | 'interval'> = {
  deviations(ordered, { bins = 15, strategy = 0 }) {
    const made = filledBins(ordered, bins, strategy);
    const total = made.reduce((sum, { weight }) => sum + weight, 0);
    return made.map(({ n, weight, positive }) => ({ weight: weight / total, observed: positive / weight, n }));
  },
  interval: 'from the spread of each bin, never too narrow; for several classes the mean of their intervals',
};

type OfBins = (bins: readonly CalibrationBin[], weight: number) => number;

function binned(
  part: Pick<OrderMetric, 'name' | 'title' | 'formula' | 'better' | 'range'> & Partial<OrderMetric>,
  of: OfBins,
): OrderMetric {
  return {
    from: 'order',
    tasks: ['binary', 'multiclass'],
    ...binning,
    needs: needsProbabilities,
    undefinedWhen: whenOutside,
    interval: 'percentiles of a bootstrap of rows; for several classes the mean of their intervals',
    ...part,
    compute(ordered: Ordered, { bins = 15, strategy = 0 }: Parameters): Computed {
      const reason = lackOfProbabilities(ordered);
      if (reason !== null) return { value: NaN, reason };
      const made = filledBins(ordered, bins, strategy);
      return {
        value: of(
          made,
          made.reduce((sum, bin) => sum + bin.weight, 0),
        ),
      };
    },
  };
}

function errorOf(bins: readonly CalibrationBin[], weight: number): number {
  return bins.reduce((sum, bin) => sum + Math.abs(bin.positive - bin.score), 0) / weight;
}

/** Expected size of a bin's deviation if what was seen were the truth: the mean of a folded normal. */
function foldedMean(deviation: number, spread: number): number {
  if (spread === 0) return Math.abs(deviation);
  return (
    spread * Math.sqrt(2 / Math.PI) * Math.exp(-(deviation ** 2) / (2 * spread ** 2)) + deviation * (1 - 2 * normalCdf(-deviation / spread))
  );
}

function debiasedError(bins: readonly CalibrationBin[], weight: number): number {
  let sum = 0;
  for (const bin of bins) {
    const share = bin.positive / bin.weight;
    const deviation = share - bin.score / bin.weight;
    const folded = foldedMean(deviation, Math.sqrt((share * (1 - share)) / bin.n));
    sum += bin.weight * (2 * Math.abs(deviation) - folded);
  }
  return sum / weight;
}

/** Metrics of how far scores are from the shares that they promise, by bins of scores. */
export const calibrationMetrics: readonly OrderMetric[] = [
  binned(
    {
      name: 'expected_calibration_error',
      title: 'Expected calibration error',
      formula:
        'Σ (n_b / n)·|observed share − mean score| over bins; biased upward in small data; for several classes the mean over classes',
      better: 'lower',
      range: [0, 1],
      ...ofDeviations,
    },
    errorOf,
  ),
  binned(
    {
      name: 'maximum_calibration_error',
      title: 'Maximum calibration error',
      formula: 'largest |observed share − mean score| over bins',
      better: 'lower',
      range: [0, 1],
    },
    (bins) => Math.max(...bins.map((bin) => Math.abs(bin.positive - bin.score) / bin.weight)),
  ),
  binned(
    {
      name: 'debiased_calibration_error',
      title: 'Debiased calibration error',
      formula:
        'ECE less the bias that shares drawn around the observed ones would have: Σ (n_b / n)·(2|d| − E|N(d, share·(1 − share)/n_b)|), the resampled estimator of Kumar, Liang and Ma 2019 in closed form; may fall below 0',
      better: 'lower',
      range: [-1, 1],
      ...ofDeviations,
    },
    debiasedError,
  ),
  binned(
    {
      name: 'top_label_calibration_error',
      title: 'Top-label calibration error',
      formula: 'Σ (n_b / n)·|share predicted right − mean highest score| over bins of the highest score of each row',
      better: 'lower',
      range: [0, 1],
      tasks: ['multiclass'],
      topLabel: true,
      needs: 'labels, and a probability of every class',
      ...ofDeviations,
    },
    errorOf,
  ),
];
