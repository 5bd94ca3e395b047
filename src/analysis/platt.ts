import type { Ordered } from '../metrics/metric.ts';
import { logisticRegression } from './logistic-regression.ts';

/** p = 1 / (1 + e^−(slope·x + intercept)). */
export interface PlattMap {
  readonly slope: number;
  readonly intercept: number;
}

/**
 * Platt's sigmoid on x, one value for each row: a logistic regression on targets (n₊ + 1)/(n₊ + 2) and 1/(n₋ + 2) in place
 * of 1 and 0, so that it is finite where x parts the classes. Platt (1999); scikit-learn's `_sigmoid_calibration`, which
 * gives a = −slope and b = −intercept. Weighted rows count by their weight. `start` is a slope and an
 * intercept to start at.
 */
export function plattMap(
  x: Float64Array,
  { positive, weights }: Pick<Ordered, 'positive' | 'weights'>,
  start?: readonly number[],
): PlattMap {
  let hits = 0;
  let total = 0;
  for (let at = 0; at < x.length; at++) {
    const w = weights === null ? 1 : weights[at]!;
    total += w;
    hits += w * positive[at]!;
  }
  const one = (hits + 1) / (hits + 2);
  const zero = 1 / (total - hits + 2);
  const targets = Float64Array.from(positive, (own) => (own === 1 ? one : zero));
  const [slope, intercept] = logisticRegression([x], targets, weights, start === undefined ? {} : { start }).coefficients;
  return { slope: slope!, intercept: intercept! };
}
