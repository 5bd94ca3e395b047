import { foldsOf, noFold } from '../../analysis/folds.ts';
import type { IsotonicMap } from '../../analysis/isotonic.ts';
import { crossFitted, recalibratorOf, type RecalibrationMethod } from '../../analysis/recalibrator.ts';
import { heat, temperatureOf } from '../../analysis/temperature.ts';
import { rankRows } from '../../metrics/scan-ranks.ts';
import type { Prepared } from '../metrics/prepare.ts';

/** The map of one class, or of all classes together. */
export interface FittedMap {
  readonly className: string;
  readonly parameters: readonly (readonly [name: string, value: number])[];
  readonly knots: IsotonicMap | null;
  readonly rising: boolean;
}

/** What a method makes of the scores: arrays as in `Prepared`, NaN where there is none. */
export interface Recalibrated {
  readonly method: RecalibrationMethod;
  readonly scores: readonly (Float64Array | null)[];
  /** Fitted on every row that may be used. */
  readonly maps: readonly FittedMap[];
  /** Whether each map keeps the order of scores, ties included. */
  readonly rising: boolean;
  /** Why there are no scores; '' where there are. */
  readonly problem: string;
}

/** Where maps come from: folds of the rows themselves, or other rows. */
export interface FitRows {
  readonly data: Prepared;
  readonly folds: Uint8Array | null;
  readonly count: number;
  readonly probabilities: boolean;
}

/** Folds of the data's own rows: as many as asked for, or as the rarest class allows; none below two. */
export function foldedRows(data: Prepared, wanted: number, seed: number, clusters: Int32Array | null, probabilities: boolean): FitRows {
  const sizes = new Map<number, number>();
  for (const own of data.actual) if (own >= 0) sizes.set(own, (sizes.get(own) ?? 0) + 1);
  const count = sizes.size < 2 ? 0 : Math.min(wanted, ...sizes.values());
  return { data, folds: count < 2 ? null : foldsOf(data.actual, count, seed, clusters), count, probabilities };
}

/**
 * Recalibrates the scores of `data` by maps of `fit`: across folds where it has them, so that no row is read by its own map.
 * Rows without a label get the map of all rows. Of several classes temperature heats all together; the other methods map each
 * class against the rest, and the results are divided by their sum.
 */
export function recalibrated(data: Prepared, fit: FitRows, method: RecalibrationMethod, own: boolean): Recalibrated {
  const problem = problemOf(fit, method, own);
  if (problem !== '')
    return {
      method,
      scores: data.scores.map((scores) => scores && new Float64Array(scores.length).fill(NaN)),
      maps: [],
      rising: false,
      problem,
    };
  if (data.task === 'multiclass' && method === 'temperature') return heated(data, fit);
  const mapped = data.scores.map((scores, code) => (scores === null ? null : mappedScores(data, fit, method, code, scores)));
  const scores = mapped.map((each) => each?.values ?? null);
  if (data.task === 'multiclass') divideBySum(scores.filter((each) => each !== null));
  const maps = mapped.flatMap((each) => (each === null ? [] : [each.map]));
  return { method, scores, maps, rising: maps.every(({ rising }) => rising), problem };
}

function problemOf({ data, count, probabilities }: FitRows, method: RecalibrationMethod, own: boolean): string {
  if (!probabilities && (method === 'temperature' || method === 'beta'))
    return `${method} needs probabilities, and scores lie outside 0 to 1; platt and isotonic read any score`;
  if (own && count < 2) return 'fewer than two rows of a class have a score, so there are no folds to fit on';
  const classes = new Set(data.actual.filter((code) => code >= 0));
  return classes.size < 2 ? 'the rows to fit on are of one class' : '';
}

function mappedScores(
  data: Prepared,
  fit: FitRows,
  method: RecalibrationMethod,
  code: number,
  scores: Float64Array,
): { readonly values: Float64Array; readonly map: FittedMap } {
  const order = rankRows(fit.data.scores[code]!, fit.data.actual, code, fit.data.weights);
  const whole = recalibratorOf(method, order, fit.probabilities);
  const values = scores.map((score) => (whole === null ? NaN : Number.isNaN(score) ? NaN : whole.valueOf(score)));
  const { folds, count, probabilities } = fit;
  if (folds !== null) crossFitted(method, order, scores, values, { folds, count, probabilities, whole });
  const className = data.task === 'multiclass' ? data.classes[code]! : '';
  return { values, map: { className, parameters: whole?.parameters ?? [], knots: whole?.map ?? null, rising: whole?.rising ?? false } };
}

/** Divides the values of each row by their sum; where that is 0 each class gets the same. */
function divideBySum(columns: readonly Float64Array[]): void {
  const rows = columns[0]?.length ?? 0;
  for (let row = 0; row < rows; row++) {
    let sum = 0;
    for (const column of columns) sum += column[row]!;
    for (const column of columns) column[row] = sum === 0 ? 1 / columns.length : column[row]! / sum;
  }
}

function heated(data: Prepared, fit: FitRows): Recalibrated {
  const { folds, count } = fit;
  const whole = temperatureOver(fit.data, () => true);
  const byFold = Array.from({ length: folds === null ? 0 : count }, (_, fold) => temperatureOver(fit.data, (row) => folds![row] !== fold));
  const columns = data.scores as readonly Float64Array[];
  const scores = columns.map((column) => new Float64Array(column.length));
  const row = new Float64Array(columns.length);
  for (let at = 0; at < data.rows; at++) {
    for (let code = 0; code < row.length; code++) row[code] = columns[code]![at]!;
    const fold = folds === null ? noFold : folds[at]!;
    heat(row, fold === noFold ? whole : byFold[fold]!);
    for (let code = 0; code < row.length; code++) scores[code]![at] = row[code]!;
  }
  return {
    method: 'temperature',
    scores,
    maps: [{ className: '', parameters: [['T', whole]], knots: null, rising: true }],
    rising: true,
    problem: '',
  };
}

function temperatureOver({ scores, actual, weights, rows }: Prepared, wanted: (row: number) => boolean): number {
  const columns = scores as readonly Float64Array[];
  const kept: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (
      actual[row]! >= 0 &&
      wanted(row) &&
      (weights === null || weights[row]! > 0) &&
      columns.every((column) => !Number.isNaN(column[row]))
    )
      kept.push(row);
  }
  const take = (values: Float64Array): Float64Array => Float64Array.from(kept, (row) => values[row]!);
  return temperatureOf(
    columns.map(take),
    Int32Array.from(kept, (row) => actual[row]!),
    weights === null ? null : take(weights),
  );
}
