import { NumberColumn } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import { BodyError } from '../kind.ts';
import type { Column } from './estimates.ts';
import { matrixValue } from './matrix-value.ts';
import { leftOut, type MeanMetric, type Metric, type OrderMetric, type Rows } from '../../metrics/metric.ts';
import { quantileSorted } from '../../stats/intervals.ts';
import type { Partition } from './partition.ts';
import { codesOf } from './class-codes.ts';
import type { Prepared } from './prepare.ts';
import type { Statistics } from './statistics.ts';

/** What a model that knows no row scores: its name says how it guesses. */
export interface Baseline {
  readonly value: number;
  /** '' where there is none. */
  readonly strategy: string;
}

/** What the dummy has learned: shares of classes, or sorted targets. */
export interface Learned {
  readonly shares: Float64Array;
  readonly targets: Float64Array;
}

const none: Baseline = { value: NaN, strategy: '' };
/** Classes beyond which the cheapest constant is not looked for: each takes a matrix. */
const mostConstants = 200;

/** Metrics that always guessing one class does best at; the others meet a dummy that guesses each class as often as it comes. */
const ofOneGuess = new Set(['accuracy', 'zero_one_loss', 'mean_cost', 'total_cost']);
/** Regression metrics whose best constant is the median; the mean is that of the others. */
const ofMedian = new Set([
  'mean_absolute_error',
  'median_absolute_error',
  'max_error',
  'mean_absolute_percentage_error',
  'weighted_absolute_percentage_error',
  'symmetric_mean_absolute_percentage_error',
  'd2_absolute_error_score',
]);

/**
 * The metric of a dummy for every slice of a partition: scikit-learn's `most_frequent`, `stratified` (at its expected counts),
 * `prior`, `mean`, `median` and `quantile`. Without `learned` the dummy learns from the slice that it is scored on.
 */
export function baselinesOf(column: Column, statistics: Statistics, partition: Partition, learned: Learned | null): readonly Baseline[] {
  const { metric } = column.wanted;
  switch (metric.from) {
    case 'counts':
    case 'matrix':
      return statistics.counts(partition)?.map((matrix) => matrixBaseline(column, matrix, learned)) ?? partition.slices.map(() => none);
    case 'ranks':
      return classShares(statistics, partition).map((shares) => rankBaseline(metric, column.code, shares));
    case 'moments':
      return statistics.data.task === 'regression'
        ? regressionBaselines(column, statistics, partition, learned)
        : classShares(statistics, partition).map((shares) => priorBaseline(metric, column, shares, learned, statistics));
    case 'order':
      return classShares(statistics, partition).map((shares) => orderBaseline(metric, column, shares, learned));
    case 'rows':
      return regressionBaselines(column, statistics, partition, learned);
    default:
      return partition.slices.map(() => none);
  }
}

/** What dummies learn from the labels of a frame. */
export function learnedFrom(frame: Frame, { task, classes }: Prepared, name: string): Learned {
  const { label } = frame.roles;
  if (label === undefined)
    throw new BodyError(`${name} has no label for a baseline to learn from`, ['baseline'], 'name its column in roles:');
  const column = columnOf(frame, label);
  const shares = new Float64Array(Math.max(2, classes.length));
  if (task !== 'regression') {
    for (const code of codesOf(column, new Map(classes.map((own, at) => [own, at])))) if (code >= 0) shares[code]!++;
    return { shares, targets: new Float64Array(0) };
  }
  if (!(column instanceof NumberColumn)) throw new BodyError(`the label ${label} of ${name} is no number`, ['baseline']);
  return { shares, targets: column.values.filter((value) => Number.isFinite(value)).sort() };
}

/** How far a score has come from the dummy's towards perfection; NaN where the dummy is perfect or nothing is. */
export function gainOf({ better, range }: Metric, value: number, baseline: number): number {
  const perfect = better === 'higher' ? range[1] : better === 'lower' ? range[0] : NaN;
  const gain = (value - baseline) / (perfect - baseline);
  return Number.isFinite(perfect) && Number.isFinite(gain) ? gain : NaN;
}

function matrixBaseline({ wanted, code }: Column, matrix: Float64Array, learned: Learned | null): Baseline {
  const classes = Math.sqrt(matrix.length);
  const actual = Float64Array.from({ length: classes }, (_, row) => sumOf(matrix.subarray(row * classes, (row + 1) * classes)));
  const guessed = sharesOf(learned?.shares ?? actual);
  if (sumOf(actual) === 0) return none;
  if (!ofOneGuess.has(wanted.metric.name)) {
    const value = matrixValue(wanted, crossed(actual, guessed), classes, code).value;
    return { value, strategy: 'stratified' };
  }
  const valueOf = (guess: number): number => {
    const certain = new Float64Array(classes);
    certain[guess] = 1;
    return matrixValue(wanted, crossed(actual, certain), classes, code).value;
  };
  if (wanted.metric.name === 'accuracy' || wanted.metric.name === 'zero_one_loss')
    return { value: valueOf(indexOfMost(guessed)), strategy: 'most_frequent' };
  if (classes > mostConstants) return none;
  return { value: Math.min(...Array.from(guessed, (_, guess) => valueOf(guess))), strategy: 'best constant' };
}

