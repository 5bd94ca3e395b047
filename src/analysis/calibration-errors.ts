import { normalCdf } from '../stats/distributions.ts';
import { quantileSorted } from '../stats/intervals.ts';
import { brierLoss, isotonicDecomposition, logLoss } from './score-decomposition.ts';
import { forEachCalibrated, forEachResample, sumsOfCells, type CellSums, type ScoreCell } from './score-cells.ts';
import type { ReliabilityBin } from './reliability.ts';
import type { ScoreGroups } from './isotonic.ts';

/** Σ (weight of the bin)·|mean score − observed share|, and the largest of them. */
export interface BinErrors {
  readonly expected: number;
  readonly maximum: number;
  /** Place of the bin with the largest error. */
  readonly worst: number;
}

/** Errors of calibration over bins. */
export function binErrors(bins: readonly ReliabilityBin[]): BinErrors {
  let expected = 0;
  let total = 0;
  let maximum = 0;
  let worst = 0;
  for (const [at, { weight, meanScore, observed }] of bins.entries()) {
    const error = Math.abs(meanScore - observed);
    expected += weight * error;
    total += weight;
    if (error > maximum) [maximum, worst] = [error, at];
  }
  return { expected: expected / total, maximum, worst };
}

/**
 * The expected calibration error less what chance adds to it: twice the error minus its mean when the observed share of
 * each bin is normal around itself with variance ȳ(1 − ȳ)/n. May fall below 0. Kumar, Liang & Ma (2019), in closed form.
 */
export function debiasedError(bins: readonly ReliabilityBin[]): number {
  let error = 0;
  let total = 0;
  for (const { weight, meanScore, observed, effective } of bins) {
    const away = Math.abs(meanScore - observed);
    const sd = Math.sqrt((observed * (1 - observed)) / effective);
    const folded =
      sd === 0 ? away : sd * Math.sqrt(2 / Math.PI) * Math.exp(-(away * away) / (2 * sd * sd)) + away * (1 - 2 * normalCdf(-away / sd));
    error += weight * (2 * away - folded);
    total += weight;
  }
  return error / total;
}

/** What perfectly calibrated scores of the same spread would show, by chance alone. */
export interface CalibratedDraws {
  /** The error that calibrated scores stay below in `level` of the draws. */
  readonly expected: number;
  readonly maximum: number;
  /** Share of draws with an expected error at least as large as the one seen, (1 + k)/(1 + draws). */
  readonly p: number;
  /** Where the observed share of each bin lies then. */
  readonly bands: readonly { readonly low: number; readonly high: number }[];
}

/** Draws y ~ Bernoulli(p) many times and bins it as the data is binned. */
export function calibratedDraws(
  cells: readonly ScoreCell[],
  bins: readonly ReliabilityBin[],
  seen: number,
  { replicates, seed, level }: { readonly replicates: number; readonly seed: number; readonly level: number },
): CalibratedDraws {
  const expected = new Float64Array(replicates);
  const maximum = new Float64Array(replicates);
  const shares = bins.map(() => new Float64Array(replicates));
  const positive = new Float64Array(bins.length);
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  let asLarge = 0;
  forEachCalibrated(cells, replicates, seed, (sums, at) => {
    positive.fill(0);
    for (let cell = 0; cell < cells.length; cell++) positive[cells[cell]!.bin]! += sums.positive[cell]!;
    for (let bin = 0; bin < bins.length; bin++) {
      const { weight, meanScore } = bins[bin]!;
      const share = positive[bin]! / weight;
      const error = Math.abs(share - meanScore);
      shares[bin]![at] = share;
      expected[at]! += (weight / total) * error;
      if (error > maximum[at]!) maximum[at] = error;
    }
    if (expected[at]! >= seen) asLarge++;
  });
  const upper = (values: Float64Array): number => quantileSorted(values.sort(), level);
  const bands = shares.map((values) => {
    values.sort();
    return { low: quantileSorted(values, (1 - level) / 2), high: quantileSorted(values, (1 + level) / 2) };
  });
  return { expected: upper(expected), maximum: upper(maximum), p: (1 + asLarge) / (1 + replicates), bands };
}

