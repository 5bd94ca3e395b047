import { plainValue } from '../cells/table-output.ts';
import { StringColumn, VectorColumn, type Column } from '../frame/column.ts';
import { isNull } from '../frame/nulls.ts';
import type { ColumnValues } from './protocol.ts';

const most = 100;
/** Beyond so many values that differ, counting them all helps nobody. */
const enough = 10_000;

/** The values of a column, those that most rows have first; of equally frequent ones the first to appear. */
export function valuesOf(column: Column): ColumnValues {
  if (column instanceof VectorColumn) return { values: [], distinct: 0, missing: 0 };
  return column instanceof StringColumn ? valuesOfStrings(column) : valuesOfRows(column);
}

function valuesOfStrings({ codes, dictionary, nulls, length }: StringColumn): ColumnValues {
  const counts = new Float64Array(dictionary.length);
  let missing = 0;
  for (let row = 0; row < length; row++) {
    if (isNull(nulls, row)) missing++;
    else counts[codes[row]!]!++;
  }
  const used = [...counts.keys()].filter((code) => counts[code]! > 0);
  const values = firstOf(used, (code) => counts[code]!).map((code) => ({ value: dictionary[code]!, rows: counts[code]! }));
  return { values, distinct: used.length, missing };
}

function valuesOfRows(column: Column): ColumnValues {
  const counts = new Map<string | number | boolean, number>();
  let missing = 0;
  for (let row = 0; row < column.length; row++) {
    const value = plainValue(column, row);
    if (value === null) missing++;
    else if (counts.has(value) || counts.size < enough) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const values = firstOf([...counts], ([, rows]) => rows).map(([value, rows]) => ({ value, rows }));
  return { values, distinct: counts.size, missing, ...(counts.size === enough ? { more: true } : {}) };
}

function firstOf<T>(items: readonly T[], rows: (item: T) => number): readonly T[] {
  return items.toSorted((a, b) => rows(b) - rows(a)).slice(0, most);
}
