import { describe, expect, it } from 'vitest';
import { agreementMetrics } from '../../src/metrics/agreement.ts';
import { classificationMetrics } from '../../src/metrics/classification.ts';
import type { BinaryCounts, Reason } from '../../src/metrics/metric.ts';

/** Where scikit-learn gives 0, or an exception, there is no value here. */
const undefinedCases: readonly (readonly [name: string, counts: BinaryCounts, reason: Reason])[] = [
  ['precision', { tp: 0, fp: 0, fn: 3, tn: 4 }, 'no-predicted-positives'],
  ['recall', { tp: 0, fp: 2, fn: 0, tn: 4 }, 'no-positives'],
  ['false_negative_rate', { tp: 0, fp: 2, fn: 0, tn: 4 }, 'no-positives'],
  ['specificity', { tp: 1, fp: 0, fn: 1, tn: 0 }, 'no-negatives'],
  ['false_positive_rate', { tp: 1, fp: 0, fn: 1, tn: 0 }, 'no-negatives'],
  ['negative_predictive_value', { tp: 1, fp: 2, fn: 0, tn: 0 }, 'no-predicted-negatives'],
  ['f1', { tp: 0, fp: 0, fn: 0, tn: 9 }, 'empty-union'],
  ['fbeta', { tp: 0, fp: 0, fn: 0, tn: 9 }, 'empty-union'],
  ['jaccard', { tp: 0, fp: 0, fn: 0, tn: 9 }, 'empty-union'],
  ['informedness', { tp: 0, fp: 1, fn: 0, tn: 9 }, 'one-class'],
  ['balanced_accuracy', { tp: 0, fp: 1, fn: 0, tn: 9 }, 'one-class'],
  ['matthews_corrcoef', { tp: 0, fp: 2, fn: 0, tn: 2 }, 'one-class'],
  ['matthews_corrcoef', { tp: 0, fp: 0, fn: 2, tn: 2 }, 'constant-prediction'],
  ['cohen_kappa', { tp: 0, fp: 0, fn: 0, tn: 5 }, 'one-class'],
  ['accuracy', { tp: 0, fp: 0, fn: 0, tn: 0 }, 'no-rows'],
  ['selection_rate', { tp: 0, fp: 0, fn: 0, tn: 0 }, 'no-rows'],
];

function compute(name: string, counts: BinaryCounts): { value: number; reason?: Reason } {
  const metric = [...classificationMetrics, ...agreementMetrics].find((candidate) => candidate.name === name)!;
  const matrix = Float64Array.of(counts.tn, counts.fp, counts.fn, counts.tp);
  return metric.from === 'matrix' ? metric.compute(matrix, 2, metric.parameters) : metric.compute(counts, metric.parameters);
}

describe('a metric of classes', () => {
  it.each(undefinedCases)('%s of %j has no value', (name, counts, reason) => expect(compute(name, counts)).toEqual({ value: NaN, reason }));

  it('keeps a true 0', () => {
    expect(compute('f1', { tp: 0, fp: 1, fn: 0, tn: 3 })).toEqual({ value: 0 });
    expect(compute('jaccard', { tp: 0, fp: 0, fn: 2, tn: 3 })).toEqual({ value: 0 });
    expect(compute('precision', { tp: 0, fp: 2, fn: 0, tn: 3 })).toEqual({ value: 0 });
  });

  it('takes beta', () => {
    const fbeta = classificationMetrics.find((metric) => metric.name === 'fbeta')!;
    if (fbeta.from !== 'counts') throw new Error('fbeta is made from counts');
    const counts = { tp: 6, fp: 2, fn: 4, tn: 8 };
    expect(fbeta.compute(counts, { beta: 2 }).value).toBeCloseTo((5 * 0.75 * 0.6) / (4 * 0.75 + 0.6), 12);
  });
});
