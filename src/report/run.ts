import type { CheckResult } from '../cells/output.ts';
import type { PlainTables } from '../engine/plain-tables.ts';
import type { FileRead } from '../engine/files-read.ts';
import type { CellResult } from '../engine/result.ts';
import type { CellBlock, Notebook } from '../notebook/notebook.ts';
import type { BaselineComparison } from './baseline.ts';

/** What a result was made with. */
export interface Environment {
  readonly version: string;
  readonly backend: string;
  readonly [name: string]: string;
}

/** An evaluated notebook, as every report reads it. */
export interface Run {
  readonly notebook: Notebook;
  /** The last result of each block, cells and prose, in any order. */
  readonly results: readonly CellResult[];
  /** What a cell made, as plain tables by name; nothing for a cell that made nothing. */
  readonly tables: (cell: string) => PlainTables | undefined;
  /** What the cells read. */
  readonly files?: readonly FileRead[];
  /** When the run ended, as ISO text. */
  readonly date?: string;
  /** The address of the page, which opens a notebook that stands behind it. */
  readonly app?: string;
  readonly environment: Environment;
  /** SHA-256 of the notebook's text. */
  readonly sha256: string;
  /** The notebook's file as the command line named it. */
  readonly file?: string;
  /** The numbers against those of the accepted run, where one was given. */
  readonly baseline?: BaselineComparison;
  /** Whether rows of data and predictions may be in a report. */
  readonly rows?: boolean;
}

/** The cells of a notebook in order. */
export function cellsOf(notebook: Notebook): readonly CellBlock[] {
  return notebook.blocks.filter((block) => block.type === 'cell');
}

export function resultOf(run: Run, block: string): CellResult | undefined {
  return run.results.find((result) => result.cell === block);
}

/** What a cell's checks came to; none for a cell that is no check or has not run. */
export function checksOf(result: CellResult | undefined): readonly CheckResult[] {
  return result?.state === 'done' && result.output?.type === 'checks' ? result.output.checks : [];
}

export interface CheckCounts {
  readonly passed: number;
  readonly warned: number;
  readonly failed: number;
  readonly undecided: number;
  readonly errors: number;
}

/** Counts every check of a run by its state; one that does not apply is none of them. */
export function countChecks(run: Run): CheckCounts {
  const states = run.results.flatMap((result) => checksOf(result).map((check) => check.state));
  const count = (state: CheckResult['state']): number => states.filter((other) => other === state).length;
  return {
    passed: count('pass'),
    warned: count('warn'),
    failed: count('fail'),
    undecided: count('not-enough-data'),
    errors: count('error'),
  };
}

/** The counts in words, worst first: `1 fails, 2 warn, 3 pass`; `no checks` where there are none. */
export function countsText(counts: CheckCounts): string {
  const words: readonly (readonly [number, string, string])[] = [
    [counts.errors, 'is in error', 'are in error'],
    [counts.failed, 'fails', 'fail'],
    [counts.warned, 'warns', 'warn'],
    [counts.undecided, 'is undecided', 'are undecided'],
    [counts.passed, 'passes', 'pass'],
  ];
  const said = words.filter(([count]) => count > 0).map(([count, one, more]) => `${count} ${count === 1 ? one : more}`);
  return said.length === 0 ? 'no checks' : said.join(', ');
}

/** Glyph and word of a check's state. */
export const stateWords: Readonly<Record<CheckResult['state'], readonly [glyph: string, word: string]>> = {
  error: ['!', 'error'],
  fail: ['✕', 'fails'],
  warn: ['▲', 'warns'],
  'not-enough-data': ['◌', 'not enough data'],
  'not-applicable': ['–', 'not applicable'],
  pass: ['✓', 'passes'],
};

/** The title of a check, with the slice that it is about. */
export function checkTitle(check: CheckResult): string {
  return check.slice === undefined ? check.title : `${check.title} (${check.slice})`;
}
