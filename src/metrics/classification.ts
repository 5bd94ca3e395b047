import { definedOr, type BinaryCounts, type CountsMetric, type MatrixMetric, type Reason } from './metric.ts';

type Share = Pick<CountsMetric, 'name' | 'title' | 'formula' | 'better'> & {
  readonly ratio: (counts: BinaryCounts) => readonly [number, number];
  readonly reason: Reason;
};

const both = ['binary', 'multiclass'] as const;

function share({ name, title, formula, better, ratio, reason }: Share): CountsMetric {
  return {
    from: 'counts',
    name,
    title,
    formula,
    better,
    range: [0, 1],
    tasks: both,
    parameters: {},
    ratio,
    compute(counts) {
      const [numerator, denominator] = ratio(counts);
      return denominator > 0 ? { value: numerator / denominator } : { value: NaN, reason };
    },
  };
}

const precision = share({
  name: 'precision',
  title: 'Precision',
  formula: 'TP / (TP + FP): of the rows predicted positive, the share that is',
  better: 'higher',
  ratio: ({ tp, fp }) => [tp, tp + fp],
  reason: 'no-predicted-positives',
});

const recall = share({
  name: 'recall',
  title: 'Recall',
  formula: 'TP / (TP + FN): of the positive rows, the share that is found',
  better: 'higher',
  ratio: ({ tp, fn }) => [tp, tp + fn],
  reason: 'no-positives',
});

const specificity = share({
  name: 'specificity',
  title: 'Specificity',
  formula: 'TN / (TN + FP): of the negative rows, the share left alone',
  better: 'higher',
  ratio: ({ tn, fp }) => [tn, tn + fp],
  reason: 'no-negatives',
});

const falsePositiveRate = share({
  name: 'false_positive_rate',
  title: 'False-positive rate',
  formula: 'FP / (FP + TN): of the negative rows, the share predicted positive',
  better: 'lower',
  ratio: ({ fp, tn }) => [fp, fp + tn],
  reason: 'no-negatives',
});

const falseNegativeRate = share({
  name: 'false_negative_rate',
  title: 'False-negative rate',
  formula: 'FN / (FN + TP): of the positive rows, the share missed',
  better: 'lower',
  ratio: ({ fn, tp }) => [fn, fn + tp],
  reason: 'no-positives',
});

const negativePredictiveValue = share({
  name: 'negative_predictive_value',
  title: 'Negative predictive value',
  formula: 'TN / (TN + FN): of the rows predicted negative, the share that is',
  better: 'higher',
  ratio: ({ tn, fn }) => [tn, tn + fn],
  reason: 'no-predicted-negatives',
});

const selectionRate: CountsMetric = {
  ...share({
    name: 'selection_rate',
    title: 'Selection rate',
    formula: '(TP + FP) / n: the share predicted positive',
    better: 'higher',
    ratio: ({ tp, fp, fn, tn }) => [tp + fp, tp + fp + fn + tn],
    reason: 'no-rows',
  }),
  better: 'neither',
};

const prevalence: CountsMetric = {
  ...share({
    name: 'prevalence',
    title: 'Prevalence',
    formula: '(TP + FN) / n: the share that is positive',
    better: 'higher',
    ratio: ({ tp, fp, fn, tn }) => [tp + fn, tp + fp + fn + tn],
    reason: 'no-rows',
  }),
  better: 'neither',
};

const jaccard = share({
  name: 'jaccard',
  title: 'Jaccard index',
  formula: 'TP / (TP + FP + FN)',
  better: 'higher',
  ratio: ({ tp, fp, fn }) => [tp, tp + fp + fn],
  reason: 'empty-union',
});

function fbetaOf({ tp, fp, fn }: BinaryCounts, beta: number): number {
  const square = beta * beta;
  return ((1 + square) * tp) / ((1 + square) * tp + square * fn + fp);
}

const f1: CountsMetric = {
  from: 'counts',
  name: 'f1',
  title: 'F1',
  formula: '2·TP / (2·TP + FN + FP): harmonic mean of precision and recall',
  better: 'higher',
  range: [0, 1],
  tasks: both,
  parameters: {},
  compute: (counts) => definedOr('empty-union', fbetaOf(counts, 1)),
};

const fbeta: CountsMetric = {
  ...f1,
  name: 'fbeta',
  title: 'F-beta',
  formula: '(1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP)',
  parameters: { beta: 1 },
  compute: (counts, { beta = 1 }) => definedOr('empty-union', fbetaOf(counts, beta)),
};

