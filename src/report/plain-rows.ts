import type { PlainValue } from '../cells/output.ts';
import type { Column } from '../frame/column.ts';
import type { Frame } from '../frame/frame.ts';

/** A frame as JSON holds it: NaN and ±Infinity as text, time as ISO text, vectors and missing values as null. */
export interface PlainTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly PlainValue[])[];
  readonly total: number;
}

/** The first `most` rows of a frame, and how many there are. */
export function plainTable(frame: Frame, most: number): PlainTable {
  const names = frame.table.columnNames();
  const columns = names.map((name) => frame.table.column(name) as unknown as Column);
  const total = frame.table.totalRows();
  const shown = Math.min(most, total);
  return {
    columns: names.map((name, at) => ({ name, type: columns[at]!.type })),
    rows: Array.from({ length: shown }, (_, row) => columns.map((column) => plain(column, row))),
    total,
  };
}

function plain(column: Column, row: number): PlainValue {
  if (column.type === 'vector') return null;
  const value = column.at(row);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}
