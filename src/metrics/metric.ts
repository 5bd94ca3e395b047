import type { DeviationBin } from '../stats/deviation-interval.ts';

/** Why a number is not there. */
export type Reason =
  | 'no-rows'
  | 'zero-weight'
  | 'one-class'
  | 'no-positives'
  | 'no-negatives'
  | 'no-predicted-positives'
  | 'no-predicted-negatives'
  | 'empty-union'
  | 'constant-target'
  | 'constant-prediction'
  | 'zero-target'
  | 'zero-denominator'
  | 'separated-classes'
  | 'out-of-domain'
  | 'missing-scores'
  | 'no-relevant-items'
  | 'too-few-rows'
  | 'unstable-interval';

export type Task = 'binary' | 'multiclass' | 'multilabel' | 'regression' | 'ranking';

/** A metric's value; NaN with the reason where it is undefined, never 0 and never an exception. */
export interface Computed {
  readonly value: number;
  readonly reason?: Reason;
}

/** One class against the rest, as sums of weights. */
export interface BinaryCounts {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** What one scan in the order of scores leaves behind, for one class against the rest. */
export interface Ranks {
  readonly positives: number;
  readonly negatives: number;
  /** Twice the Mann–Whitney count: 2·[s_i > s_j] + [s_i = s_j] summed over pairs. */
  readonly u2: number;
  /** DeLong variance of the AUC (ddof 1). */
  readonly variance: number;
  readonly averagePrecision: number;
  /** Largest TPR − FPR over thresholds. */
  readonly separation: number;
}

/** Weighted moments of one loss over rows. */
export interface Moments {
  readonly n: number;
  readonly weight: number;
  readonly mean: number;
  /** Sum of weighted squared deviations from the mean. */
  readonly squares: number;
  /** Sum of weighted cubed deviations, where intervals are to know how skewed the rows are. */
  readonly cubes?: number;
}

/** Labels and predictions of the rows themselves. */
export interface Rows {
  readonly actual: Float64Array;
  readonly predicted: Float64Array;
  readonly weights: Float64Array | null;
}

/** What the scores of one row say of its true class. */
export interface ClassRow {
  /** Score of the true class. */
  readonly score: number;
  /** Σ score² over the classes. */
  readonly squares: number;
  /** Classes ranked above the true one; equal scores rank in the order of the classes. */
  readonly above: number;
}

/** What may be given for a parameter. `words` stand for their places in the list: the first is 0. */
export interface Accepted {
  readonly doc: string;
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
  readonly words?: readonly string[];
}

/** What a metric is, in words: for forms, hover help, the working and the reference page. */
export interface Described {
  readonly name: string;
  readonly title: string;
  /** The formula in words and signs. */
  readonly formula: string;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly range: readonly [low: number, high: number];
  /** The range by task, where it is another. */
  readonly ranges?: Partial<Readonly<Record<Task, readonly [low: number, high: number]>>>;
  readonly tasks: readonly Task[];
  /** Parameters with their defaults. */
  readonly parameters: Readonly<Record<string, number>>;
  /** What each of the parameters may be. */
  readonly accepts: Readonly<Record<string, Accepted>>;
  /** What it reads, in words. */
  readonly needs: string;
  /** When there is no value, in words, by the reason that is given then. */
  readonly undefinedWhen: Readonly<Partial<Record<Reason, string>>>;
  /** How its interval is made, in words. */
  readonly interval: string;
}

export type Parameters = Readonly<Record<string, number>>;

/** A metric of confusion counts. `ratio` gives numerator and denominator where it is a share, for Wilson's interval. */
export interface CountsMetric extends Described {
  readonly from: 'counts';
  compute(counts: BinaryCounts, parameters: Parameters): Computed;
  ratio?(counts: BinaryCounts): readonly [numerator: number, denominator: number];
}

/** A metric of the whole confusion matrix: K × K sums of weights, row-major, rows are the actual class. */
export interface MatrixMetric extends Described {
  readonly from: 'matrix';
  compute(matrix: Float64Array, classes: number, parameters: Parameters): Computed;
  ratio?(matrix: Float64Array, classes: number): readonly [numerator: number, denominator: number];
}

export interface RanksMetric extends Described {
  readonly from: 'ranks';
  compute(ranks: Ranks): Computed;
}

/** What the loss of a row is that leaves its mean: it is counted, and is no part of n. */
export const leftOut = -Infinity;

/**
 * A mean over rows of a loss. For binary tasks `predicted` is the score of the positive class and `actual` 0 or 1;
 * for multiclass the loss is given what the scores of a row say of its true class.
 */
export interface MeanMetric extends Described {
  readonly from: 'moments';
  loss(actual: number, predicted: number, parameters: Parameters): number;
  /** In place of `loss` where the forecast is an interval. */
  boundsLoss?(actual: number, lower: number, upper: number, parameters: Parameters): number;
  /** For multiclass. */
  classLoss?(row: ClassRow, parameters: Parameters): number;
  /** Whether every row counts 0 or 1, so that the mean is a share. */
  readonly share?: boolean;
  /** Applied to the mean and to both ends of its interval. */
  readonly finish?: (mean: number) => number;
  /** Reason when a row's loss is not a number. */
  readonly undefinedBecause?: Reason;
  /** Whether scores must be probabilities. */
  readonly probabilities?: boolean;
}

export interface RowsMetric extends Described {
  readonly from: 'rows';
  compute(rows: Rows, parameters: Parameters): Computed;
  /** Does once what does not depend on weights (sorting), for metrics that are slow to resample without. */
  prepare?(rows: Rows, parameters: Parameters): (weights: Float64Array | null) => Computed;
  /** An extreme has no interval that resampling could give. */
  readonly extreme?: boolean;
}

/** Scores of one class with its labels (1, or 0 for another class), in descending order of score. */
export interface Ordered {
  readonly scores: Float64Array;
  readonly positive: Uint8Array;
  readonly weights: Float64Array | null;
}

/** A metric of the scores themselves; for several classes the mean over them. */
export interface OrderMetric extends Described {
  readonly from: 'order';
  compute(ordered: Ordered, parameters: Parameters): Computed;
  /** For several classes it reads the highest score of a row and whether its class is the true one. */
  readonly topLabel?: boolean;
  /** Of a sum of absolute deviations over bins: the bins, from which its interval is made. */
  deviations?(ordered: Ordered, parameters: Parameters): readonly DeviationBin[];
}

/** Several labels a row: bits by row and label, row-major; scores alike, where there are any. */
export interface Tags {
  readonly labels: number;
  readonly actual: Uint8Array;
  readonly predicted: Uint8Array;
  readonly scores: Float64Array;
}

/** A mean over rows of several labels; `leftOut` for a row that has no value. */
export interface TagsMetric extends Described {
  readonly from: 'tags';
  valueOf(tags: Tags, row: number, parameters: Parameters): number;
  readonly reads: 'predictions' | 'scores';
  /** Whether every row counts 0 or 1. */
  readonly share?: boolean;
  /** Reason when every row is left out. */
  readonly leftOutBecause: Reason;
}

/** The items shown for one query, best first; of equal scores the less relevant item stands first. */
export interface RankedList {
  readonly relevance: Float64Array;
  readonly scores: Float64Array;
  /** Codes of the items; empty where they are not named. */
  readonly items: Int32Array;
  /** How often each was chosen in training; empty where it is not known. */
  readonly popularity: Float64Array;
  /** Features of the items, row-major; empty where there are none. */
  readonly features: Float64Array;
}

/** What all lists share. */
export interface Catalogue {
  /** Distinct items of the whole table. */
  readonly items: number;
  /** Users in training; NaN where it is not said. */
  readonly users: number;
}

/** A mean over queries; `leftOut` for a query that has no value. */
export interface QueriesMetric extends Described {
  readonly from: 'queries';
  valueOf(list: RankedList, parameters: Parameters, catalogue: Catalogue): number;
  readonly share?: boolean;
  readonly reads: 'relevance' | 'popularity' | 'features';
  readonly leftOutBecause: Reason;
}

/** A metric of all lists together, with a weight a list. */
export interface ListsMetric extends Described {
  readonly from: 'lists';
  compute(lists: readonly RankedList[], weights: Float64Array | null, parameters: Parameters, catalogue: Catalogue): Computed;
  /** A count of what was seen has no interval that resampling could give. */
  readonly extreme?: boolean;
}

export type Metric =
  CountsMetric | MatrixMetric | RanksMetric | MeanMetric | RowsMetric | OrderMetric | TagsMetric | QueriesMetric | ListsMetric;

/** The value, or NaN with the reason. */
export function definedOr(reason: Reason, value: number): Computed {
  return Number.isNaN(value) || !Number.isFinite(value) ? { value: NaN, reason } : { value };
}
