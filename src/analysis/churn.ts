import type { JointCells } from './joint-cells.ts';

/** How often two models decide differently on the same rows, as sums of weights. */
export interface Churn {
  readonly total: number;
  /** Decisions that differ. */
  readonly flips: number;
  /** Right with the first, wrong with the second: regressions. */
  readonly negative: number;
  /** Wrong with the first, right with the second: fixes. */
  readonly positive: number;
}

/** Flips of joint cells. Accuracy changes by (positive − negative) / total. */
export function churnOf({ actual, first, second, weight }: JointCells): Churn {
  const churn = { total: 0, flips: 0, negative: 0, positive: 0 };
  for (let cell = 0; cell < weight.length; cell++) {
    churn.total += weight[cell]!;
    if (first[cell] === second[cell]) continue;
    churn.flips += weight[cell]!;
    if (first[cell] === actual[cell]) churn.negative += weight[cell]!;
    if (second[cell] === actual[cell]) churn.positive += weight[cell]!;
  }
  return churn;
}

/** How far apart two scores of a row are. */
export function scoreDistance(first: number, second: number): number {
  return Math.abs(first - second);
}

/** The same in relation to their size: 2·|a − b| / |a + b|, 0 where both are 0, Infinity where they cancel (TensorFlow Model Analysis). */
export function symmetricDifference(first: number, second: number): number {
  return first === second ? 0 : (2 * Math.abs(first - second)) / Math.abs(first + second);
}
