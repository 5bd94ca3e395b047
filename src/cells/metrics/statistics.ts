import { scanRanks, type RankRows } from '../../metrics/scan-ranks.ts';
import type { MeanMetric, Moments, Parameters, Ranks, Rows } from '../../metrics/metric.ts';
import { scoreOrder } from '../../stats/score-order.ts';
import type { Partition } from './partition.ts';
import type { Prepared } from './prepare.ts';

type Memo = <T>(key: string, make: () => T) => T;

/**
 * Makes each statistic once for all slices of a partition: counts by one pass over the rows, ranks by one scan in the
 * order of scores, moments by one pass over losses. What does not read the threshold is kept under the frame's key.
 */
export class Statistics {
  private readonly counted = new Map<string, Float64Array[]>();
  private readonly predicted: Int32Array | null;

  constructor(
    readonly data: Prepared,
    threshold: number | null,
    private readonly memo: Memo,
  ) {
    this.predicted = decide(data, threshold);
  }

  /** Confusion matrices by slice, rows the actual class; null when nothing is predicted. */
  counts(partition: Partition): Float64Array[] | null {
    if (this.predicted === null) return null;
    const known = this.counted.get(partition.key);
    if (known !== undefined) return known;
    const made = countCells(this.data, this.predicted, partition);
    this.counted.set(partition.key, made);
    return made;
  }

  /** Rank statistics by slice of one class against the rest; null without its scores. */
  ranks(partition: Partition, code: number): Ranks[] | null {
    const rows = this.rankRows(code);
    if (rows === null) return null;
    return this.memo(`ranks ${code} ${partition.by} ${partition.key}`, () => scanRanks(rows, partition.codes, partition.slices.length));
  }

  /** Rank statistics of the rows outside one slice. */
  ranksOutside(partition: Partition, group: number, code: number): Ranks | null {
    const rows = this.rankRows(code);
    if (rows === null || partition.codes === null) return null;
    const codes = partition.codes;
    return this.memo(
      `ranks outside ${code} ${group} ${partition.by} ${partition.key}`,
      () =>
        scanRanks(
          rows,
          codes.map((own) => (own === group ? -1 : 0)),
          1,
        )[0]!,
    );
  }

  /** Scores of a class in descending order with its labels; null without its scores. */
  rankRows(code: number): RankRows | null {
    const scores = this.data.scores[code];
    if (scores === null || scores === undefined) return null;
    return this.memo(`order ${code}`, () => {
      const { actual, weights } = this.data;
      const positive = Uint8Array.from(actual, (own, row) => (own === -1 || Number.isNaN(scores[row]) ? 255 : own === code ? 1 : 0));
      const filled = scores.map((score) => (Number.isNaN(score) ? -Infinity : score));
      return { scores, order: scoreOrder(filled), positive, weights };
    });
  }

  /** Moments of a metric's loss by slice; null when its input is missing. */
  moments(partition: Partition, metric: MeanMetric, parameters: Parameters): Moments[] | null {
    const losses = this.losses(metric, parameters);
    if (losses === null) return null;
    return this.memo(`moments ${metric.name} ${JSON.stringify(parameters)} ${partition.by} ${partition.key}`, () =>
      momentsOf(losses, this.data.weights, partition),
    );
  }

  /** Target and estimate of the rows of one slice (regression). */
  rows(partition: Partition, group: number): Rows {
    const { target, estimate, weights } = this.data;
    const kept: number[] = [];
    for (let row = 0; row < target.length; row++) {
      if ((partition.codes === null ? 0 : partition.codes[row]) === group && !Number.isNaN(target[row]) && !Number.isNaN(estimate[row]))
        kept.push(row);
    }
    const take = (values: Float64Array): Float64Array => Float64Array.from(kept, (row) => values[row]!);
    return { actual: take(target), predicted: take(estimate), weights: weights === null ? null : take(weights) };
  }

  /** Number of rows by slice. */
  sizes(partition: Partition): Float64Array {
    const sizes = new Float64Array(partition.slices.length);
    if (partition.codes === null) return sizes.fill(this.data.rows);
    for (const code of partition.codes) if (code >= 0) sizes[code]!++;
    return sizes;
  }

  /** Σw / Σw² by slice: what a sum of weights is to be multiplied with to count rows; null without weights. */
  effective(partition: Partition): Float64Array | null {
    const { weights } = this.data;
    if (weights === null) return null;
    const sums = new Float64Array(partition.slices.length);
    const squares = new Float64Array(partition.slices.length);
    for (let row = 0; row < weights.length; row++) {
      const group = partition.codes === null ? 0 : partition.codes[row]!;
      if (group < 0) continue;
      sums[group]! += weights[row]!;
      squares[group]! += weights[row]! ** 2;
    }
    return sums.map((sum, group) => (squares[group] === 0 ? 0 : sum / squares[group]!));
  }

