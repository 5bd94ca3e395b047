/** One bit a row, most significant bit first (the order of Arquero's own masks); a set bit is a missing value. */
export type Nulls = Uint32Array;

/** Makes a bit set for `length` rows with no bit set. */
export function makeNulls(length: number): Nulls {
  return new Uint32Array((length + 31) >>> 5);
}

/** Marks `row` as missing. */
export function setNull(nulls: Nulls, row: number): void {
  nulls[row >>> 5] = (nulls[row >>> 5] ?? 0) | (0x80000000 >>> (row & 31));
}

/** Tells whether `row` is missing; a column without a bit set has no missing value. */
export function isNull(nulls: Nulls | null, row: number): boolean {
  return nulls !== null && ((nulls[row >>> 5] ?? 0) & (0x80000000 >>> (row & 31))) !== 0;
}

/** Counts the missing values. */
export function countNulls(nulls: Nulls | null): number {
  if (nulls === null) return 0;
  let count = 0;
  for (let word of nulls) {
    for (; word !== 0; word &= word - 1) count++;
  }
  return count;
}
