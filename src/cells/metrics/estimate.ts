import type {
  BinaryCounts,
  Computed,
  CountsMetric,
  MatrixMetric,
  MeanMetric,
  Moments,
  Reason,
  RanksMetric,
  Ranks,
  Rows,
  RowsMetric,
} from '../../metrics/metric.ts';
import { multinomialDraw } from '../../stats/binomial-draw.ts';
import { counterHash, poissonWeight, uniformStream } from '../../stats/counter-random.ts';
import { aucInterval, percentileInterval, student, wilson, type Interval } from '../../stats/intervals.ts';
import type { Average, Wanted } from './wanted.ts';

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

export interface Sampling {
  readonly level: number;
  readonly replicates: number;
  readonly seed: number;
}

export function undefinedEstimate(reason: Reason, n = 0): Estimate {
  return { value: NaN, low: NaN, high: NaN, n, method: '', reason };
}

/** One class against the rest. */
export function oneAgainstRest(matrix: Float64Array, classes: number, code: number): BinaryCounts {
  let total = 0;
  let actual = 0;
  let predicted = 0;
  for (let other = 0; other < classes; other++) {
    actual += matrix[code * classes + other]!;
    predicted += matrix[other * classes + code]!;
  }
  for (const cell of matrix) total += cell;
  const tp = matrix[code * classes + code]!;
  return { tp, fp: predicted - tp, fn: actual - tp, tn: total - actual - predicted + tp };
}

/** The metric of a confusion matrix, for one class or averaged over classes; classes where it is undefined are left out of a mean. */
export function matrixValue(wanted: Wanted, matrix: Float64Array, classes: number, code: number | null): Computed {
  const { metric, parameters, average } = wanted;
  if (metric.from === 'matrix') return metric.compute(matrix, classes);
  if (metric.from !== 'counts') throw new Error(`${metric.name} is not made from counts`);
  if (code !== null) return metric.compute(oneAgainstRest(matrix, classes, code), parameters);
  return averaged(metric, wanted.parameters, average, matrix, classes);
}

function averaged(
  metric: CountsMetric,
  parameters: Wanted['parameters'],
  average: Average,
  matrix: Float64Array,
  classes: number,
): Computed {
  const each = Array.from({ length: classes }, (_, code) => oneAgainstRest(matrix, classes, code));
  if (average === 'micro') {
    const sum = (key: keyof BinaryCounts): number => each.reduce((total, counts) => total + counts[key], 0);
    return metric.compute({ tp: sum('tp'), fp: sum('fp'), fn: sum('fn'), tn: sum('tn') }, parameters);
  }
  let weightSum = 0;
  let total = 0;
  let reason: Reason | undefined;
  for (const counts of each) {
    const { value, reason: why } = metric.compute(counts, parameters);
    const weight = average === 'weighted' ? counts.tp + counts.fn : 1;
    if (Number.isNaN(value)) reason = why;
    else if (weight > 0) {
      total += weight * value;
      weightSum += weight;
    }
  }
  return weightSum > 0 ? { value: total / weightSum } : { value: NaN, reason: reason ?? 'no-rows' };
}

/** Estimate of a metric of counts: Wilson for a share, else percentiles over multinomial draws of the cells. `effective` turns weights into rows. */
export function countsEstimate(
  wanted: Wanted,
  matrix: Float64Array,
  classes: number,
  code: number | null,
  effective: number,
  sampling: Sampling,
  bootstrap: boolean,
): Estimate {
  const { value, reason } = matrixValue(wanted, matrix, classes, code);
  const total = Math.round(sum(matrix) * effective);
  const ratio = shareOf(wanted.metric as CountsMetric | MatrixMetric, wanted.average, matrix, classes, code);
  if (ratio !== null) {
    const [numerator, denominator] = ratio;
    const n = Math.round(denominator * effective);
    if (Number.isNaN(value)) return undefinedEstimate(reason ?? 'no-rows', n);
    if (!bootstrap)
      return { value, ...wilson(numerator * effective, denominator * effective, sampling.level), n, method: 'wilson', reason: '' };
  }
  if (Number.isNaN(value)) return undefinedEstimate(reason ?? 'no-rows', total);
  const replicates = matrixReplicates(wanted, matrix, classes, code, effective, sampling);
  const { low, high, unstable } = percentileInterval(replicates, sampling.level);
  return {
    value,
    low,
    high,
    n: ratio === null ? total : Math.round(ratio[1] * effective),
    method: `multinomial bootstrap, ${sampling.replicates}`,
    reason: unstable ? 'unstable-interval' : '',
  };
}

