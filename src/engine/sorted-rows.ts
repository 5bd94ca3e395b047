import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, type Column } from '../frame/column.ts';
import { isNull } from '../frame/nulls.ts';

/** One column of an order. */
export interface SortKey {
  readonly column: Column;
  readonly descending: boolean;
}

const digitBits = 11;
const buckets = 1 << digitBits;

/**
 * Row numbers in the order of the first column, of the second where the first is equal, and so on; rows equal in all keep
 * their order. NaN and then missing values come last either way, 0 and −0 are equal, texts go by their UTF-16 units.
 */
export function sortedRows(keys: readonly SortKey[], length: number): Uint32Array {
  let rows: Uint32Array = new Uint32Array(length);
  for (let row = 0; row < length; row++) rows[row] = row;
  for (const { column, descending } of keys.toReversed()) rows = reordered(rows, column, descending);
  return rows;
}

/** The rows in the order of one column, stable: present values by least significant digits, then NaN, then missing. */
function reordered(rows: Uint32Array, column: Column, descending: boolean): Uint32Array {
  if (column instanceof StringColumn) return byRank(rows, column.codes, rankOfCodes(column.dictionary), column, descending);
  if (column instanceof BooleanColumn) return byRank(rows, column.values, Uint32Array.of(0, 1), column, descending);
  if (column instanceof NumberColumn || column instanceof TimeColumn) return byNumber(rows, column.values, column, descending);
  return byNumber(
    rows,
    Float64Array.from({ length: column.length }, (_, row) => column.at(row)?.[0] ?? NaN),
    column,
    descending,
  );
}

function byRank(rows: Uint32Array, codes: ArrayLike<number>, ranks: Uint32Array, column: Column, descending: boolean): Uint32Array {
  const last = Math.max(0, ranks.length - 1);
  const missing = last + 1;
  const keys = new Uint32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const rank = ranks[codes[row]!]!;
    keys[at] = isNull(column.nulls, row) ? missing : descending ? last - rank : rank;
  }
  return radix(Uint32Array.from(rows), [keys], 32 - Math.clz32(missing));
}

function byNumber(rows: Uint32Array, values: Float64Array, column: Column, descending: boolean): Uint32Array {
  const present = new Uint32Array(rows.length);
  const behind: number[] = [];
  const missing: number[] = [];
  let count = 0;
  for (const row of rows) {
    if (isNull(column.nulls, row)) missing.push(row);
    else if (Number.isNaN(values[row])) behind.push(row);
    else present[count++] = row;
  }
  const sorted = radix(present.slice(0, count), halvesOf(values, present, count, descending), 32);
  const all = new Uint32Array(rows.length);
  all.set(sorted);
  all.set(behind, count);
  all.set(missing, count + behind.length);
  return all;
}

/** The low and the high half of each number's bits, turned so that they order as unsigned integers do. */
function halvesOf(values: Float64Array, rows: Uint32Array, count: number, descending: boolean): [low: Uint32Array, high: Uint32Array] {
  const low = new Uint32Array(count);
  const high = new Uint32Array(count);
  const number = new Float64Array(1);
  const bits = new Uint32Array(number.buffer);
  const turn = descending ? 0xffffffff : 0;
  for (let at = 0; at < count; at++) {
    number[0] = values[rows[at]!]! + 0;
    const sign = -(bits[1]! >>> 31);
    low[at] = bits[0]! ^ sign ^ turn;
    high[at] = bits[1]! ^ (sign | 0x80000000) ^ turn;
  }
  return [low, high];
}

/** Sorts rows by keys of one or two halves, low half first; digits that are the same everywhere cost one look. */
function radix(rows: Uint32Array, halves: readonly Uint32Array[], bits: number): Uint32Array {
  let order: Uint32Array = rows;
  let spare: Uint32Array = new Uint32Array(rows.length);
  const keys: { now: Uint32Array; next: Uint32Array }[] = halves.map((half) => ({ now: half, next: new Uint32Array(half.length) }));
  for (const [at, key] of keys.entries()) {
    for (let shift = 0; shift < bits; shift += digitBits) {
      const starts = startsOf(key.now, shift);
      if (starts === null) continue;
      const later = keys.slice(at);
      for (let from = 0; from < order.length; from++) {
        const digit = (key.now[from]! >>> shift) & (buckets - 1);
        const to = starts[digit]!++;
        spare[to] = order[from]!;
        for (const moved of later) moved.next[to] = moved.now[from]!;
      }
      [order, spare] = [spare, order];
      for (const moved of later) [moved.now, moved.next] = [moved.next, moved.now];
    }
  }
  return order;
}

/** Where each digit's rows begin; null where all rows have the same. */
function startsOf(key: Uint32Array, shift: number): Uint32Array | null {
  const starts = new Uint32Array(buckets);
  for (let at = 0; at < key.length; at++) starts[(key[at]! >>> shift) & (buckets - 1)]!++;
  let sum = 0;
  for (let digit = 0; digit < buckets; digit++) {
    const count = starts[digit]!;
    if (count === key.length) return null;
    starts[digit] = sum;
    sum += count;
  }
  return starts;
}

/** The place of each word of a dictionary among all in order. */
function rankOfCodes(dictionary: readonly string[]): Uint32Array {
  const order = Uint32Array.from(dictionary.keys());
  order.sort((a, b) => (dictionary[a]! < dictionary[b]! ? -1 : 1));
  const ranks = new Uint32Array(order.length);
  for (let place = 0; place < order.length; place++) ranks[order[place]!] = place;
  return ranks;
}
