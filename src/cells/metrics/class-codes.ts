import { BooleanColumn, NumberColumn, StringColumn, type Column } from '../../frame/column.ts';
import { isNull } from '../../frame/nulls.ts';

/** Codes of a column's values among the classes; −1 for a missing value or another one. */
export function codesOf(column: Column, index: ReadonlyMap<string, number>): Int32Array {
  const codes = new Int32Array(column.length).fill(-1);
  if (column instanceof StringColumn) {
    const byCode = column.dictionary.map((word) => index.get(word) ?? -1);
    for (let row = 0; row < column.length; row++) if (!isNull(column.nulls, row)) codes[row] = byCode[column.codes[row]!]!;
    return codes;
  }
  if (!(column instanceof NumberColumn || column instanceof BooleanColumn)) return codes;
  const known = new Map<number, number>();
  for (let row = 0; row < column.length; row++) {
    if (isNull(column.nulls, row)) continue;
    const value = column.values[row]!;
    let code = known.get(value);
    if (code === undefined) known.set(value, (code = index.get(String(column.at(row))) ?? -1));
    codes[row] = code;
  }
  return codes;
}

/** Distinct values as text, at most `limit` of them; missing values and NaN are none. */
export function distinctTexts(column: Column, limit: number): string[] {
  const seen = new Set<string | number>();
  for (let row = 0; row < column.length && seen.size < limit; row++) {
    if (isNull(column.nulls, row)) continue;
    if (column instanceof StringColumn) seen.add(column.codes[row]!);
    else if (column instanceof NumberColumn || column instanceof BooleanColumn) {
      if (!Number.isNaN(column.values[row])) seen.add(column.values[row]!);
    }
  }
  const text = (value: string | number): string => {
    if (column instanceof StringColumn) return column.dictionary[Number(value)]!;
    return column instanceof BooleanColumn ? String(value === 1) : String(value);
  };
  return [...seen].map(text);
}

/** Numbers in their order, everything else as text. */
export function sortClasses(names: readonly string[]): string[] {
  const numeric = names.every((name) => name.trim() !== '' && Number.isFinite(Number(name)));
  return [...names].sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0));
}