/** Numbers that are drawn anew by cells. */
export const resampledNames = [
  'expected',
  'reliability',
  'resolution',
  'uncertainty',
  'brierMiscalibration',
  'brierDiscrimination',
  'logMiscalibration',
  'logDiscrimination',
  'logUncertainty',
] as const;

export type ResampledName = (typeof resampledNames)[number];

/** Replicates of a number less its value on the cells as they are: how far chance moves it. */
export type Deviations = Readonly<Record<ResampledName, Float64Array>>;

/** Draws the rows of every cell anew many times; bins and cells stay. */
export function resampledDeviations(cells: readonly ScoreCell[], bins: number, replicates: number, seed: number): Deviations {
  const base = numbersOf(cells, bins, sumsOfCells(cells));
  const made = Object.fromEntries(resampledNames.map((name) => [name, new Float64Array(replicates)])) as Record<
    ResampledName,
    Float64Array
  >;
  forEachResample(cells, replicates, seed, (sums, at) => {
    const numbers = numbersOf(cells, bins, sums);
    for (const name of resampledNames) made[name][at] = numbers[name] - base[name];
  });
  return made;
}

function numbersOf(cells: readonly ScoreCell[], bins: number, sums: CellSums): Record<ResampledName, number> {
  const binned = binSums(cells, bins, sums);
  const groups = groupsOf(sums);
  const brier = isotonicDecomposition(groups, brierLoss);
  const log = isotonicDecomposition(groups, logLoss);
  return {
    ...binned,
    brierMiscalibration: brier.miscalibration,
    brierDiscrimination: brier.discrimination,
    logMiscalibration: log.miscalibration,
    logDiscrimination: log.discrimination,
    logUncertainty: log.uncertainty,
  };
}

function binSums(
  cells: readonly ScoreCell[],
  bins: number,
  sums: CellSums,
): { expected: number; reliability: number; resolution: number; uncertainty: number } {
  const weight = new Float64Array(bins);
  const positive = new Float64Array(bins);
  const score = new Float64Array(bins);
  let total = 0;
  let hits = 0;
  for (let cell = 0; cell < cells.length; cell++) {
    const { bin } = cells[cell]!;
    weight[bin]! += sums.positive[cell]! + sums.negative[cell]!;
    positive[bin]! += sums.positive[cell]!;
    score[bin]! += sums.score[cell]!;
    total += sums.positive[cell]! + sums.negative[cell]!;
    hits += sums.positive[cell]!;
  }
  const rate = hits / total;
  let expected = 0;
  let reliability = 0;
  let resolution = 0;
  for (let bin = 0; bin < bins; bin++) {
    if (weight[bin] === 0) continue;
    const away = (score[bin]! - positive[bin]!) / weight[bin]!;
    expected += weight[bin]! * Math.abs(away);
    reliability += weight[bin]! * away * away;
    resolution += weight[bin]! * (positive[bin]! / weight[bin]! - rate) ** 2;
  }
  return { expected: expected / total, reliability: reliability / total, resolution: resolution / total, uncertainty: rate * (1 - rate) };
}

/** The cells that have rows, as groups of one score each. */
function groupsOf({ negative, positive, score }: CellSums): ScoreGroups {
  const scores = new Float64Array(negative.length);
  const shares = new Float64Array(negative.length);
  const weights = new Float64Array(negative.length);
  let count = 0;
  for (let cell = 0; cell < negative.length; cell++) {
    const weight = negative[cell]! + positive[cell]!;
    if (weight === 0) continue;
    scores[count] = score[cell]! / weight;
    shares[count] = positive[cell]! / weight;
    weights[count++] = weight;
  }
  return { scores: scores.subarray(0, count), shares: shares.subarray(0, count), weights: weights.subarray(0, count) };
}
