// Orders rows by score. An element is 64 bits: a 32-bit key that falls as the score rises, then `row << 1 | label`.
// Bound: 3 passes that read and write 8 bytes a row, about 48 bytes a row beside the scores themselves.

const digits: i32 = 2048;

/** Survey of scores: out[0] lowest, out[1] highest (f64 each), out[2] bits: 1 some are NaN, 2 some are not float32. */
export function survey(scores: usize, n: i32, out: usize): void {
  let low = f64x2.splat(Infinity);
  let high = f64x2.splat(-Infinity);
  let unknown = i64x2.splat(0);
  let wide = i64x2.splat(0);
  const even = n & ~1;
  for (let row = 0; row < even; row += 2) {
    const s = v128.load(scores + ((<usize>row) << 3));
    low = f64x2.pmin(low, s);
    high = f64x2.pmax(high, s);
    unknown = v128.or(unknown, f64x2.ne(s, s));
    wide = v128.or(wide, f64x2.ne(f64x2.promote_low_f32x4(f32x4.demote_f64x2_zero(s)), s));
  }
  let least = min(f64x2.extract_lane(low, 0), f64x2.extract_lane(low, 1));
  let most = max(f64x2.extract_lane(high, 0), f64x2.extract_lane(high, 1));
  let flags = (v128.any_true(unknown) ? 1 : 0) | (v128.any_true(wide) ? 2 : 0);
  if (even < n) {
    const s = load<f64>(scores + ((<usize>even) << 3));
    if (s != s) flags |= 1;
    else {
      least = min(least, s);
      most = max(most, s);
    }
    if (<f64>(<f32>s) != s) flags |= 2;
  }
  store<f64>(out, least);
  store<f64>(out, most, 8);
  store<i32>(out, flags, 16);
}

function floatKey(score: f64): u32 {
  const bits = reinterpret<i32>(<f32>(score + 0.0));
  return bits ^ (~(bits >> 31) >>> 1);
}

function exactKey(score: f64): u64 {
  const bits = reinterpret<i64>(score + 0.0);
  return bits ^ (~(bits >> 63) >>> 1);
}

function element(key: u32, row: i32, labels: usize): u64 {
  const label: u32 = labels == 0 ? 0 : load<u8>(labels + row);
  return ((<u64>key) << 32) | (((<u32>row) << 1) | label);
}

function countDigits(key: u32, counts: usize): void {
  const first = counts + ((<usize>(key & 2047)) << 2);
  const second = counts + ((<usize>(digits + ((key >>> 11) & 2047))) << 2);
  const third = counts + ((<usize>(2 * digits + (key >>> 22))) << 2);
  store<u32>(first, load<u32>(first) + 1);
  store<u32>(second, load<u32>(second) + 1);
  store<u32>(third, load<u32>(third) + 1);
}

/** Whether a linear key puts a quarter of about a thousand rows into one of 1024 buckets: one outlier does that to all others. */
function collapses(scores: usize, n: i32, most: f64, scale: f64, counts: usize): bool {
  memory.fill(counts, 0, 4096);
  const step = max(1, n >> 10);
  let taken = 0;
  let worst: u32 = 0;
  for (let row = 0; row < n; row += step) {
    const key = <u32>((most - load<f64>(scores + ((<usize>row) << 3))) * scale);
    const at = counts + ((<usize>(key >>> 22)) << 2);
    const count = load<u32>(at) + 1;
    store<u32>(at, count);
    worst = max(worst, count);
    taken++;
  }
  return worst * 4 > <u32>taken;
}

/** Passes of a stable radix sort over the key of elements in `a`, whose digits are counted; gives where they lie sorted, `a` or `b`. */
function sortCounted(a: usize, b: usize, n: i32, counts: usize): usize {
  let from = a;
  let to = b;
  for (let pass = 0; pass < 3; pass++) {
    const table = counts + ((<usize>(pass * digits)) << 2);
    const shift: u64 = 32 + 11 * pass;
    const mask: u64 = pass == 2 ? 1023 : 2047;
    if (load<u32>(table + ((<usize>((load<u64>(from) >> shift) & mask)) << 2)) == <u32>n) continue;
    let sum: u32 = 0;
    for (let digit = 0; digit < digits; digit++) {
      const at = table + ((<usize>digit) << 2);
      const count = load<u32>(at);
      store<u32>(at, sum);
      sum += count;
    }
    for (let at = from, end = from + ((<usize>n) << 3); at < end; at += 8) {
      const item = load<u64>(at);
      const slot = table + ((<usize>((item >> shift) & mask)) << 2);
      const place = load<u32>(slot);
      store<u32>(slot, place + 1);
      store<u64>(to + ((<usize>place) << 3), item);
    }
    const spare = from;
    from = to;
    to = spare;
  }
  return from;
}

