import type { BinaryCounts } from '../metrics/metric.ts';
import type { RankRows } from '../metrics/scan-ranks.ts';
import { counterHash } from '../stats/counter-random.ts';
import { chooseCut, type Goal } from './choose-threshold.ts';
import { countsAt, type Cuts } from './threshold-cuts.ts';

/** The fold of a row: depends on the seed and the row's number alone. */
export function foldOf(seed: number, row: number, folds: number): number {
  return Math.floor((counterHash(seed ^ 0x5bd1e995, 0, row) / 4294967296) * folds);
}

/** Counts of each fold's own rows above each of the given cuts, which end blocks of the order. */
export function foldCuts(cuts: Cuts, rows: RankRows, places: Uint32Array | null, folds: number, seed: number): Cuts[] {
  const length = cuts.threshold.length;
  const tp = Array.from({ length: folds }, () => new Float64Array(length));
  const fp = Array.from({ length: folds }, () => new Float64Array(length));
  const count = places === null ? rows.rows.length : places.length;
  let block = 0;
  for (let at = 0; at < count; at++) {
    const place = places === null ? at : places[at]!;
    while (rows.scores[place]! < cuts.threshold[block]!) block++;
    const fold = foldOf(seed, rows.rows[place]!, folds);
    const sums = rows.positive[place] === 1 ? tp[fold]! : fp[fold]!;
    sums[block]! += rows.weights === null ? 1 : rows.weights[place]!;
  }
  return tp.map((own, fold) => {
    const other = fp[fold]!;
    for (let at = 1; at < length; at++) {
      own[at]! += own[at - 1]!;
      other[at]! += other[at - 1]!;
    }
    return { ...cuts, tp: own, fp: other, positives: own[length - 1]!, negatives: other[length - 1]! };
  });
}

/**
 * Confusion counts of thresholds that were chosen on other rows: for each fold the threshold is chosen on the rest and counts
 * the fold. Null where a fold finds no threshold.
 */
export function crossFitted(
  cuts: Cuts,
  folds: readonly Cuts[],
  goal: Goal,
): { readonly counts: BinaryCounts; readonly thresholds: readonly number[] } | null {
  const sum = { tp: 0, fp: 0, fn: 0, tn: 0 };
  const thresholds: number[] = [];
  for (const fold of folds) {
    const rest: Cuts = {
      ...cuts,
      tp: cuts.tp.map((own, at) => Math.max(0, own - fold.tp[at]!)),
      fp: cuts.fp.map((other, at) => Math.max(0, other - fold.fp[at]!)),
      positives: Math.max(0, cuts.positives - fold.positives),
      negatives: Math.max(0, cuts.negatives - fold.negatives),
    };
    const chosen = chooseCut(rest, goal);
    if (chosen === -1) continue;
    const counts = countsAt(fold, chosen);
    for (const cell of ['tp', 'fp', 'fn', 'tn'] as const) sum[cell] += counts[cell];
    thresholds.push(cuts.threshold[chosen]!);
  }
  return thresholds.length === folds.length ? { counts: sum, thresholds } : null;
}
