import type { Column } from '../frame/column.ts';
import { columnOf, type Frame } from '../frame/frame.ts';
import { nearest } from '../trust/nearest.ts';
import { BodyError } from './kind.ts';

/** Gives the column that a body names at `path`; throws `BodyError` with the nearest name when the frame has none of that name. */
export function knownColumn(frame: Frame, name: string, path: readonly (string | number)[]): Column {
  requireColumn(frame.table.columnNames(), name, path);
  return columnOf(frame, name);
}

/** Throws `BodyError` with the nearest name when `name` is none of `columns`. */
export function requireColumn(columns: readonly string[], name: string, path: readonly (string | number)[]): void {
  if (columns.includes(name)) return;
  const near = nearest(name, columns);
  const hint = near === undefined ? `the columns are ${columns.slice(0, 12).join(', ')}` : `the nearest name is ${near}`;
  throw new BodyError(`no column ${name}`, path, hint, near);
}