function scoreOf(item: u64, scores: usize): f64 {
  return load<f64>(scores + ((<usize>((<u32>item) >>> 1)) << 3));
}

/** Sorts runs of one key by the scores themselves; false where they hold too many rows for that to pay. */
function repair(sorted: usize, n: i32, scores: usize): bool {
  let left = n >> 2;
  let start = 0;
  while (start < n) {
    const at = sorted + ((<usize>start) << 3);
    const first = load<u64>(at);
    const key = first >> 32;
    let end = start + 1;
    while (end < n && load<u64>(sorted + ((<usize>end) << 3)) >> 32 == key) end++;
    if (end - start > 1) {
      const score = scoreOf(first, scores);
      let same = true;
      for (let other = start + 1; same && other < end; other++) same = scoreOf(load<u64>(sorted + ((<usize>other) << 3)), scores) == score;
      if (!same) {
        left -= end - start;
        if (left < 0 || end - start > 64) return false;
        insertionSort(at, end - start, scores);
      }
    }
    start = end;
  }
  return true;
}

function insertionSort(run: usize, length: i32, scores: usize): void {
  for (let at = 1; at < length; at++) {
    const item = load<u64>(run + ((<usize>at) << 3));
    const score = scoreOf(item, scores);
    let hole = at;
    while (hole > 0 && scoreOf(load<u64>(run + ((<usize>(hole - 1)) << 3)), scores) < score) {
      store<u64>(run + ((<usize>hole) << 3), load<u64>(run + ((<usize>(hole - 1)) << 3)));
      hole--;
    }
    store<u64>(run + ((<usize>hole) << 3), item);
  }
}

/** Six passes over all 64 bits: the low half first, then the high half of the same rows. */
function sortExact(scores: usize, labels: usize, n: i32, a: usize, b: usize, counts: usize): usize {
  memory.fill(counts, 0, 3 * digits * 4);
  for (let row = 0; row < n; row++) {
    const key = <u32>exactKey(load<f64>(scores + ((<usize>row) << 3)));
    countDigits(key, counts);
    store<u64>(a + ((<usize>row) << 3), element(key, row, labels));
  }
  const half = sortCounted(a, b, n, counts);
  memory.fill(counts, 0, 3 * digits * 4);
  for (let at = half, end = half + ((<usize>n) << 3); at < end; at += 8) {
    const item = load<u64>(at);
    const key = <u32>(exactKey(scoreOf(item, scores)) >> 32);
    countDigits(key, counts);
    store<u64>(at, ((<u64>key) << 32) | (<u64>(<u32>item)));
  }
  return sortCounted(half, half == a ? b : a, n, counts);
}

/**
 * Elements of all rows in descending order of score, equal scores in ascending order of row; gives where they lie, `a` or `b`.
 * `work` has 24,640 bytes: 24,576 for digits, then what `survey` found (24 bytes), and 1 after it where equal keys are equal scores.
 * Scores must not be NaN. All float32: their bits are the key. Else a linear key, or the bits of the nearest float32 where that
 * would collapse, with runs of one key repaired; else all 64 bits.
 */
export function sortScores(scores: usize, labels: usize, n: i32, a: usize, b: usize, work: usize): usize {
  const found = work + 24576;
  store<i32>(found, 0, 24);
  if (n == 0) return a;
  const most = load<f64>(found, 8);
  const scale = 4294967295.0 / (most - load<f64>(found));
  const floats = (load<i32>(found, 16) & 2) == 0;
  const linear = !floats && scale > 0 && scale < Infinity && !collapses(scores, n, most, scale, work);
  memory.fill(work, 0, 3 * digits * 4);
  if (linear) {
    for (let row = 0; row < n; row++) {
      const key = <u32>(<u64>((most - load<f64>(scores + ((<usize>row) << 3))) * scale));
      countDigits(key, work);
      store<u64>(a + ((<usize>row) << 3), element(key, row, labels));
    }
  } else {
    for (let row = 0; row < n; row++) {
      const key = floatKey(load<f64>(scores + ((<usize>row) << 3)));
      countDigits(key, work);
      store<u64>(a + ((<usize>row) << 3), element(key, row, labels));
    }
  }
  const sorted = sortCounted(a, b, n, work);
  if (floats) store<i32>(found, 1, 24);
  else if (!repair(sorted, n, scores)) return sortExact(scores, labels, n, a, b, work);
  return sorted;
}

/** Row numbers of sorted elements. */
export function rowsOfElements(sorted: usize, n: i32, rows: usize): void {
  for (let at = 0; at < n; at++) store<u32>(rows + ((<usize>at) << 2), load<u32>(sorted + ((<usize>at) << 3)) >>> 1);
}
