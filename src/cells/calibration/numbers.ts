import { calibrationLine, calibrationMoments, type MeanAndVariance } from '../../analysis/calibration-moments.ts';
import { binErrors, debiasedError, resampledDeviations, type ResampledName } from '../../analysis/calibration-errors.ts';
import { scoreGroups } from '../../analysis/isotonic.ts';
import { binnedDecomposition, brierLoss, isotonicDecomposition, logLoss } from '../../analysis/score-decomposition.ts';
import type { Reason } from '../../metrics/metric.ts';
import { normalQuantile } from '../../stats/distributions.ts';
import { percentileInterval, student } from '../../stats/intervals.ts';
import { twoSided } from '../../stats/tests.ts';
import type { Estimate } from '../metrics/estimate.ts';
import type { Curve, CurveOptions } from './curve.ts';

/** One number of a curve. */
export interface CalibrationNumber extends Estimate {
  readonly metric: CalibrationName;
  /** What calibrated scores stay below in as many draws as the level says; NaN where nothing is drawn. */
  readonly calibrated: number;
  /** Chance of a number as far off where scores are calibrated; NaN where it is not tested. */
  readonly p: number;
}

/** Names of the numbers in the order of the frame. */
export const calibrationNames = [
  'expected_calibration_error',
  'debiased_calibration_error',
  'maximum_calibration_error',
  'brier_score',
  'log_loss',
  'calibration_slope',
  'calibration_intercept',
  'calibration_in_the_large',
  'sum_ratio',
  'spiegelhalter_z',
  'brier_reliability',
  'brier_resolution',
  'brier_uncertainty',
  'brier_within_bin_variance',
  'brier_within_bin_covariance',
  'brier_miscalibration',
  'brier_discrimination',
  'log_loss_miscalibration',
  'log_loss_discrimination',
  'log_loss_uncertainty',
] as const;

export type CalibrationName = (typeof calibrationNames)[number];

type Value = Omit<CalibrationNumber, 'metric' | 'calibrated' | 'p'> & { readonly calibrated?: number; readonly p?: number };
type Values = Record<CalibrationName, Value>;

/** Every number of a curve; NaN with the curve's reason where it has no bins. */
export function curveNumbers(curve: Curve, options: CurveOptions): readonly CalibrationNumber[] {
  const values = curve.reason === '' ? valuesOf(curve, options) : null;
  return calibrationNames.map((metric) => ({
    metric,
    calibrated: NaN,
    p: NaN,
    ...(values?.[metric] ?? none(curve.reason === '' ? 'no-rows' : curve.reason, curve.ordered.scores.length)),
  }));
}

function none(reason: Reason, n: number): Value {
  return { value: NaN, low: NaN, high: NaN, n, method: '', reason };
}

function valuesOf(curve: Curve, options: CurveOptions): Values {
  return { ...errorsOf(curve, options), ...momentsOf(curve, options) };
}

type ErrorName = Extract<CalibrationName, `${string}_error` | `brier_${string}` | `log_loss_${string}`>;

