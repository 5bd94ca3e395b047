import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { metrics } from '../../src/metrics/index.ts';
import { leftOut, type Computed, type Metric } from '../../src/metrics/metric.ts';
import { evaluate, matrixOf, type Sample } from './metric-bed.ts';

/** Scores off ½, so that the decision swaps with the labels. */
const score = fc.integer({ min: 0, max: 49 }).map((value) => (value < 25 ? value / 100 : (value + 51) / 100));
const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 1 }), score), { minLength: 1, maxLength: 40 });

function sampleOf(list: readonly (readonly [number, number])[]): Sample {
  return {
    task: 'binary',
    actual: list.map(([own]) => own),
    scores: [list.map(([, own]) => own)],
    weights: list.map((_, row) => 1 + (row % 3)),
  };
}

function find(name: string): Metric {
  return metrics.find((metric) => metric.name === name)!;
}

function expectSame(got: Computed, wanted: number): void {
  if (Number.isNaN(wanted)) expect(got.value).toBeNaN();
  else expect(Math.abs(got.value - wanted)).toBeLessThanOrEqual(1e-9 * Math.max(1, Math.abs(wanted)));
}

describe('swapping the classes', () => {
  const unchanged = [
    'accuracy',
    'zero_one_loss',
    'balanced_accuracy',
    'matthews_corrcoef',
    'cohen_kappa',
    'informedness',
    'markedness',
    'odds_ratio',
    'mean_cost',
    'roc_auc',
    'ks_separation',
    'log_loss',
    'brier_score',
    'brier_uncertainty',
    'd2_log_loss_score',
    'd2_brier_score',
    'balanced_log_loss',
    'tjur',
    'calibration_slope',
  ];
  const turned: readonly (readonly [string, string])[] = [
    ['precision', 'negative_predictive_value'],
    ['recall', 'specificity'],
    ['false_positive_rate', 'false_negative_rate'],
    ['false_discovery_rate', 'false_omission_rate'],
  ];
  const swapped = (list: readonly (readonly [number, number])[]): Sample => sampleOf(list.map(([own, of]) => [1 - own, 1 - of] as const));

  it.each([...unchanged.map((name) => [name, name] as const), ...turned])('%s becomes %s', (name, other) => {
    fc.assert(
      fc.property(rows, (list) => {
        expectSame(evaluate(find(name), sampleOf(list)), evaluate(find(other), swapped(list)).value);
        expectSame(evaluate(find(other), sampleOf(list)), evaluate(find(name), swapped(list)).value);
      }),
    );
  });

  it('turns shares and the intercept round', () => {
    fc.assert(
      fc.property(rows, (list) => {
        for (const name of ['prevalence', 'selection_rate'])
          expectSame(evaluate(find(name), sampleOf(list)), 1 - evaluate(find(name), swapped(list)).value);
        expectSame(evaluate(find('calibration_intercept'), sampleOf(list)), -evaluate(find('calibration_intercept'), swapped(list)).value);
      }),
    );
  });
});

describe('a growing function of the scores', () => {
  it.each(['roc_auc', 'average_precision', 'ks_separation', 'partial_roc_auc', 'lift', 'gain'])('leaves %s as it is', (name) => {
    fc.assert(
      fc.property(rows, (list) => {
        const grown = sampleOf(list.map(([own, of]) => [own, Math.exp(5 * of) - 40] as const));
        expect(evaluate(find(name), grown)).toEqual(evaluate(find(name), sampleOf(list)));
      }),
    );
  });
});

describe('shards', () => {
  const matrices = metrics.filter((metric) => metric.from === 'matrix');
  it.each(matrices.map((metric) => [metric.name, metric] as const))('%s is made of the summed matrices of its parts', (_, metric) => {
    fc.assert(
      fc.property(rows, rows, (first, second) => {
        const [one, other] = [sampleOf(first), sampleOf(second)];
        const both: Sample = {
          ...one,
          actual: [...one.actual, ...other.actual],
          scores: [[...one.scores[0]!, ...other.scores[0]!]],
          weights: [...one.weights!, ...other.weights!],
        };
        const sum = matrixOf(one).map((cell, at) => cell + matrixOf(other)[at]!);
        expectSame(metric.compute(sum, 2, metric.parameters), evaluate(metric, both).value);
      }),
    );
  });

  const means = metrics
    .filter((metric) => metric.from === 'moments')
    .filter((metric) => metric.boundsLoss === undefined && metric.tasks[0] !== 'multiclass');
  it.each(means.map((metric) => [metric.name, metric] as const))('%s is the mean of those of its parts by weight', (_, metric) => {
    const task = metric.tasks.includes('regression') ? 'regression' : 'binary';
    const pairs = fc.array(
      task === 'binary'
        ? fc.tuple(fc.integer({ min: 0, max: 1 }), score)
        : fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 })),
      { minLength: 1, maxLength: 20 },
    );
    fc.assert(
      fc.property(pairs, pairs, (first, second) => {
        const plain = { ...metric, finish: (mean: number) => mean };
        const part = (list: readonly (readonly [number, number])[]): Sample => ({ ...sampleOf(list), task });
        const weightOf = ({ actual, scores, weights }: Sample): number =>
          actual.reduce(
            (total, own, row) => total + (metric.loss(own, scores[0]![row]!, metric.parameters) === leftOut ? 0 : weights![row]!),
            0,
          );
        const [one, other] = [part(first), part(second)];
        const both: Sample = {
          ...one,
          actual: [...one.actual, ...other.actual],
          scores: [[...one.scores[0]!, ...other.scores[0]!]],
          weights: [...one.weights!, ...other.weights!],
        };
        const [a, b] = [weightOf(one), weightOf(other)];
        expectSame(evaluate(plain, both), (a * evaluate(plain, one).value + b * evaluate(plain, other).value) / (a + b));
      }),
    );
  });
});
