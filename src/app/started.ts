import type { StartResult } from '../engine/start-request.ts';
import type { Corrections, ColumnRole, DeclaredType } from '../start/inferred.ts';
import { isMapping, type BodyValue } from '../notebook/body-value.ts';
import type { CellBlock, Notebook } from '../notebook/notebook.ts';
import { parseNotebook } from '../notebook/parse-notebook.ts';
import type { Patch } from '../notebook/patch.ts';
import { parseBody } from '../notebook/yaml-body.ts';
import { rolesInBody } from './form/column-roles.ts';
import { kindNames } from './kind-names.ts';

/** A notebook, or a part of one, that was written from files: what was written, and what was understood of each file. */
export interface Started {
  readonly files: readonly string[];
  readonly text: string;
  /** Whether it was put below what the notebook held. */
  readonly isPart: boolean;
  readonly tables: StartResult['tables'];
}

/** The place of the written text in a notebook, whatever its data cells say by now; null where anything else was changed. */
export function placeOfStarted(notebook: Notebook, started: Started): { readonly from: number; readonly to: number } | null {
  const written = parseNotebook(started.text, kindNames);
  let pieceStart = 0;
  let from: number | null = null;
  let end = 0;
  for (const block of written.blocks) {
    if (!isTable(block.id, started)) continue;
    const piece = started.text.slice(pieceStart, block.range.start.offset);
    const now = cellOf(notebook, block.id);
    if (now === null) return null;
    const start = now.range.start.offset;
    if (from === null) from = start - piece.length;
    else if (end + piece.length !== start) return null;
    if (from < 0 || notebook.text.slice(start - piece.length, start) !== piece) return null;
    pieceStart = block.range.end.offset;
    end = now.range.end.offset;
  }
  const rest = started.text.slice(pieceStart).trimEnd();
  if (from === null || !notebook.text.startsWith(rest, end)) return null;
  return { from, to: end + rest.length };
}

function isTable(id: string, { tables }: Started): boolean {
  return tables.some(({ cell }) => cell === id);
}

function cellOf(notebook: Notebook, id: string): CellBlock | null {
  const block = notebook.blocks.find((own) => own.id === id);
  return block?.type === 'cell' ? block : null;
}

/** What the data cells say by now that was not understood so. */
export function correctionsOf(notebook: Notebook, started: Started): readonly (readonly [file: string, Corrections])[] {
  const written = parseNotebook(started.text, kindNames);
  return started.tables.flatMap(({ cell, file }) => {
    const before = bodyOf(written, cell);
    const now = bodyOf(notebook, cell);
    const was = rolesInBody(before);
    const is = rolesInBody(now);
    const roles = new Map<string, ColumnRole>();
    for (const name of new Set([...was.keys(), ...is.keys()])) if (was.get(name) !== is.get(name)) roles.set(name, is.get(name) ?? 'none');
    const types = new Map(Object.entries(isMapping(now['types']) ? now['types'] : {}) as [string, DeclaredType][]);
    const positive = now['positive'] === before['positive'] ? undefined : now['positive'];
    const corrections: Corrections = {
      roles,
      types,
      ...(positive === undefined ? {} : { positive: typeof positive === 'string' ? positive : JSON.stringify(positive) }),
    };
    return roles.size === 0 && types.size === 0 && positive === undefined ? [] : [[file, corrections] as const];
  });
}

function bodyOf(notebook: Notebook, id: string): Readonly<Record<string, BodyValue>> {
  const value = parseBody(cellOf(notebook, id)?.body ?? '').value as BodyValue;
  return isMapping(value) ? value : {};
}

/** The text in the place of what was written before. */
export function rewritten(notebook: Notebook, started: Started, text: string): Patch | null {
  const place = placeOfStarted(notebook, started);
  return place === null ? null : { ...place, insert: text.trimEnd() };
}
