import type { CalibrationName } from './numbers.ts';

/** A number of the calibration frame in words. */
export interface DescribedNumber {
  readonly title: string;
  readonly formula: string;
  readonly better: 'higher' | 'lower' | 'neither';
  /** Of calibrated scores. */
  readonly ideal?: number;
}

/** What each number of the frame says. */
export const describedNumbers: Readonly<Record<CalibrationName, DescribedNumber>> = {
  expected_calibration_error: {
    title: 'Calibration error',
    formula: 'Σ (n_b / n)·|share seen − mean score| over bins; chance alone makes it larger than 0',
    better: 'lower',
  },
  debiased_calibration_error: {
    title: 'Calibration error, debiased',
    formula:
      'calibration error less what chance adds to it: twice it, less its mean under normal noise of each bin (Kumar, Liang & Ma, 2019)',
    better: 'lower',
  },
  maximum_calibration_error: { title: 'Largest error of a bin', formula: 'max |share seen − mean score| over bins', better: 'lower' },
  brier_score: { title: 'Brier score', formula: 'mean (p − y)²', better: 'lower' },
  log_loss: { title: 'Log loss', formula: '−mean ln p(true class)', better: 'lower' },
  calibration_slope: {
    title: 'Slope',
    formula: 'a in logit P(y) = a·logit p + b; below 1: too extreme, above 1: too cautious',
    better: 'neither',
    ideal: 1,
  },
  calibration_intercept: { title: 'Intercept', formula: 'b in logit P(y) = a·logit p + b', better: 'neither', ideal: 0 },
  calibration_in_the_large: {
    title: 'Mean score − share',
    formula: 'mean p − mean y; above 0: too high on the whole',
    better: 'neither',
    ideal: 0,
  },
  sum_ratio: { title: 'Sum ratio', formula: 'Σp / Σy', better: 'neither', ideal: 1 },
  spiegelhalter_z: { title: 'Spiegelhalter’s z', formula: 'Σ(y − p)(1 − 2p) / √Σ(1 − 2p)²·p(1 − p)', better: 'neither', ideal: 0 },
  brier_reliability: { title: 'Brier: reliability', formula: 'Σ (n_b / n)(mean score − share seen)² over bins', better: 'lower' },
  brier_resolution: { title: 'Brier: resolution', formula: 'Σ (n_b / n)(share seen − share of all)² over bins', better: 'higher' },
  brier_uncertainty: { title: 'Brier: uncertainty', formula: 'share·(1 − share) of all rows', better: 'neither' },
  brier_within_bin_variance: { title: 'Brier: variance within bins', formula: 'mean of the variance of p in each bin', better: 'neither' },
  brier_within_bin_covariance: {
    title: 'Brier: covariance within bins',
    formula: 'mean of the covariance of p and y in each bin; score = reliability − resolution + uncertainty + variance − 2·covariance',
    better: 'neither',
  },
  brier_miscalibration: {
    title: 'Brier: miscalibration',
    formula: 'Brier score of p less that of its isotonic fit; score = miscalibration − discrimination + uncertainty',
    better: 'lower',
  },
  brier_discrimination: {
    title: 'Brier: discrimination',
    formula: 'Brier score of the share of all less that of the isotonic fit',
    better: 'higher',
  },
  log_loss_miscalibration: { title: 'Log loss: miscalibration', formula: 'log loss of p less that of its isotonic fit', better: 'lower' },
  log_loss_discrimination: {
    title: 'Log loss: discrimination',
    formula: 'log loss of the share of all less that of the isotonic fit',
    better: 'higher',
  },
  log_loss_uncertainty: { title: 'Log loss: uncertainty', formula: 'log loss of the share of all rows', better: 'neither' },
};
