import { BooleanColumn, NumberColumn, StringColumn, VectorColumn, type Column } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError } from '../kind.ts';
import { codesOf, distinctTexts, sortClasses } from './class-codes.ts';

/** Columns of queries and items that a body names beside the roles. */
export interface QueryReading {
  readonly query?: string | undefined;
  readonly item?: string | undefined;
  readonly popularity?: string | undefined;
  readonly users?: number | undefined;
}

/** Rows as items shown for queries; a row without a query, relevance or score has query −1. */
export interface QueryData {
  readonly count: number;
  readonly query: Int32Array;
  readonly relevance: Float64Array;
  readonly scores: Float64Array;
  readonly items: Int32Array | null;
  readonly itemCount: number;
  readonly popularity: Float64Array | null;
  /** Row-major. */
  readonly features: Float64Array | null;
  readonly users: number;
  readonly notes: readonly string[];
}

/** Reads queries, relevance and scores; throws `BodyError` for what is missing or of another type. */
export function prepareQueries(frame: Frame, reading: QueryReading): QueryData {
  const { roles } = frame;
  const name = reading.query ?? roles.query;
  if (name === undefined) throw new BodyError('there is no query', ['task'], 'name its column: query: column');
  const column = columnFor(frame, name, ['query']);
  const found = indexed(column);
  const relevance = numbersOf(frame, roles.label, 'relevance', 'label');
  const scores = numbersOf(frame, [...(roles.score?.values() ?? [])][0] ?? roles.prediction, 'score', 'score');
  const query = found.codes;
  let left = 0;
  for (let row = 0; row < query.length; row++) {
    if (query[row]! >= 0 && Number.isFinite(relevance[row]) && !Number.isNaN(scores[row])) continue;
    query[row] = -1;
    left++;
  }
  const itemName = reading.item ?? roles.item;
  const items = itemName === undefined ? null : indexed(columnFor(frame, itemName, ['item']));
  const unnamed = items === null ? 0 : dropUnnamed(query, items.codes);
  return {
    count: found.count,
    query,
    relevance,
    scores,
    items: items?.codes ?? null,
    itemCount: items?.count ?? 0,
    popularity:
      reading.popularity === undefined ? null : numberColumn(columnFor(frame, reading.popularity, ['popularity']), reading.popularity),
    features: featuresOf(frame),
    users: reading.users ?? NaN,
    notes: [
      ...(left === 0 ? [] : [`${rowsAre(left)} left out for want of a query, a finite relevance or a score.`]),
      ...(unnamed === 0 ? [] : [`${rowsAre(unnamed)} left out for want of an item.`]),
    ],
  };
}

function rowsAre(count: number): string {
  return count === 1 ? '1 row is' : `${count.toLocaleString('en-US')} rows are`;
}

function dropUnnamed(query: Int32Array, items: Int32Array): number {
  let count = 0;
  for (let row = 0; row < query.length; row++) {
    if (query[row]! < 0 || items[row]! >= 0) continue;
    query[row] = -1;
    count++;
  }
  return count;
}

function indexed(column: Column): { codes: Int32Array; count: number } {
  if (column instanceof VectorColumn) throw new BodyError('a list of numbers names no query or item', ['query']);
  const names = sortClasses(distinctTexts(column, Infinity));
  return { codes: codesOf(column, new Map(names.map((name, code) => [name, code]))), count: names.length };
}

function columnFor(frame: Frame, name: string, path: readonly string[]): Column {
  const names = frame.table.columnNames();
  if (names.includes(name)) return columnOf(frame, name);
  const near = nearest(name, names);
  throw new BodyError(`no column ${name}`, path, near === undefined ? undefined : `the nearest name is ${near}`, near);
}

function numbersOf(frame: Frame, name: string | undefined, word: string, role: string): Float64Array {
  if (name === undefined) throw new BodyError(`the data has no ${word}`, ['data'], `name its column in roles: {${role}: column}`);
  const column = columnOf(frame, name);
  if (column instanceof BooleanColumn) return Float64Array.from(column, (value) => (value === null ? NaN : Number(value)));
  if (column instanceof StringColumn && column.length === 0) return new Float64Array(0);
  return numberColumn(column, name);
}

function numberColumn(column: Column, name: string): Float64Array {
  if (!(column instanceof NumberColumn)) throw new BodyError(`column ${name} is no number`, ['data']);
  return column.values;
}

function featuresOf(frame: Frame): Float64Array | null {
  const columns = (frame.roles.feature ?? []).map((name) => columnOf(frame, name));
  const width = columns.reduce(
    (sum, column) => sum + (column instanceof VectorColumn ? column.width : column instanceof NumberColumn ? 1 : 0),
    0,
  );
  if (width === 0) return null;
  const rows = frame.table.totalRows();
  const features = new Float64Array(rows * width);
  let from = 0;
  for (const column of columns) {
    if (!(column instanceof VectorColumn || column instanceof NumberColumn)) continue;
    const own = column instanceof VectorColumn ? column.width : 1;
    for (let row = 0; row < rows; row++) {
      for (let at = 0; at < own; at++) features[row * width + from + at] = column.values[row * own + at]!;
    }
    from += own;
  }
  return features;
}
