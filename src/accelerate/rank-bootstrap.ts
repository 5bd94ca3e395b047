import type { ExtrasWanted } from './rank-extras.ts';
import { scoreOrder } from '../stats/score-order.ts';

/**
 * Rows in ascending score order, as the kernels read them: `unit << 2 | endOfTie << 1 | label`.
 *
 * - label: 1 for a positive row, 0 for a negative one.
 * - endOfTie: 1 on the last row of each run of equal scores (so 1 everywhere when all scores differ); the last row always has it.
 *   The order inside a run does not matter.
 * - unit: what is resampled, below 2³⁰: the row's number in the frame, or its cluster's. A unit's weight in a replicate depends on
 *   (seed, replicate, unit) alone, so two models over the same rows get the same resamples and their difference is paired.
 */
export interface RankBootstrap extends ExtrasWanted {
  readonly rows: Uint32Array;
  readonly replicates: number;
  /** An integer from 0 to 2³² − 1. */
  readonly seed: number;
}

/** Per replicate: weight of the positives, weight of the negatives, and U2, twice the Mann–Whitney count (each below 2⁵³). AUC = U2 / (2 · positives · negatives). */
export interface RankCounts {
  readonly positives: Float64Array;
  readonly negatives: Float64Array;
  readonly u2: Float64Array;
  /** Largest TPR − FPR, and area of the ROC curve up to the FPR, where they were asked for; NaN where a class has no weight. */
  readonly separation?: Float64Array;
  readonly partial?: Float64Array;
  readonly backend: 'plain' | 'wasm' | 'webgpu';
}

/** Units that fit beside the two flags. */
export const mostUnits = 2 ** 30;

export interface PackOptions {
  /** Row numbers in descending score order, as `scoreOrder` of src/stats gives them, where they are at hand. Rows left out are not packed. */
  readonly order?: Uint32Array;
  /** Unit of each row, for clustered rows; the row's number unless given. */
  readonly units?: Uint32Array;
}

/**
 * Packs scores and labels (1 positive, 0 negative; one each per row) into the rows that the kernels read.
 * Throws on a NaN score, since it has no rank, and on an order that does not descend. −0 and 0 are one score.
 */
export function packRanks(scores: ArrayLike<number>, labels: ArrayLike<number>, options: PackOptions = {}): Uint32Array {
  if (labels.length !== scores.length) throw new Error(`${scores.length} scores cannot be ranked with ${labels.length} labels`);
  const order = options.order ?? scoreOrder(Float64Array.from(scores));
  const last = order.length - 1;
  const rows = new Uint32Array(order.length);
  for (let at = 0; at <= last; at++) {
    const row = order[last - at]!;
    const unit = options.units === undefined ? row : options.units[row]!;
    if (unit >= mostUnits) throw new Error(`unit ${unit} is beyond the ${mostUnits} that can be resampled`);
    rows[at] = (unit << 2) | endOfTie(scores, order, last - at) | (labels[row] === 1 ? 1 : 0);
  }
  return rows;
}

function endOfTie(scores: ArrayLike<number>, order: Uint32Array, at: number): number {
  const score = scores[order[at]!]!;
  if (Number.isNaN(score)) throw new Error(`the score of row ${order[at]! + 1} is NaN and has no rank`);
  if (at === 0) return 2;
  const above = scores[order[at - 1]!]!;
  if (above < score) throw new Error(`the order does not descend at place ${at + 1}`);
  return above === score ? 0 : 2;
}

/** Counts of so many replicates, all 0, with room for what is asked for. */
export function emptyCounts<B extends RankCounts['backend']>(request: RankBootstrap, backend: B): RankCounts & { readonly backend: B } {
  const { replicates } = request;
  return {
    positives: new Float64Array(replicates),
    negatives: new Float64Array(replicates),
    u2: new Float64Array(replicates),
    ...(request.separation === true ? { separation: new Float64Array(replicates) } : {}),
    ...(request.falsePositiveRate === undefined ? {} : { partial: new Float64Array(replicates) }),
    backend,
  };
}

/** Whether more than counts is asked for. */
export function wantsExtras(request: RankBootstrap): boolean {
  return request.separation === true || request.falsePositiveRate !== undefined;
}
