const monthDays = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * Milliseconds since 1970 UTC of an ISO 8601 date (`2024-02-29`) or date-time (`2024-02-29T12:30`, a space for the T,
 * seconds, a fraction, `Z` or an offset such as `+02:00`); without an offset the time is taken as UTC. NaN for anything else.
 */
export function parseTime(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 10 || end - start > 35) return NaN;
  if (bytes[start + 4] !== 0x2d || bytes[start + 7] !== 0x2d) return NaN;
  const year = number(bytes, start, 4);
  const month = number(bytes, start + 5, 2);
  const day = number(bytes, start + 8, 2);
  if (!(year >= 0) || !isDayOfMonth(year, month, day)) return NaN;
  const days = daysSince1970(year, month, day) * 86_400_000;
  return end - start === 10 ? days : days + parseClock(bytes, start + 10, end);
}

function parseClock(bytes: Uint8Array, start: number, end: number): number {
  if (end - start < 6 || (bytes[start] !== 0x54 && bytes[start] !== 0x20) || bytes[start + 3] !== 0x3a) return NaN;
  const hour = number(bytes, start + 1, 2);
  const minute = number(bytes, start + 4, 2);
  let at = start + 6;
  let second = 0;
  let fraction = 0;
  if (at < end && bytes[at] === 0x3a) {
    second = at + 3 <= end ? number(bytes, at + 1, 2) : NaN;
    at += 3;
    if (at < end && (bytes[at] === 0x2e || bytes[at] === 0x2c)) {
      const first = ++at;
      let scale = 100;
      for (; at < end && bytes[at]! >= 0x30 && bytes[at]! <= 0x39; at++) {
        fraction += (bytes[at]! - 0x30) * scale;
        scale /= 10;
      }
      if (at === first) return NaN;
    }
  }
  if (!(hour <= 23 && minute <= 59 && second <= 59)) return NaN;
  return hour * 3_600_000 + minute * 60_000 + second * 1000 + Math.floor(fraction + 1e-6) - parseOffset(bytes, at, end);
}

function parseOffset(bytes: Uint8Array, start: number, end: number): number {
  if (start === end) return 0;
  const sign = bytes[start];
  if (sign === 0x5a) return start + 1 === end ? 0 : NaN;
  if (sign !== 0x2b && sign !== 0x2d) return NaN;
  const colon = bytes[start + 3] === 0x3a;
  const length = end - start;
  if (length !== 3 && length !== (colon ? 6 : 5)) return NaN;
  const hour = number(bytes, start + 1, 2);
  const minute = length === 3 ? 0 : number(bytes, end - 2, 2);
  if (!(hour <= 23 && minute <= 59)) return NaN;
  return (sign === 0x2d ? -1 : 1) * (hour * 60 + minute) * 60_000;
}

function number(bytes: Uint8Array, start: number, length: number): number {
  let value = 0;
  for (let at = start; at < start + length; at++) {
    const digit = bytes[at]! - 0x30;
    if (!(digit >= 0 && digit <= 9)) return NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Whether the year has that day; false where one of the three is NaN. */
export function isDayOfMonth(year: number, month: number, day: number): boolean {
  if (!(month >= 1 && month <= 12 && day >= 1)) return false;
  return day <= monthDays[month - 1]! || (month === 2 && day === 29 && isLeap(year));
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Days from 1970-01-01 in the proleptic Gregorian calendar (Hinnant, days_from_civil), of years from 0. */
export function daysSince1970(year: number, month: number, day: number): number {
  const shifted = (month <= 2 ? year - 1 : year) + 400; // so that every division rounds down
  const era = (shifted / 400) | 0;
  const yearOfEra = shifted - era * 400;
  const dayOfYear = (((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) | 0) + day - 1;
  return (era - 1) * 146_097 + yearOfEra * 365 + ((yearOfEra / 4) | 0) - ((yearOfEra / 100) | 0) + dayOfYear - 719_468;
}
