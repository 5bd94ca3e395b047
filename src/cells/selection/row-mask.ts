import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, type Column } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import { isNull } from '../../frame/nulls.ts';
import {
  isRowsClause,
  isWhereClause,
  type Clause,
  type Constraint,
  type Interval,
  type ListedValue,
} from '../../frame/selection/clause.ts';
import { constraintWords } from '../../frame/selection/clause-words.ts';
import { ExpressionError } from '../../trust/expression.ts';
import { nearest } from '../../trust/nearest.ts';
import { rowsWhere } from '../frame-where.ts';
import { BodyError } from '../kind.ts';

/** One bit a row, least significant first; a set bit is a selected row. Bits behind the last row are 0. */
export type Bits = Uint32Array;

/** Who reads a selection, for the sentence when the two do not go together. */
export interface Reader {
  /** The selection's name. */
  readonly selection: string;
  /** The cell that is read, as the body names it. */
  readonly data: string;
}

/** The rows of a frame that a clause selects. Throws `BodyError` where it names a column or rows that the frame has not. */
export function maskOf(frame: Frame, clause: Clause, reader: Reader): Bits {
  const rows = frame.table.totalRows();
  if (isRowsClause(clause)) return maskOfRows(rows, clause.of, clause.rows, reader);
  if (isWhereClause(clause)) return maskWhere(frame, clause.where, reader);
  const masks = Object.entries(clause).map(([name, constraint]) => maskOfColumn(frame, name, constraint, reader));
  return both(masks, rows);
}

/** The rows that all masks have; all rows where there is no mask. */
export function both(masks: readonly Bits[], rows: number): Bits {
  if (masks.length === 1) return masks[0]!;
  const bits = allBits(rows);
  for (const mask of masks) for (let word = 0; word < bits.length; word++) bits[word]! &= mask[word]!;
  return bits;
}

