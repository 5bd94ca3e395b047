import type { RankBootstrap, RankCounts } from './rank-bootstrap.ts';

/** Positives, negatives, and twice the Mann–Whitney count, as exact integers. AUC = u2 / (2 · positives · negatives). */
export interface RankSums {
  readonly positives: number;
  readonly negatives: number;
  readonly u2: number;
}

export interface Confusion {
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly tn: number;
}

/** Sums over the rows of each bin. */
export interface ScoreBins {
  readonly rows: Float64Array;
  readonly positives: Float64Array;
  readonly scores: Float64Array;
}

/**
 * Sums over rows that many cells ask for, in twins: plain TypeScript, and WebAssembly that copies what it reads into a bounded
 * memory of its own and keeps it there while it is used. So arrays that a kernel was given must not be changed afterwards.
 * Integers are the same in every twin, bit for bit; sums of floats to 1e-12.
 *
 * `positive` has a byte a row, 1 for the positive class and 0 for another; `scores` belong to the same rows. Where a kernel ranks
 * scores, NaN has no rank and is an error; −0 and 0 are one score; infinities are scores.
 */
export interface Kernels {
  readonly backend: 'wasm' | 'plain';
  /** Row numbers in descending order of score, equal scores in ascending order of row. */
  scoreOrder(scores: Float64Array): Uint32Array;
  rankSums(scores: Float64Array, positive: Uint8Array): RankSums;
  /** Σ (R_k − R_{k−1})·P_k over distinct scores; NaN without positives. */
  averagePrecision(scores: Float64Array, positive: Uint8Array): number;
  /** Mean −ln p(true class), p held within 2.2e-16 of 0 and 1; NaN without rows and where a score is not in [0, 1]. */
  logLoss(scores: Float64Array, positive: Uint8Array): number;
  /** Mean squared difference of score and label; NaN without rows and where a score is not in [0, 1]. */
  brierScore(scores: Float64Array, positive: Uint8Array): number;
  /** Bins of equal width over [0, 1], closed below, 1 in the last one; null where a score is not in [0, 1]. */
  scoreBins(scores: Float64Array, positive: Uint8Array, bins: number): ScoreBins | null;
  /** A score at or above the threshold is predicted positive, any other (NaN too) negative. */
  confusion(scores: Float64Array, positive: Uint8Array, threshold: number): Confusion;
  /** Places at which both arrays hold the same byte. */
  equalCount(one: Uint8Array, other: Uint8Array): number;
  /** Rows by pair of codes below `classes` (at most 256): cell `first · classes + second`. */
  pairCounts(first: Uint8Array, second: Uint8Array, classes: number): Float64Array;
  /** Rows by `lines[row] + guesses[row]`, below `size`; rows with either below 0 are left out. */
  sumCounts(lines: Int32Array, guesses: Int32Array, size: number): Float64Array;
  /** Confusions by group: `codes` has a byte a row, a code from `groups` (at most 255) up is in none. Four cells a group: tn, fp, fn, tp. */
  groupConfusion(scores: Float64Array, positive: Uint8Array, threshold: number, codes: Uint8Array, groups: number): Float64Array;
  /** Rank sums by group: codes below 0 are in none. */
  groupRanks(scores: Float64Array, positive: Uint8Array, codes: Int32Array, groups: number): RankSums[];
  /** As `rankBootstrapPlain`, with the same counts. */
  rankBootstrap(request: RankBootstrap, signal: AbortSignal): Promise<RankCounts>;
}

/** Throws where one array is not as long as another, naming both. */
export function sameLength(one: ArrayLike<number>, other: ArrayLike<number>): void {
  if (one.length !== other.length) throw new Error(`${one.length} and ${other.length} values are not of the same rows`);
}
