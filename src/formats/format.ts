import { count } from '../io/quoted.ts';
import type { Frame } from '../frame/frame.ts';
import type { Progress, Source } from '../io/source.ts';

/** What a person may say a column is, where inference would be wrong. */
export type DeclaredType = 'number' | 'category' | 'text' | 'boolean' | 'time';

export interface ReadOptions {
  readonly types?: ReadonlyMap<string, DeclaredType>;
  /** Texts that mean no value. */
  readonly missing: readonly string[];
  /** Columns to read, in the file's order; all where left out. */
  readonly columns?: readonly string[];
  /** One character between cells; found out from the text where left out. */
  readonly delimiter?: string;
  /** The size that images are brought to; theirs where they agree and are small, else 64 × 64. */
  readonly resize?: readonly [height: number, width: number];
  readonly limits: { readonly bytes: number; readonly rows: number; readonly columns: number };
  /** Called once the column names are known, before any row is read; may throw. */
  readonly checkNames?: (names: readonly string[]) => void;
}

/** Bytes → table. `read` throws errors that say the line or row, the column and what was found. */
export interface Format {
  readonly name: string;
  /** File name endings, with their dot. */
  readonly extensions: readonly string[];
  read(source: Source, options: ReadOptions, signal: AbortSignal, progress: Progress): Promise<Frame>;
}

/** Throws where a file has more rows than are allowed. */
export function checkRows(name: string, rows: number, limit: number): void {
  if (rows > limit) throw new Error(`${name} has more than ${count(limit)} rows, the limit; take a part of the file`);
}

/** Throws where a file has more columns than are allowed. */
export function checkColumns(name: string, columns: number, limit: number): void {
  if (columns > limit) throw new Error(`${name} has ${count(columns)} columns, over the limit of ${count(limit)}`);
}

export { count, quoted } from '../io/quoted.ts';