export function countBits(bits: Bits): number {
  let count = 0;
  for (let word of bits) {
    word -= (word >>> 1) & 0x55555555;
    word = (word & 0x33333333) + ((word >>> 2) & 0x33333333);
    count += Math.imul((word + (word >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
  }
  return count;
}

/** Numbers of the rows whose bit is set, ascending. */
export function rowsOfBits(bits: Bits): Uint32Array {
  const rows = new Uint32Array(countBits(bits));
  let at = 0;
  for (let index = 0; index < bits.length; index++) {
    for (let word = bits[index]!; word !== 0; word &= word - 1) rows[at++] = (index << 5) + (31 - Math.clz32(word & -word));
  }
  return rows;
}

function allBits(rows: number): Bits {
  const bits = new Uint32Array((rows + 31) >>> 5).fill(0xffffffff);
  if ((rows & 31) !== 0) bits[bits.length - 1] = 2 ** (rows & 31) - 1;
  return bits;
}

function maskOfRows(rows: number, of: string, numbers: readonly number[], { selection, data }: Reader): Bits {
  if (of !== data)
    throw new BodyError(
      `${selection} names rows of ${of} by their number, and ${data} has other rows`,
      ['filter'],
      `say in ${of} which column holds ids, as in roles: {id: number}, and select anew`,
    );
  const bits = new Uint32Array((rows + 31) >>> 5);
  for (const number of numbers) {
    if (number > rows) throw new BodyError(`${selection} names row ${number} of ${of}, which has ${rows} rows`, ['filter']);
    bits[(number - 1) >>> 5]! |= 1 << ((number - 1) & 31);
  }
  return bits;
}

function maskWhere(frame: Frame, where: string, { selection, data }: Reader): Bits {
  const bits = new Uint32Array((frame.table.totalRows() + 31) >>> 5);
  try {
    for (const row of rowsWhere(frame.table, where, new Map())) bits[row >>> 5]! |= 1 << (row & 31);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new BodyError(`${selection} selects by ${where}, which ${data} cannot answer: ${error.message}`, ['filter'], error.hint);
  }
  return bits;
}

function maskOfColumn(frame: Frame, name: string, constraint: Constraint, reader: Reader): Bits {
  const { selection, data } = reader;
  if (frame.table.columnIndex(name) < 0) {
    const near = nearest(name, frame.table.columnNames());
    const hint =
      near === undefined ? `the columns are ${frame.table.columnNames().slice(0, 12).join(', ')}` : `the nearest name is ${near}`;
    throw new BodyError(`${selection} selects by ${name}, and ${data} has no such column`, ['filter'], hint);
  }
  const column = columnOf(frame, name);
  const refuse = (what: string): never => {
    throw new BodyError(`${selection} asks ${name} for ${constraintWords(constraint)}, but ${what}`, ['filter']);
  };
  return isList(constraint) ? maskOfList(column, constraint, refuse) : maskOfInterval(column, constraint, refuse);
}

function isList(constraint: Constraint): constraint is readonly ListedValue[] {
  return Array.isArray(constraint);
}

type Refuse = (what: string) => never;

function maskOfInterval(column: Column, { from, to, below }: Interval, refuse: Refuse): Bits {
  if (!(column instanceof NumberColumn || column instanceof TimeColumn))
    return refuse(`it holds ${wordsOf(column)}, which have no intervals`);
  const bound = (value: number | string | undefined, otherwise: number): number =>
    value === undefined ? otherwise : numberOf(column, value, refuse);
  const low = bound(from, -Infinity);
  const high = Math.min(bound(to, Infinity), below === undefined ? Infinity : before(bound(below, Infinity)));
  return fill(column.values, low, high);
}

/** The largest number below another. */
function before(value: number): number {
  if (!Number.isFinite(value)) return value;
  if (value === 0) return -Number.MIN_VALUE;
  const view = new DataView(new ArrayBuffer(8));
  view.setFloat64(0, value);
  view.setBigInt64(0, view.getBigInt64(0) + (value > 0 ? -1n : 1n));
  return view.getFloat64(0);
}

/** NaN, which stands where a value is missing, is in no interval. */
function fill(values: Float64Array, low: number, high: number): Bits {
  const bits = new Uint32Array((values.length + 31) >>> 5);
  const whole = values.length >>> 5;
  for (let word = 0; word < whole; word++) {
    let made = 0;
    const start = word << 5;
    for (let bit = 0; bit < 32; bit++) {
      const value = values[start + bit]!;
      made |= (value >= low && value <= high ? 1 : 0) << bit;
    }
    bits[word] = made;
  }
  for (let row = whole << 5; row < values.length; row++)
    if (values[row]! >= low && values[row]! <= high) bits[row >>> 5]! |= 1 << (row & 31);
  return bits;
}

function maskOfList(column: Column, listed: readonly ListedValue[], refuse: Refuse): Bits {
  const missing = listed.includes(null);
  const values = listed.filter((value) => value !== null);
  if (column instanceof StringColumn) return maskOfWords(column, values, missing, refuse);
  if (column instanceof BooleanColumn) {
    if (values.some((value) => typeof value !== 'boolean')) return refuse('it holds true and false');
    return filled(column.length, (row) => (isNull(column.nulls, row) ? missing : values.includes(column.values[row] === 1)));
  }
  if (!(column instanceof NumberColumn || column instanceof TimeColumn))
    return refuse(`it holds ${wordsOf(column)}, which cannot be listed`);
  const wanted = new Set(values.map((value) => numberOf(column, value, refuse)));
  return filled(column.length, (row) => (Number.isNaN(column.values[row]!) ? missing : wanted.has(column.values[row]!)));
}

function maskOfWords(column: StringColumn, values: readonly ListedValue[], missing: boolean, refuse: Refuse): Bits {
  if (values.some((value) => typeof value !== 'string')) return refuse('it holds text; put its values in quotes');
  const wanted = new Set(values);
  const byCode = Uint8Array.from(column.dictionary, (word) => (wanted.has(word) ? 1 : 0));
  const { codes, nulls } = column;
  if (nulls === null) return filled(column.length, (row) => byCode[codes[row]!] === 1);
  return filled(column.length, (row) => (isNull(nulls, row) ? missing : byCode[codes[row]!] === 1));
}

function filled(rows: number, holds: (row: number) => boolean): Bits {
  const bits = new Uint32Array((rows + 31) >>> 5);
  for (let row = 0; row < rows; row++) if (holds(row)) bits[row >>> 5]! |= 1 << (row & 31);
  return bits;
}

/** A bound or value as the column holds it: a number, or the milliseconds of an instant. */
function numberOf(column: NumberColumn | TimeColumn, value: ListedValue, refuse: Refuse): number {
  if (column instanceof NumberColumn) return typeof value === 'number' ? value : refuse('it holds numbers');
  const instant = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(instant) ? refuse('it holds times: write them as 2026-01-31T00:00:00Z') : instant;
}

function wordsOf(column: Column): string {
  return { number: 'numbers', time: 'times', string: 'texts', boolean: 'true and false', vector: 'vectors' }[column.type];
}
