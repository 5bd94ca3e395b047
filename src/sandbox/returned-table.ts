import { ColumnTable } from 'arquero';
import { columnFromValues } from '../frame/column-from-values.ts';
import { bytesOf, frameFromTable, makeFrame, type Frame } from '../frame/frame.ts';
import { toWire } from './columns.ts';
import type { AnswerLimits, WireTable } from './wire.ts';

const wanted = 'return an Arquero table, a list of objects, or an object of columns';

/** What code returned, as a table; throws one sentence where it is none, or larger than may be. */
export function returnedTable(value: unknown, limits: AnswerLimits): WireTable {
  const frame = frameOf(value, limits);
  const bytes = bytesOf(frame);
  if (bytes > limits.bytes)
    throw new Error(`the table that the code returned holds ${megabytes(bytes)}; at most ${megabytes(limits.bytes)} may leave`);
  return toWire(frame);
}

function frameOf(value: unknown, limits: AnswerLimits): Frame {
  if (value instanceof ColumnTable) {
    holdTo(limits, value.numRows(), value.columnNames());
    for (const name of value.columnNames()) requireCells(name, value.numRows(), value.array(name) as ArrayLike<unknown>);
    return frameFromTable(value);
  }
  if (value === undefined) throw new Error(`the code returned nothing; ${wanted}`);
  if (value === null || typeof value !== 'object') throw new Error(`the code returned ${called(value)}; ${wanted}`);
  const columns = Array.isArray(value) ? columnsOfRows(value, limits) : columnsOfObject(value, limits);
  return makeFrame(columns.map(([name, values]) => [name, columnFromValues(values)]));
}

type Columns = (readonly [name: string, values: ArrayLike<unknown>])[];

function columnsOfRows(rows: readonly unknown[], limits: AnswerLimits): Columns {
  const names = new Set<string>();
  holdTo(limits, rows.length, []);
  rows.forEach((row, at) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row) || row instanceof Date)
      throw new Error(`row ${at + 1} of the list is ${called(row)}, not an object; ${wanted}`);
    for (const name of Object.keys(row)) names.add(name);
    if (names.size > limits.columns) holdTo(limits, 0, [...names]);
  });
  holdTo(limits, rows.length, [...names]);
  return [...names].map((name) => {
    const values = rows.map((row) => (Object.hasOwn(row as object, name) ? (row as Record<string, unknown>)[name] : null));
    requireCells(name, values.length, values);
    return [name, values];
  });
}

function columnsOfObject(columns: object, limits: AnswerLimits): Columns {
  const entries = Object.entries(columns);
  if (entries.length === 0) throw new Error(`the code returned an empty object; ${wanted}`);
  const lengths = entries.map(([name, values]) => {
    if (!isList(values)) throw new Error(`${name} of the returned object is ${called(values)}, not a list; ${wanted}`);
    return values.length;
  });
  holdTo(limits, lengths[0]!, Object.keys(columns));
  entries.forEach(([name, values], at) => {
    if (lengths[at] !== lengths[0]) throw new Error(`column ${name} has ${lengths[at]} rows where ${entries[0]![0]} has ${lengths[0]}`);
    requireCells(name, lengths[0]!, values as ArrayLike<unknown>);
  });
  return entries as Columns;
}

function holdTo(limits: AnswerLimits, rows: number, names: readonly string[]): void {
  if (rows > limits.rows) throw new Error(`the code returned ${count(rows)} rows; at most ${count(limits.rows)} may leave`);
  if (names.length > limits.columns)
    throw new Error(`the code returned ${count(names.length)} columns; at most ${count(limits.columns)} may leave`);
  if (names.includes('__proto__')) throw new Error('a column cannot be called __proto__; give it another name');
  const long = names.find((name) => name.length > 200);
  if (long !== undefined) throw new Error(`the name of column ${long.slice(0, 40)}… is longer than 200 characters`);
}

/** Holds every cell to what a column may hold. */
function requireCells(name: string, length: number, values: ArrayLike<unknown>): void {
  for (let row = 0; row < length; row++) {
    const value = values[row];
    if (value === null || value === undefined) continue;
    if (['number', 'string', 'boolean', 'bigint'].includes(typeof value) || value instanceof Date) continue;
    if (isList(value) && Array.from(value).every((item) => typeof item === 'number')) continue;
    throw new Error(
      `column ${name} holds ${called(value)} in row ${row + 1}; a cell holds a number, a word, true or false, a time, or a list of numbers`,
    );
  }
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
}

function called(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Promise) return 'a promise; write await before it';
  if (value instanceof Date) return 'a time';
  if (value instanceof Map) return 'a Map';
  if (value instanceof Set) return 'a Set';
  return typeof value === 'object' ? 'an object' : typeof value === 'undefined' ? 'nothing' : `a ${typeof value}`;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e5) / 10} MB`;
}
