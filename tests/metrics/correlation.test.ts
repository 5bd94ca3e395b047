import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correlationMetrics } from '../../src/metrics/correlation.ts';
import type { Computed } from '../../src/metrics/metric.ts';
import { evaluate } from './metric-bed.ts';

function compute(name: string, actual: readonly number[], guess: readonly number[]): Computed {
  return evaluate(
    correlationMetrics.find((metric) => metric.name === name)!,
    { task: 'regression', actual, scores: [guess], weights: null },
  );
}

/** Every pair of rows. */
function bruteTau(y: readonly number[], p: readonly number[]): number {
  let [difference, labels, guesses] = [0, 0, 0];
  for (let i = 0; i < y.length; i++) {
    for (let j = 0; j < i; j++) {
      difference += Math.sign(y[i]! - y[j]!) * Math.sign(p[i]! - p[j]!);
      labels += +(y[i] !== y[j]);
      guesses += +(p[i] !== p[j]);
    }
  }
  return difference / Math.sqrt(labels * guesses);
}

describe('Kendall’s correlation', () => {
  it('equals SciPy’s', () => {
    expect(compute('kendall_tau', [3, 0.5, 2, 7, 4.2, 5.5, 1, 2], [2.5, 1, 2, 8, 4, 6.1, 2, 1.5]).value).toBeCloseTo(
      0.8888888888888888,
      12,
    );
    expect(compute('kendall_tau', [1, 1, 2, 3, 3, 4], [2, 2, 1, 3, 5, 5]).value).toBeCloseTo(0.6153846153846154, 12);
  });
  it('equals all pairs counted, with many ties', () => {
    const row = fc.tuple(fc.integer({ min: 0, max: 5 }), fc.integer({ min: 0, max: 5 }));
    fc.assert(
      fc.property(fc.array(row, { minLength: 3, maxLength: 30 }), (rows) => {
        const [y, p] = [rows.map(([own]) => own), rows.map(([, guess]) => guess)];
        const wanted = bruteTau(y, p);
        const { value } = compute('kendall_tau', y, p);
        if (Number.isNaN(wanted)) expect(value).toBeNaN();
        else expect(value).toBeCloseTo(wanted, 12);
      }),
    );
  });
  it('has no value for constants or two rows', () => {
    expect(compute('kendall_tau', [1, 1, 1], [1, 2, 3])).toEqual({ value: NaN, reason: 'constant-target' });
    expect(compute('kendall_tau', [1, 2, 3], [1, 1, 1])).toEqual({ value: NaN, reason: 'constant-prediction' });
    expect(compute('kendall_tau', [1, 2], [1, 2])).toEqual({ value: NaN, reason: 'too-few-rows' });
  });
});

describe('the concordance correlation', () => {
  it('equals its formula in NumPy', () =>
    expect(compute('concordance_correlation', [3, 0.5, 2, 7, 4.2, 5.5, 1, 2], [2.5, 1, 2, 8, 4, 6.1, 2, 1.5]).value).toBeCloseTo(
      0.9601870576339738,
      12,
    ));
  it('falls with an offset that other correlations do not see', () => {
    expect(compute('concordance_correlation', [1, 2, 3], [11, 12, 13]).value).toBeCloseTo(4 / (4 + 300), 12);
    expect(compute('pearson', [1, 2, 3], [11, 12, 13]).value).toBeCloseTo(1, 12);
  });
});
