import { columnFromValues } from '../frame/column-from-values.ts';
import type { BooleanColumn, NumberColumn, TimeColumn } from '../frame/column.ts';
import { StringColumn, VectorColumn, type Column } from '../frame/column.ts';
import { isNull } from '../frame/nulls.ts';
import { quoted, type DeclaredType, type ReadOptions } from './format.ts';
import { parseTime } from './parse-time.ts';

/** A column from loose values, with the texts that mean no value taken out and the declared type put in place. */
export function columnOfValues(name: string, values: ArrayLike<unknown>, options: ReadOptions): Column {
  return withDeclaredType(name, columnFromValues(withoutMissing(values, options.missing)), options.types?.get(name));
}

function withoutMissing(values: ArrayLike<unknown>, missing: readonly string[]): ArrayLike<unknown> {
  if (missing.length === 0 || ArrayBuffer.isView(values)) return values;
  const none = new Set<unknown>(missing);
  return Array.from(values, (value) => (typeof value === 'string' && none.has(value) ? null : value));
}

/** The column as the type that it was declared to be; throws with the first row, from 1, that cannot be. */
export function withDeclaredType(name: string, column: Column, type: DeclaredType | undefined): Column {
  if (type === undefined || column instanceof VectorColumn) return column;
  if (type === 'category' || type === 'text') return column instanceof StringColumn ? column : asText(column);
  if (column.type === type) return column;
  const convert: (value: unknown) => number | boolean | Date | undefined = { number: toNumber, boolean: toBoolean, time: toTime }[type];
  return columnFromValues(
    Array.from({ length: column.length }, (_, row) => (isNull(column.nulls, row) ? null : converted(name, column, row, type, convert))),
    type,
  );
}

function converted<T>(name: string, column: Column, row: number, type: DeclaredType, convert: (value: unknown) => T | undefined): T {
  const value = column.at(row);
  const result = convert(value);
  if (result !== undefined) return result;
  const thing = type === 'number' ? 'a number' : type === 'boolean' ? 'true or false' : 'an ISO date or date-time';
  throw new Error(
    `row ${row + 1}, column ${name}: ${quoted(typeof value === 'object' ? JSON.stringify(value) : value.toString())} is not ${thing}; list it under missing, or change the column's type`,
  );
}

function toNumber(value: unknown): number | undefined {
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  const text = String(value).trim();
  const number = text === '' ? NaN : Number(text);
  return Number.isNaN(number) && text !== 'NaN' ? undefined : number;
}

function toBoolean(value: unknown): boolean | undefined {
  const text = String(value).toLowerCase();
  if (text === 'true' || text === '1') return true;
  return text === 'false' || text === '0' ? false : undefined;
}

function toTime(value: unknown): Date | undefined {
  const bytes = new TextEncoder().encode(String(value).trim());
  const time = parseTime(bytes, 0, bytes.length);
  return Number.isNaN(time) ? undefined : new Date(time);
}

function asText(column: NumberColumn | BooleanColumn | TimeColumn): Column {
  return columnFromValues(
    Array.from({ length: column.length }, (_, row) => column.at(row)).map((value) =>
      value === null ? null : value instanceof Date ? value.toISOString() : String(value),
    ),
  );
}
