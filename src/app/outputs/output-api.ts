import type { ColumnValues } from '../../engine/protocol.ts';
import type { Note } from '../findings/note.ts';
import type { CheckResult, PlainValue, RowsLeft, TableOutput } from '../../cells/output.ts';
import type { Clause, Clauses } from '../../frame/selection/clause.ts';
import type { TableApi } from '../table/table-api.ts';

export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
}

/** A cell that can select rows of the frame that it shows. */
export interface Linked {
  /** The selection that it writes to; null where the first gesture makes one. */
  readonly into: string | null;
  /** What it selects now. */
  readonly own: Clause | null;
  /** Every clause of that selection. */
  readonly clauses: Clauses;
  /** The cell whose rows it shows; what rows by number are `of`. */
  readonly data: string;
}

/** A selection as its own cell shows it. */
export interface SelectionShown {
  readonly clauses: Clauses;
  /** The cell whose rows are selected, where some cell says so. */
  readonly data: string | null;
  /** Metrics of these rows, to which what is selected can be added. */
  readonly metrics: readonly string[];
  /** Cells that filter by it. */
  readonly readers: readonly string[];
  /** Writers of clauses that are no cells here. */
  readonly strangers: readonly string[];
}

/** What a selection's own cell may ask of the page. */
export interface SelectionApi {
  selection(name: string): SelectionShown;
  clear(name: string, writer: string | null): void;
  /** How many rows all clauses leave; null where no cell says of which rows. */
  left(name: string): Promise<RowsLeft | null>;
  makeSlice(name: string): Promise<string | null>;
  addToMetrics(name: string, metrics: string): Promise<void>;
}

/** What an output may ask of the page. */
export interface OutputApi {
  readonly tables: TableApi;
  /** The rows behind the numbers of one slice of a measurement. */
  behind(request: { cell: string; slice: string }): Promise<TableOutput>;
  /** A control has a new value; `done` when the gesture ended. */
  input(cell: string, value: PlainValue, done: boolean): void;
  /** What a cell selects: a clause, or null for nothing; `done` when the gesture ended. Makes what the text lacks for it, in edit mode. */
  select(cell: string, clause: Clause | null, done: boolean): void;
  /** How a cell is linked now, while a hand moves too; null where it can select nothing. */
  linked(cell: string): Linked | null;
  /** Values of a column of a cell, most frequent first. */
  values(cell: string, column: string): Promise<ColumnValues>;
  readonly selecting: SelectionApi;
  /** Notes a finding behind a cell. */
  note?(cell: string, note: Note): void;
  /** The same of the rows that a cell selects, and of a check. */
  noteSelected?(cell: string): void;
  noteCheck?(cell: string, check: CheckResult): void;
  readonly theme: 'light' | 'dark';
  /** How charts are drawn: as lines where they are enlarged or printed, and then even out of sight. */
  readonly renderer?: 'canvas' | 'svg';
  /** Tables of rows then stand as plain tables. */
  readonly printing?: boolean;
}
