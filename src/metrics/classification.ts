import { takes, takesNothing, withoutRows } from './described.ts';
import { definedOr, type BinaryCounts, type Computed, type CountsMetric, type Described, type Reason } from './metric.ts';

const needs = 'labels and predictions, or labels and scores with a threshold';
const onLogs = 'on the scale of logarithms, with the variance by the delta method';
const byVariance =
  'Wilson’s at the number of rows that has its variance by the delta method; draws of the confusion counts for more than 20 classes';
const classTasks = ['binary', 'multiclass', 'multilabel'] as const;

type Part = Pick<Described, 'name' | 'title' | 'formula' | 'better' | 'undefinedWhen'> &
  Partial<Pick<Described, 'range' | 'parameters' | 'accepts' | 'interval'>>;

function countsMetric(part: Part & { readonly compute: CountsMetric['compute'] }): CountsMetric {
  return {
    from: 'counts',
    range: [0, 1],
    tasks: classTasks,
    ...takesNothing,
    needs,
    interval: `${byVariance}; over several labels a bootstrap of rows`,
    ...part,
    undefinedWhen: { ...withoutRows, ...part.undefinedWhen },
  };
}

type Ratio = (counts: BinaryCounts) => readonly [numerator: number, denominator: number];

/** A share of independent rows; `reason` where its denominator is 0. */
function share(
  name: string,
  title: string,
  formula: string,
  better: Described['better'],
  ratio: Ratio,
  [reason, when]: readonly [Reason, string],
): CountsMetric {
  const compute = (counts: BinaryCounts): Computed => {
    const [numerator, denominator] = ratio(counts);
    return denominator > 0 ? { value: numerator / denominator } : { value: NaN, reason };
  };
  const interval = `Wilson; for a mean over classes ${byVariance}`;
  return { ...countsMetric({ name, title, formula, better, undefinedWhen: { [reason]: when }, compute }), ratio, interval };
}

const noPredictedPositives = ['no-predicted-positives', 'no row is predicted positive'] as const;
const noPredictedNegatives = ['no-predicted-negatives', 'every row is predicted positive'] as const;
const noPositives = ['no-positives', 'no row is positive'] as const;
const noNegatives = ['no-negatives', 'every row is positive'] as const;
const noRows = ['no-rows', 'there are no rows'] as const;
const emptyUnion = ['empty-union', 'no row is positive, and none is predicted so'] as const;

const shares: readonly CountsMetric[] = [
  share(
    'precision',
    'Precision',
    'TP / (TP + FP): of the rows predicted positive, the share that is',
    'higher',
    ({ tp, fp }) => [tp, tp + fp],
    noPredictedPositives,
  ),
  share(
    'recall',
    'Recall',
    'TP / (TP + FN): of the positive rows, the share that is found',
    'higher',
    ({ tp, fn }) => [tp, tp + fn],
    noPositives,
  ),
  share(
    'specificity',
    'Specificity',
    'TN / (TN + FP): of the negative rows, the share left alone',
    'higher',
    ({ tn, fp }) => [tn, tn + fp],
    noNegatives,
  ),
  share(
    'false_positive_rate',
    'False-positive rate',
    'FP / (FP + TN): of the negative rows, the share predicted positive',
    'lower',
    ({ fp, tn }) => [fp, fp + tn],
    noNegatives,
  ),
  share(
    'false_negative_rate',
    'False-negative rate',
    'FN / (FN + TP): of the positive rows, the share missed',
    'lower',
    ({ fn, tp }) => [fn, fn + tp],
    noPositives,
  ),
  share(
    'negative_predictive_value',
    'Negative predictive value',
    'TN / (TN + FN): of the rows predicted negative, the share that is',
    'higher',
    ({ tn, fn }) => [tn, tn + fn],
    noPredictedNegatives,
  ),
  share(
    'false_omission_rate',
    'False-omission rate',
    'FN / (TN + FN): of the rows predicted negative, the share that is positive',
    'lower',
    ({ tn, fn }) => [fn, tn + fn],
    noPredictedNegatives,
  ),
  share(
    'false_discovery_rate',
    'False-discovery rate',
    'FP / (TP + FP): of the rows predicted positive, the share that is negative',
    'lower',
    ({ tp, fp }) => [fp, tp + fp],
    noPredictedPositives,
  ),
  share(
    'selection_rate',
    'Selection rate',
    '(TP + FP) / n: the share predicted positive',
    'neither',
    ({ tp, fp, fn, tn }) => [tp + fp, tp + fp + fn + tn],
    noRows,
  ),
  share(
    'prevalence',
    'Prevalence',
    '(TP + FN) / n: the share that is positive',
    'neither',
    ({ tp, fp, fn, tn }) => [tp + fn, tp + fp + fn + tn],
    noRows,
  ),
  share(
    'jaccard',
    'Jaccard index',
    'TP / (TP + FP + FN), also called threat score',
    'higher',
    ({ tp, fp, fn }) => [tp, tp + fp + fn],
    emptyUnion,
  ),
];

