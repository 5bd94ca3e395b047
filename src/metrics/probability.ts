import { flag, takes, withoutRows } from './described.ts';
import type { MeanMetric } from './metric.ts';

const smallest = 2.220446049250313e-16;
const precisions = { doc: 'scores are held this far from 0 and 1', least: 0, most: 0.5, usual: smallest } as const;
const outside = { 'out-of-domain': 'a score lies outside 0 to 1' } as const;

const topK: MeanMetric = {
  from: 'moments',
  name: 'top_k_accuracy',
  title: 'Top-k accuracy',
  formula: 'share of rows whose true class is among the k highest scores; equal scores rank in the order of the classes',
  better: 'higher',
  range: [0, 1],
  tasks: ['multiclass'],
  ...takes({ k: { doc: 'how many of the highest scores count', least: 1, most: 10_000, whole: true, usual: 2 } }),
  needs: 'labels, and a score of every class',
  undefinedWhen: withoutRows,
  interval: 'Wilson',
  share: true,
  loss: () => NaN,
  classLoss: ({ above }, { k = 2 }) => (above < k ? 1 : 0),
};

function logLossOf(score: number, eps: number): number {
  return -Math.log(Math.min(1 - eps, Math.max(eps, score)));
}

/** Means over rows of what their scores are worth. */
export const probabilityMetrics: readonly MeanMetric[] = [
  topK,
  {
    from: 'moments',
    name: 'log_loss',
    title: 'Log loss',
    formula: '−mean ln p(true class), p held within eps of 0 and 1',
    better: 'lower',
    range: [0, Infinity],
    tasks: ['binary', 'multiclass'],
    ...takes({ eps: precisions }),
    needs: 'labels and probabilities; of several classes they sum to 1',
    undefinedWhen: { ...withoutRows, ...outside },
    interval: 'Student',
    probabilities: true,
    loss: (actual, score, { eps = smallest }) => logLossOf(actual === 1 ? score : 1 - score, eps),
    classLoss: ({ score }, { eps = smallest }) => logLossOf(score, eps),
  },
  {
    from: 'moments',
    name: 'brier_score',
    title: 'Brier score',
    formula: 'mean (p − y)²; for several classes the sum over classes, 0 to 2, or half of it where scale_by_half is true',
    better: 'lower',
    range: [0, 1],
    ranges: { multiclass: [0, 2] },
    tasks: ['binary', 'multiclass'],
    ...takes({ scale_by_half: flag('for several classes: whether the sum is halved, to run from 0 to 1') }),
    needs: 'labels and probabilities; of several classes they sum to 1',
    undefinedWhen: { ...withoutRows, ...outside },
    interval: 'Student',
    probabilities: true,
    loss: (actual, score) => (score - actual) ** 2,
    classLoss: ({ score, squares }, { scale_by_half: half = 0 }) => (squares - 2 * score + 1) / (half === 1 ? 2 : 1),
  },
];