/** Expected confusion matrix where guesses come in these shares, whatever the row. */
function crossed(actual: Float64Array, guessed: Float64Array): Float64Array {
  const matrix = new Float64Array(actual.length ** 2);
  for (let row = 0; row < actual.length; row++)
    for (let column = 0; column < actual.length; column++) matrix[row * actual.length + column] = actual[row]! * guessed[column]!;
  return matrix;
}

/** Weights of the classes by slice; of a binary task with one class the other stands beside it. */
function classShares(statistics: Statistics, partition: Partition): readonly Float64Array[] {
  const { actual, weights, classes } = statistics.data;
  const made = partition.slices.map(() => new Float64Array(Math.max(2, classes.length)));
  for (let row = 0; row < actual.length; row++) {
    const group = partition.codes === null ? 0 : partition.codes[row]!;
    if (group >= 0 && actual[row]! >= 0) made[group]![actual[row]!]! += weights === null ? 1 : weights[row]!;
  }
  return made;
}

function rankBaseline(metric: Metric, code: number | null, weights: Float64Array): Baseline {
  const shares = sharesOf(weights);
  const codes = code === null ? [...shares.keys()] : [code];
  const present = codes.filter((each) => shares[each]! > 0 && shares[each]! < 1);
  if (present.length === 0) return none;
  if (metric.name === 'average_precision')
    return { value: sumOf(present.map((each) => shares[each]!)) / present.length, strategy: 'random order' };
  return { value: metric.range[0] === 0 && metric.name === 'roc_auc' ? 0.5 : 0, strategy: 'random order' };
}

function priorBaseline(
  metric: MeanMetric,
  { wanted }: Column,
  weights: Float64Array,
  learned: Learned | null,
  statistics: Statistics,
): Baseline {
  const actual = sharesOf(weights);
  const prior = learned === null ? actual : sharesOf(learned.shares);
  if (Number.isNaN(actual[0])) return none;
  const { task, positive } = statistics.data;
  const lossOf = (own: number): number => {
    if (task === 'binary') return metric.loss(+(own === positive), prior[positive]!, wanted.parameters);
    const above = prior.reduce((count, share, other) => count + +(share > prior[own]! || (share === prior[own] && other < own)), 0);
    const squares = sumOf(prior.map((share) => share * share));
    return metric.classLoss?.({ score: prior[own]!, squares, above }, wanted.parameters) ?? NaN;
  };
  let mean = 0;
  for (let own = 0; own < actual.length; own++) if (actual[own]! > 0) mean += actual[own]! * lossOf(own);
  return { value: (metric.finish ?? ((value: number) => value))(mean), strategy: 'prior' };
}

/** The metric where every row has the class's share as its score. */
function orderBaseline(metric: OrderMetric, { wanted, code }: Column, weights: Float64Array, learned: Learned | null): Baseline {
  if (code === null) return none;
  const total = sumOf(weights);
  if (total === 0) return none;
  const prior = sharesOf(learned?.shares ?? weights)[code]!;
  const ordered = {
    scores: Float64Array.of(prior, prior),
    positive: Uint8Array.of(1, 0),
    weights: Float64Array.of(weights[code]!, total - weights[code]!),
  };
  return { value: metric.compute(ordered, wanted.parameters).value, strategy: 'prior' };
}

function regressionBaselines(
  { wanted }: Column,
  statistics: Statistics,
  partition: Partition,
  learned: Learned | null,
): readonly Baseline[] {
  const { metric, parameters } = wanted;
  return statistics.rows(partition).map((rows): Baseline => {
    const targets = learned?.targets ?? rows.actual.slice().sort();
    if (targets.length === 0 || rows.actual.length === 0) return none;
    const [strategy, constant] = constantOf(metric.name, parameters['alpha'], targets);
    const guessed: Rows = { ...rows, predicted: new Float64Array(rows.actual.length).fill(constant) };
    if (metric.from === 'rows') return { value: metric.compute(guessed, parameters).value, strategy };
    if (metric.from !== 'moments' || metric.boundsLoss !== undefined) return none;
    return { value: meanLoss(metric, guessed, parameters), strategy };
  });
}

function constantOf(name: string, alpha: number | undefined, sorted: Float64Array): [strategy: string, constant: number] {
  if (name.includes('pinball')) return ['quantile', quantileSorted(sorted, alpha ?? 0.5)];
  if (ofMedian.has(name)) return ['median', quantileSorted(sorted, 0.5)];
  return ['mean', sumOf(sorted) / sorted.length];
}

function meanLoss(metric: MeanMetric, { actual, predicted, weights }: Rows, parameters: Column['wanted']['parameters']): number {
  let total = 0;
  let weight = 0;
  for (let row = 0; row < actual.length; row++) {
    const loss = metric.loss(actual[row]!, predicted[row]!, parameters);
    if (loss === leftOut) continue;
    const w = weights === null ? 1 : weights[row]!;
    total += w * loss;
    weight += w;
  }
  return (metric.finish ?? ((value: number) => value))(total / weight);
}

function sharesOf(weights: Float64Array): Float64Array {
  const total = sumOf(weights);
  return weights.map((weight) => weight / total);
}

function indexOfMost(values: Float64Array): number {
  return values.indexOf(Math.max(...values));
}

function sumOf(values: ArrayLike<number>): number {
  let total = 0;
  for (let at = 0; at < values.length; at++) total += values[at]!;
  return total;
}
