import type { Column } from '../frame/column.ts';
import { columnNames } from './column-names.ts';
import { CsvColumn } from './csv-column.ts';
import { CsvPlainCells } from './csv-plain-cells.ts';
import type { CsvSink, Taken } from './csv-scanner.ts';
import { checkColumns, checkRows, type ReadOptions } from './format.ts';
import { isBroken } from './word-table.ts';

/** Collects what the scanner finds into columns: the first record names them; `only` limits which are kept, as text. */
export class CsvTable implements CsvSink {
  columns: CsvColumn[] = [];
  rows = 0;
  private readonly header: string[] = [];
  private readonly headerNotes: string[] = [];
  private readonly short = new LineList();
  private readonly long = new LineList();
  private readonly blanks = new LineList();
  private readonly untidyLines = new LineList();
  /** Empty lines that no record followed yet. */
  private pendingBlanks = new LineList();
  private cells = 0;
  private delimiter = 0;
  private headerDone = false;
  private plainCells: CsvPlainCells | null = null;

  constructor(
    private readonly file: string,
    private readonly options: ReadOptions,
    private readonly only?: ReadonlySet<number>,
  ) {
    this.isMissing = missingTest(options.missing);
  }

  private readonly isMissing: (bytes: Uint8Array, start: number, end: number) => boolean;

  cell(bytes: Uint8Array, start: number, end: number, wasQuoted: boolean, line: number): void {
    const index = this.cells++;
    if (!this.headerDone) this.addHeader(bytes.subarray(start, end));
    else if (index < this.columns.length) this.columns[index]!.add(bytes, start, end, wasQuoted, line);
  }

  begin(delimiter: number): void {
    this.delimiter = delimiter;
  }

  plain(bytes: Uint8Array, view: DataView, at: number, end: number, cell: number): Taken | null {
    const { plainCells } = this;
    if (plainCells === null || cell >= this.columns.length) return null;
    const { rows: rowLimit } = this.options.limits;
    plainCells.take(bytes, view, at, end, cell, rowLimit - this.rows + 1);
    if (plainCells.rows > 0 && this.pendingBlanks.count > 0) this.keepBlanks();
    this.rows += plainCells.rows;
    this.cells = plainCells.cell;
    if (this.rows > rowLimit) checkRows(this.file, this.rows, rowLimit);
    return plainCells;
  }

  /** Makes room for the rows that a text of `bytes` bytes has when its first `read` bytes hold those so far. */
  expect(bytes: number, read: number): void {
    const rows = Math.min(Math.ceil((this.rows / read) * bytes * 1.05), this.options.limits.rows);
    for (const column of this.columns) column.expect(rows);
  }

  record(line: number): void {
    if (!this.headerDone) this.beginColumns();
    else {
      const width = this.columns.length;
      if (this.cells < width) {
        this.short.add(line);
        for (let index = this.cells; index < width; index++) this.columns[index]!.add(empty, 0, 0, false, line);
      } else if (this.cells > width) this.long.add(line);
      this.rows++;
      if (this.rows > this.options.limits.rows) checkRows(this.file, this.rows, this.options.limits.rows);
    }
    if (this.pendingBlanks.count > 0) this.keepBlanks();
    this.cells = 0;
  }

  blank(line: number): void {
    if (!this.headerDone) return;
    if (this.columns.length === 1) {
      this.cell(empty, 0, 0, false, line);
      this.record(line);
    } else this.pendingBlanks.add(line);
  }

  /** Empty lines at the end of a file are no news; those before a record are. */
  private keepBlanks(): void {
    this.blanks.addAll(this.pendingBlanks);
    this.pendingBlanks = new LineList();
  }

  untidy(line: number): void {
    this.untidyLines.add(line);
  }

  /** Positions of the columns that proved to be text after all. */
  brokenColumns(): Set<number> {
    return new Set(this.columns.flatMap((column, index) => (column.kind === 'broken' ? [index] : [])));
  }

