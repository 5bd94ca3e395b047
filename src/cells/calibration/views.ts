import { placesByGroup, rankRows, takeOrdered, type RankRows } from '../../metrics/scan-ranks.ts';
import type { Memo } from '../metrics/memo.ts';
import type { Partition } from '../metrics/partition.ts';
import type { Prepared } from '../metrics/prepare.ts';
import { studentised, unitMean } from '../../stats/unit-mean.ts';
import { rowLosses } from './row-losses.ts';
import { curveNumbers, type CalibrationNumber } from './numbers.ts';
import { curveOf, type Curve, type CurveOptions } from './curve.ts';

/** Scores that promise something: of the positive class, of the highest class of each row, of each class against the rest. */
export interface View {
  readonly className: string;
  readonly order: RankRows;
}

/** A curve with its numbers. */
export interface Calibration {
  readonly curve: Curve;
  readonly numbers: readonly CalibrationNumber[];
}

/** Binary: the positive class. Several classes: the highest score of each row against whether its class is true, then each class. */
export function viewsOf(data: Prepared, memo: Memo): readonly View[] {
  const ordered = (code: number): RankRows => memo(`order ${code}`, () => rankRows(data.scores[code]!, data.actual, code, data.weights));
  if (data.task === 'binary') return [{ className: '', order: ordered(data.positive) }];
  const top = memo('calibration top', () => topLabel(data));
  return [{ className: '', order: top }, ...data.classes.map((className, code) => ({ className, order: ordered(code) }))];
}

function topLabel({ scores, actual, weights, rows }: Prepared): RankRows {
  const columns = scores as readonly Float64Array[];
  const highest = new Float64Array(rows);
  const right = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    let best = 0;
    let most = -Infinity;
    for (let code = 0; code < columns.length; code++) {
      const score = columns[code]![row]!;
      if (score > most) [best, most] = [code, score];
      if (Number.isNaN(score)) {
        most = NaN;
        break;
      }
    }
    highest[row] = most;
    right[row] = actual[row]! < 0 ? -1 : +(actual[row] === best);
  }
  return rankRows(highest, right, 1, weights);
}

/** The calibration of each view in each slice of a partition, kept under the frame's key. */
export function calibrationsOf(views: readonly View[], partition: Partition, options: CurveOptions, memo: Memo): readonly Calibration[] {
  const key = JSON.stringify([options, partition.key]);
  return partition.slices.flatMap(({ slice, label }, group) =>
    views.map(({ className, order }) =>
      memo(`calibration ${key} ${group} ${className}`, () => {
        const { codes, slices } = partition;
        const places =
          codes === null
            ? null
            : memo(`calibration places ${partition.key} ${className}`, () => placesByGroup(order, codes, slices.length))[group]!;
        const curve = curveOf({ className, slice, by: partition.by, label }, takeOrdered(order, places), options);
        return { curve, numbers: curveNumbers(curve, options) };
      }),
    ),
  );
}

/** Of several classes Brier score and log loss are those of all classes, and only those of one class are taken apart. */
export function withClassLosses(
  calibrations: readonly Calibration[],
  data: Prepared,
  { codes, slices }: Partition,
  level: number,
): readonly Calibration[] {
  const losses = rowLosses(data);
  return calibrations.map((calibration) => {
    const { curve, numbers } = calibration;
    if (curve.className !== '' || curve.reason !== '') return calibration;
    const group = slices.findIndex(({ slice }) => slice === curve.slice);
    const kept = numbers.filter(({ metric }) => !/^(brier|log_loss)_(?!score)/.test(metric));
    const rows = Uint32Array.from(data.actual.keys()).filter(
      (row) =>
        (codes === null || codes[row] === group) && !Number.isNaN(losses.brier[row]) && (data.weights === null || data.weights[row]! > 0),
    );
    const weights = data.weights === null ? null : Float64Array.from(rows, (row) => data.weights![row]!);
    const mean = (values: Float64Array): Partial<CalibrationNumber> => {
      const { mean: value, ...spread } = unitMean(
        Float64Array.from(rows, (row) => values[row]!),
        weights,
        null,
      );
      const { low, high } = studentised(value, spread, level);
      return { value, low, high, n: rows.length, reason: Number.isNaN(low) ? 'too-few-rows' : '' };
    };
    const replaced = { brier_score: mean(losses.brier), log_loss: mean(losses.log) };
    return {
      curve,
      numbers: kept.map((number) =>
        number.metric === 'brier_score' || number.metric === 'log_loss' ? { ...number, ...replaced[number.metric] } : number,
      ),
    };
  });
}
