import type { CsvColumn } from './csv-column.ts';
import { daysSince1970, isDayOfMonth } from './parse-time.ts';
import { divideExactly, powers } from './parse-number.ts';

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const minus = 0x2d;
const dot = 0x2e;

/** A number, a time or a boolean that is read here has fewer bytes than this, what ends it included. */
const longest = 64;

/**
 * Reads cells that are as one expects straight into their columns: numbers, ISO times in UTC, booleans and words of columns
 * whose type is known, in rows of the right width. It stops before the first cell that is anything else, which the scanner
 * then takes byte by byte; what both take comes out the same.
 */
export class CsvPlainCells {
  /** Where the first cell that was not taken begins. */
  at = 0;
  /** That cell's position in its row. */
  cell = 0;
  /** How many rows were completed. */
  rows = 0;

  constructor(
    private readonly columns: readonly CsvColumn[],
    private readonly delimiter: number,
    /** 1 for each byte with which a text that means no value begins. */
    private readonly doubtful: Uint8Array,
  ) {}

  /** Takes cells from `start` on, the first of them number `cell` of its row, in at most `rowLimit` rows. */
  take(bytes: Uint8Array, view: DataView, start: number, end: number, cell: number, rowLimit: number): void {
    const { columns, delimiter, doubtful } = this;
    const last = columns.length - 1;
    const safe = end - longest;
    let from = start;
    let index = cell;
    this.rows = 0;
    while (from < safe) {
      let first = bytes[from]!;
      const inQuotes = first === quote;
      if (inQuotes) first = bytes[from + 1]!;
      if (doubtful[first] === 1) break;
      const column = columns[index]!;
      this.at = inQuotes ? from + 1 : from;
      if (!this.parse(column, bytes, view, end, first, inQuotes)) break;
      let at = this.at;
      if (inQuotes && bytes[at++] !== quote) break;
      if (index < last) {
        if (bytes[at] !== delimiter) break;
        this.keep(column);
        index++;
        from = at + 1;
        continue;
      }
      if (bytes[at] === carriageReturn) at++;
      if (bytes[at] !== lineFeed || (last === 0 && this.missing)) break;
      this.keep(column);
      index = 0;
      from = at + 1;
      if (++this.rows >= rowLimit) break;
    }
    this.at = from;
    this.cell = index;
  }

  private value = 0;
  private missing = false;

  /** Sets `value` or `missing`, and `at` to what ends the cell; false where the cell is not plain. */
  private parse(column: CsvColumn, bytes: Uint8Array, view: DataView, end: number, first: number, inQuotes: boolean): boolean {
    this.missing = !inQuotes && (first === this.delimiter || first === lineFeed || first === carriageReturn);
    if (this.missing) return true;
    switch (column.kind) {
      case 'number':
        return this.parseNumber(bytes, view, first);
      case 'string':
        if (inQuotes && first === quote) return false;
        this.at = column.scan(view, this.at, end, inQuotes ? quote : this.delimiter);
        return this.at >= 0;
      case 'time':
        return this.parseTime(bytes, view);
      case 'boolean':
        return this.parseBoolean(bytes, view);
      case 'empty':
        return false;
      default:
        return this.pass(bytes, end, inQuotes ? quote : this.delimiter);
    }
  }

  private keep(column: CsvColumn): void {
    const { kind } = column;
    if (kind === 'skipped' || kind === 'broken') column.length++;
    else if (this.missing) column.takeMissing();
    else if (kind === 'string') column.takeScanned();
    else if (kind === 'boolean') column.takeByte(this.value);
    else column.takeNumber(this.value);
  }

  /** Goes to the end of a cell that nobody wants; false where it does not end before `end`, or holds a line end in quotes. */
  private pass(bytes: Uint8Array, end: number, stop: number): boolean {
    let at = this.at;
    while (at < end && bytes[at] !== stop && bytes[at] !== lineFeed && bytes[at] !== carriageReturn) at++;
    this.at = at;
    return at + 2 < end;
  }

