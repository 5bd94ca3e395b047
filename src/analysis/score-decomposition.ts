import type { ReliabilityBin } from './reliability.ts';
import { pooled, type ScoreGroups } from './isotonic.ts';

/** Parts of the Brier score over bins: reliability − resolution + uncertainty + withinVariance − 2·withinCovariance is the score itself. */
export interface BinnedDecomposition {
  readonly reliability: number;
  readonly resolution: number;
  readonly uncertainty: number;
  /** Variance of the scores within bins. */
  readonly withinVariance: number;
  /** Covariance of score and outcome within bins. */
  readonly withinCovariance: number;
}

/** Takes the Brier score apart over bins. Murphy (1973) with the two terms of Stephenson, Coelho & Jolliffe (2008) that make it exact. */
export function binnedDecomposition(bins: readonly ReliabilityBin[]): BinnedDecomposition {
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  const mean = (value: (bin: ReliabilityBin) => number): number => bins.reduce((sum, bin) => sum + bin.weight * value(bin), 0) / total;
  const rate = mean(({ observed }) => observed);
  return {
    reliability: mean(({ meanScore, observed }) => (meanScore - observed) ** 2),
    resolution: mean(({ observed }) => (observed - rate) ** 2),
    uncertainty: rate * (1 - rate),
    withinVariance: mean(({ variance }) => variance),
    withinCovariance: mean(({ covariance }) => covariance),
  };
}

/** Expected loss of saying p where the share of positive rows is s. */
export type ShareLoss = (p: number, s: number) => number;

export const brierLoss: ShareLoss = (p, s) => s * (1 - p) ** 2 + (1 - s) * p ** 2;

const eps = 2.220446049250313e-16;

/** Log loss with p held within 2.2e-16 of 0 and 1; a share of 0 or 1 asks only for one of its logarithms. */
export const logLoss: ShareLoss = (p, s) =>
  (s === 0 ? 0 : -s * Math.log(Math.min(1 - eps, Math.max(eps, p)))) +
  (s === 1 ? 0 : -(1 - s) * Math.log(Math.min(1 - eps, Math.max(eps, 1 - p))));

/** Parts of a mean loss without bins: miscalibration − discrimination + uncertainty is the loss itself; none is negative. */
export interface IsotonicDecomposition {
  readonly miscalibration: number;
  readonly discrimination: number;
  readonly uncertainty: number;
}

/**
 * Takes a mean loss apart by an isotonic fit c of the outcome on the score: loss(p) − loss(c), loss(rate) − loss(c) and
 * loss(rate). Groups have distinct scores in ascending order. CORP: Dimitriadis, Gneiting & Jordan (2021).
 */
export function isotonicDecomposition({ scores, shares, weights }: ScoreGroups, loss: ShareLoss): IsotonicDecomposition {
  const fitted = pooled(shares.slice(), weights);
  let total = 0;
  let hits = 0;
  for (let at = 0; at < scores.length; at++) {
    total += weights[at]!;
    hits += weights[at]! * shares[at]!;
  }
  const rate = hits / total;
  let miscalibration = 0;
  let discrimination = 0;
  let uncertainty = 0;
  for (let at = 0; at < scores.length; at++) {
    const own = loss(fitted[at]!, shares[at]!);
    const whole = loss(rate, shares[at]!);
    miscalibration += weights[at]! * (loss(scores[at]!, shares[at]!) - own);
    discrimination += weights[at]! * (whole - own);
    uncertainty += weights[at]! * whole;
  }
  return { miscalibration: miscalibration / total, discrimination: discrimination / total, uncertainty: uncertainty / total };
}
