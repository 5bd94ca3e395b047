import type { OrderMetric, Ordered, Parameters, RowsMetric } from '../../metrics/metric.ts';
import { studentQuantile } from '../../stats/distributions.ts';
import { boundedInterval, wilson, type Interval } from '../../stats/intervals.ts';
import { deviationInterval } from '../../stats/deviation-interval.ts';
import {
  replicateEstimate,
  resampledEstimate,
  resampledOrder,
  resampledValues,
  undefinedEstimate,
  type Estimate,
  type Resampled,
} from './estimate.ts';
import type { Sampling } from './wanted.ts';

interface Scale {
  readonly name: string;
  to(value: number): number;
  from(scaled: number): number;
}

/** On which a correlation, or a number that has 1 as its most, is nearer to normal. */
const correlation: Scale = { name: 'atanh', to: Math.atanh, from: Math.tanh };
const explained: Scale = { name: 'log', to: (value) => -Math.log(1 - value), from: (scaled) => 1 - Math.exp(-scaled) };

function scaleOf([least, most]: RowsMetric['range']): Scale | null {
  if (least === -1 && most === 1) return correlation;
  return least === -Infinity && most === 1 ? explained : null;
}

/**
 * Estimate of a metric of rows: correlations (Fisher, 1915) and shares of what is explained by the spread of their
 * replicates on a scale where they are nearer to normal, with Student's quantile; percentiles of the replicates for the rest.
 */
export function rowsEstimate(metric: RowsMetric, rows: Resampled, sampling: Sampling, slices: number): Estimate {
  const scale = scaleOf(metric.range);
  if (scale === null || sampling.method !== 'auto') return resampledEstimate(rows, sampling, slices);
  const { value, reason } = rows.compute(rows.weights);
  if (Number.isNaN(value)) return undefinedEstimate(reason ?? 'no-rows', rows.n);
  const replicates = resampledValues(rows, sampling, slices, 0);
  const percentiles = replicateEstimate(value, rows.n, replicates, sampling.level, 'bootstrap');
  const spread = Math.sqrt(varianceOf(replicates.map(scale.to)));
  const centre = scale.to(value);
  if (!(spread > 0) || !Number.isFinite(spread) || !Number.isFinite(centre)) return percentiles;
  const half = studentQuantile(0.5 + sampling.level / 2, Math.max(1, effectiveRows(rows) - 1)) * spread;
  return {
    ...percentiles,
    low: scale.from(centre - half),
    high: scale.from(centre + half),
    method: `bootstrap on ${scale.name} scale, ${replicates.length}`,
  };
}

/** Estimate of a metric of scores in their order: sums of deviations over bins by their own interval, others by percentiles. */
export function orderEstimate(metric: OrderMetric, parameters: Parameters, ordered: Ordered, sampling: Sampling, slices: number): Estimate {
  const rows = resampledOrder(metric, parameters, ordered);
  if (metric.deviations === undefined || sampling.method !== 'auto') return resampledEstimate(rows, sampling, slices);
  const { value, reason } = rows.compute(rows.weights);
  if (Number.isNaN(value)) return undefinedEstimate(reason ?? 'no-rows', rows.n);
  const { low, high } = deviationInterval(value, metric.deviations(ordered, parameters), sampling.level, sampling.seed);
  return { value, low: Math.min(low, value), high, n: rows.n, method: 'bins', reason: '' };
}

/**
 * Interval of a number between two bounds from the variance of its replicates: Wilson's at the number of rows at which a
 * share would vary as much, with Student's quantile of `trials` − 1. Where the replicates do not vary, Wilson's of that many trials.
 */
export function spreadInterval(
  value: number,
  replicates: Float64Array,
  range: readonly [number, number],
  trials: number,
  level: number,
): Interval {
  const variance = varianceOf(replicates);
  const [least, most] = range;
  const share = (value - least) / (most - least);
  if (variance > 0 && share > 0 && share < 1) return boundedInterval(value, variance, range, Math.max(1, trials - 1), level);
  const { low, high } = wilson(share * trials, trials, level);
  return { low: least + low * (most - least), high: least + high * (most - least) };
}

/** Mean squared distance from the mean, of the replicates that are numbers. */
export function varianceOf(replicates: Float64Array): number {
  const defined = replicates.filter((value) => !Number.isNaN(value));
  let sum = 0;
  for (const value of defined) sum += value;
  const mean = sum / defined.length;
  let squares = 0;
  for (const value of defined) squares += (value - mean) ** 2;
  return squares / defined.length;
}

function effectiveRows({ n, weights }: Resampled): number {
  if (weights === null) return n;
  let total = 0;
  let squares = 0;
  for (const weight of weights) {
    total += weight;
    squares += weight * weight;
  }
  return total ** 2 / squares;
}
