import type { Ordered } from '../metrics/metric.ts';
import { logisticRegression } from './logistic-regression.ts';
import { heldLog } from './logit.ts';

/** p = 1 / (1 + e^−(a·ln s − b·ln(1 − s) + c)) with a, b ≥ 0, so that the map never falls. */
export interface BetaMap {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

/** The smallest ridge that keeps the fit finite where the score parts the classes. */
const ridge = 1e-9;

/** Beta calibration with three parameters. Where a free fit has one of a, b below 0 it is held at 0, whichever of the two loses less. Kull, Silva Filho & Flach (2017). */
export function betaMap({ scores, positive, weights }: Ordered): BetaMap {
  const rising = Float64Array.from(scores, heldLog);
  const falling = Float64Array.from(scores, (score) => -heldLog(1 - score));
  const targets = Float64Array.from(positive);
  const both = logisticRegression([rising, falling], targets, weights, { ridge });
  const [a, b, c] = both.coefficients;
  if (a! >= 0 && b! >= 0) return { a: a!, b: b!, c: c! };
  const first = logisticRegression([rising], targets, weights, { ridge });
  const second = logisticRegression([falling], targets, weights, { ridge });
  const kept = [first, second].filter(({ coefficients }) => coefficients[0]! >= 0).sort((one, other) => one.loss - other.loss)[0];
  if (kept === undefined) return { a: 0, b: 0, c: logisticRegression([], targets, weights).coefficients[0]! };
  const [slope, constant] = kept.coefficients;
  return kept === first ? { a: slope!, b: 0, c: constant! } : { a: 0, b: slope!, c: constant! };
}