function fbetaOf({ tp, fp, fn }: BinaryCounts, beta: number): Computed {
  const square = beta * beta;
  return tp + fp + fn === 0
    ? { value: NaN, reason: 'empty-union' }
    : definedOr('zero-denominator', ((1 + square) * tp) / ((1 + square) * tp + square * fn + fp));
}

const f1 = countsMetric({
  name: 'f1',
  title: 'F1',
  formula: '2·TP / (2·TP + FN + FP): harmonic mean of precision and recall',
  better: 'higher',
  undefinedWhen: { 'empty-union': emptyUnion[1] },
  compute: (counts) => fbetaOf(counts, 1),
});

const fbeta = countsMetric({
  name: 'fbeta',
  title: 'F-beta',
  formula: '(1 + β²)·TP / ((1 + β²)·TP + β²·FN + FP)',
  better: 'higher',
  ...takes({ beta: { doc: 'recall counts this many times as much as precision', least: 0, most: 1000, usual: 1 } }),
  undefinedWhen: { 'empty-union': emptyUnion[1], 'zero-denominator': 'beta is 0 and nothing is predicted positive' },
  compute: (counts, { beta = 1 }) => fbetaOf(counts, beta),
});

/** Whether labels and predictions both hold positives and negatives, or why not. */
function lackOf({ tp, fp, fn, tn }: BinaryCounts): Reason | null {
  if (tp + fp + fn + tn === 0) return 'no-rows';
  if (tp + fn === 0 || tn + fp === 0) return 'one-class';
  return null;
}

const oneClass = { 'one-class': 'the labels hold one class only' } as const;

const likelihoodWhen = { ...oneClass, 'zero-denominator': 'the rate below the line is 0' } as const;

const rates: readonly CountsMetric[] = [
  countsMetric({
    name: 'informedness',
    title: 'Informedness',
    formula: 'TPR + TNR − 1 (Youden’s J)',
    better: 'higher',
    range: [-1, 1],
    undefinedWhen: oneClass,
    compute: ({ tp, fp, fn, tn }) => definedOr(tp + fp + fn + tn === 0 ? 'no-rows' : 'one-class', tp / (tp + fn) + tn / (tn + fp) - 1),
  }),
  countsMetric({
    name: 'markedness',
    title: 'Markedness',
    formula: 'PPV + NPV − 1',
    better: 'higher',
    range: [-1, 1],
    undefinedWhen: { 'constant-prediction': 'every row gets the same prediction' },
    compute: ({ tp, fp, fn, tn }) =>
      definedOr(tp + fp + fn + tn === 0 ? 'no-rows' : 'constant-prediction', tp / (tp + fp) + tn / (tn + fn) - 1),
  }),
  countsMetric({
    name: 'positive_likelihood_ratio',
    title: 'Positive likelihood ratio',
    formula: 'TPR / FPR: how much a positive prediction raises the odds',
    interval: onLogs,
    better: 'higher',
    range: [0, Infinity],
    undefinedWhen: likelihoodWhen,
    compute(counts) {
      const { tp, fp, fn, tn } = counts;
      return definedOr(lackOf(counts) ?? 'zero-denominator', tp / (tp + fn) / (fp / (fp + tn)));
    },
  }),
  countsMetric({
    name: 'negative_likelihood_ratio',
    title: 'Negative likelihood ratio',
    formula: 'FNR / TNR: how much a negative prediction lowers the odds',
    interval: onLogs,
    better: 'lower',
    range: [0, Infinity],
    undefinedWhen: likelihoodWhen,
    compute(counts) {
      const { tp, fp, fn, tn } = counts;
      return definedOr(lackOf(counts) ?? 'zero-denominator', fn / (tp + fn) / (tn / (fp + tn)));
    },
  }),
  countsMetric({
    name: 'odds_ratio',
    title: 'Odds ratio',
    formula: 'TP·TN / (FP·FN)',
    interval: onLogs,
    better: 'higher',
    range: [0, Infinity],
    undefinedWhen: { ...oneClass, 'zero-denominator': 'there is no false positive or no false negative' },
    compute(counts) {
      const { tp, fp, fn, tn } = counts;
      return definedOr(lackOf(counts) ?? 'zero-denominator', (tp * tn) / (fp * fn));
    },
  }),
  countsMetric({
    name: 'fowlkes_mallows',
    title: 'Fowlkes–Mallows index',
    formula: '√(precision·recall)',
    better: 'higher',
    undefinedWhen: { 'no-positives': noPositives[1], 'no-predicted-positives': noPredictedPositives[1] },
    compute: ({ tp, fp, fn }) =>
      definedOr(tp + fn === 0 ? 'no-positives' : 'no-predicted-positives', Math.sqrt((tp / (tp + fp)) * (tp / (tp + fn)))),
  }),
];

/** Metrics of the counts of one class against the rest. For several classes or labels they are averaged, or given per class. */
export const classificationMetrics: readonly CountsMetric[] = [...shares, f1, fbeta, ...rates];
