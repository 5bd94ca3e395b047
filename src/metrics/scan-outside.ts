import type { Ranks } from './metric.ts';
import { varianceOfMean, type RankRows } from './scan-ranks.ts';

/**
 * Runs of equal scores in descending order, with sums up to each (length runs + 1): what the AUC of the rows outside a group
 * needs of all rows. Made once for any number of groups.
 */
export interface RankRuns {
  readonly rows: RankRows;
  /** Run of each place. */
  readonly runs: Uint32Array;
  /** Σ over the runs before r of the weight w of a class, of w·v and of w·v², where v is the weight of the other class that a row beats (positives) or that beats it (negatives), ties by half. */
  readonly positive: Sums;
  readonly negative: Sums;
}

interface Sums {
  readonly weight: Float64Array;
  readonly first: Float64Array;
  readonly second: Float64Array;
  /** v of each run. */
  readonly value: Float64Array;
  /** Σ of squared weights of rows. */
  readonly squares: number;
}

/** Makes the runs and their sums in two passes. */
export function rankRuns(rows: RankRows): RankRuns {
  const { scores, positive, weights } = rows;
  const runs = new Uint32Array(scores.length);
  let count = 0;
  for (let place = 0; place < scores.length; place++) {
    if (place > 0 && scores[place] !== scores[place - 1]) count++;
    runs[place] = count;
  }
  if (scores.length > 0) count++;
  const own = new Float64Array(count);
  const other = new Float64Array(count);
  let ownSquares = 0;
  let otherSquares = 0;
  for (let place = 0; place < scores.length; place++) {
    const weight = weights === null ? 1 : weights[place]!;
    const isPositive = positive[place]!;
    own[runs[place]!]! += isPositive * weight;
    other[runs[place]!]! += (1 - isPositive) * weight;
    ownSquares += isPositive * weight * weight;
    otherSquares += (1 - isPositive) * weight * weight;
  }
  return { rows, runs, positive: sumsOf(own, other, ownSquares, true), negative: sumsOf(other, own, otherSquares, false) };
}

function sumsOf(own: Float64Array, other: Float64Array, squares: number, below: boolean): Sums {
  const count = own.length;
  let total = 0;
  for (const weight of other) total += weight;
  const sums = {
    weight: new Float64Array(count + 1),
    first: new Float64Array(count + 1),
    second: new Float64Array(count + 1),
    value: new Float64Array(count),
    squares,
  };
  let above = 0;
  for (let run = 0; run < count; run++) {
    const value = below ? total - above - other[run]! / 2 : above + other[run]! / 2;
    const weight = own[run]!;
    sums.value[run] = value;
    sums.weight[run + 1] = sums.weight[run]! + weight;
    sums.first[run + 1] = sums.first[run]! + weight * value;
    sums.second[run + 1] = sums.second[run]! + weight * value * value;
    above += other[run]!;
  }
  return sums;
}

/** Weights of one group by those of its runs that hold any, in descending order of score. */
interface GroupRuns {
  readonly run: Uint32Array;
  readonly positive: Float64Array;
  readonly negative: Float64Array;
  readonly count: number;
  readonly positiveSquares: number;
  readonly negativeSquares: number;
}

function groupRuns({ rows, runs }: RankRuns, places: Uint32Array): GroupRuns {
  const run = new Uint32Array(places.length);
  const positive = new Float64Array(places.length);
  const negative = new Float64Array(places.length);
  let count = 0;
  let positiveSquares = 0;
  let negativeSquares = 0;
  for (const place of places) {
    if (count === 0 || run[count - 1] !== runs[place]) run[count++] = runs[place]!;
    const weight = rows.weights === null ? 1 : rows.weights[place]!;
    if (rows.positive[place] === 1) {
      positive[count - 1]! += weight;
      positiveSquares += weight * weight;
    } else {
      negative[count - 1]! += weight;
      negativeSquares += weight * weight;
    }
  }
  return { run, positive, negative, count, positiveSquares, negativeSquares };
}

/**
 * AUC statistics of the rows outside a group at the cost of the group's rows: what the group takes from each row's value
 * changes only at the group's own rows. `averagePrecision` and `separation` are NaN. Loses digits where the group is nearly
 * everything; scan the few rows outside then.
 */
export function scanOutside(all: RankRuns, places: Uint32Array): Ranks {
  const group = groupRuns(all, places);
  const runs = all.positive.value.length;
  const own = outsideSums(all.positive, group.run, group.positive, group.negative, group.count, runs, true);
  const other = outsideSums(all.negative, group.run, group.negative, group.positive, group.count, runs, false);
  const auc = own.first / (own.weight * other.weight);
  const ownRows = own.weight ** 2 / (all.positive.squares - group.positiveSquares);
  const otherRows = other.weight ** 2 / (all.negative.squares - group.negativeSquares);
  const variance =
    varianceOfMean(own.second / own.weight / other.weight ** 2, auc, ownRows) +
    varianceOfMean(other.second / other.weight / own.weight ** 2, auc, otherRows);
  return { positives: own.weight, negatives: other.weight, u2: 2 * own.first, variance, averagePrecision: NaN, separation: NaN };
}

/** Σw, Σw·v and Σw·v² of one class outside the group, where v leaves the group's rows of the other class out. */
function outsideSums(
  sums: Sums,
  run: Uint32Array,
  own: Float64Array,
  other: Float64Array,
  count: number,
  runs: number,
  below: boolean,
): { weight: number; first: number; second: number } {
  let taken = 0;
  if (below) for (let at = 0; at < count; at++) taken += other[at]!;
  let weight = sums.weight[runs]!;
  let first = sums.first[runs]!;
  let second = sums.second[runs]!;
  let from = 0;
  for (let at = 0; at <= count; at++) {
    const to = at < count ? run[at]! : runs;
    const between = sums.weight[to]! - sums.weight[from]!;
    const firstBetween = sums.first[to]! - sums.first[from]!;
    first -= taken * between;
    second += taken * taken * between - 2 * taken * firstBetween;
    if (at === count) break;
    const value = sums.value[to]!;
    const lessHere = below ? taken - other[at]! / 2 : taken + other[at]! / 2;
    const here = sums.weight[to + 1]! - sums.weight[to]!;
    const left = here - own[at]!;
    weight -= own[at]!;
    first += left * (value - lessHere) - here * value;
    second += left * (value - lessHere) ** 2 - here * value * value;
    taken += below ? -other[at]! : other[at]!;
    from = to + 1;
  }
  return { weight, first, second };
}
