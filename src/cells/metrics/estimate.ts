import type {
  Computed,
  MeanMetric,
  Moments,
  Ordered,
  OrderMetric,
  Parameters,
  Ranks,
  RanksMetric,
  Reason,
  Rows,
  RowsMetric,
} from '../../metrics/metric.ts';
import { counterHash, poissonWeight } from '../../stats/counter-random.ts';
import type { Spread, Units } from '../../stats/unit-spread.ts';
import { unitWeights } from '../../stats/unit-weights.ts';
import { aucInterval, percentileInterval, shrink, wilson } from '../../stats/intervals.ts';
import { skewedMean } from '../../stats/skewed-mean.ts';
import { countsInterval } from './counts-interval.ts';
import { matrixValue, ratioOf, type MatrixDraws } from './matrix-value.ts';
import type { Sampling, Wanted } from './wanted.ts';

/** A number with its interval, as one row of the metrics frame. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Rows behind the number: the denominator of a share, else the rows that have all it needs. */
  readonly n: number;
  readonly method: string;
  readonly reason: Reason | '';
}

export function undefinedEstimate(reason: Reason, n = 0): Estimate {
  return { value: NaN, low: NaN, high: NaN, n, method: '', reason };
}

function plainEstimate(value: number, n: number): Estimate {
  return { value, low: NaN, high: NaN, n, method: 'none', reason: '' };
}

/** The value with percentiles of its replicates; the method says how many there are. */
export function replicateEstimate(value: number, n: number, replicates: Float64Array, level: number, method: string): Estimate {
  const { low, high, unstable } = percentileInterval(replicates, level);
  return { value, low, high, n, method: `${method}, ${replicates.length}`, reason: unstable ? 'unstable-interval' : '' };
}

/**
 * Estimate of a metric of counts in closed form, else by percentiles over multinomial draws of the cells. `effective` turns
 * weights into rows; `spread` is that of the cells where rows are drawn in clusters or strata.
 */
export function countsEstimate(
  wanted: Wanted,
  matrix: Float64Array,
  classes: number,
  code: number | null,
  effective: number,
  draws: MatrixDraws,
  spread: Spread | null = null,
): Estimate {
  const { value, reason } = matrixValue(wanted, matrix, classes, code);
  const ratio = ratioOf(wanted, matrix, classes, code);
  const n = Math.round((ratio === null ? sum(matrix) : ratio[1]) * effective);
  if (Number.isNaN(value)) return undefinedEstimate(sum(matrix) === 0 ? 'no-rows' : (reason ?? 'no-rows'), n);
  const { level, method } = draws.sampling;
  if (method === 'none') return plainEstimate(value, n);
  const interval = method === 'auto' ? countsInterval(wanted, { matrix, classes, code, effective, spread }, value, draws.sampling) : null;
  if (interval !== null)
    return { value, n, ...interval, low: Math.min(value, interval.low), high: Math.max(value, interval.high), reason: '' };
  return replicateEstimate(value, n, draws.values(wanted, matrix, code, effective, 0), level, 'multinomial bootstrap');
}

/** Estimate of an AUC by DeLong on the logit scale, with Student's quantile of the rarer class's rows less 1. */
export function aucEstimate(metric: RanksMetric, ranks: Ranks, effective: number, sampling: Sampling): Estimate {
  const n = Math.round((ranks.positives + ranks.negatives) * effective);
  const { value, reason } = metric.compute(ranks);
  if (Number.isNaN(value)) return undefinedEstimate(reason ?? 'no-rows', n);
  if (sampling.method === 'none') return plainEstimate(value, n);
  const [positives, negatives] = [ranks.positives * effective, ranks.negatives * effective];
  const interval = aucInterval(
    value,
    ranks.variance / shrink(fewerOf(positives, negatives) - 1, sampling.level),
    positives,
    negatives,
    sampling.level,
  );
  return { value, ...interval, n, method: 'delong', reason: '' };
}

/** Rows of the rarer class, at least 2. */
function fewerOf(positives: number, negatives: number): number {
  return Math.max(2, Math.min(positives, negatives));
}

/** Estimate of a mean by Student, of a share by Wilson; `effective` turns the sum of weights into rows. */
export function meanEstimate(
  metric: Pick<MeanMetric, 'finish' | 'share' | 'undefinedBecause'>,
  moments: Moments,
  effective: number,
  sampling: Sampling,
): Estimate {
  if (moments.n === 0) return undefinedEstimate('no-rows');
  if (Number.isNaN(moments.mean)) return undefinedEstimate(metric.undefinedBecause ?? 'out-of-domain', moments.n);
  const finish = metric.finish ?? ((mean: number) => mean);
  const value = finish(moments.mean);
  if (sampling.method === 'none') return plainEstimate(value, moments.n);
  const n = moments.weight * effective;
  if (metric.share === true) return { value, ...wilson(moments.mean * n, n, sampling.level), n: moments.n, method: 'wilson', reason: '' };
  const { mean, weight, squares, cubes = 0 } = moments;
  const skewness = squares > 0 ? cubes / weight / (squares / weight) ** 1.5 : 0;
  const { low, high, method } = skewedMean(mean, Math.sqrt(sampleVariance(moments, effective)), skewness, n, sampling.level);
  return { value, low: finish(low), high: finish(high), n: moments.n, method, reason: Number.isNaN(low) ? 'too-few-rows' : '' };
}