  private parseNumber(bytes: Uint8Array, view: DataView, first: number): boolean {
    const begin = first === minus ? this.at + 1 : this.at;
    let at = begin;
    let whole = 0;
    let digit = (bytes[at]! - 0x30) >>> 0;
    while (digit <= 9) {
      whole = (Math.imul(whole, 10) + digit) | 0;
      digit = (bytes[++at]! - 0x30) >>> 0;
      if (at - begin > 9) return false;
    }
    const wholeDigits = at - begin;
    if (wholeDigits === 0 || (wholeDigits > 1 && bytes[begin] === 0x30)) return false;
    let value = whole;
    if (bytes[at] === dot) {
      value = this.parseFraction(bytes, view, at + 1, whole, wholeDigits);
      if (Number.isNaN(value)) return false;
      at = this.at;
    }
    this.at = at;
    this.value = first === minus ? -value : value;
    return true;
  }

  /** The number whose digits before the dot are `whole`, and whose others begin at `start`; NaN where that is in doubt. */
  private parseFraction(bytes: Uint8Array, view: DataView, start: number, whole: number, wholeDigits: number): number {
    let at = start;
    let high = whole;
    let highDigits = wholeDigits;
    for (; highDigits <= 11; highDigits += 4, at += 4) {
      const four = fourDigits(view.getInt32(at, true));
      if (four < 0) break;
      high = high * 10_000 + four;
    }
    let low = 0;
    let lowDigits = 0;
    for (let digit = (bytes[at]! - 0x30) >>> 0; digit <= 9; digit = (bytes[++at]! - 0x30) >>> 0) {
      low = low * 10 + digit;
      if (++lowDigits > 7) return NaN;
    }
    const places = at - start;
    if (places === 0 || places > 22 || highDigits + lowDigits > 19) return NaN;
    this.at = at;
    const all = high * powers[lowDigits]! + low;
    if (all <= Number.MAX_SAFE_INTEGER) return all / powers[places]!;
    return divideExactly(high, powers[lowDigits]!, low, powers[places]!);
  }

  /** `2024-02-29` or `2024-02-29T12:30:15`, with a space for the T, a Z, and milliseconds behind a dot. */
  private parseTime(bytes: Uint8Array, view: DataView): boolean {
    let at = this.at;
    const year = fourDigits(view.getInt32(at, true));
    const month = twoDigits(bytes, at + 5);
    const day = twoDigits(bytes, at + 8);
    if (year < 0 || bytes[at + 4] !== minus || bytes[at + 7] !== minus || !isDayOfMonth(year, month, day)) return false;
    let time = daysSince1970(year, month, day) * 86_400_000;
    at += 10;
    if (bytes[at] === 0x54 || bytes[at] === 0x20) {
      const hour = twoDigits(bytes, at + 1);
      const minute = twoDigits(bytes, at + 4);
      const second = twoDigits(bytes, at + 7);
      if (bytes[at + 3] !== 0x3a || bytes[at + 6] !== 0x3a || !inClock(hour, minute, second)) return false;
      time += ((hour * 60 + minute) * 60 + second) * 1000;
      at += 9;
      if (bytes[at] === dot) {
        const thousandths = fourDigits((view.getInt32(at + 1, true) << 8) | 0x30);
        if (thousandths < 0) return false;
        time += thousandths;
        at += 4;
      }
      if (bytes[at] === 0x5a) at++;
    }
    this.value = time;
    this.at = at;
    return true;
  }

  private parseBoolean(bytes: Uint8Array, view: DataView): boolean {
    const four = view.getInt32(this.at, true) | 0x20202020;
    if (four === 0x65757274) {
      this.value = 1;
      this.at += 4;
      return true;
    }
    if (four !== 0x736c6166 || (bytes[this.at + 4]! | 0x20) !== 0x65) return false;
    this.value = 0;
    this.at += 5;
    return true;
  }
}

/** The number that four ASCII digits spell, the first in the lowest byte; −1 where one of them is no digit. */
function fourDigits(four: number): number {
  const digits = (four - 0x30303030) | 0;
  if (((digits | (digits + 0x76767676) | four) & 0x80808080) !== 0) return -1;
  const pairs = (Math.imul(digits, 2561) >>> 8) & 0x00ff00ff;
  return Math.imul(pairs, 6553601) >>> 16;
}

function twoDigits(bytes: Uint8Array, at: number): number {
  const tens = (bytes[at]! - 0x30) >>> 0;
  const units = (bytes[at + 1]! - 0x30) >>> 0;
  return tens <= 9 && units <= 9 ? tens * 10 + units : -1;
}

function inClock(hour: number, minute: number, second: number): boolean {
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59 && second >= 0 && second <= 59;
}
