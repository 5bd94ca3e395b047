import type { Kernels } from '../src/accelerate/kernels.ts';
import { featureSizes, groupCount, type MetricsData } from './metrics-data.ts';

/** One thing that is timed: gives the numbers that are compared with the peer's. `before` is not timed. */
export interface Task {
  readonly name: string;
  before?(kernels: Kernels, data: MetricsData): void;
  run(kernels: Kernels, data: MetricsData): readonly number[];
}

function aucOf(kernels: Kernels, scores: Float64Array, positive: Uint8Array): readonly number[] {
  const { positives, negatives, u2 } = kernels.rankSums(scores, positive);
  return [u2 / (2 * positives * negatives)];
}

/** Lets the kernels forget the bits of the threshold, which they keep: a threshold that moves has none. */
function moveThreshold(kernels: Kernels, { scores, positive, groups }: MetricsData): void {
  kernels.groupConfusion(scores, positive, 0.4, groups, groupCount);
}

function macroF1(counts: Float64Array, classes: number): number {
  let sum = 0;
  for (let code = 0; code < classes; code++) {
    let actual = 0;
    let predicted = 0;
    for (let other = 0; other < classes; other++) {
      actual += counts[code * classes + other]!;
      predicted += counts[other * classes + code]!;
    }
    sum += (2 * counts[code * classes + code]!) / (actual + predicted);
  }
  return sum / classes;
}

/** Accuracy, precision, recall, false-positive rate and selection rate of each group. */
function ratesOf(counts: Float64Array): number[] {
  const rates: number[] = [];
  for (let at = 0; at < counts.length; at += 4) {
    const [tn, fp, fn, tp] = counts.subarray(at, at + 4) as unknown as [number, number, number, number];
    const n = tn + fp + fn + tp;
    rates.push((tp + tn) / n, tp / (tp + fp), tp / (tp + fn), fp / (fp + tn), (tp + fp) / n);
  }
  return rates;
}

export const tasks: readonly Task[] = [
  { name: 'auc', run: (kernels, { scores, positive }) => aucOf(kernels, scores, positive) },
  { name: 'auc_worst', run: (kernels, { worst, positive }) => aucOf(kernels, worst, positive) },
  { name: 'average_precision', run: (kernels, { scores, positive }) => [kernels.averagePrecision(scores, positive)] },
  { name: 'log_loss', run: (kernels, { scores, positive }) => [kernels.logLoss(scores, positive)] },
  { name: 'brier', run: (kernels, { scores, positive }) => [kernels.brierScore(scores, positive)] },
  {
    name: 'ece',
    run(kernels, { scores, positive }) {
      const bins = kernels.scoreBins(scores, positive, 15)!;
      let error = 0;
      bins.rows.forEach((_, bin) => (error += Math.abs(bins.positives[bin]! - bins.scores[bin]!)));
      return [error / scores.length];
    },
  },
  {
    name: 'confusion',
    run(kernels, { scores, positive }) {
      const { tn, fp, fn, tp } = kernels.confusion(scores, positive, 0.5);
      return [tn, fp, fn, tp];
    },
  },
  { name: 'macro_f1', run: (kernels, { actual10, predicted10 }) => [macroF1(kernels.pairCounts(actual10, predicted10, 10), 10)] },
  {
    name: 'accuracy',
    run: (kernels, { positive, predicted }) => [kernels.equalCount(positive, predicted) / positive.length],
  },
  {
    name: 'slices',
    before: moveThreshold,
    run: (kernels, { scores, positive, features }) =>
      features.flatMap((codes, feature) => [...kernels.groupConfusion(scores, positive, 0.5, codes, featureSizes[feature]!)]),
  },
  {
    name: 'groups',
    before: moveThreshold,
    run: (kernels, { scores, positive, groups }) => ratesOf(kernels.groupConfusion(scores, positive, 0.5, groups, groupCount)),
  },
];

/** Milliseconds of one run, and what it gave. */
export function timeTask(task: Task, kernels: Kernels, data: MetricsData): { readonly ms: number; readonly values: readonly number[] } {
  task.before?.(kernels, data);
  const start = performance.now();
  const values = task.run(kernels, data);
  return { ms: performance.now() - start, values };
}
