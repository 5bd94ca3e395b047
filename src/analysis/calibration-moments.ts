import type { Ordered } from '../metrics/metric.ts';
import { logisticRegression, type LogisticRegression } from './logistic-regression.ts';
import { logit } from './logit.ts';
import { logLoss } from './score-decomposition.ts';

/** Sums over the rows of what probabilities are worth. Variances are of one row (ddof 1 by the effective number of rows). */
export interface CalibrationMoments {
  readonly n: number;
  /** Rows that the weights are worth. */
  readonly effective: number;
  readonly brier: MeanAndVariance;
  readonly log: MeanAndVariance;
  /** Of p − y. */
  readonly away: MeanAndVariance;
  /** Σp / Σy and the variance of its logarithm; NaN without positive rows. */
  readonly ratio: { readonly value: number; readonly variance: number };
  /** Spiegelhalter's z: standard normal where y ~ Bernoulli(p). Spiegelhalter (1986). */
  readonly z: number;
}

export interface MeanAndVariance {
  readonly mean: number;
  readonly variance: number;
}

/** Makes the sums; scores must lie in [0, 1]. */
export function calibrationMoments({ scores, positive, weights }: Ordered): CalibrationMoments {
  const n = scores.length;
  let weight = 0;
  let squares = 0;
  let excess = 0;
  let spread = 0;
  let promised = 0;
  let seen = 0;
  const brier = new Running();
  const log = new Running();
  const away = new Running();
  for (let at = 0; at < n; at++) {
    const w = weights === null ? 1 : weights[at]!;
    const p = scores[at]!;
    const y = positive[at]!;
    weight += w;
    squares += w * w;
    promised += w * p;
    seen += w * y;
    brier.add((p - y) ** 2, w);
    log.add(logLoss(p, y), w);
    away.add(p - y, w);
    excess += w * (y - p) * (1 - 2 * p);
    spread += w * w * (1 - 2 * p) ** 2 * p * (1 - p);
  }
  const effective = squares === 0 ? 0 : (weight * weight) / squares;
  const value = seen === 0 ? NaN : promised / seen;
  let residual = 0;
  for (let at = 0; at < n; at++) residual += ((weights === null ? 1 : weights[at]!) * (scores[at]! - value * positive[at]!)) ** 2;
  const variance = residual / (promised * promised);
  return {
    n,
    effective,
    brier: brier.done(effective),
    log: log.done(effective),
    away: away.done(effective),
    ratio: { value, variance },
    z: spread === 0 ? NaN : excess / Math.sqrt(spread),
  };
}

class Running {
  private weight = 0;
  private mean = 0;
  private squares = 0;
  add(value: number, weight: number): void {
    if (weight === 0) return;
    this.weight += weight;
    const away = value - this.mean;
    this.mean += (weight / this.weight) * away;
    this.squares += weight * away * (value - this.mean);
  }
  done(effective: number): MeanAndVariance {
    const variance = effective > 1 ? ((this.squares / this.weight) * effective) / (effective - 1) : NaN;
    return { mean: this.weight === 0 ? NaN : this.mean, variance };
  }
}

/** Logistic regression of the outcome on the log odds of the score: slope and constant are 1 and 0 for calibrated scores. Cox (1958). */
export function calibrationLine({ scores, positive, weights }: Ordered): LogisticRegression {
  return logisticRegression([Float64Array.from(scores, logit)], Float64Array.from(positive), weights);
}
