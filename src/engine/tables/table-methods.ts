import type { ColumnSummary, PlainValue, TableOutput } from '../../cells/output.ts';
import type { ColumnsClause } from '../../frame/selection/clause.ts';

/** A table: what a cell shows, a part of it, or the rows behind the numbers of one slice of a measurement. */
export interface TablePlace {
  readonly cell: string;
  readonly part: string;
  readonly behind?: string;
}

export interface OrderKey {
  readonly column: string;
  readonly descending: boolean;
}

/** Which rows of a table are shown, and in which order. */
export interface ViewSpec {
  /** What columns must hold, all of it. */
  readonly filter?: ColumnsClause;
  /** A text that some column must hold, in any case. */
  readonly find?: string;
  /** The first decides, the next where the first is equal. */
  readonly orderby?: readonly OrderKey[];
}

export interface RowsRequest extends TablePlace, ViewSpec {
  readonly from: number;
  readonly to: number;
  /** All unless given. */
  readonly columns?: readonly string[];
  /** Of the view only these rows, by their place in the whole table. */
  readonly among?: readonly number[];
  /** The same by their place in the cell that the table shows some rows of. */
  readonly amongSources?: readonly number[];
}

export interface RowsAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly PlainValue[])[];
  /** The place of each row in the whole table, from 0. */
  readonly numbers: readonly number[];
  /** Of a table that shows some rows of a cell, the place of each row there, from 0. */
  readonly sources?: readonly number[];
  /** Rows that the view shows. */
  readonly total: number;
}

/** A column of all rows, and what of it the view shows: counts by the same bins or top values. */
export interface ColumnShown {
  readonly summary: ColumnSummary;
  readonly missing: number;
  readonly bins?: readonly number[];
  readonly top?: readonly number[];
}

export interface RecordField {
  readonly name: string;
  readonly type: ColumnSummary['type'];
  readonly role?: string;
  readonly value: PlainValue;
}

/** What a model said of one row, as far as the roles of the columns tell. */
export interface RecordVerdict {
  /** The class or value that was predicted. */
  readonly predicted: PlainValue;
  readonly label: PlainValue;
  /** Whether it is right; of numbers nothing is. */
  readonly right?: boolean;
  readonly loss?: number;
  /** What the loss is, in words. */
  readonly lossName?: string;
  /** The score that the threshold cuts, and the class that it is of. */
  readonly score?: number;
  readonly threshold?: number;
  readonly positive?: string;
  /** The metrics cell whose threshold it is; none where it is 0.5 for want of one. */
  readonly thresholdOf?: string;
  readonly scores: readonly (readonly [name: string, score: number])[];
}

export interface RecordSlice {
  readonly cell: string;
  readonly by: string;
  readonly slice: string;
  readonly label: string;
}

export interface RecordAnswer {
  readonly row: number;
  /** Where the row stands in the cell that the table shows some rows of. */
  readonly source?: { readonly cell: string; readonly row: number };
  readonly fields: readonly RecordField[];
  readonly verdict: RecordVerdict | null;
  readonly slices: readonly RecordSlice[];
}

export interface NearRow {
  readonly row: number;
  readonly distance: number;
  readonly score: PlainValue;
  readonly label: PlainValue;
}

export interface NearestAnswer {
  readonly rows: readonly NearRow[];
  /** How near is measured, in one sentence. */
  readonly how: string;
}

/** What a table can be written as; Markdown for people, with numbers to six digits. */
export type ExportFormat = 'csv' | 'tsv' | 'json' | 'markdown' | 'parquet';

export interface ExportRequest extends TablePlace, ViewSpec {
  /** All unless given. */
  readonly columns?: readonly string[];
  readonly format: ExportFormat;
  /** Leaves texts as they are that a spreadsheet would run as formulas. */
  readonly unguarded?: boolean;
}

/** A frame of a cell: its main one ('') or a part, as in `quality.roc`. */
export interface TablePart {
  readonly part: string;
  readonly rows: number;
  readonly columns: number;
}

export interface ExportAnswer {
  readonly rows: number;
  readonly total: number;
  /** Why the file ends before the last row. */
  readonly limit?: string;
}

/** What the page asks about tables. A call that is aborted ends at its next breath. */
export type TableMethods = {
  rows: { request: RowsRequest; answer: never; result: RowsAnswer };
  /** The rows behind the numbers of one slice, as a table whose windows `rows` reads. */
  behind: { request: { readonly cell: string; readonly slice: string }; answer: never; result: TableOutput };
  /** Columns one after another, each as it is known. */
  summaries: { request: TablePlace & ViewSpec & { readonly columns: readonly string[] }; answer: ColumnShown; result: null };
  /** Where a row of the table stands in a view; −1 where the view leaves it out. */
  position: { request: TablePlace & ViewSpec & { readonly row: number }; answer: never; result: number };
  record: { request: TablePlace & { readonly row: number }; answer: never; result: RecordAnswer };
  nearest: { request: TablePlace & { readonly row: number }; answer: never; result: NearestAnswer };
  /** The file in pieces. */
  export: { request: ExportRequest; answer: Uint8Array<ArrayBuffer>; result: ExportAnswer };
  /** What of a cell can be exported. */
  parts: { request: { readonly cell: string }; answer: never; result: readonly TablePart[] };
  pixels: {
    request: { cell: string; part: string; column: string; row: number; behind?: string };
    answer: never;
    result: { width: number; height: number; channels: number; pixels: Uint8Array };
  };
};
