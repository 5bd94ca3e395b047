import type { Kernels } from '../../accelerate/kernels.ts';
import { indexesByGroup, placesByGroup, placesOutside, rankRows, scanRanks, type RankRows } from '../../metrics/scan-ranks.ts';
import { rankRuns, scanOutside } from '../../metrics/scan-outside.ts';
import { leftOut, type MeanMetric, type Moments, type Parameters, type Ranks, type Rows } from '../../metrics/metric.ts';
import { allRows, type Partition } from './partition.ts';
import type { Prepared } from './prepare.ts';
import { labelOf } from './prepare-tags.ts';
import { decidedTags, type TagRows } from './tag-rows.ts';

/** Stands in place of a class for the highest score of each row. */
export const topLabel = -2;

type Memo = <T>(key: string, make: () => T) => T;

/**
 * Makes each statistic once for all slices of a partition: counts by one pass over the rows, ranks by one scan in the
 * order of scores, moments by one pass over losses. What does not read the threshold is kept under the frame's key.
 */
export class Statistics {
  private readonly counted = new Map<string, Float64Array[]>();
  private readonly outside = new Map<string, Float64Array>();
  private readonly taken = new Map<string, readonly Rows[]>();
  /** Predicted codes at the threshold, −1 where there is none; null when nothing is predicted. */
  readonly predicted: Int32Array | null;
  private readonly made = new Map<string, unknown>();

  constructor(
    readonly data: Prepared,
    readonly threshold: number | null,
    readonly memo: Memo,
    private readonly kernels?: Kernels | undefined,
  ) {
    this.predicted = decide(data, threshold);
  }

  /** Labels and predictions of rows that have several; null for other tasks. */
  tagRows(): TagRows | null {
    const { tags } = this.data;
    if (tags === null) return null;
    return this.once('tag rows', () => decidedTags(tags, this.threshold));
  }

  /** Gives what was made under this key before, or makes it; for as long as this run, as it may depend on the threshold. */
  once<T>(key: string, make: () => T): T {
    if (!this.made.has(key)) this.made.set(key, make());
    return this.made.get(key) as T;
  }

  /** Confusion matrices by slice, rows the actual class; null when nothing is predicted. */
  counts(partition: Partition): Float64Array[] | null {
    if (this.predicted === null) return null;
    const known = this.counted.get(partition.key);
    if (known !== undefined) return known;
    const lines = this.memo(`lines ${partition.by} ${partition.key}`, () => linesOf(this.data, partition));
    const made = countCells(this.data, this.predicted, lines, partition.slices.length, this.kernels);
    this.counted.set(partition.key, made);
    return made;
  }

  /** Confusion matrix of the rows outside one slice; null when nothing is predicted. */
  countsOutside(partition: Partition, group: number): Float64Array | null {
    const all = this.counts(allRows)?.[0];
    const inside = this.counts(partition)?.[group];
    if (all === undefined || inside === undefined) return null;
    const key = `${partition.key} outside ${group}`;
    const known = this.outside.get(key) ?? all.map((cell, at) => Math.max(0, cell - inside[at]!));
    this.outside.set(key, known);
    return known;
  }

  /** Rank statistics by slice of one class against the rest; null without its scores. */
  ranks(partition: Partition, code: number): Ranks[] | null {
    const rows = this.rankRows(code);
    if (rows === null) return null;
    return this.memo(`ranks ${code} ${partition.by} ${partition.key}`, () =>
      this.places(partition, code).map((places) => scanRanks(rows, places)),
    );
  }

  /** Rank statistics of the rows outside one slice. */
  ranksOutside(partition: Partition, group: number, code: number): Ranks | null {
    const { codes } = partition;
    const rows = this.rankRows(code);
    if (rows === null || codes === null) return null;
    return this.memo(`ranks outside ${code} ${group} ${partition.by} ${partition.key}`, () =>
      scanRanks(rows, placesOutside(rows, codes, group)),
    );
  }

