import type { KeyDoc, Limits } from '../cells/kind.ts';
import type { Task } from '../cells/metrics/task-of.ts';
import type { PlainValue, RowsLeft } from '../cells/output.ts';
import type { Clauses } from '../frame/selection/clause.ts';
import type { Roles } from '../frame/frame.ts';
import type { BackendState } from '../runtimes/choose-backend.ts';
import type { FileRead } from './files-read.ts';
import type { FileShape } from './file-shape.ts';
import type { FormField } from './form-field.ts';
import type { InferredColumn } from '../start/inferred.ts';
import type { CellResult } from './result.ts';
import type { StartRequest, StartResult } from './start-request.ts';
import type { PlainTables } from './plain-tables.ts';
import type { Shape } from './shape-of.ts';
import type { TableMethods } from './tables/table-methods.ts';

/** A kind as the page knows it: enough for menus, completion and hover help, without the code that runs it. */
export interface KindDescription {
  readonly name: string;
  readonly doc: string;
  readonly keys: readonly KeyDoc[];
  readonly parts: readonly string[];
  readonly template: string;
  /** Where its body is a text and no YAML: the language, and what stands in the info string of a new one. */
  readonly text?: { readonly language: string; readonly options: string };
  /** What its schema lets stand where. */
  readonly shape: Shape;
  /** Its keys as a form shows them. */
  readonly fields: readonly FormField[];
}

export interface MetricDescription {
  readonly name: string;
  readonly title: string;
  readonly formula: string;
  readonly better: 'higher' | 'lower' | 'neither';
  readonly tasks: readonly string[];
  /** All that the metric says of itself, as one text. */
  readonly help: string;
  /** Its range in words, when it has no value, and the parameters that it takes. */
  readonly range: string;
  readonly noValue: readonly string[];
  readonly parameters: readonly { readonly name: string; readonly doc: string }[];
}

export interface EvaluateRequest {
  readonly text: string;
  /** Values of inputs during a gesture, in place of those in the text. */
  readonly overrides: readonly (readonly [name: string, value: PlainValue])[];
  /** Cells that may run though they are expensive, by id; `*` is all. */
  readonly run: readonly string[];
  /** Cells that are not to run unless `run` names them, by id; `*` is all. */
  readonly hold: readonly string[];
  /** Cells whose failure is to be forgotten first, by id; `*` is all. */
  readonly retry: readonly string[];
  /** Keys of cells that ended a worker: they fail instead of running again. */
  readonly refused: readonly string[];
  /** Where relative references start: the URL of the notebook's folder, or null for one that came as text. */
  readonly base: string | null;
}

/** What the first rows of a column hold: how many values that differ, which one most often, and of numbers the range. */
export interface ColumnSample {
  readonly distinct: number;
  readonly most: PlainValue;
  readonly range?: readonly [least: number, greatest: number];
  /** Whether all numbers are whole. */
  readonly whole?: boolean;
}

export interface CellNames {
  readonly cell: string;
  readonly kind: string;
  readonly rows: number;
  readonly columns: readonly { readonly name: string; readonly type: string; readonly sample?: ColumnSample }[];
  readonly roles?: Roles;
  readonly positive?: string;
  /** What is predicted, told from the roles; absent where nothing is. */
  readonly task?: Task;
}

/** Values of a column, those that most rows have first. */
export interface ColumnValues {
  readonly values: readonly { readonly value: PlainValue; readonly rows: number }[];
  readonly distinct: number;
  readonly missing: number;
  /** There are more values than were counted. */
  readonly more?: boolean;
}

export interface ExpressionRequest {
  /** The cell, or a part as `quality.roc`, whose rows the expression reads. */
  readonly cell: string;
  readonly expression: string;
  /** Values of inputs, without their `$`. */
  readonly values: readonly (readonly [name: string, value: PlainValue])[];
  /** Counts only rows where this holds too. */
  readonly within?: string;
  /** Whether it chooses rows, or makes a value of each. */
  readonly about: 'rows' | 'columns';
}

export interface PlainResults {
  readonly version: string;
  readonly tables: readonly (readonly [cell: string, tables: PlainTables])[];
}

export interface SelectedRequest {
  readonly selection: string;
  /** The cell, or the part of it, whose rows are selected. */
  readonly data: string;
  readonly clauses: Clauses;
}

