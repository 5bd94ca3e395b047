import { scoreOrder } from '../stats/score-order.ts';
import type { Computed } from './metric.ts';

/** Rows with the score of every class, by class; `actual` are codes of the classes. */
export interface ClassScores {
  readonly scores: readonly Float64Array[];
  readonly actual: Int32Array;
}

/**
 * Mean AUC over the unordered pairs of classes that are present: of each pair the mean of both directions, the score of one
 * class over the rows of the two (Hand and Till 2001). `byPrevalence` weights a pair by the rows that it holds. The orders
 * are made once; the result takes weights of the rows. One pass an order serves all its pairs.
 */
export function oneVsOne({ scores, actual }: ClassScores, byPrevalence: boolean): (weights: Float64Array | null) => Computed {
  const classes = scores.length;
  const orders = scores.map((own) => scoreOrder(own));
  return (weights) => {
    const sizes = new Float64Array(classes);
    for (let row = 0; row < actual.length; row++) sizes[actual[row]!]! += weights === null ? 1 : weights[row]!;
    const u2 = scores.map((own, code) => wins(own, orders[code]!, actual, weights, code, classes));
    let sum = 0;
    let total = 0;
    for (let one = 0; one < classes; one++) {
      for (let other = 0; other < one; other++) {
        const pairs = 2 * sizes[one]! * sizes[other]!;
        if (!(pairs > 0)) continue;
        const weight = byPrevalence ? sizes[one]! + sizes[other]! : 1;
        sum += (weight * (u2[one]![other]! / pairs + u2[other]![one]! / pairs)) / 2;
        total += weight;
      }
    }
    if (total > 0) return { value: sum / total };
    return { value: NaN, reason: actual.length === 0 ? 'no-rows' : sizes.some((size) => size > 0) ? 'one-class' : 'zero-weight' };
  };
}

/** Twice the weight of pairs that rows of a class win over those of each other class; ties by half. */
function wins(
  scores: Float64Array,
  order: Uint32Array,
  actual: Int32Array,
  weights: Float64Array | null,
  code: number,
  classes: number,
): Float64Array {
  const won = new Float64Array(classes);
  let above = 0;
  for (let from = 0; from < order.length;) {
    const score = scores[order[from]!]!;
    let own = 0;
    let to = from;
    for (; to < order.length && scores[order[to]!] === score; to++) {
      const row = order[to]!;
      if (actual[row] === code) own += weights === null ? 1 : weights[row]!;
    }
    for (; from < to; from++) {
      const row = order[from]!;
      if (actual[row] !== code) won[actual[row]!]! += (weights === null ? 1 : weights[row]!) * (2 * above + own);
    }
    above += own;
  }
  return won;
}
