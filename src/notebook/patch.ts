import type { BodyPath, BodyValue } from './body-value.ts';
import { findReferences } from './interpolation.ts';
import type { Block, CellBlock, Notebook } from './notebook.ts';
import { renameInCode } from './info-words.ts';
import { renameWriter } from './rename-writer.ts';
import { scanFences } from './scan-fences.ts';
import { removeFromBody, setInBody } from './set-in-body.ts';

/** One edit: the text from `from` up to `to` becomes `insert`; everything else stays as it is. Offsets are UTF-16 units. */
export interface Patch {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

export function applyPatch(text: string, patch: Patch): string {
  return text.slice(0, patch.from) + patch.insert + text.slice(patch.to);
}

/**
 * Sets a value in a cell's body: a scalar, a list or a map. What is missing on the way is made (an index at the end of a
 * list adds to it), and only what differs is written, so that remarks stay. Throws on an unknown cell, on broken YAML,
 * and where the text cannot take the value.
 */
export function setBodyValue(notebook: Notebook, id: string, path: BodyPath, value: BodyValue): Patch {
  return bodyPatch(notebook, id, (body, about) => setInBody(body, path, value, about));
}

/** Removes what stands at a path of a cell's body, with its key or its dash. */
export function removeBodyValue(notebook: Notebook, id: string, path: BodyPath): Patch {
  return bodyPatch(notebook, id, (body, about) => removeFromBody(body, path, about));
}

function bodyPatch(notebook: Notebook, id: string, edit: (body: string, about: { cell: string; newline: string }) => Patch): Patch {
  const cell = cellOf(notebook, id);
  const start = cell.bodyRange.start.offset;
  const newline = newlineOf(notebook.text);
  const patch = edit(cell.body, { cell: id, newline });
  const lead = cell.body === '' && !/[\r\n]$/.test(notebook.text.slice(0, start)) ? newline : '';
  return { from: start + patch.from, to: start + patch.to, insert: lead + patch.insert };
}

/** Replaces the text of a block: the prose itself, which stays on lines of its own, or the whole fence of a cell. */
export function replaceBlock(notebook: Notebook, id: string, text: string): Patch {
  const { type, range } = blockOf(notebook, id);
  const from = range.start.offset;
  const to = range.end.offset;
  if (type === 'cell') return { from, to, insert: text };
  const newline = newlineOf(notebook.text);
  const lead = /(?:^|[\r\n])$/.test(notebook.text.slice(0, from)) || /^[ \t]*[\r\n]/.test(text) ? '' : newline;
  const tail = to === notebook.text.length || /[\r\n]$/.test(lead + text) ? '' : newline;
  return { from, to, insert: lead + text + tail };
}

/** Inserts Markdown (a fence or prose) after a block, or before everything when `after` is null. */
export function insertBlock(notebook: Notebook, after: string | null, markdown: string): Patch {
  const newline = newlineOf(notebook.text);
  const first = notebook.blocks[0];
  const above = after === null ? undefined : blockOf(notebook, after);
  const at = above === undefined ? (first?.range.start.offset ?? notebook.text.length) : above.range.end.offset;
  const closing = closingOf(notebook.text, above, newline);
  const behind = notebook.text.slice(at);
  const tail = behind === '' ? newline : emptyLineBefore(behind, newline);
  const lead = emptyLineAfter(notebook.text.slice(0, at) + closing, newline);
  return { from: at, to: at, insert: `${closing}${lead}${markdown.replace(/\s+$/, '').replace(/\r\n|\n|\r/g, newline)}${tail}` };
}

/** Gives a cell another name where it is defined and wherever bodies and live values call it. */
export function renameCell(notebook: Notebook, id: string, name: string): Patch {
  const cell = cellOf(notebook, id);
  const { start } = cell.range;
  const head = notebook.text.slice(start.offset, cell.bodyRange.start.offset);
  const words = new RegExp(`^([ \\t]*[\`~]+[ \\t]*[^ \\t]+[ \\t]+${cell.kind})(.*)`).exec(head)!;
  if (cell.name === null) {
    const at = start.offset + words[1]!.length;
    return { from: at, to: at, insert: ` ${name}` };
  }
  const old = cell.name;
  const renamedHead = words[1]! + head.slice(words[1]!.length).replace(old, () => name);
  const rest = notebook.blocks.filter((block) => block.range.start.offset > start.offset || block.type === 'prose');
  let text = notebook.text.slice(0, start.offset) + renamedHead + notebook.text.slice(cell.bodyRange.start.offset);
  for (const block of [...rest].reverse()) {
    const shift = block.range.start.offset > start.offset ? renamedHead.length - head.length : 0;
    const from = block.range.start.offset + shift;
    const to = block.range.end.offset + shift;
    text = text.slice(0, from) + renameIn(block, text.slice(from, to), old, name) + text.slice(to);
  }
  // Selections stand above the cells that write to them.
  const above = notebook.blocks.filter((block): block is CellBlock => block.type === 'cell' && block.range.start.offset < start.offset);
  for (const block of above.reverse()) {
    const { start: from, end: to } = block.bodyRange;
    text = text.slice(0, from.offset) + renameWriter(block, old, name) + text.slice(to.offset);
  }
  return { from: 0, to: notebook.text.length, insert: text };
}

function renameIn(block: Block, text: string, old: string, name: string): string {
  const word = escaped(old);
  const calls = (before: string): string => before + name;
  if (block.type === 'prose') return renameInProse(text, old, name);
  if (/^(js|javascript)$/i.test(block.language)) return renameInCode(text, old, name);
  return text
    .replace(new RegExp(`(:[ \\t]+|[\\[,][ \\t]*|^[ \\t]*-[ \\t]+)${word}(?=[ \\t]*(?:[.,\\]}#]|$))`, 'gm'), (_, before: string) =>
      calls(before),
    )
    .replace(new RegExp(`(\\$\\.?)${word}(?![a-z0-9_])`, 'g'), (_, before: string) => calls(before));
}

function renameInProse(text: string, old: string, name: string): string {
  let renamed = text;
  for (const reference of findReferences(text).toReversed()) {
    if (reference.name !== old) continue;
    const at = text.indexOf(old, reference.start);
    renamed = renamed.slice(0, at) + name + renamed.slice(at + old.length);
  }
  return renamed;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

function cellOf(notebook: Notebook, id: string): CellBlock {
  const block = blockOf(notebook, id);
  if (block.type !== 'cell') throw new Error(`${id} is prose, not a cell`);
  return block;
}

function blockOf(notebook: Notebook, id: string): Block {
  const block = notebook.blocks.find((candidate) => candidate.id === id);
  if (block === undefined) throw new Error(`no block ${id} in this notebook`);
  return block;
}

/** What closes a fence that is not closed, so that more can stand behind it. */
export function closingOf(text: string, block: Block | undefined, newline: string): string {
  if (block === undefined) return '';
  const open = scanFences(text.slice(block.range.start.offset, block.range.end.offset)).at(-1);
  if (open === undefined || open.closed) return '';
  const marker = /^ {0,3}(`+|~+)/.exec(text.slice(block.range.start.offset + open.start))![1]!;
  return (/[\r\n]$/.test(text.slice(0, block.range.end.offset)) ? '' : newline) + marker;
}

/** What leaves an empty line behind `before`. */
function emptyLineAfter(before: string, newline: string): string {
  if (before === '' || /(?:^|[\r\n])[ \t]*\n$/.test(before.replace(/\r\n?/g, '\n'))) return '';
  return /[\r\n]$/.test(before) ? newline : newline + newline;
}

/** What leaves an empty line before `behind`. */
function emptyLineBefore(behind: string, newline: string): string {
  const starts = behind.replace(/\r\n?/g, '\n');
  if (/^[ \t]*\n[ \t]*\n/.test(starts)) return '';
  return /^[ \t]*\n/.test(starts) ? newline : newline + newline;
}

export function newlineOf(text: string): string {
  return /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
}