  /** AUC statistics of the rows outside one slice, without their other rank statistics. */
  aucOutside(partition: Partition, group: number, code: number): Ranks | null {
    const rows = this.rankRows(code);
    const places = this.places(partition, code)[group];
    if (rows === null || places === null || places === undefined) return null;
    if (places.length > rows.rows.length / 2) return this.ranksOutside(partition, group, code);
    const runs = this.memo(`runs ${code}`, () => rankRuns(rows));
    return this.memo(`auc outside ${code} ${group} ${partition.by} ${partition.key}`, () => scanOutside(runs, places));
  }

  /** Places of the rows outside one slice in the order of the class's scores. */
  placesOutside(partition: Partition, group: number, code: number): Uint32Array | null {
    const rows = this.rankRows(code);
    return rows === null || partition.codes === null ? null : placesOutside(rows, partition.codes, group);
  }

  /** Rows in descending order of the score of a class; null without its scores. */
  rankRows(code: number): RankRows | null {
    if (code === topLabel) return this.topLabelRows();
    const { tags } = this.data;
    const scores = this.data.scores[code];
    if (scores === null || scores === undefined) return null;
    return this.memo(`order ${code}`, () =>
      tags === null
        ? rankRows(scores, this.data.actual, code, this.data.weights, this.kernels?.scoreOrder.bind(this.kernels))
        : rankRows(scores, labelOf(tags, code), 1, this.data.weights, this.kernels?.scoreOrder.bind(this.kernels)),
    );
  }

  /** Rows in descending order of their highest score, positive where its class is the true one; null without scores of all classes. */
  private topLabelRows(): RankRows | null {
    const { scores, actual, weights, task } = this.data;
    const known = scores.filter((column) => column !== null);
    if (task !== 'multiclass' || known.length !== scores.length || known.length === 0) return null;
    return this.memo('order of top labels', () => {
      const highest = new Float64Array(actual.length);
      const right = new Int32Array(actual.length);
      for (let row = 0; row < actual.length; row++) {
        let best = 0;
        for (let code = 1; code < known.length; code++) if (!(known[code]![row]! <= known[best]![row]!)) best = code;
        highest[row] = known[best]![row]!;
        right[row] = actual[row] === -1 ? -1 : +(actual[row] === best);
      }
      return rankRows(highest, right, 1, weights);
    });
  }

  /** Places of each slice in that order; null stands for all of them. */
  places(partition: Partition, code: number): readonly (Uint32Array | null)[] {
    const { codes } = partition;
    const rows = this.rankRows(code);
    if (rows === null || codes === null) return [null];
    return this.memo(`places ${code} ${partition.by} ${partition.key}`, () => placesByGroup(rows, codes, partition.slices.length));
  }

  /** Moments of a metric's loss by slice; null when its input is missing. */
  moments(partition: Partition, metric: MeanMetric, parameters: Parameters): Moments[] | null {
    const losses = this.losses(metric, parameters);
    if (losses === null) return null;
    return this.memo(`moments ${metric.name} ${JSON.stringify(parameters)} ${partition.by} ${partition.key}`, () =>
      momentsOf(losses, this.data.weights, partition),
    );
  }

  /** Target and estimate of the rows of each slice (regression). */
  rows(partition: Partition): readonly Rows[] {
    const { codes } = partition;
    return this.rowsOf(`${partition.by} ${partition.key}`, (row) => (codes === null ? 0 : codes[row]!), partition.slices.length);
  }

  /** Target and estimate of the rows outside one slice (regression). */
  rowsOutside(partition: Partition, group: number): Rows {
    return this.rowsOf(`${partition.by} ${partition.key} outside ${group}`, (row) => (partition.codes?.[row] === group ? -1 : 0), 1)[0]!;
  }

  private rowsOf(key: string, groupOf: (row: number) => number, count: number): readonly Rows[] {
    const known = this.taken.get(key);
    if (known !== undefined) return known;
    const { target, estimate, weights } = this.data;
    const groups = (row: number): number => (Number.isNaN(target[row]) || Number.isNaN(estimate[row]) ? -1 : groupOf(row));
    const made = indexesByGroup(target.length, groups, count).map((kept) => {
      const take = (values: Float64Array): Float64Array => Float64Array.from(kept, (row) => values[row]!);
      return { actual: take(target), predicted: take(estimate), weights: weights === null ? null : take(weights) };
    });
    this.taken.set(key, made);
    return made;
  }

