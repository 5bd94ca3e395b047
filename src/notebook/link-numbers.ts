import type { ByteReader, ByteWriter } from './link-bytes.ts';

const form = {
  whole: 0,
  minus: 1,
  share: 2,
  minusShare: 3,
  decimal: 4,
  minusDecimal: 5,
  double: 6,
  nan: 7,
  infinity: 8,
  minusInfinity: 9,
  minusZero: 10,
} as const;
const mostDigits = 12;
const largestDenominator = 2_000_000;

/**
 * Writes a number in the fewest bytes that give back every bit: a whole number, a share (34 of 119, as most metrics are), a
 * short decimal, or a double.
 */
export function writeNumber(out: ByteWriter, value: number): void {
  if (!Number.isFinite(value)) return out.byte(Number.isNaN(value) ? form.nan : value > 0 ? form.infinity : form.minusInfinity);
  if (Object.is(value, -0)) return out.byte(form.minusZero);
  const size = Math.abs(value);
  const minus = value < 0 ? 1 : 0;
  if (Number.isSafeInteger(size)) {
    out.byte(form.whole + minus);
    return out.count(size);
  }
  const decimal = decimalOf(size);
  const share = decimal !== null && decimal[0] < 2 ** 14 ? null : shareOf(size);
  const found = share !== null && (decimal === null || cost(share) < cost(decimal)) ? share : decimal;
  if (found === null || cost(found) > 7) {
    out.byte(form.double);
    return out.double(value);
  }
  out.byte((found === share ? form.share : form.decimal) + minus);
  out.count(found[0]);
  out.count(found[1]);
}

/** The number that was written. */
export function readNumber(from: ByteReader): number {
  const own = from.byte();
  if (own === form.whole) return from.count();
  if (own === form.minus) return -from.count();
  if (own === form.share || own === form.minusShare) {
    const size = from.count() / from.count();
    return own === form.share ? size : -size;
  }
  if (own === form.decimal || own === form.minusDecimal) {
    const digits = from.count();
    const size = digits / 10 ** Math.min(from.count(), mostDigits);
    return own === form.decimal ? size : -size;
  }
  if (own === form.double) return from.double();
  if (own === form.nan) return NaN;
  if (own === form.infinity) return Infinity;
  if (own === form.minusInfinity) return -Infinity;
  if (own === form.minusZero) return -0;
  throw new RangeError(`no number ${own}`);
}

type Pair = readonly [first: number, second: number];

/** Digits and the place of the point, where they give exactly this number. */
function decimalOf(size: number): Pair | null {
  for (let places = 1; places <= mostDigits; places++) {
    const digits = Math.round(size * 10 ** places);
    if (!Number.isSafeInteger(digits)) return null;
    if (digits / 10 ** places === size) return [digits, places];
  }
  return null;
}

/** The simplest fraction that is exactly this double, by its continued fraction. */
function shareOf(size: number): Pair | null {
  let rest = size;
  let [top, topBefore, bottom, bottomBefore] = [1, 0, 0, 1];
  for (let step = 0; step < 24; step++) {
    const whole = Math.floor(rest);
    [top, topBefore] = [whole * top + topBefore, top];
    [bottom, bottomBefore] = [whole * bottom + bottomBefore, bottom];
    if (bottom > largestDenominator || !Number.isSafeInteger(top)) return null;
    if (top / bottom === size) return [top, bottom];
    rest = 1 / (rest - whole);
    if (!Number.isFinite(rest)) return null;
  }
  return null;
}

function cost([first, second]: Pair): number {
  return bytesOf(first) + bytesOf(second);
}

function bytesOf(count: number): number {
  return Math.max(1, Math.ceil(Math.log2(count + 1) / 7));
}