/** Variance of one row's loss (ddof 1). */
export function sampleVariance(moments: Moments, effective: number): number {
  const n = moments.weight * effective;
  return n > 1 ? ((moments.squares / moments.weight) * n) / (n - 1) : NaN;
}

/** Rows whose weights may be drawn anew, and the metric under any weights. */
export interface Resampled {
  readonly n: number;
  readonly weights: Float64Array | null;
  compute(weights: Float64Array | null): Computed;
  /** Row numbers of the frame, where they may be drawn in clusters or strata; null for all rows. */
  readonly rows?: Uint32Array | null;
}

/** A metric of rows, or of scores in their order, over the rows of one slice. */
export function resampledRows(metric: RowsMetric, parameters: Parameters, rows: Rows, numbers: Uint32Array | null = null): Resampled {
  const compute =
    metric.prepare?.(rows, parameters) ?? ((weights: Float64Array | null) => metric.compute({ ...rows, weights }, parameters));
  return { n: rows.actual.length, weights: rows.weights, compute, rows: numbers };
}

export function resampledOrder(
  metric: OrderMetric,
  parameters: Parameters,
  ordered: Ordered,
  numbers: Uint32Array | null = null,
): Resampled {
  const compute = (weights: Float64Array | null): Computed => metric.compute({ ...ordered, weights }, parameters);
  return { n: ordered.scores.length, weights: ordered.weights, compute, rows: numbers };
}

/** Estimate by percentiles over replicates in which each row, or unit, has a weight; `slices` share the draws that may be made. */
export function resampledEstimate(rows: Resampled, sampling: Sampling, slices: number, units: Units | null = null): Estimate {
  const { value, reason } = rows.compute(rows.weights);
  if (Number.isNaN(value)) return undefinedEstimate(reason ?? 'no-rows', rows.n);
  if (sampling.method === 'none') return plainEstimate(value, rows.n);
  return replicateEstimate(value, rows.n, resampledValues(rows, sampling, slices, 0, units), sampling.level, bootstrapWord(units));
}

/** What a bootstrap of these units is called. */
export function bootstrapWord(units: Units | null): string {
  return [
    ...(units?.clustered === true ? ['cluster'] : []),
    ...(units === null || units.strata === null ? [] : ['stratified']),
    'bootstrap',
  ].join(' ');
}

/** An extreme of the rows has no interval that resampling could give. */
export function extremeEstimate(rows: Resampled): Estimate {
  const { value, reason } = rows.compute(rows.weights);
  return Number.isNaN(value) ? undefinedEstimate(reason ?? 'no-rows', rows.n) : plainEstimate(value, rows.n);
}

const mostDraws = 5e7;

/**
 * The metric over Poisson(1) weights of the rows, or over the weights of their units; fewer replicates (at least 100) of very
 * many rows. Another `stream` draws independently; units are drawn alike in both, since they may have rows on both sides.
 */
export function resampledValues(
  rows: Resampled,
  sampling: Sampling,
  slices: number,
  stream: 0 | 1,
  units: Units | null = null,
): Float64Array {
  const replicates = Math.min(sampling.replicates, Math.max(100, Math.floor(mostDraws / (rows.n * slices))));
  const weights = new Float64Array(rows.n);
  const values = new Float64Array(replicates);
  const draw = units === null ? rowDraws(sampling.seed, stream) : unitDraws(units, rows.rows ?? null, sampling.seed);
  for (let replicate = 0; replicate < replicates; replicate++) {
    draw(replicate, weights);
    if (rows.weights !== null) for (let row = 0; row < rows.n; row++) weights[row]! *= rows.weights[row]!;
    values[replicate] = rows.compute(weights).value;
  }
  return values;
}

type Draw = (replicate: number, into: Float64Array) => void;

function rowDraws(seed: number, stream: 0 | 1): Draw {
  return (replicate, into) => {
    for (let row = 0; row < into.length; row++) into[row] = poissonWeight(counterHash(seed, 2 * replicate + stream, row));
  };
}

function unitDraws(units: Units, rows: Uint32Array | null, seed: number): Draw {
  const weightsOf = unitWeights(units, seed);
  const drawn = new Float64Array(units.count);
  return (replicate, into) => {
    weightsOf(replicate, drawn);
    for (let row = 0; row < into.length; row++) into[row] = drawn[units.of[rows === null ? row : rows[row]!]!]!;
  };
}

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < values.length; at++) total += values[at]!;
  return total;
}
