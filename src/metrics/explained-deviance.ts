import { excessOverLog } from '../stats/special.ts';
import { takes } from './described.ts';
import type { Accepted, Computed, Reason, Rows, RowsMetric } from './metric.ts';
import { preparedMetric } from './number-metric.ts';
import { ascending } from './weighted-sums.ts';

export const tweedieDomain = 'a label or a prediction lies outside the distribution, or the power between 0 and 1';
export const tweediePower: Accepted & { readonly usual: number } = {
  doc: 'power of the variance: 0 squares, 1 Poisson, 2 gamma; not between 0 and 1',
  least: -100,
  most: 100,
  usual: 0,
};

/** Unit deviance of the Tweedie distribution; NaN outside its domain. Jørgensen, The Theory of Dispersion Models (1997). */
export function tweedieDeviance(y: number, p: number, power: number): number {
  if (power === 0) return (y - p) ** 2;
  if (!(p > 0) || (power > 0 && power < 1)) return NaN;
  if (power > 0 && (power < 2 ? y < 0 : y <= 0)) return NaN;
  if (power === 1) return 2 * (y === 0 ? p : y * excessOverLog((p - y) / y));
  if (power === 2) return 2 * excessOverLog((y - p) / p);
  const away = (y - p) / p;
  if (Math.abs(away) * Math.max(1, Math.abs(power)) < 0.25) return 2 * p ** (2 - power) * away * away * nearDeviance(away, power);
  const first = (Math.max(y, 0) / p) ** (2 - power) / ((1 - power) * (2 - power));
  return Math.max(0, 2 * p ** (2 - power) * (first - y / p / (1 - power) + 1 / (2 - power)));
}

/** ∫ (1 − u)(1 + away·u)^−power du from 0 to 1 by its series, where the terms of the closed form would all but cancel. */
function nearDeviance(away: number, power: number): number {
  let term = 1;
  let sum = 0.5;
  for (let k = 1; k < 60 && Math.abs(term) > 1e-17; k++) {
    term *= ((1 - power - k) / k) * away;
    sum += term / ((k + 1) * (k + 2));
  }
  return sum;
}

/** The value at which a share of the weight is reached, in ascending order: a constant with the least pinball loss. */
function quantileOf(values: Float64Array, order: Uint32Array, weights: Float64Array | null, alpha: number): number {
  let total = 0;
  for (let row = 0; row < values.length; row++) total += weights === null ? 1 : weights[row]!;
  let below = 0;
  let reached = NaN;
  for (const row of order) {
    const weight = weights === null ? 1 : weights[row]!;
    if (weight === 0) continue;
    below += weight;
    reached = values[row]!;
    if (below >= alpha * total) break;
  }
  return reached;
}

function meanOfLabels({ actual }: Rows, weights: Float64Array | null): number {
  let sum = 0;
  let total = 0;
  for (let row = 0; row < actual.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    sum += weight * actual[row]!;
    total += weight;
  }
  return sum / total;
}

/** 1 − loss / loss of the best constant. */
function explained(rows: Rows, weights: Float64Array | null, constant: number, loss: (y: number, p: number) => number): Computed {
  const { actual, predicted } = rows;
  let own = 0;
  let best = 0;
  let total = 0;
  let first = NaN;
  let varied = false;
  for (let row = 0; row < actual.length; row++) {
    const weight = weights === null ? 1 : weights[row]!;
    if (weight === 0) continue;
    total += weight;
    own += weight * loss(actual[row]!, predicted[row]!);
    best += weight * loss(actual[row]!, constant);
    if (Number.isNaN(first)) first = actual[row]!;
    varied ||= actual[row] !== first;
  }
  const reason: Reason | null =
    actual.length === 0
      ? 'no-rows'
      : total === 0
        ? 'zero-weight'
        : actual.length < 2
          ? 'too-few-rows'
          : !varied
            ? 'constant-target'
            : Number.isNaN(own) || Number.isNaN(best)
              ? 'out-of-domain'
              : best === 0
                ? 'zero-denominator'
                : null;
  return reason === null ? { value: 1 - own / best } : { value: NaN, reason };
}

const usual = { better: 'higher', range: [-Infinity, 1] } as const;
const when = {
  'constant-target': 'all labels are equal',
  'too-few-rows': 'there is one row only',
} as const;

function pinball(alpha: number): (y: number, p: number) => number {
  return (y, p) => Math.max(alpha * (y - p), (alpha - 1) * (y - p));
}

/** Metrics of how much of the loss of the best constant a model saves. */
export const explainedDevianceMetrics: readonly RowsMetric[] = [
  preparedMetric(
    {
      ...usual,
      name: 'd2_absolute_error_score',
      title: 'D² absolute error',
      formula: '1 − Σ|ŷ − y| / Σ|y − median|',
      undefinedWhen: when,
    },
    (rows) => {
      const order = ascending(rows.actual);
      return (weights) => explained(rows, weights, quantileOf(rows.actual, order, weights, 0.5), pinball(0.5));
    },
  ),
  preparedMetric(
    {
      ...usual,
      name: 'd2_pinball_score',
      title: 'D² pinball',
      formula: '1 − pinball loss / pinball loss of the α-quantile of the labels (a quantile with the least loss, none interpolated)',
      ...takes({ alpha: { doc: 'the quantile that is forecast', least: 0, most: 1, usual: 0.5 } }),
      undefinedWhen: { ...when, 'zero-denominator': 'alpha is 0 or 1, so that a constant has no loss' },
    },
    (rows, { alpha = 0.5 }) => {
      const order = ascending(rows.actual);
      return (weights) => explained(rows, weights, quantileOf(rows.actual, order, weights, alpha), pinball(alpha));
    },
  ),
  preparedMetric(
    {
      ...usual,
      name: 'd2_tweedie_score',
      title: 'D² Tweedie',
      formula: '1 − mean deviance / mean deviance of the mean label; power 0 gives R²',
      ...takes({ power: tweediePower }),
      undefinedWhen: { ...when, 'out-of-domain': tweedieDomain },
    },
    (rows, { power = 0 }) =>
      (weights) =>
        explained(rows, weights, meanOfLabels(rows, weights), (y, p) => tweedieDeviance(y, p, power)),
  ),
];