  private losses(metric: MeanMetric, parameters: Parameters): Float64Array | null {
    const { task, target, estimate, actual, positive, scores } = this.data;
    const key = `losses ${metric.name} ${JSON.stringify(parameters)}`;
    if (task === 'regression')
      return this.memo(key, () => target.map((y, row) => missingOr(y, estimate[row]!, () => metric.loss(y, estimate[row]!, parameters))));
    if (task === 'multiclass') return classLosses(this.data, metric, (make) => this.memo(key, make));
    const score = scores[positive];
    if (score === null || score === undefined) return null;
    return this.memo(key, () =>
      Float64Array.from(actual, (own, row) =>
        own === -1 ? MISSING : missingOr(0, score[row]!, () => metric.loss(own === positive ? 1 : 0, score[row]!, parameters)),
      ),
    );
  }
}

/** A loss that is not there, as against one that is undefined (NaN). */
const MISSING = Infinity;

function missingOr(y: number, p: number, loss: () => number): number {
  return Number.isNaN(y) || Number.isNaN(p) ? MISSING : loss();
}

function classLosses(data: Prepared, metric: MeanMetric, memo: (make: () => Float64Array) => Float64Array): Float64Array | null {
  const { classLoss } = metric;
  const columns = data.scores.filter((column) => column !== null);
  if (classLoss === undefined || columns.length !== data.classes.length || columns.length === 0) return null;
  return memo(() =>
    Float64Array.from(data.actual, (own, row) => {
      if (own === -1) return MISSING;
      let squares = 0;
      let sum = 0;
      for (const column of columns) {
        squares += column[row]! ** 2;
        sum += column[row]!;
      }
      if (Number.isNaN(sum)) return MISSING;
      return Math.abs(sum - 1) > 1e-3
        ? classLoss(columns[own]![row]! / sum, squares / (sum * sum))
        : classLoss(columns[own]![row]!, squares);
    }),
  );
}

/** Predicted codes: with a threshold `score >= threshold` is positive; without one the recorded predictions, else 0.5. */
function decide(data: Prepared, threshold: number | null): Int32Array | null {
  if (data.task !== 'binary') return data.predicted;
  const scores = data.scores[data.positive];
  if ((threshold === null && data.predicted !== null) || scores === null || scores === undefined) return data.predicted;
  const at = threshold ?? 0.5;
  const negative = data.classes.length === 2 ? 1 - data.positive : data.classes.findIndex((_, code) => code !== data.positive);
  return Int32Array.from(scores, (score) =>
    Number.isNaN(score) ? -1 : score >= at ? data.positive : negative === -1 ? data.positive + 1 : negative,
  );
}

function countCells(data: Prepared, predicted: Int32Array, partition: Partition): Float64Array[] {
  const classes = Math.max(2, data.classes.length);
  const cells = classes * classes;
  const flat = new Float64Array(cells * partition.slices.length);
  const { actual, weights } = data;
  const { codes } = partition;
  for (let row = 0; row < actual.length; row++) {
    const group = codes === null ? 0 : codes[row]!;
    const own = actual[row]!;
    const guess = predicted[row]!;
    if (group < 0 || own < 0 || guess < 0) continue;
    const at = group * cells + own * classes + guess;
    flat[at] = flat[at]! + (weights === null ? 1 : weights[row]!);
  }
  return partition.slices.map((_, group) => flat.subarray(group * cells, (group + 1) * cells));
}

function momentsOf(losses: Float64Array, weights: Float64Array | null, partition: Partition): Moments[] {
  const count = partition.slices.length;
  const n = new Float64Array(count);
  const weight = new Float64Array(count);
  const mean = new Float64Array(count);
  const squares = new Float64Array(count);
  for (let row = 0; row < losses.length; row++) {
    const group = partition.codes === null ? 0 : partition.codes[row]!;
    const loss = losses[row]!;
    if (group < 0 || loss === MISSING) continue;
    const w = weights === null ? 1 : weights[row]!;
    if (w === 0) continue;
    n[group]!++;
    weight[group]! += w;
    const delta = loss - mean[group]!;
    mean[group]! += (w / weight[group]!) * delta;
    squares[group]! += w * delta * (loss - mean[group]!);
  }
  return partition.slices.map((_, group) => ({ n: n[group]!, weight: weight[group]!, mean: mean[group]!, squares: squares[group]! }));
}
