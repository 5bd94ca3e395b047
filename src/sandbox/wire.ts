/** A column as it crosses: the arrays of src/frame/column.ts, without their methods. */
export type WireColumn =
  | { readonly type: 'number' | 'time'; readonly values: Float64Array; readonly nulls: Uint32Array | null }
  | { readonly type: 'boolean'; readonly values: Uint8Array; readonly nulls: Uint32Array | null }
  | {
      readonly type: 'string';
      readonly codes: Uint8Array | Uint16Array | Uint32Array;
      readonly dictionary: readonly string[];
      readonly nulls: Uint32Array | null;
    }
  | {
      readonly type: 'vector';
      readonly values: Uint8Array | Float32Array | Float64Array;
      readonly width: number;
      readonly nulls: Uint32Array | null;
    };

export type WireTable = readonly (readonly [name: string, column: WireColumn])[];

export type WireValue = number | string | boolean | null;

/** Code to run, and all that it gets. */
export interface CodeRequest {
  readonly code: string;
  /** Tables by the name that the code knows them by. */
  readonly tables: readonly (readonly [name: string, table: WireTable])[];
  readonly inputs: readonly (readonly [name: string, value: WireValue])[];
  readonly seed: number;
  readonly limits: AnswerLimits;
}

/** Bounds on what code may give back. */
export interface AnswerLimits {
  readonly bytes: number;
  readonly rows: number;
  readonly columns: number;
}

/** What came of it. `line` and `column` are places in the code, from 1. */
export type CodeAnswer =
  | { readonly ok: true; readonly table: WireTable; readonly lines: readonly string[] }
  | {
      readonly ok: false;
      readonly message: string;
      readonly line?: number;
      readonly column?: number;
      readonly hint?: string;
      readonly lines: readonly string[];
    };

/** Lines that code may print, and characters of each. */
export const mostLines = 100;
export const longestLine = 500;
