import type { Frames } from '../cells/kind.ts';
import type { PlainValue } from '../cells/output.ts';
import type { Column } from '../frame/column.ts';
import type { Frame } from '../frame/frame.ts';
import { holdsFileRows } from '../notebook/own-rows.ts';

/** A frame as JSON holds it: NaN and ±Infinity as text, time as ISO text, vectors and missing values as null. */
export interface PlainTable {
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly rows: readonly (readonly PlainValue[])[];
  readonly total: number;
}

/** What a cell made as plain tables by name: `quality`, `quality.roc`. */
export type PlainTables = Readonly<Record<string, PlainTable>>;

const mostRows = 1000;

/**
 * The frames of a cell as plain tables. Measurements are complete; other frames hold at most 1,000 rows and their `total`;
 * rows of data, of predictions and of the charts that draw them only where `rows` asks for them.
 */
export function plainTables(cell: string, kind: string, frames: Frames, rows: boolean): PlainTables {
  const entries = [...frames].map(([part, frame]): [string, PlainTable] => {
    const table = plainTable(frame, mostRowsOf(kind, part, rows));
    return [part === '' ? cell : `${cell}.${part}`, table];
  });
  return Object.fromEntries(entries);
}

const complete: readonly string[] = ['metrics', 'threshold', 'calibration', 'compare', 'fairness', 'check'];
/** Parts that hold the reader's own rows. */
const ownParts: readonly string[] = ['recalibrated', 'rows'];

/** The main frame of a measurement is complete; its parts may hold rows of the data or thousands of points. */
function mostRowsOf(kind: string, part: string, asked: boolean): number {
  if (kind === 'metrics' || (complete.includes(kind) && part === '')) return Infinity;
  if (ownParts.includes(part)) return asked ? Infinity : 0;
  if (asked) return holdsFileRows(kind) ? Infinity : mostRows;
  return holdsFileRows(kind) || kind === 'chart' ? 0 : mostRows;
}

function plainTable(frame: Frame, most: number): PlainTable {
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
