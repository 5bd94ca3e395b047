import type { RankRows } from '../metrics/scan-ranks.ts';
import { unitSpread, type Units } from '../stats/unit-mean.ts';

/** AUC of one model over some rows, and what each row adds to it. */
export interface Placements {
  readonly auc: number;
  readonly positives: number;
  readonly negatives: number;
  /** By place of the order: of a positive row the share of negatives that it beats, of a negative row the share of positives that beat it; ties by half. */
  readonly parts: Float64Array;
}

/** DeLong's structural components at the given places of the order (ascending), or at all for null. NaN without both classes. */
export function placements({ scores, positive, weights }: RankRows, places: Uint32Array | null): Placements {
  const length = places === null ? scores.length : places.length;
  const placeOf = (at: number): number => (places === null ? at : places[at]!);
  const weightOf = (place: number): number => (weights === null ? 1 : weights[place]!);
  let positives = 0;
  let negatives = 0;
  for (let at = 0; at < length; at++) {
    const place = placeOf(at);
    if (positive[place] === 1) positives += weightOf(place);
    else negatives += weightOf(place);
  }
  const parts = new Float64Array(length);
  let above = 0;
  let negativesAbove = 0;
  let sum = 0;
  for (let at = 0; at < length;) {
    const score = scores[placeOf(at)]!;
    let p = 0;
    let q = 0;
    let end = at;
    for (; end < length && scores[placeOf(end)] === score; end++) {
      const place = placeOf(end);
      if (positive[place] === 1) p += weightOf(place);
      else q += weightOf(place);
    }
    const beaten = (negatives - negativesAbove - q + q / 2) / negatives;
    const beating = (above + p / 2) / positives;
    for (; at < end; at++) parts[at] = positive[placeOf(at)] === 1 ? beaten : beating;
    sum += p * beaten;
    above += p;
    negativesAbove += q;
  }
  return { auc: sum / positives, positives, negatives, parts };
}

/** One of the two rankings that are compared: all its rows in order, and which of its places are read. */
export interface RankSide {
  readonly rows: RankRows;
  readonly places: Uint32Array | null;
}

/** What every row adds to the difference of two AUCs, second less first, beyond its mean: by row number, sums of squares are DeLong's variance. */
export interface AucDifference {
  readonly first: number;
  readonly second: number;
  readonly n: number;
}

/**
 * Adds what each row contributes to AUC(second) − AUC(first) over the same rows to `influence` (by row number of the frame),
 * times `share`. With `correct` each class has DeLong's n / (n − 1). DeLong, DeLong & Clarke-Pearson (1988).
 */
export function addAucDifference(
  first: RankSide,
  second: RankSide,
  influence: Float64Array,
  share: number,
  correct: boolean,
): AucDifference {
  const a = placements(first.rows, first.places);
  const b = placements(second.rows, second.places);
  const value = b.auc - a.auc;
  const { rows, positive, weights } = second.rows;
  const [ownRows, otherRows] = effectiveRows(second);
  const scale = (n: number): number => (!correct ? 1 : n > 1 ? Math.sqrt(n / (n - 1)) : NaN);
  const own = (share * scale(ownRows)) / b.positives;
  const other = (share * scale(otherRows)) / b.negatives;
  for (const [side, sign] of [
    [{ ...first, parts: a.parts }, -1],
    [{ ...second, parts: b.parts }, 1],
  ] as const) {
    for (let at = 0; at < side.parts.length; at++) {
      const place = side.places === null ? at : side.places[at]!;
      const weight = side.rows.weights === null ? 1 : side.rows.weights[place]!;
      const scaled = weight * (side.rows.positive[place] === 1 ? own : other);
      influence[side.rows.rows[place]!]! += sign * scaled * side.parts[at]!;
    }
  }
  for (let at = 0; at < b.parts.length; at++) {
    const place = second.places === null ? at : second.places[at]!;
    const weight = weights === null ? 1 : weights[place]!;
    influence[rows[place]!]! -= weight * (positive[place] === 1 ? own : other) * value;
  }
  return { first: a.auc, second: b.auc, n: b.parts.length };
}

/** Effective numbers of positive and negative rows, (Σw)² / Σw². */
function effectiveRows({ rows: { positive, weights }, places }: RankSide): readonly [positives: number, negatives: number] {
  const sums = [0, 0];
  const squares = [0, 0];
  const length = places === null ? positive.length : places.length;
  for (let at = 0; at < length; at++) {
    const place = places === null ? at : places[at]!;
    const weight = weights === null ? 1 : weights[place]!;
    sums[positive[place]!]! += weight;
    squares[positive[place]!]! += weight * weight;
  }
  return [sums[1]! ** 2 / squares[1]!, sums[0]! ** 2 / squares[0]!];
}

/** Standard error of the difference from the contributions of the rows that were read; by unit where rows come in groups (Obuchowski, 1997). */
export function aucSpread(influence: Float64Array, rows: Uint32Array, units: Units | null): number {
  if (units !== null) {
    const codes = Uint32Array.from(rows, (row) => units.codes[row]!);
    const read = Float64Array.from(rows, (row) => influence[row]!);
    return unitSpread(read, { codes, count: units.count }).se;
  }
  let squares = 0;
  for (const row of rows) squares += influence[row]! ** 2;
  return Math.sqrt(squares);
}
