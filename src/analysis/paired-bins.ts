import { poissonDraw } from '../stats/poisson-draw.ts';
import { uniformStream } from '../stats/counter-random.ts';

/** Bins of the same rows by two scores: for each row the bin of either, the two scores, the outcome and the weight. */
export interface PairedBins {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly firstScore: ArrayLike<number>;
  readonly secondScore: ArrayLike<number>;
  readonly positive: ArrayLike<number>;
  readonly weights: ArrayLike<number> | null;
  /** Row numbers that count. */
  readonly rows: ArrayLike<number>;
}

interface JointCell {
  readonly first: number;
  readonly second: number;
  readonly positive: number;
  weight: number;
  squares: number;
  firstScore: number;
  secondScore: number;
}

/** The expected calibration error of the second score less that of the first, and how far chance moves it: replicates with rows drawn anew by counts. */
export function pairedErrorDifference(
  pairs: PairedBins,
  bins: readonly [first: number, second: number],
  replicates: number,
  seed: number,
): { readonly value: number; readonly deviations: Float64Array } {
  const cells = jointCells(pairs, bins[1]);
  const value = differenceOf(cells, bins, () => 1);
  const deviations = new Float64Array(replicates);
  for (let at = 0; at < replicates; at++) {
    const uniform = uniformStream(seed, at);
    deviations[at] =
      differenceOf(cells, bins, ({ weight, squares }) => {
        const rows = (weight * weight) / squares;
        return poissonDraw(rows, uniform) / rows;
      }) - value;
  }
  return { value, deviations };
}

function jointCells({ first, second, firstScore, secondScore, positive, weights, rows }: PairedBins, seconds: number): JointCell[] {
  const cells = new Map<number, JointCell>();
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const key = 2 * (first[row]! * seconds + second[row]!) + positive[row]!;
    let cell = cells.get(key);
    if (cell === undefined) {
      cell = { first: first[row]!, second: second[row]!, positive: positive[row]!, weight: 0, squares: 0, firstScore: 0, secondScore: 0 };
      cells.set(key, cell);
    }
    const w = weights === null ? 1 : weights[row]!;
    cell.weight += w;
    cell.squares += w * w;
    cell.firstScore += w * firstScore[row]!;
    cell.secondScore += w * secondScore[row]!;
  }
  return [...cells.values()];
}

function differenceOf(cells: readonly JointCell[], bins: readonly [number, number], factorOf: (cell: JointCell) => number): number {
  const first = new Float64Array(bins[0]);
  const second = new Float64Array(bins[1]);
  let total = 0;
  for (const cell of cells) {
    const factor = factorOf(cell);
    const hits = cell.positive * cell.weight;
    first[cell.first]! += factor * (cell.firstScore - hits);
    second[cell.second]! += factor * (cell.secondScore - hits);
    total += factor * cell.weight;
  }
  const size = (values: Float64Array): number => values.reduce((sum, value) => sum + Math.abs(value), 0);
  return (size(second) - size(first)) / total;
}