function errorsOf({ ordered, bins, cells, draws }: Curve, { sampling }: CurveOptions): Omit<Values, MomentName> {
  const n = ordered.scores.length;
  const { expected, maximum } = binErrors(bins);
  const binned = binnedDecomposition(bins);
  const groups = scoreGroups(ordered);
  const brier = isotonicDecomposition(groups, brierLoss);
  const log = isotonicDecomposition(groups, logLoss);
  const deviations = resampledDeviations(cells, bins.length, sampling.replicates, sampling.seed);
  const byChance = draws !== null && draws.p > 1 - sampling.level;
  const drawn = (value: number, name: ResampledName, error = false): Value => {
    const { low, high, unstable } = percentileInterval(deviations[name], sampling.level);
    return {
      value,
      low: Math.max(0, error && byChance ? 0 : Math.min(value, value - high)),
      high: Math.max(value, value - low),
      n,
      method: `basic bootstrap, ${sampling.replicates}`,
      reason: unstable ? 'unstable-interval' : '',
    };
  };
  const error = drawn(expected, 'expected', true);
  const null95 = { calibrated: draws?.expected ?? NaN, p: draws?.p ?? NaN };
  const debiased = debiasedError(bins);
  return {
    expected_calibration_error: { ...error, ...null95 },
    debiased_calibration_error: { ...error, value: debiased, low: Math.min(error.low, debiased) },
    maximum_calibration_error: { ...plain(maximum, n), calibrated: draws?.maximum ?? NaN },
    brier_reliability: drawn(binned.reliability, 'reliability', true),
    brier_resolution: drawn(binned.resolution, 'resolution'),
    brier_uncertainty: drawn(binned.uncertainty, 'uncertainty'),
    brier_within_bin_variance: plain(binned.withinVariance, n),
    brier_within_bin_covariance: plain(binned.withinCovariance, n),
    brier_miscalibration: drawn(brier.miscalibration, 'brierMiscalibration', true),
    brier_discrimination: drawn(brier.discrimination, 'brierDiscrimination'),
    log_loss_miscalibration: drawn(log.miscalibration, 'logMiscalibration', true),
    log_loss_discrimination: drawn(log.discrimination, 'logDiscrimination'),
    log_loss_uncertainty: drawn(log.uncertainty, 'logUncertainty'),
  };
}

function plain(value: number, n: number): Value {
  return { value, low: NaN, high: NaN, n, method: 'none', reason: '' };
}

type MomentName = Exclude<CalibrationName, ErrorName> | 'brier_score';

function momentsOf({ ordered }: Curve, { sampling: { level } }: CurveOptions): Pick<Values, MomentName> {
  const { n, effective, brier, log, away, ratio, z } = calibrationMoments(ordered);
  const mean = ({ mean: value, variance }: MeanAndVariance): Value => {
    const interval = student(value, Math.sqrt(variance), effective, level);
    return { value, ...interval, n, method: 'student', reason: Number.isNaN(interval.low) ? 'too-few-rows' : '' };
  };
  const spread = Math.exp(normalQuantile((1 + level) / 2) * Math.sqrt(ratio.variance));
  return {
    brier_score: mean(brier),
    log_loss: mean(log),
    ...lineOf(ordered, n, level),
    calibration_in_the_large: { ...mean(away), p: twoSided(away.mean / Math.sqrt(away.variance / effective)) },
    sum_ratio: Number.isNaN(ratio.value)
      ? none('no-positives', n)
      : { value: ratio.value, low: ratio.value / spread, high: ratio.value * spread, n, method: 'normal on the log scale', reason: '' },
    spiegelhalter_z: Number.isNaN(z) ? none('constant-prediction', n) : { ...plain(z, n), p: twoSided(z) },
  };
}

function lineOf(ordered: Curve['ordered'], n: number, level: number): Pick<Values, 'calibration_slope' | 'calibration_intercept'> {
  const both = (reason: Reason): Pick<Values, 'calibration_slope' | 'calibration_intercept'> => ({
    calibration_slope: none(reason, n),
    calibration_intercept: none(reason, n),
  });
  const { scores, positive, weights } = ordered;
  if (positive.every((own) => own === positive[0])) return both('one-class');
  if (scores[0] === scores.at(-1)) return both('constant-prediction');
  const { coefficients, covariance, converged } = calibrationLine(ordered);
  if (!converged) return both('separated-classes');
  const wald = (at: 0 | 1, ideal: number): Value => {
    const value = coefficients[at]!;
    const se = Math.sqrt(covariance[at]![at]!);
    const half = normalQuantile((1 + level) / 2) * se;
    const p = twoSided((value - ideal) / se);
    return { value, low: value - half, high: value + half, n, method: weights === null ? 'wald' : 'wald, sandwich', reason: '', p };
  };
  return { calibration_slope: wald(0, 1), calibration_intercept: wald(1, 0) };
}
