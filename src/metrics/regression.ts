import { scoreOrder } from '../stats/score-order.ts';
import { definedOr, type Computed, type MeanMetric, type Rows, type RowsMetric } from './metric.ts';

type Loss = Pick<MeanMetric, 'name' | 'title' | 'formula' | 'better' | 'range' | 'loss'> &
  Partial<Pick<MeanMetric, 'finish' | 'undefinedBecause' | 'parameters'>>;

function meanOf(loss: Loss): MeanMetric {
  return { from: 'moments', tasks: ['regression'], parameters: {}, ...loss };
}

function rowsMetric(part: Pick<RowsMetric, 'name' | 'title' | 'formula' | 'better' | 'range' | 'compute'>): RowsMetric {
  return { from: 'rows', tasks: ['regression'], parameters: {}, ...part };
}

const positive = [0, Infinity] as const;

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
  }),
  meanOf({
    name: 'mean_pinball_loss',
    title: 'Pinball loss',
    formula: 'mean max(α(y − ŷ), (α − 1)(y − ŷ))',
    better: 'lower',
    range: positive,
    parameters: { alpha: 0.5 },
    loss: (y, p, { alpha = 0.5 }) => Math.max(alpha * (y - p), (alpha - 1) * (y - p)),
  }),
  meanOf({
    name: 'mean_squared_log_error',
    title: 'Mean squared log error',
    formula: 'mean (ln(1 + ŷ) − ln(1 + y))²',
    better: 'lower',
    range: positive,
    loss: (y, p) => (y <= -1 || p <= -1 ? NaN : (Math.log1p(p) - Math.log1p(y)) ** 2),
    undefinedBecause: 'out-of-domain',
  }),
];

interface Sums {
  readonly n: number;
  readonly weight: number;
  readonly y: number;
  readonly p: number;
  readonly yy: number;
  readonly pp: number;
  readonly yp: number;
  readonly ee: number;
  readonly e: number;
}

/** Centred sums in two passes, so that large offsets cost no digits. */
function sumsOf({ actual, predicted, weights }: Rows): Sums {
  let weight = 0;
  let ySum = 0;
  let pSum = 0;
  for (let row = 0; row < actual.length; row++) {
    const w = weights === null ? 1 : weights[row]!;
    weight += w;
    ySum += w * actual[row]!;
    pSum += w * predicted[row]!;
  }
  const y = ySum / weight;
  const p = pSum / weight;
  let yy = 0;
  let pp = 0;
  let yp = 0;
  let ee = 0;
  for (let row = 0; row < actual.length; row++) {
    const w = weights === null ? 1 : weights[row]!;
    const dy = actual[row]! - y;
    const dp = predicted[row]! - p;
    yy += w * dy * dy;
    pp += w * dp * dp;
    yp += w * dy * dp;
    ee += w * (predicted[row]! - actual[row]!) ** 2;
  }
  if (isConstant(actual, weights)) yy = yp = 0;
  if (isConstant(predicted, weights)) pp = yp = 0;
  return { n: actual.length, weight, y, p, yy, pp, yp, ee, e: weight * (p - y) };
}

/** The rounded mean of equal values may miss them by a bit, so their spread is not asked for. */
function isConstant(values: Float64Array, weights: Float64Array | null): boolean {
  let first = NaN;
  for (let row = 0; row < values.length; row++) {
    if (weights !== null && weights[row] === 0) continue;
    if (Number.isNaN(first)) first = values[row]!;
    if (values[row] !== first) return false;
  }
  return true;
}

function needs(sums: Sums, least: number): Computed | null {
  if (sums.n === 0) return { value: NaN, reason: 'no-rows' };
  if (sums.weight === 0) return { value: NaN, reason: 'zero-weight' };
  if (sums.n < least) return { value: NaN, reason: 'too-few-rows' };
  return null;
}

function ascending(values: Float64Array): Uint32Array {
  return scoreOrder(values).reverse();
}