export type ExpressionAnswer =
  | { readonly ok: true; readonly matching: number; readonly total: number }
  /** `offset` in the expression; `replacement` is the whole of it, repaired. */
  | { readonly ok: false; readonly message: string; readonly offset: number; readonly hint?: string; readonly replacement?: string };

/** What the page asks of the evaluate worker. A new `evaluate` aborts the one before. */
export type EvaluateMethods = TableMethods & {
  evaluate: { request: EvaluateRequest; answer: CellResult; result: { readonly finished: boolean } };
  kinds: {
    request: null;
    answer: never;
    result: {
      readonly kinds: readonly KindDescription[];
      readonly metrics: readonly MetricDescription[];
      readonly functions: readonly string[];
    };
  };
  /** Columns of the frames above a cell, for completion. */
  names: { request: null; answer: never; result: readonly CellNames[] };
  /** Values of a column of a cell, or of a part as `quality.roc`, for completion and choosers. */
  values: { request: { readonly cell: string; readonly column: string }; answer: never; result: ColumnValues };
  /** Whether an expression may stand over the rows of a cell, and where it chooses rows how many. */
  'check-expression': { request: ExpressionRequest; answer: never; result: ExpressionAnswer };
  /** Writes a notebook about files that were dropped before; what it runs is kept for the notebook's own evaluation. */
  start: { request: StartRequest; answer: never; result: StartResult };
  /** What the columns of a cell that reads a file seem to be, by name, type, values and agreement. */
  columns: { request: { readonly cell: string }; answer: never; result: readonly InferredColumn[] };
  /** How many rows of a cell all clauses of a selection leave. */
  selected: { request: SelectedRequest; answer: never; result: RowsLeft };
  /** A file that the person dropped, under the name by which notebooks may refer to it. */
  file: { request: { readonly name: string; readonly file: File; readonly sha256?: string }; answer: never; result: null };
  /** The files that cells read when they last ran, with the digests of their bytes. */
  files: { request: null; answer: never; result: readonly FileRead[] };
  /** What cells made as plain tables, with rows of the reader's own data only where they are asked for, and the version of the code. */
  results: { request: { readonly rows: boolean }; answer: never; result: PlainResults };
  /** Bytes of a file that a cell reads, from `from` up to, not including, `to`. */
  bytes: { request: { readonly reference: string; readonly from: number; readonly to: number }; answer: never; result: Uint8Array };
  /** Rows and columns of a file that was dropped, whatever cells hold it to. */
  'file-shape': { request: { readonly name: string }; answer: never; result: FileShape };
  /** Files that another notebook had: they are read no more. */
  'forget-files': { request: { readonly names: readonly string[] }; answer: never; result: null };
  /** Consent to read from a host, for this page's life. */
  grant: { request: { readonly host: string }; answer: never; result: null };
  /** The host may not be read from any more. */
  revoke: { request: { readonly host: string }; answer: never; result: null };
  /** Whether code of these SHA-256 may run, for this page's life. */
  'allow-code': { request: { readonly hashes: readonly string[]; readonly allowed: boolean }; answer: never; result: null };
  /** By what code is known: the SHA-256 of its text. */
  'hash-code': { request: { readonly code: string }; answer: never; result: string };
  /** What models can run on here, and why not. */
  backends: { request: null; answer: never; result: readonly BackendState[] };
  backend: { request: { readonly choice: 'auto' | 'webgpu' | 'wasm' | 'cpu' }; answer: never; result: null };
  /** Bytes that results hold, and the most that they may. */
  memory: { request: null; answer: never; result: { readonly held: number; readonly budget: number } };
  /** Answers at once; no answer means that the worker is busy and does not hear. */
  ping: { request: null; answer: never; result: null };
  /** Stop what runs now. */
  stop: { request: null; answer: never; result: null };
};

/** What the page first tells the evaluate worker: its port to the fetch worker, its own origin, bounds, and bytes that results may hold. */
export interface EvaluatePorts {
  /** `lost` tells that the page ended the compute worker. */
  readonly assay: 'ports' | 'lost';
  readonly id: 0;
  readonly fetch: MessagePort;
  readonly origin: string;
  readonly limits: Limits;
  readonly budget: number;
  /** Milliseconds that free code may run. */
  readonly codeMs: number;
}
