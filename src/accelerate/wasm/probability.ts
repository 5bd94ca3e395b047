// Sums over rows of scores of the positive class and labels (a byte, 0 or 1). Bound: 9 bytes read a row.

const epsilon: f64 = 2.220446049250313e-16;

/** Labels of two rows as float64, from four bytes that hold theirs first. */
function firstLabels(bytes: v128): v128 {
  return f64x2.convert_low_i32x4_s(i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes)));
}

function secondLabels(bytes: v128): v128 {
  const words = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(bytes));
  return f64x2.convert_low_i32x4_s(v128.shuffle<i32>(words, words, 2, 3, 2, 3));
}

function inside(scores: v128): v128 {
  return v128.and(f64x2.ge(scores, f64x2.splat(0)), f64x2.le(scores, f64x2.splat(1)));
}

function truth(scores: v128, labels: v128): v128 {
  const p = f64x2.abs(f64x2.sub(f64x2.sub(f64x2.splat(1), labels), scores));
  return f64x2.pmin(f64x2.splat(1 - epsilon), f64x2.pmax(f64x2.splat(epsilon), p));
}

function exponents(product: v128): v128 {
  return i64x2.sub(i64x2.shr_u(product, 52), i64x2.splat(1023));
}

function mantissas(product: v128): v128 {
  return v128.or(v128.and(product, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3ff0000000000000));
}

function likelihood(score: f64, label: f64): f64 {
  return min(1 - epsilon, max(epsilon, abs(1 - label - score)));
}

function isInside(score: f64): bool {
  return score >= 0 && score <= 1;
}

/**
 * Product over rows of the probability of the true class, held within 2.2e-16 of 0 and 1: a factor at `out` and a power of two
 * after it. Gives 0 where a score is not in [0, 1]. Four chains of two; the exponent is taken off every 16 factors, so that
 * nothing underflows and one logarithm is enough.
 */
export function productOfTruths(scores: usize, labels: usize, n: i32, out: usize): i32 {
  let valid = i64x2.splat(-1);
  let a = f64x2.splat(1);
  let b = a;
  let c = a;
  let d = a;
  let power = i64x2.splat(0);
  const even = n & ~7;
  let row = 0;
  while (row < even) {
    const stop = min(even, row + 128);
    for (; row < stop; row += 8) {
      const at = scores + ((<usize>row) << 3);
      const low = v128.load32_zero(labels + row);
      const high = v128.load32_zero(labels + row, 4);
      const s0 = v128.load(at);
      const s1 = v128.load(at, 16);
      const s2 = v128.load(at, 32);
      const s3 = v128.load(at, 48);
      valid = v128.and(valid, v128.and(v128.and(inside(s0), inside(s1)), v128.and(inside(s2), inside(s3))));
      a = f64x2.mul(a, truth(s0, firstLabels(low)));
      b = f64x2.mul(b, truth(s1, secondLabels(low)));
      c = f64x2.mul(c, truth(s2, firstLabels(high)));
      d = f64x2.mul(d, truth(s3, secondLabels(high)));
    }
    power = i64x2.add(power, i64x2.add(i64x2.add(exponents(a), exponents(b)), i64x2.add(exponents(c), exponents(d))));
    a = mantissas(a);
    b = mantissas(b);
    c = mantissas(c);
    d = mantissas(d);
  }
  const all = f64x2.mul(f64x2.mul(a, b), f64x2.mul(c, d));
  let factor = f64x2.extract_lane(all, 0) * f64x2.extract_lane(all, 1);
  let good = v128.all_true<i64>(valid);
  for (; row < n; row++) {
    const score = load<f64>(scores + ((<usize>row) << 3));
    good = good && isInside(score);
    factor *= likelihood(score, <f64>load<u8>(labels + row));
  }
  store<f64>(out, factor);
  store<f64>(out, <f64>(i64x2.extract_lane(power, 0) + i64x2.extract_lane(power, 1)), 8);
  return good ? 1 : 0;
}

