import { BooleanColumn, NumberColumn, StringColumn, VectorColumn, type Column, type ColumnType } from '../frame/column.ts';
import { columnOf, type Frame } from '../frame/frame.ts';
import { countNulls, isNull } from '../frame/nulls.ts';
import { hintsOf, type NameHints } from './name-words.ts';

/** Distinct values beyond which a column is no list of categories. */
const mostCategories = 256;

/** What inference needs to know of a column, measured in one or two passes. */
export interface ColumnFacts {
  readonly name: string;
  readonly hints: NameHints;
  readonly column: Column;
  readonly type: ColumnType;
  readonly rows: number;
  readonly missing: number;
  /** Distinct present values; Infinity above 256. */
  readonly distinct: number;
  /** The distinct values as text, sorted; empty above 256. */
  readonly values: readonly string[];
  /** Whether no value stands twice and none is missing. */
  readonly unique: boolean;
  /** Of numbers alone; NaN elsewhere. */
  readonly min: number;
  readonly max: number;
  readonly whole: boolean;
  /** Of texts alone: mean characters of the distinct ones. */
  readonly length: number;
  readonly samples: readonly string[];
}

export function factsOf(frame: Frame, name: string): ColumnFacts {
  const column = columnOf(frame, name);
  const rows = column.length;
  const missing = countNulls(column.nulls);
  const nothing = { min: NaN, max: NaN, whole: false, length: 0 };
  const base: Pick<ColumnFacts, 'name' | 'hints' | 'column' | 'type' | 'rows' | 'missing' | keyof typeof nothing> = {
    ...nothing,
    name,
    hints: hintsOf(name),
    column,
    type: column.type,
    rows,
    missing,
  };
  if (column instanceof StringColumn) {
    const present = presentWords(column);
    return {
      ...base,
      distinct: present.length > mostCategories ? Infinity : present.length,
      values: present.length > mostCategories ? [] : sorted(present),
      unique: rows > 0 && missing === 0 && present.length === rows,
      length: meanLength(present),
      samples: present.slice(0, 3).map(shortened),
    };
  }
  if (column instanceof NumberColumn) return { ...base, ...numberFacts(column, missing) };
  if (column instanceof BooleanColumn) {
    const seen = new Set<string>();
    for (let row = 0; row < rows && seen.size < 2; row++) if (!isNull(column.nulls, row)) seen.add(String(column.values[row] === 1));
    const values = sorted([...seen]);
    return { ...base, distinct: values.length, values, unique: false, samples: values };
  }
  const samples: string[] = [];
  for (let row = 0; row < Math.min(rows, 3); row++) {
    const value = column.at(row);
    samples.push(value === null ? '' : value instanceof Date ? value.toJSON().slice(0, 19).replace('T00:00:00', '') : vectorText(column));
  }
  return { ...base, distinct: Infinity, values: [], unique: false, samples: samples.filter((text) => text !== '') };
}

function vectorText(column: Column): string {
  return column instanceof VectorColumn ? `${column.width} numbers` : '';
}

/** The words that some row holds: a file of empty cells has a dictionary of none. */
function presentWords({ codes, dictionary, nulls }: StringColumn): readonly string[] {
  if (dictionary.length > mostCategories || nulls === null) return dictionary;
  const seen = new Uint8Array(dictionary.length);
  for (let row = 0; row < codes.length; row++) if (!isNull(nulls, row)) seen[codes[row]!] = 1;
  return dictionary.filter((_, code) => seen[code] === 1);
}

function meanLength(words: readonly string[]): number {
  const some = words.slice(0, 1000);
  return some.length === 0 ? 0 : some.reduce((sum, word) => sum + word.length, 0) / some.length;
}

function shortened(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}

function numberFacts(
  { values, nulls }: NumberColumn,
  missing: number,
): Partial<ColumnFacts> & Pick<ColumnFacts, 'distinct' | 'values' | 'unique' | 'samples'> {
  const seen = new Set<number>();
  const samples: string[] = [];
  let min = Infinity;
  let max = -Infinity;
  let whole = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    if (value !== value || isNull(nulls, row)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    whole &&= value === Math.trunc(value);
    if (seen.size <= mostCategories) seen.add(value);
    if (samples.length < 3) samples.push(String(value));
  }
  const many = seen.size > mostCategories;
  const distinct = many ? Infinity : seen.size;
  const texts = many ? [] : [...seen].sort((a, b) => a - b).map(String);
  const unique = values.length > 0 && missing === 0 && whole && (many ? allDiffer(values) : seen.size === values.length);
  return { min, max, whole: whole && seen.size > 0, distinct, values: texts, unique, samples };
}

function allDiffer(values: Float64Array): boolean {
  let rising = true;
  for (let row = 1; row < values.length && rising; row++) rising = values[row]! > values[row - 1]!;
  if (rising) return true;
  const head = values.subarray(0, 2000);
  if (new Set(head).size < head.length) return false;
  const order = values.slice().sort();
  for (let at = 1; at < order.length; at++) if (order[at] === order[at - 1]) return false;
  return true;
}

/** Numbers in their order, everything else as text: the order in which metrics count classes. */
export function sorted(names: readonly string[]): readonly string[] {
  const numeric = names.every((name) => name.trim() !== '' && Number.isFinite(Number(name)));
  return [...names].sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0));
}
