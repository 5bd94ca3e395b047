import type { Ordered } from '../metrics/metric.ts';
import { binomialDraw } from '../stats/binomial-draw.ts';
import { poissonDraw } from '../stats/poisson-draw.ts';
import { uniformStream } from '../stats/counter-random.ts';
import { binsBetween, equalCounts, type ReliabilityBin } from './reliability.ts';

const cellsPerBin = 8;

/** A few rows that lie side by side in one bin, as sums over their positive rows (1) and the others (0). */
export interface ScoreCell {
  readonly bin: number;
  readonly weight: readonly [negative: number, positive: number];
  /** Σ weight · score. */
  readonly score: readonly [negative: number, positive: number];
  /** Rows that the weights are worth. */
  readonly rows: readonly [negative: number, positive: number];
}

/** Cuts each bin into at most eight cells from the lowest score up, so that rows can be drawn anew by counts. Bins of eight rows or fewer have a cell a score. */
export function scoreCells(ordered: Ordered, bins: readonly ReliabilityBin[]): ScoreCell[] {
  return bins.flatMap(({ from, to, n }, bin) =>
    binsBetween(equalCounts(ordered, from, to, cellsPerBin), n, from).map(([low, high]) => cellOf(ordered, bin, low, high)),
  );
}

function cellOf({ scores, positive, weights }: Ordered, bin: number, from: number, to: number): ScoreCell {
  const weight: [number, number] = [0, 0];
  const score: [number, number] = [0, 0];
  const squares: [number, number] = [0, 0];
  for (let at = from; at < to; at++) {
    const side = positive[at]! as 0 | 1;
    const w = weights === null ? 1 : weights[at]!;
    weight[side] += w;
    score[side] += w * scores[at]!;
    squares[side] += w * w;
  }
  const rows = [effective(weight[0], squares[0]), effective(weight[1], squares[1])] as const;
  return { bin, weight, score, rows };
}

function effective(weight: number, squares: number): number {
  return squares === 0 ? 0 : (weight * weight) / squares;
}

/** Sums of a replicate by cell: what a drawn sample has of both sides. */
export interface CellSums {
  readonly negative: Float64Array;
  readonly positive: Float64Array;
  /** Σ weight · score. */
  readonly score: Float64Array;
}

/** The sums of the cells as they are. */
export function sumsOfCells(cells: readonly ScoreCell[]): CellSums {
  return {
    negative: Float64Array.from(cells, ({ weight }) => weight[0]),
    positive: Float64Array.from(cells, ({ weight }) => weight[1]),
    score: Float64Array.from(cells, ({ score }) => score[0] + score[1]),
  };
}

/** Gives `visit` the sums of each of many samples in which a cell's rows of either side are Poisson in number. The arrays are used again. */
export function forEachResample(
  cells: readonly ScoreCell[],
  replicates: number,
  seed: number,
  visit: (sums: CellSums, at: number) => void,
): void {
  const sums = sumsOfCells(cells);
  for (let at = 0; at < replicates; at++) {
    const uniform = uniformStream(seed, at);
    for (let cell = 0; cell < cells.length; cell++) {
      const { weight, score, rows } = cells[cell]!;
      const negative = rows[0] === 0 ? 0 : poissonDraw(rows[0], uniform) / rows[0];
      const positive = rows[1] === 0 ? 0 : poissonDraw(rows[1], uniform) / rows[1];
      sums.negative[cell] = negative * weight[0];
      sums.positive[cell] = positive * weight[1];
      sums.score[cell] = negative * score[0] + positive * score[1];
    }
    visit(sums, at);
  }
}

/** Gives `visit` the sums of each of many samples with the same scores whose outcomes are drawn from them: y ~ Bernoulli(p). The arrays are used again. */
export function forEachCalibrated(
  cells: readonly ScoreCell[],
  replicates: number,
  seed: number,
  visit: (sums: CellSums, at: number) => void,
): void {
  const sums = sumsOfCells(cells);
  const weights = cells.map(({ weight }) => weight[0] + weight[1]);
  const shares = cells.map(({ score }, at) => Math.min(1, Math.max(0, (score[0] + score[1]) / weights[at]!)));
  const rows = cells.map(({ rows: [negative, positive], weight: [w0, w1] }) =>
    Math.max(1, Math.round(together(negative, positive, w0, w1))),
  );
  for (let at = 0; at < replicates; at++) {
    const uniform = uniformStream(seed ^ 0x5bd1e995, at);
    for (let cell = 0; cell < cells.length; cell++) {
      const hit = (binomialDraw(rows[cell]!, shares[cell]!, uniform) / rows[cell]!) * weights[cell]!;
      sums.positive[cell] = hit;
      sums.negative[cell] = weights[cell]! - hit;
    }
    visit(sums, at);
  }
}

/** Effective rows of two sets taken together. */
function together(n0: number, n1: number, w0: number, w1: number): number {
  const squares = (n0 === 0 ? 0 : (w0 * w0) / n0) + (n1 === 0 ? 0 : (w1 * w1) / n1);
  return (w0 + w1) ** 2 / squares;
}
