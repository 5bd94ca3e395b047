import { columnOf, type Frame } from '../../../frame/frame.ts';
import { BooleanColumn, NumberColumn, type Column } from '../../../frame/column.ts';
import type { Clause, ListedValue } from '../../../frame/selection/clause.ts';
import { nearest } from '../../../trust/nearest.ts';
import { BodyError } from '../../kind.ts';

export interface Slice {
  /** As the frame names it: `all`, `afam=yes`, `lvrat=up to 0.65`, or its own name. */
  readonly slice: string;
  /** As the table shows it under its heading. */
  readonly label: string;
  /** Selects its rows, where a selection can say which they are. */
  readonly clause?: Clause;
}

/** Slices and the slice of each row, −1 for a row that is in none. */
export interface Parts {
  readonly slices: readonly Slice[];
  readonly codes: Int32Array;
}

export type Path = readonly (string | number)[];

/** Slices of one entry beyond which it is refused. */
export const mostSlices = 10_000;

/** A value of a column from its text. */
export function valueOfText(column: Column, text: string): ListedValue {
  return column instanceof NumberColumn ? Number(text) : column instanceof BooleanColumn ? text === 'true' : text;
}

/** The column that an entry names; throws `BodyError` with the nearest name. */
export function columnFor(frame: Frame, name: string, path: Path): Column {
  const names = frame.table.columnNames();
  if (names.includes(name)) return columnOf(frame, name);
  const near = nearest(name, names);
  throw new BodyError(`no column ${name}`, path, near === undefined ? undefined : `the nearest name is ${near}`, near);
}

/** Throws where an entry makes more slices than are allowed. */
export function boundSlices(count: number, what: string, path: Path, hint?: string): void {
  if (count > mostSlices) throw new BodyError(`${what} more than ${mostSlices.toLocaleString('en-US')} slices`, path, hint);
}
