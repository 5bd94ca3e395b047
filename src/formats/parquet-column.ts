import { BooleanColumn, NumberColumn, TimeColumn, type Column } from '../frame/column.ts';
import { makeNulls, setNull, type Nulls } from '../frame/nulls.ts';
import { columnOfValues, withDeclaredType } from './column-of-values.ts';
import type { ReadOptions } from './format.ts';
import type { ParquetColumn } from './parquet-schema.ts';

/** Decoded values of one row group; undefined and null are missing. */
export type Piece = ArrayLike<unknown>;

/** Joins the pieces of a Parquet column into one typed column. */
export function columnOfPieces(name: string, kind: ParquetColumn, pieces: readonly Piece[], options: ReadOptions): Column {
  const rows = pieces.reduce((sum, piece) => sum + piece.length, 0);
  const type = options.types?.get(name);
  if (kind.holds === 'numbers' && pieces.every(isSafe)) {
    const { values, nulls } = numbersOf(pieces, rows, 10 ** kind.scale);
    return withDeclaredType(name, new NumberColumn(values, nulls), type);
  }
  if (kind.holds === 'times') {
    const { values, nulls } = numbersOf(pieces, rows, 1);
    return withDeclaredType(name, new TimeColumn(values, nulls), type);
  }
  if (kind.holds === 'booleans') {
    const { values, nulls } = numbersOf(pieces, rows, 1);
    return withDeclaredType(name, new BooleanColumn(Uint8Array.from(values), nulls), type);
  }
  const values = pieces.flatMap((piece) => Array.from(piece, plainNumbers));
  const wordy = kind.holds === 'bytes' && (type === 'text' || type === 'category' || !haveOneWidth(values));
  return columnOfValues(name, wordy ? values.map(decodeBytes) : values, options);
}

/** Whether every 64-bit integer fits a float64. */
function isSafe(piece: Piece): boolean {
  if (piece instanceof Float64Array || piece instanceof Float32Array || piece instanceof Int32Array || piece instanceof Uint32Array)
    return true;
  for (let row = 0; row < piece.length; row++) {
    const value = piece[row];
    if (typeof value === 'bigint' && !Number.isSafeInteger(Number(value))) return false;
  }
  return true;
}

function numbersOf(pieces: readonly Piece[], rows: number, divisor: number): { values: Float64Array; nulls: Nulls | null } {
  const values = new Float64Array(rows);
  let nulls: Nulls | null = null;
  let at = 0;
  for (const piece of pieces) {
    for (let row = 0; row < piece.length; row++, at++) {
      const value = piece[row];
      if (value === null || value === undefined) {
        values[at] = NaN;
        nulls ??= makeNulls(rows);
        setNull(nulls, at);
      } else values[at] = divisor === 1 ? Number(value) : Number(value) / divisor;
    }
  }
  return { values, nulls };
}

/** Lists of 64-bit integers as lists of numbers, where they fit. */
function plainNumbers(value: unknown): unknown {
  if (!Array.isArray(value) && !(value instanceof BigInt64Array) && !(value instanceof BigUint64Array)) return value;
  return Array.from(value as ArrayLike<unknown>, (item) =>
    typeof item === 'bigint' && Number.isSafeInteger(Number(item)) ? Number(item) : item,
  );
}

function haveOneWidth(values: readonly unknown[]): boolean {
  const widths = new Set(values.flatMap((value) => (value instanceof Uint8Array ? [value.length] : [])));
  return widths.size === 1 && !widths.has(0);
}

function decodeBytes(value: unknown): unknown {
  return value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
}
