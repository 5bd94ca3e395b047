import { isMapping } from './body-value.ts';
import type { CellBlock, Notebook } from './notebook.ts';
import { parseBody } from './yaml-body.ts';

/** Kinds whose main frame is a file's rows, with or without predictions. */
export function holdsFileRows(kind: string): boolean {
  return kind === 'data' || kind === 'predict';
}

/** Parts of measurements that hold the rows that were measured. */
const rowParts = new Set(['recalibrated', 'rows']);
/** Kinds whose output or frame holds rows of what they read, unless they count or average them. */
const passingKinds = new Set(['derive', 'slice', 'table', 'chart', 'code', 'finding']);
const counting = /\b(?:rollup|aggregate|bin|density)["']?\s*:|\b(?:boxplot|errorbar|errorband)\b/;

/**
 * The cells that show or make rows of the reader's own data: those that read files, and those below them that pass rows
 * on. A derive with a rollup, a chart of bins and a confusion matrix count, and hold none.
 */
export function ownRowCells(notebook: Notebook): ReadonlySet<string> {
  const own = new Set<string>();
  for (const block of notebook.blocks) {
    if (block.type !== 'cell') continue;
    if (holdsFileRows(block.kind) || (passingKinds.has(block.kind) && !counts(block) && readsRows(block, own))) own.add(block.id);
  }
  return own;
}

function counts({ kind, body }: CellBlock): boolean {
  if (kind === 'table') return /^\s*as:\s*["']?confusion/m.test(body);
  return (kind === 'derive' || kind === 'chart') && counting.test(body);
}

function readsRows({ kind, body }: CellBlock, own: ReadonlySet<string>): boolean {
  if (kind === 'code') return [...own].some((name) => new RegExp(`\\b${name}\\b`).test(body));
  return namesIn(parseBody(body).value).some((reference) => {
    const [cell = '', part = ''] = reference.split('.');
    return rowParts.has(part) || (part === '' && own.has(cell));
  });
}

/** Every text under `data`, `with`, `frame` or `rows`, at any depth: the cells that a body reads. */
function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isMapping(value)) return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (['data', 'with', 'frame', 'rows', 'slice'].includes(key) && typeof item === 'string') return [item];
    return namesIn(item);
  });
}
