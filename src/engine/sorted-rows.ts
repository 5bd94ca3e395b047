import { StringColumn, type Column } from '../frame/column.ts';
import { isNull } from '../frame/nulls.ts';

/** Row numbers in the order of a column's values; equal values keep their order, NaN and then missing values come last either way. */
export function sortedRows(column: Column, descending: boolean): Uint32Array {
  const keys = keysOf(column);
  const rows = Uint32Array.from({ length: column.length }, (_, row) => row);
  const sign = descending ? -1 : 1;
  return rows.sort((a, b) => {
    const left = rankOf(keys, column, a);
    const right = rankOf(keys, column, b);
    if (left !== right) return left - right;
    if (left > 0) return a - b;
    return sign * (keys[a]! - keys[b]!) || a - b;
  });
}

function rankOf(keys: Float64Array, column: Column, row: number): number {
  return isNull(column.nulls, row) ? 2 : Number.isNaN(keys[row]) ? 1 : 0;
}

function keysOf(column: Column): Float64Array {
  if (column instanceof StringColumn) return dictionaryRanks(column);
  if (column.type === 'vector') return Float64Array.from({ length: column.length }, (_, row) => column.at(row)?.[0] ?? NaN);
  return Float64Array.from(column.values as ArrayLike<number>);
}

function dictionaryRanks(column: StringColumn): Float64Array {
  const order = column.dictionary.map((_, code) => code).sort((a, b) => (column.dictionary[a]! < column.dictionary[b]! ? -1 : 1));
  const rank = new Float64Array(order.length);
  order.forEach((code, position) => (rank[code] = position));
  return Float64Array.from(column.codes, (code) => rank[code] ?? NaN);
}
