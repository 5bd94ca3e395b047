import { addAucDifference, aucSpread, placements } from '../../analysis/paired-auc.ts';
import { pairedErrorDifference } from '../../analysis/paired-bins.ts';
import type { Reason } from '../../metrics/metric.ts';
import type { RankRows } from '../../metrics/scan-ranks.ts';
import { percentileInterval } from '../../stats/intervals.ts';
import { studentised, unitMean, type Units } from '../../stats/unit-mean.ts';
import type { Prepared } from '../metrics/prepare.ts';
import type { Sampling } from '../metrics/wanted.ts';
import type { Recalibrated } from './recalibrate.ts';
import { rowLosses } from './row-losses.ts';
import type { Calibration, View } from './views.ts';

/** What a method changes in one metric: after less before, with an interval that knows that the rows are the same. */
export interface Difference {
  readonly of: string;
  readonly metric: string;
  readonly before: number;
  readonly after: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
  readonly method: string;
  readonly reason: Reason | '';
  readonly verdict: 'better' | 'worse' | 'undecided' | '';
}

/** Scores before or after, with their calibration over all rows. */
export interface Side {
  readonly data: Prepared;
  readonly view: View;
  readonly calibration: Calibration;
}

type Compared = Pick<Difference, 'before' | 'after' | 'low' | 'high' | 'n' | 'method'>;

/** Differences in calibration error, Brier score, log loss and, of two classes, AUC. */
export function differencesOf(
  { method: of, rising }: Pick<Recalibrated, 'method' | 'rising'>,
  before: Side,
  after: Side,
  sampling: Sampling,
  units: Units | null,
): readonly Difference[] {
  const probabilities = before.calibration.curve.reason === '' && after.calibration.curve.reason === '';
  const error = before.data.task === 'binary' ? 'expected_calibration_error' : 'top_label_calibration_error';
  const finished = (metric: string, compared: Compared | null, higher: boolean): Difference =>
    differenceOf(of, metric, compared, higher, before.calibration.curve.reason || after.calibration.curve.reason);
  const losses = probabilities ? lossDifferences(before.data, after.data, sampling.level, units) : null;
  return [
    finished(error, probabilities ? errorDifference(before, after, sampling) : null, false),
    finished('brier_score', losses?.brier ?? null, false),
    finished('log_loss', losses?.log ?? null, false),
    ...(before.data.task === 'binary'
      ? [finished('roc_auc', aucDifference(before.view.order, after.view.order, rising, sampling.level, units), true)]
      : []),
  ];
}

function differenceOf(of: string, metric: string, compared: Compared | null, higher: boolean, reason: Reason | ''): Difference {
  if (compared === null) {
    const lacking = { before: NaN, after: NaN, value: NaN, low: NaN, high: NaN, n: 0, method: '' };
    return { of, metric, ...lacking, reason: reason === '' ? 'no-rows' : reason, verdict: '' };
  }
  const { low, high } = compared;
  const verdict = low > 0 === high > 0 && low !== 0 && high !== 0 ? (low > 0 === higher ? 'better' : 'worse') : 'undecided';
  return {
    of,
    metric,
    value: compared.after - compared.before,
    ...compared,
    reason: Number.isNaN(low) ? 'too-few-rows' : '',
    verdict: Number.isNaN(low) ? '' : verdict,
  };
}

function errorDifference(before: Side, after: Side, { replicates, seed, level }: Sampling): Compared {
  const first = binCodes(before);
  const second = binCodes(after);
  const rows = after.view.order.rows.filter((row) => first.codes[row]! >= 0);
  const positive = new Uint8Array(first.codes.length);
  for (const [at, row] of after.view.order.rows.entries()) positive[row] = after.view.order.positive[at]!;
  const pairs = {
    first: first.codes,
    second: second.codes,
    firstScore: first.scores,
    secondScore: second.scores,
    positive,
    weights: after.data.weights,
    rows,
  };
  const bins = [before.calibration.curve.bins.length, after.calibration.curve.bins.length] as const;
  const { value, deviations } = pairedErrorDifference(pairs, bins, replicates, seed);
  const { low, high } = percentileInterval(deviations, level);
  return {
    before: numberOf(before.calibration, 'expected_calibration_error'),
    after: numberOf(after.calibration, 'expected_calibration_error'),
    low: value - high,
    high: value - low,
    n: rows.length,
    method: `basic bootstrap of pairs, ${replicates}`,
  };
}

function binCodes({ view: { order }, calibration: { curve }, data }: Side): { readonly codes: Int32Array; readonly scores: Float64Array } {
  const codes = new Int32Array(data.rows).fill(-1);
  const scores = new Float64Array(data.rows);
  for (const [bin, { from, to }] of curve.bins.entries()) {
    for (let at = from; at < to; at++) {
      codes[order.rows[at]!] = bin;
      scores[order.rows[at]!] = order.scores[at]!;
    }
  }
  return { codes, scores };
}

function numberOf({ numbers }: Calibration, metric: string): number {
  return numbers.find((number) => number.metric === metric)?.value ?? NaN;
}

function lossDifferences(
  before: Prepared,
  after: Prepared,
  level: number,
  units: Units | null,
): { readonly brier: Compared; readonly log: Compared } | null {
  const first = rowLosses(before);
  const second = rowLosses(after);
  const kept = new Uint32Array(before.rows);
  let count = 0;
  for (let row = 0; row < before.rows; row++) {
    const weighs = before.weights === null || before.weights[row]! > 0;
    if (weighs && !Number.isNaN(first.brier[row]) && !Number.isNaN(second.brier[row])) kept[count++] = row;
  }
  const rows = kept.subarray(0, count);
  const weights = before.weights === null ? null : Float64Array.from(rows, (row) => before.weights![row]!);
  const ofRows = units === null ? null : { codes: Uint32Array.from(rows, (row) => units.codes[row]!), count: units.count };
  const paired = (a: Float64Array, b: Float64Array): Compared => {
    const { mean, ...spread } = unitMean(
      Float64Array.from(rows, (row) => b[row]! - a[row]!),
      weights,
      ofRows,
    );
    const start = unitMean(
      Float64Array.from(rows, (row) => a[row]!),
      weights,
      null,
    ).mean;
    const { low, high } = studentised(mean, spread, level);
    return {
      before: start,
      after: start + mean,
      low,
      high,
      n: count,
      method: units === null ? 'paired student' : 'paired student, by cluster',
    };
  };
  return count === 0 ? null : { brier: paired(first.brier, second.brier), log: paired(first.log, second.log) };
}

/** A rising map keeps the order of scores, and so the AUC; that the maps of the folds differ a little says nothing of it. */
function aucDifference(first: RankRows, second: RankRows, rising: boolean, level: number, units: Units | null): Compared | null {
  if (rising) {
    const { auc } = placements(first, null);
    return Number.isNaN(auc) ? null : { before: auc, after: auc, low: 0, high: 0, n: first.rows.length, method: 'the order stays' };
  }
  if (first.rows.length !== second.rows.length || first.rows.length === 0) return null;
  const influence = new Float64Array(
    1 + Math.max(...[first, second].map(({ rows }) => rows.reduce((most, row) => Math.max(most, row), 0))),
  );
  const made = addAucDifference({ rows: first, places: null }, { rows: second, places: null }, influence, 1, true);
  if (Number.isNaN(made.first) || Number.isNaN(made.second)) return null;
  const { low, high } = studentised(made.second - made.first, { se: aucSpread(influence, second.rows, units), df: Infinity }, level);
  return { before: made.first, after: made.second, low, high, n: made.n, method: 'paired delong' };
}
