import type { PlainValue, TableOutput } from '../../cells/output.ts';
import type { Clause, Clauses } from '../../cells/selection/clause.ts';
import type { RowsAnswer, RowsRequest } from '../../engine/tables/table-methods.ts';

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

/** What an output may ask of the page. */
export interface OutputApi {
  rows(request: RowsRequest, signal: AbortSignal): Promise<RowsAnswer>;
  /** The rows behind the numbers of one slice of a measurement. */
  behind(request: { cell: string; slice: string }): Promise<TableOutput>;
  pixels(request: { cell: string; part: string; column: string; row: number }): Promise<Pixels>;
  /** A control has a new value; `done` when the gesture ended. */
  input(cell: string, value: PlainValue, done: boolean): void;
  /** What a cell selects: a clause, or null for nothing; `done` when the gesture ended. Makes what the text lacks for it, in edit mode. */
  select(cell: string, clause: Clause | null, done: boolean): void;
  /** How a cell is linked now, while a hand moves too; null where it can select nothing. */
  linked(cell: string): Linked | null;
  readonly theme: 'light' | 'dark';
  /** How charts are drawn: as lines where they are enlarged or printed, and then even out of sight. */
  readonly renderer?: 'canvas' | 'svg';
}
