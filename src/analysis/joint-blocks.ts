import type { RankSide } from './paired-auc.ts';
import { uniformStream } from '../stats/counter-random.ts';
import { poissonDraw } from '../stats/poisson-draw.ts';

/** Positives and negatives of each block in descending order of score, one after the other, for both rankings. */
export interface PairedBlocks {
  readonly first: Float64Array;
  readonly second: Float64Array;
}

/** The same rows in blocks of both rankings, and how to draw them anew. */
export interface JointBlocks extends PairedBlocks {
  /** Weights of blocks as the Poisson(1) weights of their rows would add up, shared by both rankings. */
  draw(seed: number, replicate: number): PairedBlocks;
}

const blocksPerClass = 60;

/**
 * Joins neighbours in the order of scores into blocks, never cutting a tie, at most about 120 of each ranking; rows that share
 * both blocks and the label are drawn together. `effective` turns weights into rows.
 */
export function jointBlocks(first: RankSide, second: RankSide, effective: number): JointBlocks {
  const own = blocksOf(first);
  const other = blocksOf(second);
  const blockOf = new Map<number, number>();
  for (let at = 0; at < other.block.length; at++) blockOf.set(rowAt(second, at), other.block[at]!);
  const joint = new Map<number, number>();
  for (let at = 0; at < own.block.length; at++) {
    const row = rowAt(first, at);
    const place = placeAt(first, at);
    const key = (own.block[at]! * other.count + blockOf.get(row)!) * 2 + (1 - first.rows.positive[place]!);
    joint.set(key, (joint.get(key) ?? 0) + effective * weightAt(first, place));
  }
  const keys = Float64Array.from(joint.keys()).sort();
  const weights = Float64Array.from(keys, (key) => joint.get(key)!);
  const spread = (cells: Float64Array): PairedBlocks => {
    const made = { first: new Float64Array(2 * own.count), second: new Float64Array(2 * other.count) };
    for (let cell = 0; cell < cells.length; cell++) {
      const key = keys[cell]!;
      const label = key % 2;
      const pair = (key - label) / 2;
      made.first[2 * Math.floor(pair / other.count) + label]! += cells[cell]!;
      made.second[2 * (pair % other.count) + label]! += cells[cell]!;
    }
    return made;
  };
  return {
    ...spread(weights),
    draw(seed, replicate) {
      const uniform = uniformStream(seed, replicate);
      return spread(weights.map((weight) => poissonDraw(weight, uniform)));
    },
  };
}

function placeAt({ places }: RankSide, at: number): number {
  return places === null ? at : places[at]!;
}

function rowAt(side: RankSide, at: number): number {
  return side.rows.rows[placeAt(side, at)]!;
}

function weightAt({ rows: { weights } }: RankSide, place: number): number {
  return weights === null ? 1 : weights[place]!;
}

/** Block of each row in descending order of score. */
function blocksOf(side: RankSide): { readonly block: Uint32Array; readonly count: number } {
  const { scores, positive } = side.rows;
  const length = side.places === null ? scores.length : side.places.length;
  const totals = [0, 0];
  for (let at = 0; at < length; at++) totals[positive[placeAt(side, at)]!]! += weightAt(side, placeAt(side, at));
  const block = new Uint32Array(length);
  const held = [0, 0];
  let last = NaN;
  let count = 0;
  for (let at = 0; at < length; at++) {
    const place = placeAt(side, at);
    const full = held.some((weight, label) => weight * blocksPerClass >= totals[label]!);
    if (at > 0 && full && scores[place] !== last) {
      count++;
      held.fill(0);
    }
    last = scores[place]!;
    block[at] = count;
    held[positive[place]!]! += weightAt(side, place);
  }
  return { block, count: count + 1 };
}
