import { describe, expect, it } from 'vitest';
import { agreementMetrics } from '../../src/metrics/agreement.ts';

/** Labels 0 1 2 2 1 0 1 2 0 1 and predictions 0 1 2 0 1 1 1 2 0 0; values are scikit-learn 1.9.1's. */
const matrix = Float64Array.of(2, 1, 0, 1, 3, 0, 1, 0, 2);

function value(name: string, parameters: Readonly<Record<string, number>> = {}): number {
  const metric = agreementMetrics.find((candidate) => candidate.name === name)!;
  return metric.compute(matrix, 3, { ...metric.parameters, ...parameters }).value;
}

describe('metrics of a confusion matrix equal scikit-learn', () => {
  it('accuracy and zero-one loss', () => {
    expect(value('accuracy')).toBeCloseTo(0.7, 12);
    expect(value('zero_one_loss')).toBeCloseTo(0.3, 12);
  });
  it('balanced accuracy, plain and adjusted', () => {
    expect(value('balanced_accuracy')).toBeCloseTo((2 / 3 + 3 / 4 + 2 / 3) / 3, 12);
    expect(value('balanced_accuracy', { adjusted: 1 })).toBeCloseTo(0.5416666666666664, 12);
  });
  it('Matthews correlation', () => expect(value('matthews_corrcoef')).toBeCloseTo(0.5539117094069973, 12));
  it.each([
    [0, 0.5454545454545454],
    [1, 0.5238095238095237],
    [2, 0.5],
  ])('kappa with weights %i', (weights, kappa) => expect(value('cohen_kappa', { weights })).toBeCloseTo(kappa, 12));
});