  /** Number of rows by slice. */
  sizes(partition: Partition): Float64Array {
    return this.memo(`sizes ${partition.by} ${partition.key}`, () => {
      const sizes = new Float64Array(partition.slices.length);
      if (partition.codes === null) return sizes.fill(this.data.rows);
      for (const code of partition.codes) if (code >= 0) sizes[code]!++;
      return sizes;
    });
  }

  /** Σw / Σw² by slice: what a sum of weights is to be multiplied with to count rows; null without weights. */
  effective(partition: Partition): Float64Array | null {
    const { weights } = this.data;
    if (weights === null) return null;
    return this.memo(`effective ${partition.by} ${partition.key}`, () => effectiveOf(weights, partition));
  }

  /** Losses by row: ±Infinity for a row that is left out, NaN where it is undefined; null when its input is missing. */
  losses(metric: MeanMetric, parameters: Parameters): Float64Array | null {
    const { task, target, estimate, actual, positive, scores } = this.data;
    const key = `losses ${metric.name} ${JSON.stringify(parameters)}`;
    if (task === 'multiclass') return classLosses(this.data, metric, parameters, (make) => this.memo(key, make));
    const { bounds } = this.data;
    const { boundsLoss } = metric;
    if (boundsLoss !== undefined) {
      if (bounds === null) return null;
      return this.memo(key, () =>
        lossesOf(target, bounds.lower, (row) =>
          Number.isNaN(bounds.upper[row]) ? leftOut : boundsLoss(target[row]!, bounds.lower[row]!, bounds.upper[row]!, parameters),
        ),
      );
    }
    if (task === 'regression')
      return this.memo(key, () => lossesOf(target, estimate, (row) => metric.loss(target[row]!, estimate[row]!, parameters)));
    const score = scores[positive];
    if (score === null || score === undefined) return null;
    return this.memo(key, () =>
      lossesOf(actual, score, (row) =>
        actual[row] === -1 ? MISSING : domainOf(metric, score[row]!) * metric.loss(+(actual[row] === positive), score[row]!, parameters),
      ),
    );
  }
}

function effectiveOf(weights: Float64Array, partition: Partition): Float64Array {
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

/** A loss that is not there, as against one that is undefined (NaN). */
const MISSING = Infinity;

/** 1 for a score that the metric can read, NaN for another. */
function domainOf(metric: MeanMetric, score: number): number {
  return metric.probabilities === true && !(score >= 0 && score <= 1) ? NaN : 1;
}

/** Losses by row; missing where either side is. */
function lossesOf(actual: Float64Array | Int32Array, predicted: Float64Array, loss: (row: number) => number): Float64Array {
  const losses = new Float64Array(actual.length);
  for (let row = 0; row < losses.length; row++) {
    losses[row] = Number.isNaN(actual[row]) || Number.isNaN(predicted[row]) ? MISSING : countedLoss(loss(row));
  }
  return losses;
}

/** A loss beyond all numbers is undefined; one that leaves the mean is missing. */
function countedLoss(loss: number): number {
  return loss === leftOut ? MISSING : loss === Infinity ? NaN : loss;
}

function classLosses(
  data: Prepared,
  metric: MeanMetric,
  parameters: Parameters,
  memo: (make: () => Float64Array) => Float64Array,
): Float64Array | null {
  const { classLoss } = metric;
  const columns = data.scores.filter((column) => column !== null);
  if (classLoss === undefined || columns.length !== data.classes.length || columns.length === 0) return null;
  return memo(() =>
    Float64Array.from(data.actual, (own, row) => {
      if (own === -1) return MISSING;
      const score = columns[own]![row]!;
      let squares = 0;
      let sum = 0;
      let above = 0;
      let least = Infinity;
      for (let code = 0; code < columns.length; code++) {
        const other = columns[code]![row]!;
        squares += other * other;
        sum += other;
        least = Math.min(least, other);
        if (other > score || (other === score && code < own)) above++;
      }
      if (Number.isNaN(sum) && columns.some((column) => Number.isNaN(column[row]))) return MISSING;
      if (metric.probabilities === true && !(least >= 0 && sum > 0 && sum < Infinity)) return NaN;
      const total = metric.probabilities === true && Math.abs(sum - 1) > 1e-3 ? sum : 1;
      return domainOf(metric, score / total) * classLoss({ score: score / total, squares: squares / (total * total), above }, parameters);
    }),
  );
}

/** Predicted codes: with a threshold `score >= threshold` is positive; without one the recorded predictions, else 0.5. */
function decide(data: Prepared, threshold: number | null): Int32Array | null {
  if (data.task !== 'binary') return data.predicted;
  const scores = data.scores[data.positive];
  if ((threshold === null && data.predicted !== null) || scores === null || scores === undefined) return data.predicted;
  const at = threshold ?? 0.5;
  const { positive, classes } = data;
  const negative =
    classes.length === 2
      ? 1 - positive
      : Math.max(
          0,
          classes.findIndex((_, code) => code !== positive),
        );
  const other = classes.length < 2 ? positive + 1 : negative;
  const predicted = new Int32Array(scores.length);
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row]!;
    predicted[row] = score >= at ? positive : score < at ? other : -1;
  }
  return predicted;
}

