import { calibrationMetrics } from './calibration.ts';
import { classificationMetrics } from './classification.ts';
import type { Metric, Task } from './metric.ts';
import { probabilityMetrics } from './probability.ts';
import { rankingMetrics } from './ranking.ts';
import { regressionMetrics } from './regression.ts';

/** Every metric. Names are scikit-learn's where it has one. */
export const metrics: readonly Metric[] = [
  ...classificationMetrics,
  ...rankingMetrics,
  ...probabilityMetrics,
  ...calibrationMetrics,
  ...regressionMetrics,
];

/** The metrics that a cell shows when it names none. */
export const defaultMetrics: Readonly<Record<Task, readonly string[]>> = {
  binary: ['roc_auc', 'average_precision', 'recall', 'precision', 'f1', 'brier_score'],
  multiclass: ['accuracy', 'balanced_accuracy', 'f1', 'log_loss'],
  regression: ['mean_absolute_error', 'root_mean_squared_error', 'r2'],
};
