/** What the scanner finds, in order. Cells are given as a range of bytes that is valid only during the call. */
export interface CsvSink {
  /** Called once, before anything else. */
  begin?(delimiter: number): void;
  /** Takes what it can of the cells that begin at `at`, of which `cell` of the row are already taken; null where it takes none. */
  plain?(bytes: Uint8Array, view: DataView, at: number, end: number, cell: number): Taken | null;
  cell(bytes: Uint8Array, start: number, end: number, wasQuoted: boolean, line: number): void;
  /** The record is over; `line` is where it began, from 1. */
  record(line: number): void;
  /** A line without a character. */
  blank(line: number): void;
  /** Text follows a closing quote. */
  untidy(line: number): void;
}

/** Where the first cell that was not taken begins, its position in the row, and how many records were completed. */
export interface Taken {
  readonly at: number;
  readonly cell: number;
  readonly rows: number;
}

const quote = 0x22;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;

/** A longer cell is a quote that was never closed, or no table. */
const longestCell = 32_000_000;

type State = 'cell' | 'plain' | 'quoted' | 'closed';

/** Splits CSV bytes, given in chunks of any size, into cells and records (RFC 4180, with LF, CRLF or CR line ends). */
export class CsvScanner {
  private buffer = new Uint8Array(1 << 16);
  private view = new DataView(this.buffer.buffer);
  private unescaped = new Uint8Array(256);
  private end = 0;
  private at = 0;
  private start = 0;
  private state: State = 'cell';
  private afterReturn = false;
  private cells = 0;
  private wasQuoted = false;
  private escapes = false;
  private messy = false;
  private line = 1;
  private recordLine = 1;
  private quoteLine = 1;
  private readonly stops = new Uint8Array(256);

  constructor(
    private readonly delimiter: number,
    private readonly sink: CsvSink,
  ) {
    for (const byte of [delimiter, lineFeed, carriageReturn]) this.stops[byte] = 1;
    sink.begin?.(delimiter);
  }

  push(chunk: Uint8Array): void {
    this.append(chunk);
    this.scan();
    if (this.end - this.start > longestCell) throw new Error(this.tooLong());
  }

  /** Ends the text; throws where a quote is still open, with the line on which it was opened. */
  finish(): void {
    if (this.state === 'quoted') {
      throw new Error(
        `line ${this.quoteLine} of the file: a quote is opened that is never closed; close it, or double the quotes inside the cell`,
      );
    }
    if (this.state !== 'cell' || this.cells > 0) {
      this.emit(this.end);
      this.sink.record(this.recordLine);
    }
  }

  private tooLong(): string {
    return this.state === 'quoted' || this.state === 'closed'
      ? `line ${this.quoteLine} of the file: a quote is opened that is not closed within 32 MB; close it, or double the quotes inside the cell`
      : `line ${this.line} of the file: a cell has more than 32 MB; it is no table in text form`;
  }

  private append(chunk: Uint8Array): void {
    if (this.start > 0) {
      this.buffer.copyWithin(0, this.start, this.end);
      this.end -= this.start;
      this.at -= this.start;
      this.start = 0;
    }
    const needed = this.end + chunk.length;
    if (needed > this.buffer.length) {
      const larger = new Uint8Array(Math.max(needed, this.buffer.length * 2));
      larger.set(this.buffer.subarray(0, this.end));
      this.buffer = larger;
      this.view = new DataView(larger.buffer);
    }
    this.buffer.set(chunk, this.end);
    this.end = needed;
  }

  private scan(): void {
    const { buffer, end, stops } = this;
    while (this.at < end) {
      if (this.state === 'cell') {
        if (this.afterReturn) {
          this.afterReturn = false;
          if (buffer[this.at] === lineFeed) {
            this.start = ++this.at;
            continue;
          }
        }
        if (this.takePlain()) continue;
        this.open(buffer[this.at]!);
      }
      if (this.state === 'plain') {
        let at = this.at;
        while (at < end && stops[buffer[at]!] === 0) at++;
        this.at = at;
        if (at === end) return;
        this.close(buffer[at]!);
      } else if (this.state === 'quoted') this.scanQuoted(end);
      else if (this.state === 'closed') this.afterQuote(buffer[this.at]!);
    }
  }

  /** Whether the sink took cells by itself; it takes none that has a line end inside. */
  private takePlain(): boolean {
    const taken = this.sink.plain?.(this.buffer, this.view, this.at, this.end, this.cells);
    if (taken === undefined || taken === null || taken.at === this.at) return false;
    if (taken.rows > 0) {
      this.line += taken.rows;
      this.recordLine = this.line;
    } else if (this.cells === 0) this.recordLine = this.line;
    this.cells = taken.cell;
    this.start = this.at = taken.at;
    return true;
  }

  private open(byte: number): void {
    this.start = this.at;
    this.wasQuoted = byte === quote;
    if (this.cells === 0) this.recordLine = this.line;
    this.state = 'plain';
    if (!this.wasQuoted) return;
    this.state = 'quoted';
    this.quoteLine = this.line;
    this.at++;
  }

  private scanQuoted(end: number): void {
    const { buffer } = this;
    let at = this.at;
    for (; at < end; at++) {
      const byte = buffer[at]!;
      if (byte === quote) {
        this.state = 'closed';
        this.at = at + 1;
        return;
      }
      if (byte === carriageReturn || (byte === lineFeed && buffer[at - 1] !== carriageReturn)) this.line++;
    }
    this.at = at;
  }

  private afterQuote(byte: number): void {
    if (byte === quote) {
      this.escapes = true;
      this.state = 'quoted';
      this.at++;
    } else if (this.stops[byte] === 1) this.close(byte);
    else {
      this.messy = true;
      this.state = 'plain';
    }
  }

  /** Ends the cell at a delimiter or a line end. */
  private close(byte: number): void {
    const at = this.at++;
    if (byte === this.delimiter) {
      this.emit(at);
      this.state = 'cell';
      return;
    }
    this.state = 'cell';
    this.afterReturn = byte === carriageReturn;
    const blank = this.cells === 0 && at === this.start;
    if (blank) this.sink.blank(this.line);
    else {
      this.emit(at);
      this.sink.record(this.recordLine);
    }
    this.start = this.at;
    this.line++;
    this.cells = 0;
  }

  private emit(end: number): void {
    this.cells++;
    if (!this.wasQuoted || this.start === end) this.sink.cell(this.buffer, this.start, end, false, this.recordLine);
    else if (this.escapes || this.messy) this.emitUnescaped(end);
    else this.sink.cell(this.buffer, this.start + 1, end - 1, true, this.recordLine);
    this.start = this.at;
    this.wasQuoted = this.escapes = this.messy = false;
  }

  private emitUnescaped(end: number): void {
    const { buffer, start } = this;
    if (this.messy) this.sink.untidy(this.recordLine);
    if (this.unescaped.length < end - start) this.unescaped = new Uint8Array((end - start) * 2);
    const plain = this.unescaped;
    let length = 0;
    let inside = true;
    for (let at = start + 1; at < end; at++) {
      const byte = buffer[at]!;
      if (inside && byte === quote) {
        if (at + 1 < end && buffer[at + 1] === quote) plain[length++] = buffer[++at]!;
        else inside = false;
      } else plain[length++] = byte;
    }
    this.sink.cell(plain, 0, length, true, this.recordLine);
  }
}
