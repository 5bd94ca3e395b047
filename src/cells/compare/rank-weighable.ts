import type { RankSide } from '../../analysis/paired-auc.ts';
import { midranks } from '../../analysis/midranks.ts';
import type { Computed, OrderMetric, Parameters, RanksMetric } from '../../metrics/metric.ts';
import { rankRows, scanRanks, takeOrdered, type RankRows } from '../../metrics/scan-ranks.ts';
import type { Weighable } from './weighable.ts';

/** A metric of scores and what it is given. */
export interface Scored {
  readonly metric: RanksMetric | OrderMetric;
  readonly parameters: Parameters;
  /** Whether classes count by their share of the rows. */
  readonly weighted: boolean;
  /** The two orders by class, or by pair of classes; the metric is the mean over them. */
  readonly sides: readonly (readonly [first: RankSide, second: RankSide])[];
}

/** Both values under their own weights, or under others by row number of the frame. */
export function scoredValues(scored: Scored, weights: Float64Array | null): readonly [first: Computed, second: Computed] {
  const each = scored.sides.map((pair) => pair.map((side) => valueOf(scored, side, weights)));
  const defined = each.filter((pair) => pair.every(({ value }) => !Number.isNaN(value)));
  const total = defined.reduce((sum, pair) => sum + pair[0]!.support, 0);
  const mean = (at: number): Computed => {
    if (!(total > 0))
      return { value: NaN, reason: each.map((pair) => pair[at]!.reason).find((reason) => reason !== undefined) ?? 'no-rows' };
    return { value: defined.reduce((sum, pair) => sum + pair[0]!.support * pair[at]!.value, 0) / total };
  };
  return [mean(0), mean(1)];
}

/** The value for one class, and how much that class counts. */
function valueOf(
  { metric, parameters, weighted }: Scored,
  { rows, places }: RankSide,
  weights: Float64Array | null,
): Computed & { readonly support: number } {
  const drawn: RankRows = weights === null ? rows : { ...rows, weights: weightsInOrder(rows, places, weights) };
  const support = weighted ? supportOf(drawn, places) : 1;
  return {
    ...(metric.from === 'ranks' ? metric.compute(scanRanks(drawn, places)) : metric.compute(takeOrdered(drawn, places), parameters)),
    support,
  };
}

/** Sum of weights of the positive rows. */
export function supportOf({ positive, weights }: RankRows, places: Uint32Array | null): number {
  let sum = 0;
  const length = places === null ? positive.length : places.length;
  for (let at = 0; at < length; at++) {
    const place = places === null ? at : places[at]!;
    if (positive[place] === 1) sum += weights === null ? 1 : weights[place]!;
  }
  return sum;
}

/** Weights by place of the order; only the places that are read. */
function weightsInOrder({ rows }: RankRows, places: Uint32Array | null, weights: Float64Array): Float64Array {
  const ordered = new Float64Array(rows.length);
  if (places === null) for (let place = 0; place < rows.length; place++) ordered[place] = weights[rows[place]!]!;
  else for (const place of places) ordered[place] = weights[rows[place]!]!;
  return ordered;
}

/** Row numbers that any of the orders reads, ascending. */
export function rowsRead(sides: Scored['sides']): Uint32Array {
  const rows = new Set<number>();
  const [only] = sides;
  const rowsOf = ({ rows: { rows: order }, places }: RankSide): Uint32Array =>
    places === null ? order : Uint32Array.from(places, (place) => order[place]!);
  if (sides.length === 1 && only !== undefined) return rowsOf(only[0]).slice().sort();
  for (const [side] of sides) for (const row of rowsOf(side)) rows.add(row);
  return Uint32Array.from(rows).sort();
}

/**
 * Resampled by shared weights. For relabelling the scores of a rank metric become ranks first, so that models on different
 * scales can change places (Bandos, Rockette & Gur, 2005).
 */
export function scoredWeighable(scored: Scored, rows: Uint32Array, total: number): Weighable {
  const columns = scored.sides.map((pair) => pair.map((side) => columnOf(side, scored.metric.from === 'ranks', total)));
  return {
    rows,
    values: (weights) => scoredValues(scored, weights),
    relabelled(swaps) {
      const sides = columns.map(([own, other]) => [exchanged(own!, other!, swaps), exchanged(other!, own!, swaps)] as const);
      const [first, second] = scoredValues({ ...scored, sides }, null);
      return second.value - first.value;
    },
  };
}

/** Scores (or their ranks) and labels by row number of the frame; −1 for a row that is not read. */
interface Scores {
  readonly scores: Float64Array;
  readonly actual: Int32Array;
  readonly weights: Float64Array | null;
}

function columnOf({ rows, places }: RankSide, ranked: boolean, total: number): Scores {
  const read = places ?? Uint32Array.from(rows.rows, (_, place) => place);
  const own = Float64Array.from(read, (place) => rows.scores[place]!);
  const values = ranked ? midranks(own) : own;
  const made = {
    scores: new Float64Array(total),
    actual: new Int32Array(total).fill(-1),
    weights: rows.weights === null ? null : new Float64Array(total),
  };
  for (const [at, place] of read.entries()) {
    const row = rows.rows[place]!;
    made.scores[row] = values[at]!;
    made.actual[row] = rows.positive[place]!;
    if (made.weights !== null) made.weights[row] = rows.weights![place]!;
  }
  return made;
}

/** The first scores, the other's where the models change places; labels follow their scores. */
function exchanged(own: Scores, other: Scores, swaps: Uint8Array): RankSide {
  const scores = own.scores.map((score, row) => (swaps[row] === 1 ? other.scores[row]! : score));
  const actual = own.actual.map((label, row) => (swaps[row] === 1 ? other.actual[row]! : label));
  return { rows: rankRows(scores, actual, 1, own.weights), places: null };
}