function shareOf(
  metric: CountsMetric | MatrixMetric,
  average: Average,
  matrix: Float64Array,
  classes: number,
  code: number | null,
): readonly [number, number] | null {
  if (metric.from === 'matrix') return metric.ratio?.(matrix, classes) ?? null;
  if (code === null) return average === 'micro' ? null : null;
  return metric.ratio?.(oneAgainstRest(matrix, classes, code)) ?? null;
}

/** The metric over multinomial draws of the cells. */
export function matrixReplicates(
  wanted: Wanted,
  matrix: Float64Array,
  classes: number,
  code: number | null,
  effective: number,
  sampling: Sampling,
): Float64Array {
  const cells = matrix.map((cell) => Math.round(cell * effective));
  const draw = new Float64Array(cells.length);
  const values = new Float64Array(sampling.replicates);
  for (let replicate = 0; replicate < sampling.replicates; replicate++) {
    multinomialDraw(cells, draw, uniformStream(sampling.seed, replicate));
    values[replicate] = matrixValue(wanted, draw, classes, code).value;
  }
  return values;
}

/** Estimate of an AUC by DeLong on the logit scale. */
export function aucEstimate(metric: RanksMetric, ranks: Ranks, level: number): Estimate {
  const n = ranks.positives + ranks.negatives;
  const { value, reason } = metric.compute(ranks);
  if (Number.isNaN(value)) return undefinedEstimate(reason ?? 'no-rows', n);
  return { value, ...aucInterval(value, ranks.variance, ranks.positives, ranks.negatives, level), n, method: 'delong', reason: '' };
}

/** Estimate of a mean by Student; `effective` turns the sum of weights into rows. */
export function meanEstimate(metric: MeanMetric, moments: Moments, effective: number, level: number): Estimate {
  if (moments.n === 0) return undefinedEstimate('no-rows');
  if (Number.isNaN(moments.mean)) return undefinedEstimate(metric.undefinedBecause ?? 'out-of-domain', moments.n);
  const n = moments.weight * effective;
  const interval = student(moments.mean, Math.sqrt(sampleVariance(moments, effective)), n, level);
  const finish = metric.finish ?? ((mean: number) => mean);
  return {
    value: finish(moments.mean),
    low: finish(interval.low),
    high: finish(interval.high),
    n: moments.n,
    method: 'student',
    reason: Number.isNaN(interval.low) ? 'too-few-rows' : '',
  };
}

/** Variance of one row's loss (ddof 1). */
export function sampleVariance(moments: Moments, effective: number): number {
  const n = moments.weight * effective;
  return n > 1 ? ((moments.squares / moments.weight) * n) / (n - 1) : NaN;
}

const mostDraws = 2e7;

/** Estimate of a metric of rows: percentiles over replicates in which each row has a Poisson(1) weight. */
export function rowsEstimate(metric: RowsMetric, parameters: Wanted['parameters'], rows: Rows, sampling: Sampling): Estimate {
  const n = rows.actual.length;
  const { value, reason } = metric.compute(rows, parameters);
  if (Number.isNaN(value)) return undefinedEstimate(reason ?? 'no-rows', n);
  const replicates = Math.max(100, Math.min(sampling.replicates, Math.floor(mostDraws / n)));
  const { low, high, unstable } = percentileInterval(rowsReplicates(metric, parameters, rows, sampling.seed, replicates), sampling.level);
  return { value, low, high, n, method: `bootstrap, ${replicates}`, reason: unstable ? 'unstable-interval' : '' };
}

function rowsReplicates(metric: RowsMetric, parameters: Wanted['parameters'], rows: Rows, seed: number, replicates: number): Float64Array {
  const n = rows.actual.length;
  const weights = new Float64Array(n);
  const values = new Float64Array(replicates);
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let row = 0; row < n; row++)
      weights[row] = poissonWeight(counterHash(seed, replicate, row)) * (rows.weights === null ? 1 : rows.weights[row]!);
    values[replicate] = metric.compute({ ...rows, weights }, parameters).value;
  }
  return values;
}

export function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

export const noInterval: Interval = { low: NaN, high: NaN };
