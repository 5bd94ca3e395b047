import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, type Column } from '../../frame/column.ts';
import { isNull } from '../../frame/nulls.ts';
import type { PlainValue } from '../output.ts';
import { plainValue } from '../table-output.ts';

/** A column as codes of its distinct values. */
export interface Dimension {
  readonly codes: Int32Array;
  readonly values: readonly PlainValue[];
}

/** Rows parted by every combination of values that occurs. */
export interface Groups {
  readonly size: number;
  readonly codes: Int32Array;
  /** The values of each dimension for each group. */
  readonly values: readonly (readonly PlainValue[])[];
}

/** The distinct values of a column, missing ones among them; null for vectors. */
export function dimensionOf(column: Column): Dimension | null {
  if (column instanceof StringColumn) return fromDictionary(column);
  if (!(column instanceof NumberColumn || column instanceof BooleanColumn || column instanceof TimeColumn)) return null;
  return coded(
    column.length,
    (row) => (isNull(column.nulls, row) ? null : column.values[row]!),
    (_, row) => plainValue(column, row),
  );
}

/** Numbers brought to a representative first (a bin, a month); NaN and missing values are one group without a value. */
export function derivedDimension(
  column: NumberColumn | TimeColumn,
  represent: (value: number) => number,
  shown: (value: number) => PlainValue,
): Dimension {
  const { values } = column;
  return coded(
    column.length,
    (row) => (Number.isNaN(values[row]!) ? null : represent(values[row]!)),
    (value) => (value === null ? null : shown(value)),
  );
}

function fromDictionary(column: StringColumn): Dimension {
  const none = column.dictionary.length;
  const codes = Int32Array.from(column.codes, (code, row) => (isNull(column.nulls, row) ? none : code));
  return { codes, values: [...column.dictionary, null] };
}

function coded(length: number, keyOf: (row: number) => number | null, shown: (key: number | null, row: number) => PlainValue): Dimension {
  const known = new Map<number | null, number>();
  const values: PlainValue[] = [];
  const codes = new Int32Array(length);
  for (let row = 0; row < length; row++) {
    const key = keyOf(row);
    let code = known.get(key);
    if (code === undefined) {
      known.set(key, (code = values.length));
      values.push(shown(key, row));
    }
    codes[row] = code;
  }
  return { codes, values };
}

/** Parts `rows` rows by all dimensions together; without dimensions all rows are one group. */
export function groupBy(dimensions: readonly Dimension[], rows: number): Groups {
  let codes: Int32Array = new Int32Array(rows);
  let members: number[][] = rows === 0 && dimensions.length > 0 ? [] : [[]];
  for (const dimension of dimensions) {
    const width = dimension.values.length;
    const known = new Map<number, number>();
    const combined: number[][] = [];
    const next = new Int32Array(rows);
    for (let row = 0; row < rows; row++) {
      const joint = codes[row]! * width + dimension.codes[row]!;
      let group = known.get(joint);
      if (group === undefined) {
        known.set(joint, (group = combined.length));
        combined.push([...members[codes[row]!]!, dimension.codes[row]!]);
      }
      next[row] = group;
    }
    codes = next;
    members = combined;
  }
  return {
    size: members.length,
    codes,
    values: dimensions.map((dimension, at) => members.map((member) => dimension.values[member[at]!] ?? null)),
  };
}
