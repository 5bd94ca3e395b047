import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Computed } from '../../src/metrics/metric.ts';
import { scoreOrderMetrics } from '../../src/metrics/score-order-metrics.ts';
import { evaluate } from './metric-bed.ts';

function compute(
  name: string,
  actual: readonly number[],
  scores: readonly number[],
  parameters: Readonly<Record<string, number>> = {},
): Computed {
  const metric = scoreOrderMetrics.find((candidate) => candidate.name === name)!;
  return evaluate(metric, { task: 'binary', actual, scores: [scores], weights: null }, { ...metric.parameters, ...parameters });
}

const y = [0, 1, 1, 0, 1, 0, 0, 1, 0, 1];
const s = [0.2, 0.7, 0.4, 0.4, 0.9, 0.1, 0.6, 0.3, 0.4, 0.8];

describe('metrics of scores equal scikit-learn 1.9.1', () => {
  it.each([
    [0.3, 0.7696078431372549],
    [0.1, 0.7894736842105263],
  ])('partial_roc_auc up to %d', (max_fpr, value) => expect(compute('partial_roc_auc', y, s, { max_fpr }).value).toBeCloseTo(value, 12));
  it('d2_log_loss_score', () => expect(compute('d2_log_loss_score', y, s).value).toBeCloseTo(0.26828114782320744, 12));
  it('d2_brier_score', () => expect(compute('d2_brier_score', y, s).value).toBeCloseTo(0.312, 12));
});

describe('metrics of scores worked by hand', () => {
  // The three highest scores (.9, .8, .7) are positive; the fourth (.6) is not; at 40 % three of five positives are found.
  it('gain is the share of positives on top, lift over what chance finds', () => {
    expect(compute('gain', y, s, { q: 0.3 }).value).toBeCloseTo(0.6, 12);
    expect(compute('lift', y, s, { q: 0.3 }).value).toBeCloseTo(2, 12);
    expect(compute('gain', y, s, { q: 0.4 }).value).toBeCloseTo(0.6, 12);
  });
  // At 50 % one of the three rows at .4 is taken, a third of the one positive among them.
  it('of equal scores that are cut a part counts', () => expect(compute('gain', y, s, { q: 0.5 }).value).toBeCloseTo((3 + 1 / 3) / 5, 12));
  it('tjur is the distance of the mean scores', () =>
    expect(compute('tjur', y, s).value).toBeCloseTo((0.7 + 0.4 + 0.9 + 0.3 + 0.8) / 5 - (0.2 + 0.4 + 0.1 + 0.6 + 0.4) / 5, 12));
  it('balanced_log_loss is the mean of both classes', () => {
    expect(compute('balanced_log_loss', [1, 0, 0, 0], [0.5, 0.2, 0.2, 0.2]).value).toBeCloseTo((Math.log(2) - Math.log(0.8)) / 2, 12);
  });
  it('partial_roc_auc of everything is the AUC', () => {
    const brute = y.flatMap((own, i) =>
      y.map((other, j) => (own === 1 && other === 0 ? (s[i]! > s[j]! ? 1 : s[i] === s[j] ? 0.5 : 0) : NaN)),
    );
    const pairs = brute.filter((win) => !Number.isNaN(win));
    expect(compute('partial_roc_auc', y, s, { max_fpr: 1 }).value).toBeCloseTo(pairs.reduce((sum, win) => sum + win, 0) / pairs.length, 12);
  });
});

describe('metrics of order alone', () => {
  const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), fc.integer({ min: 0, max: 20 })), { minLength: 4, maxLength: 40 });
  it.each(['partial_roc_auc', 'gain', 'lift'])('%s is the same for any growing function of the scores', (name) => {
    fc.assert(
      fc.property(rows, (list) => {
        const labels = list.map(([own]) => own);
        const plain = compute(
          name,
          labels,
          list.map(([, score]) => score),
        );
        const grown = compute(
          name,
          labels,
          list.map(([, score]) => Math.exp(score / 3) - 100),
        );
        expect(grown).toEqual(plain);
      }),
    );
  });
  it('has no value with one class, or of probabilities that are none', () => {
    for (const { name } of scoreOrderMetrics) expect(compute(name, [1, 1], [0.2, 0.3])).toEqual({ value: NaN, reason: 'one-class' });
    expect(compute('tjur', [1, 0], [1.5, 0.3])).toEqual({ value: NaN, reason: 'out-of-domain' });
  });
});
