import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, makeCodes, type Column } from '../frame/column.ts';
import { setNull } from '../frame/nulls.ts';
import { quoted, type DeclaredType } from './format.ts';
import { parseNonFinite, parseNumber } from './parse-number.ts';
import { parseTime } from './parse-time.ts';
import { WordTable, grown } from './word-table.ts';

/** `empty`: only missing values so far. `broken`: a value did not fit the type begun with, so the column is text, read again. */
export type CsvColumnState = 'empty' | 'number' | 'boolean' | 'time' | 'string' | 'broken' | 'skipped';

/** The value that showed that a column is text after all. */
export interface Misfit {
  readonly line: number;
  readonly text: string;
  readonly was: string;
}

/** Collects one column's cells. The first value decides the type; a later one that does not fit makes the column `broken`. */
export class CsvColumn {
  length = 0;
  misfit: Misfit | null = null;
  private state: CsvColumnState;
  private numbers = new Float64Array(0);
  private bytes = new Uint8Array(0);
  private codes = new Uint32Array(0);
  private nulls: Uint32Array | null = null;
  private table: WordTable | null = null;
  private expected = 1024;

  constructor(
    readonly name: string,
    private readonly declared: DeclaredType | undefined,
    private readonly isMissing: (bytes: Uint8Array, start: number, end: number) => boolean,
    state: 'empty' | 'skipped' = 'empty',
  ) {
    const text = declared === 'category' || declared === 'text';
    this.state = state === 'skipped' || declared === undefined ? state : text ? 'string' : declared;
    if (this.state !== 'skipped' && this.state !== 'empty') this.begin(this.state);
  }

  get kind(): CsvColumnState {
    return this.state;
  }

  /** Makes room for a table of about as many rows. */
  expect(rows: number): void {
    this.expected = Math.max(1024, Math.min(rows, 1 << 23));
    if (this.state === 'number' || this.state === 'time') this.setNumber(this.expected, 0);
    if (this.state === 'boolean') this.setByte(this.expected, 0);
    if (this.state === 'string') this.setCode(this.expected, 0);
  }

  /** Takes one cell; `wasQuoted` tells '' from a missing value. */
  add(bytes: Uint8Array, start: number, end: number, wasQuoted: boolean, line: number): void {
    const row = this.length++;
    if (this.state === 'skipped' || this.state === 'broken') return;
    if ((start === end && !wasQuoted) || this.isMissing(bytes, start, end)) return this.addMissing(row);
    if (this.state === 'string') return this.addWord(row, bytes, start, end);
    let first = start;
    let last = end;
    while (first < last && bytes[first] === 0x20) first++;
    while (last > first && bytes[last - 1] === 0x20) last--;
    if (this.state === 'empty') this.chooseType(bytes, first, last);
    if (this.state === 'number') this.addNumber(row, bytes, first, last, line);
    else if (this.state === 'time') this.addTime(row, bytes, first, last, line);
    else if (this.state === 'boolean') this.addBoolean(row, bytes, first, last, line);
    else this.addWord(row, bytes, start, end);
  }

  /** Finds where a word ends, as `WordTable.scan` does; `takeScanned` then adds it. */
  scan(view: DataView, at: number, limit: number, end: number): number {
    return this.table === null ? -1 : this.table.scan(view, at, limit, end);
  }

  takeScanned(): void {
    this.setCode(this.length++, this.table?.scannedCode() ?? 0);
  }

  /** Takes a number, or a time in milliseconds, that was read elsewhere. */
  takeNumber(value: number): void {
    this.setNumber(this.length++, value);
  }

  /** Takes 0 or 1. */
  takeByte(value: number): void {
    this.setByte(this.length++, value);
  }

  takeMissing(): void {
    this.addMissing(this.length++);
  }

  /** Gives the column; `broken` holds the rows, from 1, of words that were not valid UTF-8. */
  finish(): { column: Column; broken: number[] } {
    const nulls = this.nulls === null ? null : fitted(this.nulls, (this.length + 31) >>> 5);
    if (this.state === 'number') return { column: new NumberColumn(fitted(this.numbers, this.length), nulls), broken: [] };
    if (this.state === 'time') return { column: new TimeColumn(fitted(this.numbers, this.length), nulls), broken: [] };
    if (this.state === 'boolean') return { column: new BooleanColumn(fitted(this.bytes, this.length), nulls), broken: [] };
    const { words, broken } = (this.table ?? new WordTable()).words();
    const codes = makeCodes(this.length, words.length);
    codes.set(this.codes.length > this.length ? this.codes.subarray(0, this.length) : this.codes);
    const rows = broken.map((code) => codes.indexOf(code) + 1);
    return { column: new StringColumn(codes, words, nulls), broken: rows };
  }

  private chooseType(bytes: Uint8Array, start: number, end: number): void {
    if (!Number.isNaN(parseNumber(bytes, start, end)) || parseNonFinite(bytes, start, end) !== undefined) this.begin('number');
    else if (parseBoolean(bytes, start, end) !== undefined) this.begin('boolean');
    else if (!Number.isNaN(parseTime(bytes, start, end))) this.begin('time');
    else this.begin('string');
  }