/** First cell of the line of each row's slice and actual class; −1 for a row that is in no slice or has no label. */
function linesOf(data: Prepared, { codes }: Partition): Int32Array {
  const classes = Math.max(2, data.classes.length);
  const lines = new Int32Array(data.actual.length);
  for (let row = 0; row < lines.length; row++) {
    const group = codes === null ? 0 : codes[row]!;
    const own = data.actual[row]!;
    lines[row] = group < 0 || own < 0 ? -1 : (group * classes + own) * classes;
  }
  return lines;
}

function countCells(
  data: Prepared,
  predicted: Int32Array,
  lines: Int32Array,
  slices: number,
  kernels: Kernels | undefined,
): Float64Array[] {
  const cells = Math.max(2, data.classes.length) ** 2;
  const counted = data.weights === null ? kernels?.sumCounts(lines, predicted, cells * slices) : undefined;
  const flat = counted ?? weigh(lines, predicted, data.weights, cells * slices);
  return Array.from({ length: slices }, (_, group) => flat.subarray(group * cells, (group + 1) * cells));
}

function weigh(lines: Int32Array, predicted: Int32Array, weights: Float64Array | null, size: number): Float64Array {
  const flat = new Float64Array(size);
  for (let row = 0; row < lines.length; row++) {
    const line = lines[row]!;
    const guess = predicted[row]!;
    if (line < 0 || guess < 0) continue;
    flat[line + guess]! += weights === null ? 1 : weights[row]!;
  }
  return flat;
}

function momentsOf(losses: Float64Array, weights: Float64Array | null, partition: Partition): Moments[] {
  const count = partition.slices.length;
  const n = new Float64Array(count);
  const weight = new Float64Array(count);
  const mean = new Float64Array(count);
  const squares = new Float64Array(count);
  const cubes = new Float64Array(count);
  for (let row = 0; row < losses.length; row++) {
    const group = partition.codes === null ? 0 : partition.codes[row]!;
    const loss = losses[row]!;
    if (group < 0 || loss === MISSING) continue;
    const w = weights === null ? 1 : weights[row]!;
    if (w === 0) continue;
    n[group]!++;
    weight[group]! += w;
    const delta = loss - mean[group]!;
    const step = (w / weight[group]!) * delta;
    const square = w * delta * (delta - step);
    mean[group]! += step;
    cubes[group]! += square * (delta - 2 * step) - 3 * step * squares[group]!;
    squares[group]! += square;
  }
  return partition.slices.map((_, group) => ({
    n: n[group]!,
    weight: weight[group]!,
    mean: mean[group]!,
    squares: squares[group]!,
    cubes: cubes[group]!,
  }));
}
