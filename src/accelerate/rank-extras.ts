import { cutBucket, hashUnit, weightOfHash } from './poisson-weight.ts';
import type { RankTiles, TileCounts } from './rank-tiles.ts';

/** What a replicate may be asked for beside its counts. */
export interface ExtrasWanted {
  /** The largest TPR − FPR. */
  readonly separation?: boolean;
  /** The area of the ROC curve up to this FPR. */
  readonly falsePositiveRate?: number;
}

export interface Extras {
  readonly separation: number;
  readonly partial: number;
}

/** One replicate of packed rows: its hashes start from these keys. */
export interface Replicate {
  readonly rows: Uint32Array;
  readonly firstKey: number;
  readonly secondKey: number;
  readonly table: Uint8Array;
}

/** Consecutive tiles that end with a tie: one, or all that a long run of ties spans. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly positives: number;
  readonly negatives: number;
  readonly u2: number;
}

/**
 * Separation and partial area of one replicate from the counts of its tiles: only the tiles in which they may lie are scanned
 * again. Both are worked out from integers in one order, so that they are the same whoever counted the tiles.
 */
export function extrasOf(replicate: Replicate, tiles: RankTiles, countsOf: (tile: number) => TileCounts, wanted: ExtrasWanted): Extras {
  const spans = spansOf(tiles, countsOf);
  const positives = spans.reduce((sum, span) => sum + span.positives, 0);
  const negatives = spans.reduce((sum, span) => sum + span.negatives, 0);
  const rate = wanted.falsePositiveRate;
  return {
    separation: wanted.separation === true ? separationOf(replicate, spans, positives, negatives) : NaN,
    partial: rate === undefined ? NaN : partialOf(replicate, spans, positives, negatives, rate),
  };
}

function spansOf({ edges, continues }: RankTiles, countsOf: (tile: number) => TileCounts): Span[] {
  const spans: Span[] = [];
  for (let tile = 0; tile < continues.length;) {
    let { positives, negatives, u2 } = countsOf(tile);
    let next = tile + 1;
    for (; continues[next] === 1; next++) {
      const more = countsOf(next);
      positives += more.positives;
      negatives += more.negatives;
    }
    if (next > tile + 1) u2 = positives * negatives;
    spans.push({ from: edges[tile]!, to: edges[next]!, positives, negatives, u2 });
    tile = next;
  }
  return spans;
}

/** Rows come in ascending order of score, so that at the end of a tie TPR − FPR is negatives below / N − positives below / P. */
function separationOf(replicate: Replicate, spans: readonly Span[], positives: number, negatives: number): number {
  if (positives === 0 || negatives === 0) return NaN;
  const at = (positivesBelow: number, negativesBelow: number): number => negativesBelow / negatives - positivesBelow / positives;
  let best = 0;
  let p = 0;
  let q = 0;
  for (const span of spans) best = Math.max(best, at((p += span.positives), (q += span.negatives)));
  p = q = 0;
  for (const span of spans) {
    if (at(p, q + span.negatives) > best) {
      const [before, below] = [p, q];
      scanTies(replicate, span.from, span.to, (own, other) => (best = Math.max(best, at(before + own, below + other))));
    }
    p += span.positives;
    q += span.negatives;
  }
  return best;
}

/** The area in pairs of a positive and a negative, from the highest score down; within the tie that the rate cuts it grows linearly. */
function partialOf(replicate: Replicate, spans: readonly Span[], positives: number, negatives: number, rate: number): number {
  if (positives === 0 || negatives === 0) return NaN;
  const most = rate * negatives;
  let twice = 0;
  let above = 0;
  let taken = 0;
  for (let index = spans.length - 1; index >= 0; index--) {
    const span = spans[index]!;
    if (taken + span.negatives <= most) {
      twice += span.u2 + 2 * span.negatives * above;
      above += span.positives;
      taken += span.negatives;
      continue;
    }
    const ties: [own: number, other: number][] = [];
    scanTies(replicate, span.from, span.to, (own, other) => void ties.push([own, other]));
    for (let tie = ties.length - 1; tie >= 0; tie--) {
      const own = ties[tie]![0] - (tie === 0 ? 0 : ties[tie - 1]![0]);
      const other = ties[tie]![1] - (tie === 0 ? 0 : ties[tie - 1]![1]);
      if (taken + other > most)
        return (twice / 2 + (most - taken) * (above + (own * (most - taken)) / (2 * other))) / (positives * negatives);
      twice += other * (2 * above + own);
      above += own;
      taken += other;
    }
  }
  return twice / 2 / (positives * negatives);
}

/** Calls at the end of every tie with the weights of both classes so far. */
function scanTies(
  { rows, firstKey, secondKey, table }: Replicate,
  from: number,
  to: number,
  visit: (positives: number, negatives: number) => void,
): void {
  let positives = 0;
  let negatives = 0;
  for (let at = from; at < to; at++) {
    const row = rows[at]!;
    const hash = hashUnit(row >>> 2, firstKey, secondKey);
    let weight = table[hash >>> 20]!;
    if (weight === cutBucket) weight = weightOfHash(hash);
    positives += weight * (row & 1);
    negatives += weight - weight * (row & 1);
    if ((row & 2) !== 0 || at === to - 1) visit(positives, negatives);
  }
}

/** Writes what was asked for into the arrays of the counts. */
export function putExtras(
  counts: { readonly separation?: Float64Array; readonly partial?: Float64Array },
  at: number,
  extras: Extras,
): void {
  if (counts.separation !== undefined) counts.separation[at] = extras.separation;
  if (counts.partial !== undefined) counts.partial[at] = extras.partial;
}
