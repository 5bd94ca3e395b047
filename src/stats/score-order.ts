/**
 * Row numbers in descending order of value, equal values in ascending order of row (stable), by a radix sort over
 * the 64 bits of float64; −0 and +0 are equal. Values must not be NaN.
 */
export function scoreOrder(values: Float64Array): Uint32Array {
  const length = values.length;
  const bits = new Uint32Array(values.slice().buffer);
  const low = new Uint32Array(length);
  const high = new Uint32Array(length);
  for (let row = 0; row < length; row++) {
    let top = bits[2 * row + 1]!;
    let bottom = bits[2 * row]!;
    if (values[row] === 0) top = bottom = 0;
    const negative = top >>> 31 === 1;
    high[row] = negative ? top : ~top & 0x7fffffff;
    low[row] = negative ? bottom : ~bottom;
  }
  let order = Uint32Array.from({ length }, (_, row) => row);
  let spare = new Uint32Array(length);
  const counts = new Uint32Array(65536);
  for (let pass = 0; pass < 4; pass++) {
    const words = pass < 2 ? low : high;
    const shift = pass % 2 === 0 ? 0 : 16;
    counts.fill(0);
    for (let row = 0; row < length; row++) counts[(words[row]! >>> shift) & 0xffff]!++;
    if (length > 0 && counts[(words[0]! >>> shift) & 0xffff] === length) continue;
    let sum = 0;
    for (let digit = 0; digit < 65536; digit++) {
      const count = counts[digit]!;
      counts[digit] = sum;
      sum += count;
    }
    for (let at = 0; at < length; at++) {
      const row = order[at]!;
      spare[counts[(words[row]! >>> shift) & 0xffff]!++] = row;
    }
    [order, spare] = [spare, order];
  }
  return order;
}
