import { ColumnTable } from 'arquero';
import { columnFromValues } from './column-from-values.ts';
import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, VectorColumn, makeCodes, type Column } from './column.ts';
import { isNull, makeNulls, setNull } from './nulls.ts';
import type { ModelHandle } from './model-handle.ts';

/** What columns mean. `score` maps a class to the column of its score; a single unnamed score belongs to the positive class ('') . */
export interface Roles {
  readonly label?: string;
  readonly prediction?: string;
  /** Several labels a row, and what is predicted of each: columns of 0 and 1 by label. */
  readonly labels?: ReadonlyMap<string, string>;
  readonly predictions?: ReadonlyMap<string, string>;
  /** Bounds of a forecast that is an interval. */
  readonly lower?: string;
  readonly upper?: string;
  /** The query that a row was shown for, and the item it shows. */
  readonly query?: string;
  readonly item?: string;
  readonly score?: ReadonlyMap<string, string>;
  readonly feature?: readonly string[];
  readonly id?: string;
  readonly time?: string;
  readonly weight?: string;
  readonly group?: readonly string[];
  readonly split?: string;
  readonly text?: readonly string[];
  readonly image?: readonly ImageRole[];
}

/** A vector column that holds the pixels of an image, row-major, channels last, 0–255. */
export interface ImageRole {
  readonly column: string;
  readonly shape: readonly [height: number, width: number, channels: number];
}

/** A slice of a measurement: the heading it stands under, its name, and its name under the heading. */
export interface SliceName {
  readonly by: string;
  readonly slice: string;
  readonly label: string;
}

/** What a cell makes: an Arquero table over typed columns, plus what its columns mean and, from a model cell, the model. */
export interface Frame {
  readonly table: ColumnTable;
  readonly roles: Roles;
  /** The class counted as positive, as text, where the notebook says so. */
  readonly positive?: string;
  /** The classes in their order, where the notebook or the model says so. */
  readonly classes?: readonly string[];
  readonly model?: ModelHandle;
  /** Content key of the cell that made it; parts are memoised by it. */
  readonly key?: string;
  /** For a slice: the rows of `of` where the expression holds. */
  readonly slice?: { readonly of: string; readonly where: string; readonly title: string };
  /** For a frame of numbers by slice: the frame that they were measured on and its rows in a slice, null for a slice that there is not. */
  readonly behind?: (slice: string) => { readonly frame: Frame; readonly rows: Uint32Array } | null;
  /** For the same: the frame that they were measured on, and the slices that one of its rows is in. */
  readonly measured?: { readonly frame: Frame; slicesAt(row: number): readonly SliceName[] };
  /** For rows chosen from the frame that a cell reads: the number there of each, from 0. */
  readonly numbers?: Uint32Array;
  /** For rows that a selection leaves: all rows that it chose among, and the places of these rows there. */
  readonly among?: { readonly frame: Frame; readonly rows: Uint32Array };
  /** Sentences about the data that a reader should see: ragged rows, renamed columns, truncated cells. */
  readonly notes: readonly string[];
  /** Lines that the code that made it printed. */
  readonly printed?: readonly string[];
}

/** Makes a frame from columns in order; all must have the same length. `__proto__` must have been renamed at the door. */
export function makeFrame(columns: Iterable<readonly [name: string, column: Column]>, extra: Partial<Omit<Frame, 'table'>> = {}): Frame {
  const names: string[] = [];
  const data: Record<string, Column> = {};
  for (const [name, column] of columns) {
    names.push(name);
    data[name] = column;
  }
  const length = names.length === 0 ? 0 : (data[names[0] ?? '']?.length ?? 0);
  for (const name of names) {
    if (data[name]?.length !== length) throw new Error(`column ${name} has ${data[name]?.length} rows where ${names[0]} has ${length}`);
  }
  return { roles: {}, notes: [], ...extra, table: new ColumnTable(data, names) };
}

/** Reifies the result of Arquero verbs (filter, order and groups applied) into typed columns; a column that a verb left alone is kept as it is. */
export function frameFromTable(table: ColumnTable, extra: Partial<Omit<Frame, 'table'>> = {}): Frame {
  const whole = !table.isFiltered() && !table.isOrdered();
  const rows = whole ? null : table.indices(true);
  const columns = table.columnNames().map((name): [string, Column] => {
    const source: unknown = table.column(name);
    if (isColumn(source)) return [name, rows === null ? source : takeRows(source, rows)];
    const at = source as ArrayLike<unknown> & { at(row: number): unknown };
    const values =
      rows === null ? Array.from({ length: table.totalRows() }, (_, row) => at.at(row)) : Array.from(rows, (row) => at.at(row));
    return [name, columnFromValues(values)];
  });
  return makeFrame(columns, extra);
}

/** Gives the column named; throws when the frame has none of that name. */
export function columnOf(frame: Frame, name: string): Column {
  const column: unknown = frame.table.columnIndex(name) < 0 ? undefined : frame.table.column(name);
  if (!isColumn(column)) throw new Error(`no column ${name}`);
  return column;
}

/** Bytes that the frame's columns hold. */
export function bytesOf(frame: Frame): number {
  let bytes = (frame.numbers?.byteLength ?? 0) + (frame.among?.rows.byteLength ?? 0);
  for (const name of frame.table.columnNames()) bytes += columnOf(frame, name).byteLength;
  return bytes;
}

/** Copies the given rows of a column, in that order. */
export function takeRows(column: Column, rows: ArrayLike<number>): Column {
  const nulls = column.nulls === null ? null : takeNulls(column, rows);
  if (column instanceof NumberColumn) return new NumberColumn(gather(column.values, rows, new Float64Array(rows.length)), nulls);
  if (column instanceof TimeColumn) return new TimeColumn(gather(column.values, rows, new Float64Array(rows.length)), nulls);
  if (column instanceof BooleanColumn) return new BooleanColumn(gather(column.values, rows, new Uint8Array(rows.length)), nulls);
  if (column instanceof StringColumn)
    return new StringColumn(gather(column.codes, rows, makeCodes(rows.length, column.dictionary.length)), column.dictionary, nulls);
  return takeVectors(column, rows, nulls);
}

function gather<T extends Float64Array | Uint8Array | Uint16Array | Uint32Array>(
  from: ArrayLike<number>,
  rows: ArrayLike<number>,
  to: T,
): T {
  for (let i = 0; i < rows.length; i++) to[i] = from[rows[i] as number] as number;
  return to;
}

function takeNulls(column: Column, rows: ArrayLike<number>): Uint32Array {
  const nulls = makeNulls(rows.length);
  for (let i = 0; i < rows.length; i++) if (isNull(column.nulls, rows[i] as number)) setNull(nulls, i);
  return nulls;
}

function takeVectors(column: VectorColumn, rows: ArrayLike<number>, nulls: Uint32Array | null): VectorColumn {
  const { width, values } = column;
  const taken =
    values instanceof Uint8Array
      ? new Uint8Array(rows.length * width)
      : values instanceof Float32Array
        ? new Float32Array(rows.length * width)
        : new Float64Array(rows.length * width);
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] as number;
    taken.set(values.subarray(row * width, (row + 1) * width), i * width);
  }
  return new VectorColumn(taken, width, nulls);
}

/** Whether a value is one of our columns. */
export function isColumn(value: unknown): value is Column {
  return (
    value instanceof NumberColumn ||
    value instanceof StringColumn ||
    value instanceof BooleanColumn ||
    value instanceof TimeColumn ||
    value instanceof VectorColumn
  );
}