  private begin(state: 'number' | 'boolean' | 'time' | 'string'): void {
    this.state = state;
    const capacity = Math.max(this.expected, this.length);
    if (state === 'number' || state === 'time') this.numbers = new Float64Array(capacity).fill(NaN, 0, this.length);
    if (state === 'boolean') this.bytes = new Uint8Array(capacity);
    if (state === 'string') {
      this.codes = new Uint32Array(capacity);
      this.table = new WordTable();
    }
  }

  private addMissing(row: number): void {
    const words = (row >>> 5) + 1;
    this.nulls ??= new Uint32Array(Math.max(32, words));
    if (words > this.nulls.length) this.nulls = grown(this.nulls, new Uint32Array(words * 2));
    setNull(this.nulls, row);
    if (this.state === 'number' || this.state === 'time') this.setNumber(row, NaN);
    if (this.state === 'boolean') this.setByte(row, 0);
    if (this.state === 'string') this.setCode(row, 0);
  }

  private addNumber(row: number, bytes: Uint8Array, start: number, end: number, line: number): void {
    let value = parseNumber(bytes, start, end);
    if (Number.isNaN(value)) {
      const special = parseNonFinite(bytes, start, end) ?? this.parseDeclared(bytes, start, end);
      if (special === undefined) return this.breakOff(bytes, start, end, line);
      value = special;
    }
    this.setNumber(row, value);
  }

  /** Where the person said that a column is a number, a leading zero or plus is no reason to doubt it. */
  private parseDeclared(bytes: Uint8Array, start: number, end: number): number | undefined {
    if (this.declared !== 'number' || start === end) return undefined;
    const value = Number(new TextDecoder().decode(bytes.subarray(start, end)));
    return Number.isNaN(value) ? undefined : value;
  }

  private addTime(row: number, bytes: Uint8Array, start: number, end: number, line: number): void {
    const value = parseTime(bytes, start, end);
    if (Number.isNaN(value)) this.breakOff(bytes, start, end, line);
    else this.setNumber(row, value);
  }

  private addBoolean(row: number, bytes: Uint8Array, start: number, end: number, line: number): void {
    const value = parseBoolean(bytes, start, end) ?? (this.declared === 'boolean' ? parseBit(bytes, start, end) : undefined);
    if (value === undefined) this.breakOff(bytes, start, end, line);
    else this.setByte(row, value);
  }

  private addWord(row: number, bytes: Uint8Array, start: number, end: number): void {
    this.setCode(row, this.table?.codeOf(bytes, start, end) ?? 0);
  }

  private breakOff(bytes: Uint8Array, start: number, end: number, line: number): void {
    const text = quoted(new TextDecoder().decode(bytes.subarray(start, end)));
    if (this.declared !== undefined) {
      const thing = { number: 'a number', boolean: 'true or false', time: 'an ISO date or date-time' }[this.declared as 'number'];
      throw new Error(
        `line ${line} of the file, column ${this.name}: ${text} is not ${thing}; list it under missing, or change the column's type`,
      );
    }
    this.misfit = { line, text, was: this.state };
    this.state = 'broken';
    this.numbers = new Float64Array(0);
    this.bytes = new Uint8Array(0);
    this.nulls = null;
  }

  private roomFor(row: number): number {
    return row <= this.expected ? this.expected + 1 : row * 2;
  }

  private setNumber(row: number, value: number): void {
    if (row >= this.numbers.length) this.numbers = grown(this.numbers, new Float64Array(this.roomFor(row)));
    this.numbers[row] = value;
  }

  private setByte(row: number, value: number): void {
    if (row >= this.bytes.length) this.bytes = grown(this.bytes, new Uint8Array(this.roomFor(row)));
    this.bytes[row] = value;
  }

  private setCode(row: number, code: number): void {
    if (row >= this.codes.length) this.codes = grown(this.codes, new Uint32Array(this.roomFor(row)));
    this.codes[row] = code;
  }
}

/** 1 for true, 0 for false, in any case; undefined for anything else. */
function parseBoolean(bytes: Uint8Array, start: number, end: number): number | undefined {
  if (spells(bytes, start, end, 'true')) return 1;
  return spells(bytes, start, end, 'false') ? 0 : undefined;
}

function parseBit(bytes: Uint8Array, start: number, end: number): number | undefined {
  const bit = end - start === 1 ? bytes[start]! - 0x30 : -1;
  return bit === 0 || bit === 1 ? bit : undefined;
}

function spells(bytes: Uint8Array, start: number, end: number, word: string): boolean {
  if (end - start !== word.length) return false;
  for (let i = 0; i < word.length; i++) if ((bytes[start + i]! | 0x20) !== word.charCodeAt(i)) return false;
  return true;
}

function fitted<T extends Float64Array | Uint8Array | Uint32Array>(values: T, length: number): T {
  if (length > values.length * 0.875 && length <= values.length) return values.subarray(0, length) as T;
  const exact = values.slice(0, length) as T;
  return exact.length === length ? exact : grown(exact, new (values.constructor as new (length: number) => T)(length));
}