  /** Gives the columns that were kept, by position; `texts` holds those that were read again. */
  finish(texts?: CsvTable): { columns: [name: string, column: Column][]; notes: string[] } {
    if (!this.headerDone) throw new Error(`${this.file} is empty; its first line should name the columns`);
    const notes = [...this.headerNotes, ...this.raggedNotes()];
    const columns: [string, Column][] = [];
    this.columns.forEach((begun, index) => {
      if (begun.kind === 'skipped') return;
      const read = begun.kind === 'broken' ? (texts?.columns[index] ?? begun) : begun;
      const { column, broken } = read.finish();
      if (column.length !== this.rows) throw new Error(`${this.file} changed while it was read; run again`);
      columns.push([begun.name, column]);
      if (begun.misfit !== null) notes.push(misfitNote(begun.name, begun.misfit));
      if (broken.length > 0)
        notes.push(`column ${begun.name} has text that is not UTF-8 in ${some('row', broken)}; the broken letters show as \uFFFD`);
    });
    return { columns, notes };
  }

  private addHeader(bytes: Uint8Array): void {
    if (this.cells > this.options.limits.columns) return;
    const name = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
    if (isBroken(name, bytes)) this.headerNotes.push(`the name of column ${this.cells} is not UTF-8; the broken letters show as \uFFFD`);
    this.header.push(name);
  }

  private beginColumns(): void {
    this.headerDone = true;
    checkColumns(this.file, this.cells, this.options.limits.columns);
    const { names, notes } = columnNames(this.header);
    this.headerNotes.push(...notes);
    if (this.only === undefined) this.options.checkNames?.(names);
    const wanted = this.options.columns === undefined ? null : new Set(this.options.columns);
    this.columns = names.map((name, index) => {
      const kept = this.only === undefined ? (wanted?.has(name) ?? true) : this.only.has(index);
      const type = this.only === undefined ? this.options.types?.get(name) : 'text';
      return new CsvColumn(name, type, this.isMissing, kept ? 'empty' : 'skipped');
    });
    this.plainCells = new CsvPlainCells(this.columns, this.delimiter, firstBytes(this.options.missing));
  }

  private raggedNotes(): string[] {
    const width = this.columns.length;
    return [
      this.short.note('row has', 'rows have', `fewer than ${width} cells; the rest is missing`),
      this.long.note('row has', 'rows have', `more than ${width} cells; the extra cells are left out`),
      this.untidyLines.note('row has', 'rows have', 'text behind a closing quote; it is kept'),
      this.blanks.note('empty line is', 'empty lines are', 'left out'),
    ].filter((note) => note !== '');
  }
}

const empty = new Uint8Array(0);

/** Counts lines and keeps the first five. */
class LineList {
  count = 0;
  private readonly first: number[] = [];

  add(line: number): void {
    if (this.count++ < 5) this.first.push(line);
  }

  addAll(others: LineList): void {
    this.first.push(...others.first.slice(0, Math.max(0, 5 - this.first.length)));
    this.count += others.count;
  }

  note(one: string, many: string, what: string): string {
    if (this.count === 0) return '';
    return `${this.count} ${this.count === 1 ? one : many} ${what}: ${some('line', this.first, this.count)}`;
  }
}

/** `line 4`, `lines 4, 7`, `lines 1, 2, 3, 4, 5 and 12 more`. */
function some(word: string, numbers: readonly number[], total = numbers.length): string {
  const first = numbers.slice(0, 5).join(', ');
  const more = total > 5 ? ` and ${total - 5} more` : '';
  return `${word}${total === 1 ? '' : 's'} ${first}${more}`;
}

function misfitNote(name: string, { line, text, was }: { line: number; text: string; was: string }): string {
  const others = was === 'number' ? 'numbers' : was === 'time' ? 'times' : 'true and false';
  return `column ${name} is text: line ${line} has ${text} after ${others}; list it under missing where it means no value`;
}

/** 1 for each byte with which one of the texts begins. */
function firstBytes(texts: readonly string[]): Uint8Array {
  const first = new Uint8Array(256);
  for (const text of texts) if (text !== '') first[new TextEncoder().encode(text)[0]!] = 1;
  return first;
}

/** Tells whether bytes are one of the texts that mean no value. */
function missingTest(missing: readonly string[]): (bytes: Uint8Array, start: number, end: number) => boolean {
  if (missing.length === 0) return () => false;
  const words = missing.map((text) => new TextEncoder().encode(text));
  const longest = Math.max(...words.map((word) => word.length));
  return (bytes, start, end) =>
    end - start <= longest && words.some((word) => word.length === end - start && word.every((byte, i) => bytes[start + i] === byte));
}
