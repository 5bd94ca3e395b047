import { takes } from './described.ts';
import { tweedieDeviance, tweedieDomain, tweediePower } from './explained-deviance.ts';
import { definedOr, leftOut, type MeanMetric, type RowsMetric } from './metric.ts';
import { meanOf, preparedMetric, rowsMetric } from './number-metric.ts';
import { ascending, lackOf, medianOf, sumsOf } from './weighted-sums.ts';

const positive = [0, Infinity] as const;
const logDomain = { 'out-of-domain': 'a label or a prediction is −1 or less' } as const;

function squaredLogError(y: number, p: number): number {
  if (y <= -1 || p <= -1) return NaN;
  const change = (p - y) / (1 + y);
  return (Math.abs(change) < 0.5 ? Math.log1p(change) : Math.log1p(p) - Math.log1p(y)) ** 2;
}

const means: readonly MeanMetric[] = [
  meanOf({
    name: 'mean_absolute_error',
    title: 'Mean absolute error',
    formula: 'mean |ŷ − y|',
    better: 'lower',
    range: positive,
    loss: (y, p) => Math.abs(p - y),
  }),
  meanOf({
    name: 'mean_squared_error',
    title: 'Mean squared error',
    formula: 'mean (ŷ − y)²',
    better: 'lower',
    range: positive,
    loss: (y, p) => (p - y) ** 2,
  }),
  meanOf({
    name: 'root_mean_squared_error',
    title: 'Root mean squared error',
    formula: '√ mean (ŷ − y)²',
    better: 'lower',
    range: positive,
    loss: (y, p) => (p - y) ** 2,
    finish: (mean) => Math.sqrt(Math.max(0, mean)),
    interval: 'Student, its ends rooted',
  }),
  meanOf({
    name: 'mean_error',
    title: 'Mean error',
    formula: 'mean (ŷ − y); above 0 the model guesses too high',
    better: 'neither',
    range: [-Infinity, Infinity],
    loss: (y, p) => p - y,
  }),
  meanOf({
    name: 'mean_absolute_percentage_error',
    title: 'Mean absolute percentage error',
    formula: 'mean |ŷ − y| / |y|',
    better: 'lower',
    range: positive,
    loss: (y, p) => (y === 0 ? NaN : Math.abs(p - y) / Math.abs(y)),
    undefinedBecause: 'zero-target',
    undefinedWhen: { 'zero-target': 'a label is 0' },
  }),
  meanOf({
    name: 'mean_pinball_loss',
    title: 'Pinball loss',
    formula: 'mean max(α(y − ŷ), (α − 1)(y − ŷ))',
    better: 'lower',
    range: positive,
    ...takes({ alpha: { doc: 'the quantile that is forecast', least: 0, most: 1, usual: 0.5 } }),
    loss: (y, p, { alpha = 0.5 }) => Math.max(alpha * (y - p), (alpha - 1) * (y - p)),
  }),
  meanOf({
    name: 'mean_squared_log_error',
    title: 'Mean squared log error',
    formula: 'mean (ln(1 + ŷ) − ln(1 + y))²',
    better: 'lower',
    range: positive,
    loss: squaredLogError,
    undefinedBecause: 'out-of-domain',
    undefinedWhen: logDomain,
  }),
  meanOf({
    name: 'root_mean_squared_log_error',
    title: 'Root mean squared log error',
    formula: '√ mean (ln(1 + ŷ) − ln(1 + y))²',
    better: 'lower',
    range: positive,
    loss: squaredLogError,
    finish: (mean) => Math.sqrt(Math.max(0, mean)),
    undefinedBecause: 'out-of-domain',
    undefinedWhen: logDomain,
    interval: 'Student, its ends rooted',
  }),
  meanOf({
    name: 'symmetric_mean_absolute_percentage_error',
    title: 'Symmetric mean absolute percentage error',
    formula: 'mean 2·|ŷ − y| / (|y| + |ŷ|), 0 to 2; rows where both are 0 are left out',
    better: 'lower',
    range: [0, 2],
    loss: (y, p) => (y === 0 && p === 0 ? leftOut : (2 * Math.abs(p - y)) / (Math.abs(y) + Math.abs(p))),
  }),
  meanOf({
    name: 'mean_poisson_deviance',
    title: 'Mean Poisson deviance',
    formula: '2·mean(y ln(y/ŷ) − y + ŷ)',
    better: 'lower',
    range: positive,
    loss: (y, p) => tweedieDeviance(y, p, 1),
    undefinedBecause: 'out-of-domain',
    undefinedWhen: { 'out-of-domain': 'a label is below 0 or a prediction not above 0' },
  }),
  meanOf({
    name: 'mean_gamma_deviance',
    title: 'Mean gamma deviance',
    formula: '2·mean(ln(ŷ/y) + y/ŷ − 1)',
    better: 'lower',
    range: positive,
    loss: (y, p) => tweedieDeviance(y, p, 2),
    undefinedBecause: 'out-of-domain',
    undefinedWhen: { 'out-of-domain': 'a label or a prediction is not above 0' },
  }),
  meanOf({
    name: 'mean_tweedie_deviance',
    title: 'Mean Tweedie deviance',
    formula: 'mean deviance of the Tweedie distribution of that power: 0 squares, 1 Poisson, 2 gamma',
    better: 'lower',
    range: positive,
    ...takes({ power: tweediePower }),
    loss: (y, p, { power = 0 }) => tweedieDeviance(y, p, power),
    undefinedBecause: 'out-of-domain',
    undefinedWhen: { 'out-of-domain': tweedieDomain },
  }),
];

