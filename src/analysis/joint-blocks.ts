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
  /** Cells that hold a row: how many draws a replicate takes. */
  readonly cells: number;
  /**
   * Standard error of scan(second) − scan(first) from what one more row in each cell would change (infinitesimal jackknife;
   * Efron, 1982): what many replicates of many rows come to, at the price of two scans a block.
   */
  spread(scan: (cells: Float64Array) => number): number;
}

interface Blocks {
  readonly block: Uint32Array;
  readonly count: number;
}

const blocksPerClass = 60;

/**
 * Joins neighbours in the order of scores into blocks, never cutting a tie, at most about 120 of each ranking; rows that share
 * both blocks and the label are drawn together. `effective` turns weights into rows.
 */
export function jointBlocks(first: RankSide, second: RankSide, effective: number): JointBlocks {
  const own = blocksOf(first);
  const other = blocksOf(second);
  const joint = jointWeights(first, second, own, other);
  const keys = Uint32Array.from(joint.keys()).filter((key) => joint[key]! > 0);
  const weights = Float64Array.from(keys, (key) => effective * joint[key]!);
  const label = Uint8Array.from(keys, (key) => key & 1);
  const firstCell = Uint32Array.from(keys, (key, at) => 2 * Math.floor((key >>> 1) / other.count) + label[at]!);
  const secondCell = Uint32Array.from(keys, (key, at) => 2 * ((key >>> 1) % other.count) + label[at]!);
  const spread = (cells: Float64Array): PairedBlocks => {
    const made = { first: new Float64Array(2 * own.count), second: new Float64Array(2 * other.count) };
    for (let cell = 0; cell < cells.length; cell++) {
      made.first[firstCell[cell]!]! += cells[cell]!;
      made.second[secondCell[cell]!]! += cells[cell]!;
    }
    return made;
  };
  const all = spread(weights);
  return {
    ...all,
    cells: keys.length,
    draw(seed, replicate) {
      const uniform = uniformStream(seed, replicate);
      return spread(weights.map((weight) => poissonDraw(weight, uniform)));
    },
    spread(scan) {
      const before = slopes(all.first, scan);
      const after = slopes(all.second, scan);
      let variance = 0;
      for (let cell = 0; cell < weights.length; cell++)
        variance += weights[cell]! * (after[secondCell[cell]!]! - before[firstCell[cell]!]!) ** 2;
      return Math.sqrt(variance);
    },
  };
}

/** How much the value changes with one more row in each cell. */
function slopes(cells: Float64Array, scan: (cells: Float64Array) => number): Float64Array {
  const moved = cells.slice();
  return cells.map((weight, at) => {
    const step = 0.01 * Math.max(1, weight);
    moved[at] = weight + step;
    const above = scan(moved);
    moved[at] = Math.max(0, weight - step);
    const below = scan(moved);
    const width = weight + step - moved[at];
    moved[at] = weight;
    return (above - below) / width;
  });
}

/** Sum of weights by block of the first, block of the second and label (0 for positive). */
function jointWeights(first: RankSide, second: RankSide, own: Blocks, other: Blocks): Float64Array {
  let last = 0;
  for (let at = 0; at < other.block.length; at++) last = Math.max(last, rowAt(second, at));
  const blockOf = new Uint16Array(last + 1);
  for (let at = 0; at < other.block.length; at++) blockOf[rowAt(second, at)] = other.block[at]!;
  const joint = new Float64Array(2 * own.count * other.count);
  for (let at = 0; at < own.block.length; at++) {
    const place = placeAt(first, at);
    const key = (own.block[at]! * other.count + blockOf[first.rows.rows[place]!]!) * 2 + (1 - first.rows.positive[place]!);
    joint[key]! += weightAt(first, place);
  }
  return joint;
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
function blocksOf(side: RankSide): Blocks {
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
