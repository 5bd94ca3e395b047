import { parseBody } from './yaml-body.ts';
import type { Block, CellBlock, Notebook } from './notebook.ts';

/** One edit: the text from `from` up to `to` becomes `insert`; everything else stays as it is. Offsets are UTF-16 units. */
export interface Patch {
  readonly from: number;
  readonly to: number;
  readonly insert: string;
}

export function applyPatch(text: string, patch: Patch): string {
  return text.slice(0, patch.from) + patch.insert + text.slice(patch.to);
}

/** Sets a value in a cell's body; adds the key as a last line when the body has no node at that path. Throws on an unknown cell. */
export function setBodyValue(
  notebook: Notebook,
  id: string,
  path: readonly (string | number)[],
  value: string | number | boolean | null,
): Patch {
  const cell = cellOf(notebook, id);
  const { problems, value: body, locate } = parseBody(cell.body);
  if (problems.length > 0) throw new Error(`${id} cannot be changed while its YAML is broken`);
  const start = cell.bodyRange.start.offset;
  if (hasPath(body, path)) {
    const node = locate(path);
    const keyed = locate(path, 'key');
    if (typeof path.at(-1) === 'number' || node.start !== keyed.start || node.end !== keyed.end) {
      const space = node.start === node.end && notebook.text[start + node.start - 1] === ':' ? ' ' : '';
      return { from: start + node.start, to: start + node.end, insert: space + yamlText(value) };
    }
  }
  if (path.length !== 1) throw new Error(`${id} has no ${path.join('.')} to change`);
  const end = cell.bodyRange.end.offset;
  const newline = newlineOf(notebook.text);
  const lead = cell.body === '' || /[\r\n]$/.test(cell.body) ? '' : newline;
  return { from: end, to: end, insert: `${lead}${path[0]}: ${yamlText(value)}${newline}` };
}

/** Replaces the text of a block: the prose itself, or the whole fence of a cell. */
export function replaceBlock(notebook: Notebook, id: string, text: string): Patch {
  const block = blockOf(notebook, id);
  return { from: block.range.start.offset, to: block.range.end.offset, insert: text };
}

/** Inserts Markdown (a fence or prose) after a block, or before everything when `after` is null. */
export function insertBlock(notebook: Notebook, after: string | null, markdown: string): Patch {
  const newline = newlineOf(notebook.text);
  const first = notebook.blocks[0];
  const at = after === null ? (first?.range.start.offset ?? notebook.text.length) : blockOf(notebook, after).range.end.offset;
  const before = notebook.text.slice(0, at);
  const behind = notebook.text.slice(at);
  const lead =
    before === '' || /(?:^|\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)$/.test(before) ? '' : /[\r\n]$/.test(before) ? newline : newline + newline;
  const tail =
    behind === ''
      ? newline
      : /^[ \t]*(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/.test(behind)
        ? ''
        : /^[ \t]*(?:\r\n|\n|\r)/.test(behind)
          ? newline
          : newline + newline;
  return { from: at, to: at, insert: `${lead}${markdown.replace(/\s+$/, '')}${tail}` };
}

/** Removes a block with the empty lines behind it. */
export function deleteBlock(notebook: Notebook, id: string): Patch {
  const { range } = blockOf(notebook, id);
  const behind = /^(?:[ \t]*(?:\r\n|\n|\r))*/.exec(notebook.text.slice(range.end.offset))![0].length;
  return { from: range.start.offset, to: range.end.offset + behind, insert: '' };
}

/** Swaps a block with the nearest one above or below it; null at the edge. */
export function moveBlock(notebook: Notebook, id: string, direction: 'up' | 'down'): Patch | null {
  const index = notebook.blocks.findIndex((block) => block.id === id);
  const step = direction === 'up' ? -1 : 1;
  let other = index + step;
  while (isBlank(notebook.blocks[other])) other += step;
  const [first, second] =
    direction === 'up' ? [notebook.blocks[other], notebook.blocks[index]] : [notebook.blocks[index], notebook.blocks[other]];
  if (first === undefined || second === undefined) return null;
  const a = core(notebook.text, first);
  const b = core(notebook.text, second);
  const between = notebook.text.slice(a.to, b.from);
  const gap = /\S/.test(between) || /(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)/.test(between) ? between : newlineOf(notebook.text).repeat(2);
  return { from: a.from, to: b.to, insert: notebook.text.slice(b.from, b.to) + gap + notebook.text.slice(a.from, a.to) };
}

/** Gives a cell another name where it is defined and wherever bodies and live values call it. */
export function renameCell(notebook: Notebook, id: string, name: string): Patch {
  const cell = cellOf(notebook, id);
  const { start } = cell.range;
  const head = notebook.text.slice(start.offset, cell.bodyRange.start.offset);
  if (cell.name === null) {
    const at = start.offset + head.indexOf(cell.kind) + cell.kind.length;
    return { from: at, to: at, insert: ` ${name}` };
  }
  const old = cell.name;
  const renamedHead = head.replace(new RegExp(`(\\b${cell.kind}[ \\t]+)${escaped(old)}(?=\\s|$)`), `$1${name}`);
  const rest = notebook.blocks.filter((block) => block.range.start.offset > start.offset || block.type === 'prose');
  let text = notebook.text.slice(0, start.offset) + renamedHead + notebook.text.slice(cell.bodyRange.start.offset);
  for (const block of [...rest].reverse()) {
    const shift = block.range.start.offset > start.offset ? renamedHead.length - head.length : 0;
    const from = block.range.start.offset + shift;
    const to = block.range.end.offset + shift;
    text = text.slice(0, from) + renameIn(block, text.slice(from, to), old, name) + text.slice(to);
  }
  return { from: 0, to: notebook.text.length, insert: text };
}

function renameIn(block: Block, text: string, old: string, name: string): string {
  const word = escaped(old);
  if (block.type === 'prose') return text.replace(new RegExp(`(\\{\\{\\s*)${word}(?=[\\s.\\[|}])`, 'g'), `$1${name}`);
  return text
    .replace(new RegExp(`(:[ \\t]+|[\\[,][ \\t]*|^[ \\t]*-[ \\t]+)${word}(?=[ \\t]*(?:[.,\\]}#]|$))`, 'gm'), `$1${name}`)
    .replace(new RegExp(`(\\$\\.?)${word}(?![a-z0-9_])`, 'g'), `$1${name}`);
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

function isBlank(block: Block | undefined): boolean {
  return block?.type === 'prose' && block.text.trim() === '';
}

function core(text: string, block: Block): { from: number; to: number } {
  const raw = text.slice(block.range.start.offset, block.range.end.offset);
  const lead = block.type === 'cell' ? 0 : (/^\s*/.exec(raw)?.[0].length ?? 0);
  const tail = block.type === 'cell' ? 0 : (/\s*$/.exec(raw)?.[0].length ?? 0);
  return { from: block.range.start.offset + lead, to: block.range.end.offset - tail };
}

function hasPath(value: unknown, path: readonly (string | number)[]): boolean {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, step)) return false;
    current = (current as Record<string | number, unknown>)[step];
  }
  return true;
}

function newlineOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** A scalar as YAML that reads back as the same value. */
function yamlText(value: string | number | boolean | null): string {
  if (typeof value !== 'string') return String(value);
  const isPlain = /^[A-Za-z_][A-Za-z0-9_ -]*$/.test(value) && !/^(?:true|false|null|yes|no|on|off|~)$/i.test(value) && !value.endsWith(' ');
  return isPlain ? value : JSON.stringify(value);
}