const spread = { 'constant-target': 'all labels are equal', 'too-few-rows': 'there is one row only' } as const;

const others: readonly RowsMetric[] = [
  rowsMetric({
    name: 'r2',
    title: 'R²',
    formula: '1 − Σ(ŷ − y)² / Σ(y − ȳ)²',
    better: 'higher',
    range: [-Infinity, 1],
    undefinedWhen: spread,
    compute(rows) {
      const sums = sumsOf(rows);
      return (
        lackOf(sums, 2) ??
        (sums.yy === 0 ? { value: NaN, reason: 'constant-target' } : { value: 1 - (sums.ee / sums.yy) * (sums.eScale / sums.yScale) ** 2 })
      );
    },
  }),
  rowsMetric({
    name: 'explained_variance',
    title: 'Explained variance',
    formula: '1 − Var(ŷ − y) / Var y',
    better: 'higher',
    range: [-Infinity, 1],
    undefinedWhen: spread,
    compute(rows) {
      const sums = sumsOf(rows);
      return (
        lackOf(sums, 2) ??
        (sums.yy === 0
          ? { value: NaN, reason: 'constant-target' }
          : { value: 1 - (sums.centredErrors / sums.yy) * (sums.eScale / sums.yScale) ** 2 })
      );
    },
  }),
  preparedMetric(
    { name: 'median_absolute_error', title: 'Median absolute error', formula: 'median |ŷ − y|', better: 'lower', range: positive },
    ({ actual, predicted }) => {
      const errors = actual.map((y, row) => Math.abs(predicted[row]! - y));
      const order = ascending(errors);
      return (weights) => definedOr(errors.length === 0 ? 'no-rows' : 'zero-weight', medianOf(errors, order, weights));
    },
  ),
  {
    ...rowsMetric({
      name: 'max_error',
      title: 'Largest error',
      formula: 'max |ŷ − y|',
      better: 'lower',
      range: positive,
      interval: 'none; the row with the largest error says more',
      compute({ actual, predicted, weights }) {
        if (actual.length === 0) return { value: NaN, reason: 'no-rows' };
        if (weights?.every((weight) => weight === 0) === true) return { value: NaN, reason: 'zero-weight' };
        let most = 0;
        for (let row = 0; row < actual.length; row++) {
          if (weights === null || weights[row]! > 0) most = Math.max(most, Math.abs(predicted[row]! - actual[row]!));
        }
        return { value: most };
      },
    }),
    extreme: true,
  },
  rowsMetric({
    name: 'weighted_absolute_percentage_error',
    title: 'Weighted absolute percentage error',
    formula: 'Σ|ŷ − y| / Σ|y|',
    better: 'lower',
    range: positive,
    undefinedWhen: { 'zero-target': 'all labels are 0' },
    compute({ actual, predicted, weights }) {
      let errors = 0;
      let targets = 0;
      let total = 0;
      for (let row = 0; row < actual.length; row++) {
        const w = weights === null ? 1 : weights[row]!;
        total += w;
        errors += w * Math.abs(predicted[row]! - actual[row]!);
        targets += w * Math.abs(actual[row]!);
      }
      if (actual.length === 0) return { value: NaN, reason: 'no-rows' };
      if (total === 0) return { value: NaN, reason: 'zero-weight' };
      return targets === 0 ? { value: NaN, reason: 'zero-target' } : { value: errors / targets };
    },
  }),
];

/** Metrics of how far predicted numbers are from the true ones. */
export const regressionMetrics: readonly (MeanMetric | RowsMetric)[] = [...means, ...others];
