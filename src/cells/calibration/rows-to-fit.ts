import { codesOf } from '../metrics/class-codes.ts';
import type { Prepared } from '../metrics/prepare.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import { isNull } from '../../frame/nulls.ts';
import type { Units } from '../../stats/unit-mean.ts';
import { BodyError } from '../kind.ts';
import { columnFor } from '../metrics/partition/parts.ts';

/** The labelled rows of a frame in two: those of one value of the split role, and the others. */
export interface Split {
  readonly fit: Prepared;
  readonly rest: Prepared;
  /** Rows that are not of that value. */
  readonly restRows: Uint32Array;
}

/** Parts rows by the split role; throws `BodyError` where the frame has none, or no row of that value. */
export function splitBy(frame: Frame, data: Prepared, value: string): Split {
  const { split } = frame.roles;
  if (split === undefined) throw new BodyError('the data has no split', ['fit_on', 'split'], 'name its column in roles: of the data cell');
  const codes = codesOf(columnOf(frame, split), new Map([[value, 0]]));
  if (!codes.includes(0)) throw new BodyError(`no row of ${split} is ${value}`, ['fit_on', 'split']);
  const restRows = Uint32Array.from(codes.keys()).filter((row) => codes[row] !== 0);
  return {
    fit: { ...data, actual: data.actual.map((own, row) => (codes[row] === 0 ? own : -1)) },
    rest: { ...data, actual: data.actual.map((own, row) => (codes[row] === 0 ? -1 : own)) },
    restRows,
  };
}

/** Held-out rows with the classes of the data; throws `BodyError` where a class has no score there. */
export function alignedTo(data: Prepared, fit: Prepared, name: string): Prepared {
  const codeOf = fit.classes.map((className) => data.classes.indexOf(className));
  const scores = data.classes.map((className, code) => {
    if (data.scores[code] === null) return null;
    const found = fit.scores[fit.classes.indexOf(className)] ?? null;
    if (found === null) throw new BodyError(`${name} has no score of class ${className}`, ['fit_on'], 'score it with the same model');
    return found;
  });
  return { ...fit, classes: data.classes, positive: data.positive, scores, actual: fit.actual.map((own) => (own < 0 ? -1 : codeOf[own]!)) };
}

/** Groups of rows by the values of a column; a row without a value is a group of its own. */
export function clustersOf(frame: Frame, name: string): Units & { readonly codes: Int32Array } {
  const column = columnFor(frame, name, ['cluster']);
  const seen = new Map<unknown, number>();
  const codes = new Int32Array(column.length);
  let count = 0;
  for (let row = 0; row < column.length; row++) {
    if (isNull(column.nulls, row)) {
      codes[row] = count++;
      continue;
    }
    const value = column.at(row);
    const key = value instanceof Date ? value.getTime() : value;
    let code = seen.get(key);
    if (code === undefined) seen.set(key, (code = count++));
    codes[row] = code;
  }
  return { codes, count };
}
