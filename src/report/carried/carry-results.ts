import type { CellResult } from '../../engine/result.ts';
import { encodePart } from '../../notebook/link-code.ts';
import { encodeValues, type LinkValue } from '../../notebook/link-values.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import { ownRowCells } from '../../notebook/own-rows.ts';
import { boundDigits, resultsVersion, type CarriedFile } from './carried.ts';
import { carryOutput } from './carry-output.ts';

/** What results of a notebook travel, and what is said of them before they do. */
export interface ToCarry {
  readonly notebook: Notebook;
  /** SHA-256 of the notebook's text, in hex: results are bound to it. */
  readonly sha256: string;
  readonly results: Iterable<CellResult>;
  readonly files: readonly CarriedFile[];
  /** Whether the first rows of tables travel, and charts that draw rows. */
  readonly rows: boolean;
}

/** The results of a notebook as the part of a link that `readCarried` reads: `1r0.PAYLOAD.LENGTH-CHECKSUM`. */
export function encodeResults(to: ToCarry): string {
  const outputs = carriedOutputs(to).map(([block, output]) => [block, output] as const);
  return encodePart(
    { version: resultsVersion },
    encodeValues({ text: to.sha256.slice(0, boundDigits), files: to.files as unknown as LinkValue, outputs }),
  );
}

/** Tables whose first rows travel only when asked for. */
export interface RowsToCarry {
  readonly cell: string;
  readonly rows: number;
  readonly columns: readonly string[];
}

/** The rows of the reader's own data that would travel, by cell. */
export function rowsToCarry(notebook: Notebook, results: Iterable<CellResult>): readonly RowsToCarry[] {
  const own = ownRowCells(notebook);
  return [...finished(notebook, results)].flatMap(([cell, { output }]): readonly RowsToCarry[] => {
    if (!own.has(cell) || output === undefined) return [];
    if (output.type === 'table' && output.layout === 'rows')
      return [{ cell, rows: output.head.length, columns: output.columns.map(({ name }) => name) }];
    if (output.type === 'chart') return [{ cell, rows: output.rows, columns: [] }];
    return output.type === 'gallery' ? [{ cell, rows: output.items.length, columns: [] }] : [];
  });
}

/** Outputs that travel, by block, in the order of the text. */
export function carriedOutputs({
  notebook,
  results,
  rows,
}: Omit<ToCarry, 'sha256' | 'files'>): readonly (readonly [block: string, LinkValue])[] {
  const own = ownRowCells(notebook);
  const known = finished(notebook, results);
  return notebook.blocks.flatMap(({ id }) => {
    const output = known.get(id)?.output;
    const carried = output === undefined ? null : carryOutput(output, { own: own.has(id), rows });
    return carried === null ? [] : [[id, carried] as const];
  });
}

/** Results that are up to date, or came up to date with a link. */
function finished(notebook: Notebook, results: Iterable<CellResult>): ReadonlyMap<string, CellResult> {
  const ids = new Set(notebook.blocks.map(({ id }) => id));
  return new Map(
    [...results]
      .filter(({ cell, state, elsewhere }) => ids.has(cell) && (state === 'done' || elsewhere === true))
      .map((result) => [result.cell, result]),
  );
}