const informedness: CountsMetric = {
  ...f1,
  name: 'informedness',
  title: 'Informedness',
  formula: 'TPR + TNR − 1 (Youden’s J)',
  range: [-1, 1],
  compute: ({ tp, fp, fn, tn }) => definedOr('one-class', tp / (tp + fn) + tn / (tn + fp) - 1),
};

function sums(matrix: Float64Array, classes: number): { total: number; correct: number; actual: Float64Array; predicted: Float64Array } {
  const actual = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  let total = 0;
  let correct = 0;
  for (let row = 0; row < classes; row++) {
    for (let column = 0; column < classes; column++) {
      const cell = matrix[row * classes + column]!;
      actual[row]! += cell;
      predicted[column]! += cell;
      total += cell;
      if (row === column) correct += cell;
    }
  }
  return { total, correct, actual, predicted };
}

const accuracy: MatrixMetric = {
  from: 'matrix',
  name: 'accuracy',
  title: 'Accuracy',
  formula: 'correct / n',
  better: 'higher',
  range: [0, 1],
  tasks: both,
  parameters: {},
  ratio(matrix, classes) {
    const { correct, total } = sums(matrix, classes);
    return [correct, total];
  },
  compute(matrix, classes) {
    const { correct, total } = sums(matrix, classes);
    return definedOr('no-rows', correct / total);
  },
};

const balancedAccuracy: MatrixMetric = {
  from: 'matrix',
  name: 'balanced_accuracy',
  title: 'Balanced accuracy',
  formula: 'mean recall over the classes present',
  better: 'higher',
  range: [0, 1],
  tasks: both,
  parameters: {},
  compute(matrix, classes) {
    const { actual, total } = sums(matrix, classes);
    let sum = 0;
    let present = 0;
    for (let k = 0; k < classes; k++) {
      if (actual[k] === 0) continue;
      sum += matrix[k * classes + k]! / actual[k]!;
      present++;
    }
    if (total === 0) return { value: NaN, reason: 'no-rows' };
    return present < 2 ? { value: NaN, reason: 'one-class' } : { value: sum / present };
  },
};

const matthews: MatrixMetric = {
  ...balancedAccuracy,
  name: 'matthews_corrcoef',
  title: 'Matthews correlation',
  formula: '(c·n − Σ p·t) / √((n² − Σ p²)(n² − Σ t²)); c correct, p predicted and t actual counts',
  range: [-1, 1],
  compute(matrix, classes) {
    const { total, correct, actual, predicted } = sums(matrix, classes);
    if (total === 0) return { value: NaN, reason: 'no-rows' };
    let cross = 0;
    let actualSquares = 0;
    let predictedSquares = 0;
    for (let k = 0; k < classes; k++) {
      cross += actual[k]! * predicted[k]!;
      actualSquares += actual[k]! ** 2;
      predictedSquares += predicted[k]! ** 2;
    }
    if (actualSquares === total * total) return { value: NaN, reason: 'one-class' };
    if (predictedSquares === total * total) return { value: NaN, reason: 'constant-prediction' };
    return { value: (correct * total - cross) / Math.sqrt((total * total - predictedSquares) * (total * total - actualSquares)) };
  },
};

const cohenKappa: MatrixMetric = {
  ...balancedAccuracy,
  name: 'cohen_kappa',
  title: 'Cohen’s kappa',
  formula: '(observed − expected agreement) / (1 − expected agreement)',
  range: [-1, 1],
  compute(matrix, classes) {
    const { total, correct, actual, predicted } = sums(matrix, classes);
    if (total === 0) return { value: NaN, reason: 'no-rows' };
    let expected = 0;
    for (let k = 0; k < classes; k++) expected += (actual[k]! / total) * (predicted[k]! / total);
    return definedOr('one-class', expected === 1 ? NaN : (correct / total - expected) / (1 - expected));
  },
};

/** Metrics of predicted classes. For several classes those of one class are averaged, or given per class. */
export const classificationMetrics: readonly (CountsMetric | MatrixMetric)[] = [
  accuracy,
  balancedAccuracy,
  precision,
  recall,
  specificity,
  falsePositiveRate,
  falseNegativeRate,
  negativePredictiveValue,
  f1,
  fbeta,
  jaccard,
  informedness,
  matthews,
  cohenKappa,
  selectionRate,
  prevalence,
];
