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
  | 'out-of-domain'
  | 'missing-scores'
  | 'too-few-rows'
  | 'unstable-interval';

export type Task = 'binary' | 'multiclass' | 'regression';

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

interface Described {
  readonly name: string;
  readonly title: string;
  /** The formula in words and signs. */
  readonly formula: string;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly range: readonly [low: number, high: number];
  readonly tasks: readonly Task[];
  /** Parameters with their defaults. */
  readonly parameters: Readonly<Record<string, number>>;
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
  compute(matrix: Float64Array, classes: number): Computed;
  ratio?(matrix: Float64Array, classes: number): readonly [numerator: number, denominator: number];
}

export interface RanksMetric extends Described {
  readonly from: 'ranks';
  compute(ranks: Ranks): Computed;
}

/**
 * A mean over rows of a loss. For binary tasks `predicted` is the score of the positive class and `actual` 0 or 1;
 * for multiclass the loss is given what the scores of a row say of its true class.
 */
export interface MeanMetric extends Described {
  readonly from: 'moments';
  loss(actual: number, predicted: number, parameters: Parameters): number;
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
  prepare?(rows: Rows): (weights: Float64Array | null) => Computed;
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
}

export type Metric = CountsMetric | MatrixMetric | RanksMetric | MeanMetric | RowsMetric | OrderMetric;

/** The value, or NaN with the reason. */
export function definedOr(reason: Reason, value: number): Computed {
  return Number.isNaN(value) || !Number.isFinite(value) ? { value: NaN, reason } : { value };
}