/** The value at which half of the weight is reached, in the order given; the mean of two where it falls between them. */
function medianOf(values: Float64Array, order: Uint32Array, weights: Float64Array | null): number {
  let total = 0;
  for (let row = 0; row < values.length; row++) total += weights === null ? 1 : weights[row]!;
  let below = 0;
  let reached = NaN;
  for (let at = 0; at < order.length; at++) {
    const row = order[at]!;
    const weight = weights === null ? 1 : weights[row]!;
    if (weight === 0) continue;
    if (!Number.isNaN(reached)) return (reached + values[row]!) / 2;
    below += weight;
    if (below > total / 2) return values[row]!;
    if (below === total / 2) reached = values[row]!;
  }
  return reached;
}

/** Ranks by weight: what stands below, and half of what is equal; so that a row of weight 3 ranks as three rows. */
function ranksOf(values: Float64Array, order: Uint32Array, weights: Float64Array | null): Float64Array {
  const ranks = new Float64Array(values.length);
  let below = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    let tied = 0;
    while (to < order.length && values[order[to]!] === values[order[from]!]) {
      tied += weights === null ? 1 : weights[order[to]!]!;
      to++;
    }
    for (let at = from; at < to; at++) ranks[order[at]!] = below + tied / 2;
    below += tied;
    from = to;
  }
  return ranks;
}

function preparedMetric(
  part: Pick<RowsMetric, 'name' | 'title' | 'formula' | 'better' | 'range'>,
  prepare: NonNullable<RowsMetric['prepare']>,
): RowsMetric {
  return { ...rowsMetric({ ...part, compute: (rows) => prepare(rows)(rows.weights) }), prepare };
}

function correlation(sums: Sums): Computed {
  const lacking = needs(sums, 3);
  if (lacking !== null) return lacking;
  if (sums.yy === 0) return { value: NaN, reason: 'constant-target' };
  if (sums.pp === 0) return { value: NaN, reason: 'constant-prediction' };
  return { value: Math.max(-1, Math.min(1, sums.yp / Math.sqrt(sums.yy * sums.pp))) };
}

const others: readonly RowsMetric[] = [
  rowsMetric({
    name: 'r2',
    title: 'R²',
    formula: '1 − Σ(ŷ − y)² / Σ(y − ȳ)²',
    better: 'higher',
    range: [-Infinity, 1],
    compute(rows) {
      const sums = sumsOf(rows);
      return needs(sums, 2) ?? (sums.yy === 0 ? { value: NaN, reason: 'constant-target' } : { value: 1 - sums.ee / sums.yy });
    },
  }),
  rowsMetric({
    name: 'explained_variance',
    title: 'Explained variance',
    formula: '1 − Var(ŷ − y) / Var y',
    better: 'higher',
    range: [-Infinity, 1],
    compute(rows) {
      const sums = sumsOf(rows);
      const errorSquares = sums.ee - (sums.e * sums.e) / sums.weight;
      return needs(sums, 2) ?? (sums.yy === 0 ? { value: NaN, reason: 'constant-target' } : { value: 1 - errorSquares / sums.yy });
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
      compute({ actual, predicted, weights }) {
        if (actual.length === 0) return { value: NaN, reason: 'no-rows' };
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
    compute({ actual, predicted, weights }) {
      let errors = 0;
      let targets = 0;
      for (let row = 0; row < actual.length; row++) {
        const w = weights === null ? 1 : weights[row]!;
        errors += w * Math.abs(predicted[row]! - actual[row]!);
        targets += w * Math.abs(actual[row]!);
      }
      if (actual.length === 0) return { value: NaN, reason: 'no-rows' };
      return targets === 0 ? { value: NaN, reason: 'zero-target' } : { value: errors / targets };
    },
  }),
  rowsMetric({
    name: 'pearson',
    title: 'Pearson correlation',
    formula: 's_yŷ / (s_y·s_ŷ)',
    better: 'higher',
    range: [-1, 1],
    compute: (rows) => correlation(sumsOf(rows)),
  }),
  preparedMetric(
    {
      name: 'spearman',
      title: 'Spearman correlation',
      formula: 'Pearson correlation of the ranks; ties share their mean rank',
      better: 'higher',
      range: [-1, 1],
    },
    ({ actual, predicted }) => {
      const first = ascending(actual);
      const second = ascending(predicted);
      return (weights) =>
        correlation(sumsOf({ actual: ranksOf(actual, first, weights), predicted: ranksOf(predicted, second, weights), weights }));
    },
  ),
];

export const regressionMetrics: readonly (MeanMetric | RowsMetric)[] = [...means, ...others];
