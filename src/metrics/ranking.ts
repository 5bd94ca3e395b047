import type { RanksMetric, Reason, Ranks } from './metric.ts';

function missingClass({ positives, negatives }: Ranks): Reason | null {
  if (positives + negatives === 0) return 'no-rows';
  return positives === 0 || negatives === 0 ? 'one-class' : null;
}

/** Metrics of the order that scores give. */
export const rankingMetrics: readonly RanksMetric[] = [
  {
    from: 'ranks',
    name: 'roc_auc',
    title: 'ROC AUC',
    formula: 'share of pairs of a positive and a negative row in which the positive has the higher score; ties count half',
    better: 'higher',
    range: [0, 1],
    tasks: ['binary', 'multiclass'],
    parameters: {},
    compute(ranks) {
      const reason = missingClass(ranks);
      return reason === null ? { value: ranks.u2 / (2 * ranks.positives * ranks.negatives) } : { value: NaN, reason };
    },
  },
  {
    from: 'ranks',
    name: 'average_precision',
    title: 'Average precision',
    formula: 'Σ (R_k − R_{k−1})·P_k over distinct scores, without interpolation',
    better: 'higher',
    range: [0, 1],
    tasks: ['binary', 'multiclass'],
    parameters: {},
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
    parameters: {},
    compute(ranks) {
      const reason = missingClass(ranks);
      return reason === null ? { value: ranks.separation } : { value: NaN, reason };
    },
  },
];
