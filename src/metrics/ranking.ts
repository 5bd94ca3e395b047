import { oneOf, takes, takesNothing, withoutRows } from './described.ts';
import type { RanksMetric, Reason, Ranks } from './metric.ts';

function missingClass({ positives, negatives }: Ranks): Reason | null {
  if (positives + negatives === 0) return 'no-rows';
  return positives === 0 || negatives === 0 ? 'one-class' : null;
}

const needs = 'labels, and scores of any scale';

/** Metrics of the order that scores give. */
export const rankingMetrics: readonly RanksMetric[] = [
  {
    from: 'ranks',
    name: 'roc_auc',
    title: 'ROC AUC',
    formula:
      'share of pairs of a positive and a negative row in which the positive has the higher score; ties count half. Several classes: the mean over classes, or over pairs of classes',
    better: 'higher',
    range: [0, 1],
    tasks: ['binary', 'multiclass', 'multilabel'],
    ...takes({ multi_class: oneOf(['ovr', 'ovo'], 'for several classes: each against the rest, or every pair of classes') }),
    needs,
    undefinedWhen: { ...withoutRows, 'one-class': 'the labels hold one class only' },
    interval: 'DeLong on the logit scale; for several classes by what they share of each row; one against one a bootstrap of rows',
    compute(ranks) {
      const reason = missingClass(ranks);
      return reason === null ? { value: ranks.u2 / (2 * ranks.positives * ranks.negatives) } : { value: NaN, reason };
    },
  },
  {
    from: 'ranks',
    name: 'average_precision',
    title: 'Average precision',
    formula: 'Σ (R_k − R_{k−1})·P_k over distinct scores, without interpolation; over several labels the mean is mAP',
    better: 'higher',
    range: [0, 1],
    tasks: ['binary', 'multiclass', 'multilabel'],
    ...takesNothing,
    needs,
    undefinedWhen: { ...withoutRows, 'no-positives': 'no row is positive' },
    interval: 'percentiles of a bootstrap of rows',
    compute(ranks) {
      if (ranks.positives + ranks.negatives === 0) return { value: NaN, reason: 'no-rows' };
      return ranks.positives === 0 ? { value: NaN, reason: 'no-positives' } : { value: ranks.averagePrecision };
    },
  },
  {
    from: 'ranks',
    name: 'ks_separation',
    title: 'KS separation',
    formula: 'largest TPR − FPR over all thresholds',
    better: 'higher',
    range: [0, 1],
    tasks: ['binary'],
    ...takesNothing,
    needs,
    undefinedWhen: { ...withoutRows, 'one-class': 'the labels hold one class only' },
    interval: 'percentiles of a bootstrap of rows',
    compute(ranks) {
      const reason = missingClass(ranks);
      return reason === null ? { value: ranks.separation } : { value: NaN, reason };
    },
  },
];
