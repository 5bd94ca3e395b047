import type { Plan } from './plan.ts';
import type { FlowValue } from './yaml-flow.ts';

/** A metric of the written notebook: how it is asked for, and how its numbers are read and held. */
export interface ChosenMetric {
  readonly name: string;
  readonly title: string;
  readonly written: FlowValue;
  readonly better: 'higher' | 'lower' | 'neither';
  /** Whether it is read as a share. */
  readonly isShare: boolean;
  /** Whether the notebook holds it to today's level. */
  readonly isHeld: boolean;
}

function metric(name: string, title: string, more: Partial<ChosenMetric> = {}): ChosenMetric {
  return { name, title, written: name, better: 'higher', isShare: false, isHeld: true, ...more };
}

function withAverage(name: string, average: string): FlowValue {
  return new Map<string, FlowValue>([[name, new Map<string, FlowValue>([['average', average]])]]);
}

const rocAuc = metric('roc_auc', 'ROC AUC');
const averagePrecision = metric('average_precision', 'Average precision');
const recall = metric('recall', 'Recall', { isShare: true });
const precision = metric('precision', 'Precision', { isShare: true });
const brier = metric('brier_score', 'The Brier score', { better: 'lower' });
const accuracy = metric('accuracy', 'Accuracy', { isShare: true });
const balanced = metric('balanced_accuracy', 'Balanced accuracy', { isShare: true });
const f1 = metric('f1', 'F1');
const macroF1 = metric('f1', 'F1, averaged over classes', { written: withAverage('f1', 'macro') });
const recallByClass = metric('recall', 'Recall of a class', { written: withAverage('recall', 'none'), isShare: true, isHeld: false });
const logLoss = metric('log_loss', 'The log loss', { better: 'lower' });
const mae = metric('mean_absolute_error', 'The mean absolute error', { better: 'lower' });
const rmse = metric('root_mean_squared_error', 'The root mean squared error', { better: 'lower', isHeld: false });
const bias = metric('mean_error', 'The mean error', { better: 'neither', isHeld: false });
const r2 = metric('r2', 'R²');
const coverage = metric('interval_coverage', 'Coverage', { better: 'neither', isShare: true, isHeld: false });
const subset = metric('subset_accuracy', 'Rows with every label right', { isShare: true });
const hamming = metric('hamming_loss', 'The Hamming loss', { better: 'lower' });

/** The metrics of a task, the main one first; none where nothing is predicted. */
export function chosenMetrics({ inferred, roles }: Pick<Plan, 'inferred' | 'roles'>): readonly ChosenMetric[] {
  const { task, isProbability } = inferred;
  const { prediction, score } = roles;
  switch (task) {
    case 'binary':
      if (score !== undefined) return [rocAuc, averagePrecision, recall, precision, ...(isProbability ? [brier] : [])];
      return prediction === undefined ? [] : [balanced, accuracy, recall, precision, f1];
    case 'multiclass':
      if (prediction === undefined && score === undefined) return [];
      return [accuracy, balanced, macroF1, recallByClass, ...(score !== undefined && isProbability ? [logLoss] : [])];
    case 'regression':
      if (prediction === undefined) return [];
      return [mae, rmse, bias, r2, ...(roles.lower === undefined ? [] : [coverage])];
    case 'multilabel':
      return [subset, macroF1, hamming];
    case 'none':
      return [];
  }
}

/** The metrics that two models are compared by: those that all of them can be measured by. */
export function comparedMetrics({ inferred }: Pick<Plan, 'inferred'>): readonly string[] {
  const { task, models, isProbability } = inferred;
  const all = (has: (model: (typeof models)[number]) => boolean): boolean => models.every(has);
  if (task === 'regression') return ['mean_absolute_error', 'root_mean_squared_error'];
  if (task === 'binary' && all(({ score }) => score !== undefined))
    return ['roc_auc', 'average_precision', ...(isProbability ? ['brier_score'] : [])];
  if (all(({ prediction }) => prediction !== undefined)) return ['accuracy', 'balanced_accuracy'];
  if (task === 'multiclass' && all(({ score }) => score !== undefined)) return ['accuracy', 'log_loss'];
  return [];
}
