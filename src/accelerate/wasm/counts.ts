// Counts over bit sets (bit i of byte i >> 3 is row i) and over codes. Bits beyond the last row are 0.

/** Sixteen masks of one byte from eight vectors of two 64-bit masks. */
function bits16(at: usize, threshold: v128): u32 {
  const a = v128.shuffle<i32>(f64x2.ge(v128.load(at), threshold), f64x2.ge(v128.load(at, 16), threshold), 0, 2, 4, 6);
  const b = v128.shuffle<i32>(f64x2.ge(v128.load(at, 32), threshold), f64x2.ge(v128.load(at, 48), threshold), 0, 2, 4, 6);
  const c = v128.shuffle<i32>(f64x2.ge(v128.load(at, 64), threshold), f64x2.ge(v128.load(at, 80), threshold), 0, 2, 4, 6);
  const d = v128.shuffle<i32>(f64x2.ge(v128.load(at, 96), threshold), f64x2.ge(v128.load(at, 112), threshold), 0, 2, 4, 6);
  return i8x16.bitmask(i8x16.narrow_i16x8_s(i16x8.narrow_i32x4_s(a, b), i16x8.narrow_i32x4_s(c, d)));
}

function word64(at: usize, threshold: v128): u64 {
  return (
    <u64>bits16(at, threshold) |
    (<u64>bits16(at + 128, threshold) << 16) |
    (<u64>bits16(at + 256, threshold) << 32) |
    (<u64>bits16(at + 384, threshold) << 48)
  );
}

function lastWord(scores: usize, from: i32, n: i32, threshold: f64): u64 {
  let word: u64 = 0;
  for (let row = from; row < n; row++) word |= (<u64>(load<f64>(scores + ((<usize>row) << 3)) >= threshold ? 1 : 0)) << (<u64>(row - from));
  return word;
}

/** Bits of the rows whose score reaches the threshold; NaN reaches none. */
export function thresholdBits(scores: usize, n: i32, threshold: f64, bits: usize): void {
  const whole = n & ~63;
  const splat = f64x2.splat(threshold);
  for (let row = 0; row < whole; row += 64) store<u64>(bits + ((<usize>row) >> 3), word64(scores + ((<usize>row) << 3), splat));
  if (whole < n) store<u64>(bits + ((<usize>whole) >> 3), lastWord(scores, whole, n, threshold));
}

/** Rows at or above the threshold, and those of them that are in `positive`, as f64; the bits are made and counted in one pass. */
export function confusion(scores: usize, n: i32, threshold: f64, positive: usize, out: usize): void {
  const whole = n & ~63;
  const splat = f64x2.splat(threshold);
  let reached: u64 = 0;
  let hits: u64 = 0;
  for (let row = 0; row < whole; row += 64) {
    const word = word64(scores + ((<usize>row) << 3), splat);
    reached += popcnt(word);
    hits += popcnt(word & load<u64>(positive + ((<usize>row) >> 3)));
  }
  if (whole < n) {
    const word = lastWord(scores, whole, n, threshold);
    reached += popcnt(word);
    hits += popcnt(word & load<u64>(positive + ((<usize>whole) >> 3)));
  }
  store<f64>(out, <f64>reached);
  store<f64>(out, <f64>hits, 8);
}

/** Bits of the bytes that equal a value. */
export function equalBits(bytes: usize, n: i32, value: i32, bits: usize): void {
  const whole = n & ~63;
  const splat = i8x16.splat(<i8>value);
  for (let row = 0; row < whole; row += 64) {
    const at = bytes + row;
    store<u64>(
      bits + ((<usize>row) >> 3),
      <u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at), splat))) |
        (<u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 16), splat))) << 16) |
        (<u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 32), splat))) << 32) |
        (<u64>(<u32>i8x16.bitmask(i8x16.eq(v128.load(at, 48), splat))) << 48),
    );
  }
  if (whole === n) return;
  let word: u64 = 0;
  for (let row = whole; row < n; row++) word |= (<u64>(load<u8>(bytes + row) === <u8>value ? 1 : 0)) << (<u64>(row - whole));
  store<u64>(bits + ((<usize>whole) >> 3), word);
}

export function countBits(bits: usize, words: i32): f64 {
  let sum: u64 = 0;
  for (let at = bits, end = bits + ((<usize>words) << 3); at < end; at += 8) sum += popcnt(load<u64>(at));
  return <f64>sum;
}

/** For each of `count` masks, `stride` bytes apart: bits in it and `first`, and in it, `first` and `second`, f64 each. */
export function countMasked(first: usize, second: usize, masks: usize, stride: i32, count: i32, words: i32, out: usize): void {
  for (let mask = 0; mask < count; mask++) {
    const own = masks + <usize>(mask * stride);
    let one: u64 = 0;
    let both: u64 = 0;
    for (let at: usize = 0, end = (<usize>words) << 3; at < end; at += 8) {
      const word = load<u64>(own + at) & load<u64>(first + at);
      one += popcnt(word);
      both += popcnt(word & load<u64>(second + at));
    }
    store<f64>(out + ((<usize>mask) << 4), <f64>one);
    store<f64>(out + ((<usize>mask) << 4), <f64>both, 8);
  }
}

