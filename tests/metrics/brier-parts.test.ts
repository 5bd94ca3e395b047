import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { brierPartMetrics } from '../../src/metrics/brier-parts.ts';
import { evaluate } from './metric-bed.ts';

function compute(name: string, actual: readonly number[], scores: readonly number[]): number {
  return evaluate(
    brierPartMetrics.find((metric) => metric.name === name)!,
    { task: 'binary', actual, scores: [scores], weights: null },
  ).value;
}

const y = [0, 1, 1, 0, 1, 0, 0, 1, 0, 1];
const s = [0.2, 0.7, 0.4, 0.4, 0.9, 0.1, 0.6, 0.3, 0.4, 0.8];
const brier = (labels: readonly number[], scores: readonly number[]): number =>
  labels.reduce((sum, own, row) => sum + (scores[row]! - own) ** 2, 0) / labels.length;

describe('parts of the Brier score', () => {
  it('without bins equal those of scikit-learn’s isotonic regression', () => {
    expect(compute('brier_miscalibration', y, s)).toBeCloseTo(0.052, 12);
    expect(compute('brier_discrimination', y, s)).toBeCloseTo(0.13, 12);
    expect(compute('brier_uncertainty', y, s)).toBeCloseTo(0.25, 12);
  });

  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 9 })), { minLength: 1, maxLength: 40 });
  it('add up to it, without bins', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [labels, scores] = [list.map(([own]) => own), list.map(([, score]) => score / 9)];
        const sum = compute('brier_miscalibration', labels, scores) - compute('brier_discrimination', labels, scores);
        expect(sum + compute('brier_uncertainty', labels, scores)).toBeCloseTo(brier(labels, scores), 10);
      }),
    );
  });
  it('add up to it, by bins that hold one score each', () => {
    fc.assert(
      fc.property(rows, (list) => {
        const [labels, scores] = [list.map(([own]) => own), list.map(([, score]) => score / 9)];
        const one = (name: string): number => {
          const metric = brierPartMetrics.find((candidate) => candidate.name === name)!;
          return evaluate(metric, { task: 'binary', actual: labels, scores: [scores], weights: null }, { bins: 1000 }).value;
        };
        expect(one('brier_reliability') - one('brier_resolution') + one('brier_uncertainty')).toBeCloseTo(brier(labels, scores), 10);
      }),
    );
  });
});
