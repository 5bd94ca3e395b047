import { BooleanColumn, NumberColumn, StringColumn, type Column } from '../../frame/column.ts';
import { columnFromValues } from '../../frame/column-from-values.ts';
import { makeFrame, type Frame } from '../../frame/frame.ts';
import { wilson } from '../../stats/intervals.ts';
import type { Difference } from './differences.ts';
import type { CalibrationNumber } from './numbers.ts';
import type { Recalibrated } from './recalibrate.ts';
import type { Calibration } from './views.ts';

type Row = Readonly<Record<string, string | number>>;

/** A frame of rows; the first name of each pair is a column, the second says what it holds. */
function frameOf(columns: Readonly<Record<string, 'text' | 'number'>>, rows: readonly Row[]): Frame {
  return makeFrame(
    Object.entries(columns).map(([name, holds]): [string, Column] => {
      if (holds === 'number') return [name, new NumberColumn(Float64Array.from(rows, (row) => row[name] as number))];
      const column = columnFromValues(rows.map((row) => row[name] as string));
      return [name, column instanceof StringColumn || column instanceof BooleanColumn ? column : new StringColumn(new Uint8Array(0), [])];
    }),
  );
}

const numberColumns = {
  metric: 'text',
  class: 'text',
  slice: 'text',
  n: 'number',
  value: 'number',
  low: 'number',
  high: 'number',
  method: 'text',
  reason: 'text',
  when_calibrated: 'number',
  p: 'number',
} as const;

function numberRow(
  { className, slice }: Calibration['curve'],
  multiclass: boolean,
  { metric, value, low, high, n, method, reason, calibrated, p }: CalibrationNumber,
): Row {
  const name = multiclass && className === '' && metric === 'expected_calibration_error' ? 'top_label_calibration_error' : metric;
  return { metric: name, class: className, slice, n, value, low, high, method, reason, when_calibrated: calibrated, p };
}

/** One row a number, class and slice: the columns of a metrics frame, then what calibrated scores would show and the p of the test. */
export function numbersFrame(calibrations: readonly Calibration[], multiclass: boolean): Frame {
  const rows = calibrations.flatMap(({ curve, numbers }) => numbers.map((number) => numberRow(curve, multiclass, number)));
  return frameOf(numberColumns, rows);
}

/** The same of the recalibrated scores, with the method that made them. */
export function afterFrame(
  after: readonly { readonly method: string; readonly calibrations: readonly Calibration[] }[],
  multiclass: boolean,
): Frame {
  const rows = after.flatMap(({ method: of, calibrations }) =>
    calibrations.flatMap(({ curve, numbers }) => numbers.map((number) => ({ ...numberRow(curve, multiclass, number), of }))),
  );
  return frameOf({ ...numberColumns, of: 'text' }, rows);
}

/** One row a bin: what its scores promise, what was seen with Wilson's interval, and where it would be if scores were calibrated. */
export function reliabilityFrame(calibrations: readonly Calibration[], level: number): Frame {
  const rows = calibrations.flatMap(({ curve }) =>
    curve.bins.map((bin, at) => {
      const { low, high } = wilson(bin.observed * bin.effective, bin.effective, level);
      return {
        class: curve.className,
        slice: curve.slice,
        bin: at + 1,
        from: bin.least,
        to: bin.most,
        n: bin.n,
        mean_score: bin.meanScore,
        observed: bin.observed,
        low,
        high,
        band_low: curve.draws?.bands[at]?.low ?? NaN,
        band_high: curve.draws?.bands[at]?.high ?? NaN,
      };
    }),
  );
  const number = 'number' as const;
  return frameOf(
    {
      class: 'text',
      slice: 'text',
      bin: number,
      from: number,
      to: number,
      n: number,
      mean_score: number,
      observed: number,
      low: number,
      high: number,
      band_low: number,
      band_high: number,
    },
    rows,
  );
}

/** What each method is made of: its parameters by name, and the knots of isotonic maps. */
export function mapFrame(methods: readonly Recalibrated[]): Frame {
  const rows = methods.flatMap(({ method, maps }) =>
    maps.flatMap(({ className, parameters, knots }) => [
      ...parameters.map(([name, value]) => ({ method, class: className, name, score: NaN, value })),
      ...Array.from(knots?.score ?? [], (score, at) => ({ method, class: className, name: 'knot', score, value: knots!.value[at]! })),
    ]),
  );
  return frameOf({ method: 'text', class: 'text', name: 'text', score: 'number', value: 'number' }, rows);
}

/** One row a metric and method: before, after, and the difference with its paired interval. */
export function differencesFrame(differences: readonly Difference[]): Frame {
  const rows = differences.map(({ of, metric, before, after, value, low, high, n, method, reason, verdict }) => ({
    metric,
    class: '',
    slice: 'all',
    n,
    value,
    low,
    high,
    method,
    reason,
    of,
    before,
    after,
    verdict,
  }));
  const { when_calibrated: _, p: __, ...shared } = numberColumns;
  return frameOf({ ...shared, of: 'text', before: 'number', after: 'number', verdict: 'text' }, rows);
}
