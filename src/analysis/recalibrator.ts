import type { Ordered } from '../metrics/metric.ts';
import type { RankRows } from '../metrics/scan-ranks.ts';
import { betaMap } from './beta-calibration.ts';
import { noFold } from './folds.ts';
import { isotonicMap, isotonicValue, type IsotonicMap } from './isotonic.ts';
import { heldLog, logit, sigmoid } from './logit.ts';
import { plattMap } from './platt.ts';
import { temperatureOf } from './temperature.ts';

/** Ways to turn scores into probabilities, in the order of the reference page. */
export const recalibrationMethods = ['platt', 'isotonic', 'temperature', 'beta'] as const;

export type RecalibrationMethod = (typeof recalibrationMethods)[number];

/** A map from the score of one class to its probability. */
export interface Recalibrator {
  readonly parameters: readonly (readonly [name: string, value: number])[];
  /** Knots of an isotonic map. */
  readonly map: IsotonicMap | null;
  /** Whether a higher score always gets a higher probability. */
  readonly rising: boolean;
  valueOf(score: number): number;
}

/**
 * The map of a method over scores of one class against the rest. `probabilities` says that scores lie in [0, 1]: Platt's
 * sigmoid then reads their log odds, and the score itself otherwise; temperature and beta need it. Null where the rows are
 * of one class. The search starts at `near`, a map of nearly the same rows.
 */
export function recalibratorOf(
  method: RecalibrationMethod,
  ordered: Ordered,
  probabilities: boolean,
  near: Recalibrator | null = null,
): Recalibrator | null {
  const first = ordered.positive[0];
  if (first === undefined || ordered.positive.every((own) => own === first)) return null;
  if (method === 'platt')
    return platt(
      ordered,
      probabilities,
      near?.parameters.map(([, value]) => value),
    );
  if (method === 'isotonic') {
    const map = isotonicMap(ordered);
    return { parameters: [], map, rising: false, valueOf: (score) => isotonicValue(map, score) };
  }
  if (!probabilities) return null;
  if (method === 'temperature') {
    const temperature = temperatureOf([ordered.scores], ordered.positive, ordered.weights);
    return { parameters: [['T', temperature]], map: null, rising: true, valueOf: (score) => sigmoid(logit(score) / temperature) };
  }
  const { a, b, c } = betaMap(ordered);
  return {
    parameters: [
      ['a', a],
      ['b', b],
      ['c', c],
    ],
    map: null,
    rising: a > 0 || b > 0,
    valueOf: (score) => sigmoid(a * heldLog(score) - b * heldLog(1 - score) + c),
  };
}

function platt(ordered: Ordered, probabilities: boolean, start: readonly number[] | undefined): Recalibrator {
  const { slope, intercept } = plattMap(probabilities ? ordered.scores.map(logit) : ordered.scores, ordered, start);
  return {
    parameters: [
      ['slope', slope],
      ['intercept', intercept],
    ],
    map: null,
    rising: slope > 0,
    valueOf: (score) => sigmoid(slope * (probabilities ? logit(score) : score) + intercept),
  };
}

/** The rows of an order that are in none of the fold, still in order. */
function outsideFold({ rows, scores, positive, weights }: RankRows, folds: Uint8Array, fold: number): Ordered {
  const kept = new Uint32Array(rows.length);
  let count = 0;
  for (let at = 0; at < rows.length; at++) if (folds[rows[at]!] !== fold) kept[count++] = at;
  const places = kept.subarray(0, count);
  const take = (values: Float64Array): Float64Array => Float64Array.from(places, (at) => values[at]!);
  return {
    scores: take(scores),
    positive: Uint8Array.from(places, (at) => positive[at]!),
    weights: weights === null ? null : take(weights),
  };
}

/** Folds of rows, and the map of them all. */
interface Folded {
  readonly folds: Uint8Array;
  readonly count: number;
  readonly probabilities: boolean;
  readonly whole: Recalibrator | null;
}

/**
 * Writes over `values` the recalibrated score of every row that is in a fold, by the map of the rows outside its fold; NaN
 * where those are of one class.
 */
export function crossFitted(
  method: RecalibrationMethod,
  order: RankRows,
  scores: Float64Array,
  values: Float64Array,
  { folds, count, probabilities, whole }: Folded,
): void {
  const maps = Array.from({ length: count }, (_, fold) => recalibratorOf(method, outsideFold(order, folds, fold), probabilities, whole));
  for (let row = 0; row < values.length; row++) {
    const fold = folds[row]!;
    if (fold !== noFold) values[row] = maps[fold]?.valueOf(scores[row]!) ?? NaN;
  }
}
