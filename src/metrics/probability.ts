import type { MeanMetric } from './metric.ts';

const topK: MeanMetric = {
  from: 'moments',
  name: 'top_k_accuracy',
  title: 'Top-k accuracy',
  formula: 'share of rows whose true class is among the k highest scores',
  better: 'higher',
  range: [0, 1],
  tasks: ['multiclass'],
  parameters: { k: 2 },
  share: true,
  loss: () => NaN,
  classLoss: ({ above }, { k = 2 }) => (above < k ? 1 : 0),
};

const smallest = 2.220446049250313e-16;

/** Means over rows of what their scores are worth. */
export const probabilityMetrics: readonly MeanMetric[] = [
  topK,
  {
    from: 'moments',
    name: 'log_loss',
    title: 'Log loss',
    formula: '−mean ln p(true class), p held within 2.2e-16 of 0 and 1',
    better: 'lower',
    range: [0, Infinity],
    tasks: ['binary', 'multiclass'],
    parameters: {},
    probabilities: true,
    loss: (actual, score) => -Math.log(Math.min(1 - smallest, Math.max(smallest, actual === 1 ? score : 1 - score))),
    classLoss: ({ score }) => -Math.log(Math.min(1 - smallest, Math.max(smallest, score))),
  },
  {
    from: 'moments',
    name: 'brier_score',
    title: 'Brier score',
    formula: 'mean (p − y)²; for several classes the sum over classes, 0 to 2',
    better: 'lower',
    range: [0, 1],
    tasks: ['binary', 'multiclass'],
    parameters: {},
    probabilities: true,
    loss: (actual, score) => (score - actual) ** 2,
    classLoss: ({ score, squares }) => squares - 2 * score + 1,
  },
];
