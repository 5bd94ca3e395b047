/** 10⁰ to 10²², each exact. */
export const powers = Float64Array.from({ length: 23 }, (_, exponent) => Number(`1e${exponent}`));

/**
 * The number that the bytes spell in decimal, correctly rounded, or NaN where they spell none that a float64 may stand for:
 * leading zeros (identifiers), a leading plus (telephone numbers), integers beyond 2⁵³ and overflows are no numbers here.
 * `NaN`, `Infinity` and `-Infinity` are spelled out by `parseNonFinite`.
 */
export function parseNumber(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  const negative = bytes[at] === 0x2d;
  if (negative) at++;
  if (bytes[at] === 0x30 && at + 1 < end && isDigit(bytes[at + 1]!)) return NaN;
  let high = 0; // the first 15 significant digits
  let low = 0; // up to four more
  let digits = 0;
  let lowDigits = 0;
  let fraction = 0;
  let dot = -1;
  for (; at < end; at++) {
    const digit = bytes[at]! - 0x30;
    if (digit >= 0 && digit <= 9) {
      if (digits < 15) {
        high = high * 10 + digit;
        if (high !== 0) digits++;
      } else {
        if (++digits > 19) return parseSlowly(bytes, start, end);
        low = low * 10 + digit;
        lowDigits++;
      }
      if (dot !== -1) fraction++;
    } else if (digit === -2 && dot === -1) dot = at;
    else if ((digit === 0x15 || digit === 0x35) && at > start) return parseSlowly(bytes, start, end);
    else return NaN;
  }
  const width = end - start - (negative ? 1 : 0) - (dot === -1 ? 0 : 1);
  if (width <= 0) return NaN;
  if (lowDigits === 0 && fraction <= 22) return sign(negative, fraction === 0 ? high : high / powers[fraction]!);
  if (dot === -1) {
    const whole = high * powers[lowDigits]! + low;
    return whole <= Number.MAX_SAFE_INTEGER ? sign(negative, whole) : NaN;
  }
  const value = fraction <= 22 ? divideExactly(high, powers[lowDigits]!, low, powers[fraction]!) : NaN;
  return Number.isNaN(value) ? parseSlowly(bytes, start, end) : sign(negative, value);
}

/** `NaN`, `Infinity` and `-Infinity`; undefined for anything else. */
export function parseNonFinite(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (end - start < 3 || end - start > 9) return undefined;
  const text = asciiText(bytes, start, end);
  return text === 'NaN' || text === 'Infinity' || text === '-Infinity' ? Number(text) : undefined;
}

/** The text of bytes that are all ASCII. */
export function asciiText(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end; at++) text += String.fromCharCode(bytes[at]!);
  return text;
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function sign(negative: boolean, value: number): number {
  return negative ? -value : value;
}

const decimal = /^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const integer = /^-?\d+$/;

function parseSlowly(bytes: Uint8Array, start: number, end: number): number {
  if (end - start > 1000) return NaN;
  const text = asciiText(bytes, start, end);
  if (!decimal.test(text)) return NaN;
  const value = Number(text);
  if (!Number.isFinite(value) || (integer.test(text) && !Number.isSafeInteger(value))) return NaN;
  return value;
}

/**
 * (high × shift + low) / divisor, correctly rounded, or NaN where the rounding is in doubt. In double-double arithmetic
 * (Dekker 1971), with Ziv's test: the quotient's second word is known to 2⁻⁵⁰, and both ends of that must round alike.
 */
export function divideExactly(high: number, shift: number, low: number, divisor: number): number {
  const product = high * shift;
  const productError = multiplyError(high, shift, product);
  const upper = product + (productError + low);
  const lower = productError + low - (upper - product);
  const quotient = upper / divisor;
  const back = quotient * divisor;
  const remainder = upper - back - multiplyError(quotient, divisor, back) + lower;
  const correction = remainder / divisor;
  const doubt = correction * 2 ** -48;
  const value = quotient + (correction + doubt);
  return value === quotient + (correction - doubt) ? value : NaN;
}

/** a × b − product, exactly, by Veltkamp's splitting. */
function multiplyError(a: number, b: number, product: number): number {
  const splitA = a * 134217729;
  const highA = splitA - (splitA - a);
  const lowA = a - highA;
  const splitB = b * 134217729;
  const highB = splitB - (splitB - b);
  const lowB = b - highB;
  return highA * highB - product + highA * lowB + lowA * highB + lowA * lowB;
}
