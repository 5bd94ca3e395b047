import type { MeanMetric } from '../../metrics/metric.ts';

const described = {
  from: 'moments',
  better: 'neither',
  tasks: ['binary'],
  parameters: {},
  accepts: {},
  undefinedWhen: { 'no-rows': 'no row has a label and a score' },
  interval: 'Student',
} as const;

/** Fairlearn's `mean_prediction`, with the score as the prediction. */
export const meanPrediction: MeanMetric = {
  ...described,
  name: 'mean_prediction',
  title: 'Mean score',
  formula: 'mean p',
  range: [-Infinity, Infinity],
  needs: 'labels and scores',
  loss: (_, score) => score,
};

/** By how much scores promise more than happens. */
export const calibrationGap: MeanMetric = {
  ...described,
  name: 'calibration_gap',
  title: 'Calibration gap',
  formula: 'mean p − mean y; above 0 the scores promise too much',
  range: [-1, 1],
  needs: 'labels and probabilities',
  loss: (actual, score) => score - actual,
};
