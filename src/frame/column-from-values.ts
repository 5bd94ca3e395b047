import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, VectorColumn, makeCodes, type Column } from './column.ts';
import { makeNulls, setNull, type Nulls } from './nulls.ts';

/**
 * Makes a typed column from loose values (an Arquero result, JSON, Parquet): numbers if every present value
 * is a number, and so on; mixed values become their text. null and undefined are missing, NaN is not.
 * bigint beyond 2⁵³ becomes text so that no digit is lost. Vectors must share one width, else their text is kept.
 * `ifEmpty` is the type of a column without a present value.
 */
export function columnFromValues(values: ArrayLike<unknown>, ifEmpty: 'number' | 'boolean' | 'time' | 'string' = 'string'): Column {
  const kind = commonKind(values) ?? ifEmpty;
  const nulls = nullsOf(values);
  if (kind === 'number')
    return new NumberColumn(
      Float64Array.from(values, (value) => (isMissing(value) ? NaN : Number(value))),
      nulls,
    );
  if (kind === 'boolean')
    return new BooleanColumn(
      Uint8Array.from(values, (value) => (value === true ? 1 : 0)),
      nulls,
    );
  if (kind === 'time')
    return new TimeColumn(
      Float64Array.from(values, (value) => (value instanceof Date ? value.getTime() : NaN)),
      nulls,
    );
  if (kind === 'vector') return vectorColumn(values, nulls);
  return stringColumn(values, nulls);
}

type Kind = 'number' | 'boolean' | 'time' | 'vector' | 'string';

function commonKind(values: ArrayLike<unknown>): Kind | null {
  let common: Kind | null = null;
  let width = -1;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (isMissing(value)) continue;
    const kind = kindOf(value);
    if (common !== null && kind !== common) return 'string';
    if (kind === 'vector') {
      const length = (value as ArrayLike<unknown>).length;
      if (length === 0 || (width !== -1 && length !== width)) return 'string';
      width = length;
    }
    common = kind;
  }
  return common;
}

function kindOf(value: unknown): Kind {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? 'number' : 'string';
  if (typeof value === 'boolean') return 'boolean';
  if (value instanceof Date) return 'time';
  if (isNumericArray(value)) return 'vector';
  return 'string';
}

function isNumericArray(value: unknown): value is ArrayLike<number> {
  if (ArrayBuffer.isView(value))
    return !(value instanceof DataView) && !(value instanceof BigInt64Array) && !(value instanceof BigUint64Array);
  return Array.isArray(value) && value.every((item) => typeof item === 'number');
}

function isMissing(value: unknown): boolean {
  return value === null || value === undefined;
}

function nullsOf(values: ArrayLike<unknown>): Nulls | null {
  let nulls: Nulls | null = null;
  for (let row = 0; row < values.length; row++) {
    if (!isMissing(values[row])) continue;
    nulls ??= makeNulls(values.length);
    setNull(nulls, row);
  }
  return nulls;
}

function vectorColumn(values: ArrayLike<unknown>, nulls: Nulls | null): VectorColumn {
  let width = 1;
  let bytes = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (isMissing(value)) continue;
    width = (value as ArrayLike<number>).length;
    bytes &&= value instanceof Uint8Array;
  }
  const flat = bytes ? new Uint8Array(values.length * width) : new Float64Array(values.length * width);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (!isMissing(value)) flat.set(value as ArrayLike<number>, row * width);
  }
  return new VectorColumn(flat, width, nulls);
}

function stringColumn(values: ArrayLike<unknown>, nulls: Nulls | null): StringColumn {
  const codeOf = new Map<string, number>();
  const codes = new Uint32Array(values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (isMissing(value)) continue;
    const text = textOf(value);
    let code = codeOf.get(text);
    if (code === undefined) codeOf.set(text, (code = codeOf.size));
    codes[row] = code;
  }
  const narrow = makeCodes(values.length, codeOf.size);
  narrow.set(codes);
  return new StringColumn(narrow, [...codeOf.keys()], nulls);
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'Invalid Date' : value.toISOString();
  if (typeof value === 'object') return JSON.stringify(value, (_, item: unknown) => (typeof item === 'bigint' ? item.toString() : item));
  return typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean' ? value.toString() : typeof value;
}