/** Σ (score − label)², NaN where a score is not in [0, 1]. */
export function squaredErrors(scores: usize, labels: usize, n: i32): f64 {
  let valid = i64x2.splat(-1);
  let a = f64x2.splat(0);
  let b = a;
  let c = a;
  let d = a;
  const even = n & ~7;
  for (let row = 0; row < even; row += 8) {
    const at = scores + ((<usize>row) << 3);
    const low = v128.load32_zero(labels + row);
    const high = v128.load32_zero(labels + row, 4);
    const s0 = v128.load(at);
    const s1 = v128.load(at, 16);
    const s2 = v128.load(at, 32);
    const s3 = v128.load(at, 48);
    valid = v128.and(valid, v128.and(v128.and(inside(s0), inside(s1)), v128.and(inside(s2), inside(s3))));
    const e0 = f64x2.sub(s0, firstLabels(low));
    const e1 = f64x2.sub(s1, secondLabels(low));
    const e2 = f64x2.sub(s2, firstLabels(high));
    const e3 = f64x2.sub(s3, secondLabels(high));
    a = f64x2.add(a, f64x2.mul(e0, e0));
    b = f64x2.add(b, f64x2.mul(e1, e1));
    c = f64x2.add(c, f64x2.mul(e2, e2));
    d = f64x2.add(d, f64x2.mul(e3, e3));
  }
  const all = f64x2.add(f64x2.add(a, b), f64x2.add(c, d));
  let sum = f64x2.extract_lane(all, 0) + f64x2.extract_lane(all, 1);
  let good = v128.all_true<i64>(valid);
  for (let row = even; row < n; row++) {
    const score = load<f64>(scores + ((<usize>row) << 3));
    good = good && isInside(score);
    const error = score - <f64>load<u8>(labels + row);
    sum += error * error;
  }
  return good ? sum : NaN;
}

/**
 * Σ score (f64), rows and positives (u32 each) of each of `bins` bins of equal width over [0, 1], closed below, 1 in the last: 16
 * bytes a bin and table. Four tables one after another take turns, so that no row waits for the one before. Gives 0 where a score
 * is not in [0, 1]; tables start at zero.
 */
export function binScores(scores: usize, labels: usize, n: i32, bins: i32, tables: usize): i32 {
  const size = (<usize>bins) << 4;
  const width = f64x2.splat(<f64>bins);
  const last = i32x4.splat(bins - 1);
  const zero = i32x4.splat(0);
  let valid = i64x2.splat(-1);
  const even = n & ~3;
  for (let row = 0; row < even; row += 4) {
    const at = scores + ((<usize>row) << 3);
    const a = v128.load(at);
    const b = v128.load(at, 16);
    valid = v128.and(valid, v128.and(inside(a), inside(b)));
    const low = i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(a, width));
    const high = i32x4.trunc_sat_f64x2_s_zero(f64x2.mul(b, width));
    const own = i32x4.shl(i32x4.max_s(zero, i32x4.min_s(last, v128.shuffle<i32>(low, high, 0, 1, 4, 5))), 4);
    const bytes = load<u32>(labels + row);
    addScore(tables + <usize>i32x4.extract_lane(own, 0), f64x2.extract_lane(a, 0), bytes & 1);
    addScore(tables + size + <usize>i32x4.extract_lane(own, 1), f64x2.extract_lane(a, 1), (bytes >>> 8) & 1);
    addScore(tables + 2 * size + <usize>i32x4.extract_lane(own, 2), f64x2.extract_lane(b, 0), (bytes >>> 16) & 1);
    addScore(tables + 3 * size + <usize>i32x4.extract_lane(own, 3), f64x2.extract_lane(b, 1), bytes >>> 24);
  }
  let good = v128.all_true<i64>(valid);
  for (let row = even; row < n; row++) {
    const score = load<f64>(scores + ((<usize>row) << 3));
    good = good && isInside(score);
    const bin = max(0, min(bins - 1, <i32>(score * <f64>bins)));
    addScore(tables + ((<usize>bin) << 4), score, load<u8>(labels + row));
  }
  return good ? 1 : 0;
}

function addScore(own: usize, score: f64, label: u32): void {
  store<f64>(own, load<f64>(own) + score);
  store<u64>(own, load<u64>(own, 8) + (((<u64>label) << 32) | 1), 8);
}
