import { BooleanColumn, makeCodes, NumberColumn, StringColumn, TimeColumn, type Codes, type Column } from '../../frame/column.ts';
import { isNull } from '../../frame/nulls.ts';
import type { PlainValue } from '../output.ts';
import { plainValue } from '../table-output.ts';

/** A column as codes of its distinct values. */
export interface Dimension {
  readonly codes: Codes;
  readonly values: readonly PlainValue[];
}

/** Rows parted by every combination of values that occurs, in codes as narrow as their number allows: they are read at every brush. */
export interface Groups {
  readonly size: number;
  readonly codes: Codes;
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

/** Numbers brought to a representative first (a month); NaN and missing values are one group without a value. */
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

/** Numbers as one of `bins` bins; NaN and missing values are one group without a value. */
export function binnedDimension(
  column: NumberColumn,
  bins: number,
  binOf: (value: number) => number,
  shown: (bin: number) => number,
): Dimension {
  const { values } = column;
  const codes = makeCodes(values.length, bins + 1);
  for (let row = 0; row < values.length; row++) {
    const value = values[row]!;
    codes[row] = Number.isNaN(value) ? bins : binOf(value);
  }
  return { codes, values: [...Array.from({ length: bins }, (_, bin) => shown(bin)), null] };
}

function fromDictionary(column: StringColumn): Dimension {
  const none = column.dictionary.length;
  const codes = makeCodes(column.length, none + 1);
  codes.set(column.codes);
  if (column.nulls !== null) for (let row = 0; row < column.length; row++) if (isNull(column.nulls, row)) codes[row] = none;
  return { codes, values: [...column.dictionary, null] };
}

function coded(length: number, keyOf: (row: number) => number | null, shown: (key: number | null, row: number) => PlainValue): Dimension {
  const known = new Map<number | null, number>();
  const values: PlainValue[] = [];
  const codes = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    const key = keyOf(row);
    let code = known.get(key);
    if (code === undefined) {
      known.set(key, (code = values.length));
      values.push(shown(key, row));
    }
    codes[row] = code;
  }
  return { codes: narrowed(codes, values.length), values };
}

/** Combinations up to which each has a place in a list of its own; beyond, a map holds those that occur. */
const mostListed = 1 << 22;

/** Parts `rows` rows by all dimensions together; without dimensions all rows are one group. Groups are in order of first appearance. */
export function groupBy(dimensions: readonly Dimension[], rows: number): Groups {
  let codes: Codes = new Uint8Array(rows);
  let members: number[][] = rows === 0 && dimensions.length > 0 ? [] : [[]];
  for (const dimension of dimensions) {
    const width = dimension.values.length;
    const known = places(members.length * width);
    const combined: number[][] = [];
    const next = new Uint32Array(rows);
    for (let row = 0; row < rows; row++) {
      const joint = codes[row]! * width + dimension.codes[row]!;
      let group = known.get(joint);
      if (group === -1) {
        known.set(joint, (group = combined.length));
        combined.push([...members[codes[row]!]!, dimension.codes[row]!]);
      }
      next[row] = group;
    }
    codes = narrowed(next, combined.length);
    members = combined;
  }
  return {
    size: members.length,
    codes,
    values: dimensions.map((dimension, at) => members.map((member) => dimension.values[member[at]!] ?? null)),
  };
}

/** The group of each combination, −1 for one that has not appeared. */
interface Places {
  get(joint: number): number;
  set(joint: number, group: number): void;
}

function places(combinations: number): Places {
  if (combinations <= mostListed) {
    const list = new Int32Array(combinations).fill(-1);
    return { get: (joint) => list[joint]!, set: (joint, group) => (list[joint] = group) };
  }
  const map = new Map<number, number>();
  return { get: (joint) => map.get(joint) ?? -1, set: (joint, group) => map.set(joint, group) };
}

function narrowed(codes: Uint32Array, size: number): Codes {
  const narrow = makeCodes(codes.length, size);
  if (narrow instanceof Uint32Array) return codes;
  narrow.set(codes);
  return narrow;
}