/** Bytes that are equal in both arrays. */
export function countEqual(one: usize, other: usize, n: i32): f64 {
  let sum: u64 = 0;
  const whole = n & ~15;
  let row = 0;
  while (row < whole) {
    const stop = min(whole, row + 4080);
    let lanes = i8x16.splat(0);
    for (; row < stop; row += 16) lanes = i8x16.sub(lanes, i8x16.eq(v128.load(one + row), v128.load(other + row)));
    const pairs = i32x4.extadd_pairwise_i16x8_u(i16x8.extadd_pairwise_i8x16_u(lanes));
    sum += i32x4.extract_lane(pairs, 0) + i32x4.extract_lane(pairs, 1) + i32x4.extract_lane(pairs, 2) + i32x4.extract_lane(pairs, 3);
  }
  for (; row < n; row++) sum += load<u8>(one + row) === load<u8>(other + row) ? 1 : 0;
  return <f64>sum;
}

function increment(table: usize, cell: i32): void {
  const at = table + ((<usize>cell) << 2);
  store<u32>(at, load<u32>(at) + 1);
}

/** Rows by `line + guess` (i32 each), below `size`; a row with either below 0 counts in cell `size`. Four tables of `stride` bytes take turns. */
export function countSums(lines: usize, guesses: usize, n: i32, size: i32, tables: usize, stride: i32): void {
  for (let row = 0; row < n; row++) {
    const line = load<i32>(lines + ((<usize>row) << 2));
    const guess = load<i32>(guesses + ((<usize>row) << 2));
    increment(tables + <usize>((row & 3) * stride), (line | guess) < 0 ? size : line + guess);
  }
}

/** Rows by `first · classes + second` (a byte each). Four tables of `stride` bytes take turns. */
export function countPairs(first: usize, second: usize, n: i32, classes: i32, tables: usize, stride: i32): void {
  const whole = n & ~3;
  for (let row = 0; row < whole; row += 4) {
    const a = load<u32>(first + row);
    const b = load<u32>(second + row);
    increment(tables, (a & 255) * classes + (b & 255));
    increment(tables + stride, ((a >>> 8) & 255) * classes + ((b >>> 8) & 255));
    increment(tables + (stride << 1), ((a >>> 16) & 255) * classes + ((b >>> 16) & 255));
    increment(tables + 3 * stride, (a >>> 24) * classes + (b >>> 24));
  }
  for (let row = whole; row < n; row++) increment(tables, load<u8>(first + row) * classes + load<u8>(second + row));
}

/** Rows by `code << 2 | positive << 1 | reached`, from a byte and two bits a row. Four tables of `stride` bytes take turns. */
export function countCells(codes: usize, positive: usize, reached: usize, n: i32, tables: usize, stride: i32): void {
  const whole = n & ~7;
  for (let row = 0; row < whole; row += 8) {
    const y = <u32>load<u8>(positive + ((<usize>row) >> 3)) << 1;
    const p = <u32>load<u8>(reached + ((<usize>row) >> 3));
    const low = load<u32>(codes + row);
    const high = load<u32>(codes + row, 4);
    increment(tables, ((low & 255) << 2) | (y & 2) | (p & 1));
    increment(tables + stride, (((low >>> 8) & 255) << 2) | ((y >>> 1) & 2) | ((p >>> 1) & 1));
    increment(tables + (stride << 1), (((low >>> 16) & 255) << 2) | ((y >>> 2) & 2) | ((p >>> 2) & 1));
    increment(tables + 3 * stride, ((low >>> 24) << 2) | ((y >>> 3) & 2) | ((p >>> 3) & 1));
    increment(tables, ((high & 255) << 2) | ((y >>> 4) & 2) | ((p >>> 4) & 1));
    increment(tables + stride, (((high >>> 8) & 255) << 2) | ((y >>> 5) & 2) | ((p >>> 5) & 1));
    increment(tables + (stride << 1), (((high >>> 16) & 255) << 2) | ((y >>> 6) & 2) | ((p >>> 6) & 1));
    increment(tables + 3 * stride, ((high >>> 24) << 2) | ((y >>> 7) & 2) | ((p >>> 7) & 1));
  }
  for (let row = whole; row < n; row++) {
    const bit = row & 7;
    const y = (load<u8>(positive + ((<usize>row) >> 3)) >> <u8>bit) & 1;
    const p = (load<u8>(reached + ((<usize>row) >> 3)) >> <u8>bit) & 1;
    increment(tables, (<i32>load<u8>(codes + row) << 2) | (y << 1) | p);
  }
}
