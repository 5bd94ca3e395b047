import { agreementMetrics } from './agreement.ts';
import { brierPartMetrics } from './brier-parts.ts';
import { calibrationLineMetrics } from './calibration-line.ts';
import { calibrationMetrics } from './calibration.ts';
import { classCostMetrics } from './class-costs.ts';
import { classificationMetrics } from './classification.ts';
import { correlationMetrics } from './correlation.ts';
import { explainedDevianceMetrics } from './explained-deviance.ts';
import { intervalForecastMetrics } from './interval-forecast.ts';
import type { Metric, Task } from './metric.ts';
import { multilabelMetrics } from './multilabel.ts';
import { probabilityMetrics } from './probability.ts';
import { rankingMetrics } from './ranking.ts';
import { recommendationMetrics } from './recommendation.ts';
import { regressionMetrics } from './regression.ts';
import { retrievalMetrics } from './retrieval.ts';
import { scoreOrderMetrics } from './score-order-metrics.ts';

/** Every metric. Names are scikit-learn's where it has one. */
export const metrics: readonly Metric[] = [
  ...agreementMetrics,
  ...classificationMetrics,
  ...classCostMetrics(null),
  ...rankingMetrics,
  ...scoreOrderMetrics,
  ...probabilityMetrics,
  ...calibrationMetrics,
  ...calibrationLineMetrics,
  ...brierPartMetrics,
  ...regressionMetrics,
  ...explainedDevianceMetrics,
  ...correlationMetrics,
  ...intervalForecastMetrics,
  ...multilabelMetrics,
  ...retrievalMetrics,
  ...recommendationMetrics,
];

/** The metrics that a cell shows when it names none. */
export const defaultMetrics: Readonly<Record<Task, readonly string[]>> = {
  binary: ['roc_auc', 'average_precision', 'recall', 'precision', 'f1', 'brier_score'],
  multiclass: ['accuracy', 'balanced_accuracy', 'f1', 'log_loss'],
  multilabel: ['f1', 'subset_accuracy', 'hamming_loss', 'jaccard'],
  regression: ['mean_absolute_error', 'root_mean_squared_error', 'r2'],
  ranking: ['ndcg', 'mean_reciprocal_rank', 'recall_at_k', 'map_at_k'],
};
