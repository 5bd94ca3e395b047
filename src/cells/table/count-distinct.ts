import { isNull, type Nulls } from '../../frame/nulls.ts';

/** How many different numbers there are beside missing ones, NaN as one; undefined where there are more than `most`. */
export function countDistinct(values: Float64Array, nulls: Nulls | null, most: number): number | undefined {
  const size = 2 ** Math.ceil(Math.log2(Math.min(values.length, most) + 1) + 1);
  const slots = new Float64Array(size);
  const used = new Uint8Array(size);
  const number = new Float64Array(1);
  const bits = new Uint32Array(number.buffer);
  let count = 0;
  let nan = 0;
  for (let row = 0; row < values.length; row++) {
    if (isNull(nulls, row)) continue;
    const value = values[row]! + 0;
    if (Number.isNaN(value)) {
      nan = 1;
      continue;
    }
    number[0] = value;
    let slot = mixed(bits[0]!, bits[1]!) & (size - 1);
    while (used[slot] === 1 && slots[slot] !== value) slot = (slot + 1) & (size - 1);
    if (used[slot] === 1) continue;
    used[slot] = 1;
    slots[slot] = value;
    if (++count + nan > most) return undefined;
  }
  return count + nan > most ? undefined : count + nan;
}

/** Spreads the halves of a number over all bits, since those of whole numbers differ in few. */
function mixed(low: number, high: number): number {
  let hash = low ^ Math.imul(high, 0x9e3779b1);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  return hash ^ (hash >>> 13);
}
