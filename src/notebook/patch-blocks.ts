import type { Block, Notebook } from './notebook.ts';
import { parseNotebook } from './parse-notebook.ts';
import { applyPatch, closingOf, newlineOf, renameCell, type Patch } from './patch.ts';

/** A block that shows something, without the empty lines around it. */
interface Core {
  readonly block: Block;
  readonly from: number;
  readonly to: number;
}

/** Blocks that show something, in their order: cells, and prose that is more than empty lines. */
export function shownBlocks({ blocks }: Notebook): readonly Block[] {
  return blocks.filter((block) => block.type === 'cell' || block.text.trim() !== '');
}

/** The Markdown of blocks in the order of the text, each apart from the next. */
export function copyBlocks(notebook: Notebook, ids: Iterable<string>): string {
  const wanted = new Set(ids);
  const cores = coresOf(notebook).filter(({ block }) => wanted.has(block.id));
  if (cores.length === 0) return '';
  const newline = newlineOf(notebook.text);
  const copied = joined(notebook, cores);
  return `${looksLikeFrontMatter(copied) ? newline : ''}${copied}${newline}`;
}

/** Removes blocks; what stood around them stays apart. */
export function deleteBlocks(notebook: Notebook, ids: Iterable<string>): Patch {
  const gone = new Set(ids);
  return arranged(
    notebook,
    coresOf(notebook).filter(({ block }) => !gone.has(block.id)),
  );
}

/** Puts blocks, in the order that they have, before another one, or at the end for null. */
export function moveBlocksBefore(notebook: Notebook, ids: Iterable<string>, before: string | null): Patch {
  const moved = new Set(ids);
  const cores = coresOf(notebook);
  const own = cores.filter(({ block }) => moved.has(block.id));
  const rest = cores.filter(({ block }) => !moved.has(block.id));
  const target = before === null ? cores.length : cores.findIndex(({ block }) => block.id === before);
  if (target === -1) throw new Error(`no block ${before} in this notebook`);
  const next = cores.slice(target).find(({ block }) => !moved.has(block.id));
  const at = next === undefined ? rest.length : rest.indexOf(next);
  return arranged(notebook, [...rest.slice(0, at), ...own, ...rest.slice(at)]);
}

/** Moves blocks together past the nearest one above or below; null at the edge. */
export function moveBlocks(notebook: Notebook, ids: Iterable<string>, direction: 'up' | 'down'): Patch | null {
  const shown = shownBlocks(notebook);
  const wanted = new Set(ids);
  const places = shown.flatMap((block, at) => (wanted.has(block.id) ? [at] : []));
  const [first, last] = [places[0], places.at(-1)];
  if (first === undefined || last === undefined) return null;
  const whole = last - first === places.length - 1;
  if (direction === 'up' ? first === 0 && whole : last === shown.length - 1 && whole) return null;
  if (direction === 'up') return moveBlocksBefore(notebook, wanted, shown[Math.max(0, first - 1)]!.id);
  return moveBlocksBefore(notebook, wanted, shown[Math.min(shown.length, last + 2)]?.id ?? null);
}

/**
 * Markdown from elsewhere, ready to be inserted: without the front matter, with cells that are closed, under names that
 * the notebook does not have. References among what is pasted follow the new names.
 */
export function pastedBlocks(notebook: Notebook, markdown: string, kinds: readonly string[]): string {
  const plain = parseNotebook(markdown, kinds);
  let pasted = parseNotebook(
    copyBlocks(
      plain,
      plain.blocks.map(({ id }) => id),
    ),
    kinds,
  );
  const taken = new Set(notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block.name ?? block.id] : [])));
  const own = new Set(pasted.blocks.flatMap((block) => (block.type === 'cell' && block.name === block.id ? [block.id] : [])));
  for (const name of own) {
    if (!taken.has(name)) continue;
    const fresh = freshBeside(name, taken, own);
    taken.add(fresh);
    pasted = parseNotebook(applyPatch(pasted.text, renameCell(pasted, name, fresh)), kinds);
  }
  return pasted.text.trimEnd();
}

function freshBeside(name: string, taken: ReadonlySet<string>, own: ReadonlySet<string>): string {
  const stem = name.replace(/_\d+$/, '');
  for (let number = 2; ; number++) {
    const fresh = `${stem}_${number}`;
    if (!taken.has(fresh) && !own.has(fresh)) return fresh;
  }
}

function coresOf(notebook: Notebook): readonly Core[] {
  return shownBlocks(notebook).map((block) => {
    const raw = notebook.text.slice(block.range.start.offset, block.range.end.offset);
    const lead = block.type === 'cell' ? 0 : /^(?:[ \t]*(?:\r\n|\n|\r))*/.exec(raw)![0].length;
    const tail = block.type === 'cell' ? 0 : /\s*$/.exec(raw)![0].length;
    return { block, from: block.range.start.offset + lead, to: block.range.end.offset - tail };
  });
}

/** The texts of cores one below the other: what stood between two that were neighbours, else an empty line. */
function joined(notebook: Notebook, cores: readonly Core[]): string {
  const { text } = notebook;
  const newline = newlineOf(text);
  const all = coresOf(notebook);
  const place = new Map(all.map(({ block }, at) => [block.id, at]));
  return cores
    .map(({ block, from, to }, at) => {
      const next = cores[at + 1];
      const own = text.slice(from, to);
      const here = place.get(block.id)!;
      if (next !== undefined && place.get(next.block.id) === here + 1) return own + text.slice(to, next.from);
      const closed = own + (here === all.length - 1 ? closingOf(text, block, newline) : '');
      return next === undefined ? closed : closed + newline + newline;
    })
    .join('');
}

/** The smallest patch that leaves just these cores, in this order, between what stands before the first and after the last. */
function arranged(notebook: Notebook, order: readonly Core[]): Patch {
  const { text } = notebook;
  const cores = coresOf(notebook);
  const [first, last] = [cores[0], cores.at(-1)];
  if (first === undefined || last === undefined) return { from: 0, to: 0, insert: '' };
  const unchangedEnd = order.at(-1)?.block === last.block;
  const atTop = /^\uFEFF?$/.test(text.slice(0, first.from)) && order[0]?.block !== first.block;
  const lead = atTop && looksLikeFrontMatter(text.slice(order[0]?.from, order[0]?.to)) ? newlineOf(text) : '';
  const body = unchangedEnd ? joined(notebook, order).slice(0, lengthUnclosed(notebook, order)) : joined(notebook, order);
  const tail = order.length === 0 ? text.slice(last.to).replace(/^\s+/, '') : text.slice(last.to);
  return smallest(text, text.slice(0, first.from) + lead + body + tail);
}

/** Whether a text would be read as front matter, were it the first. */
function looksLikeFrontMatter(text: string): boolean {
  return /^---[ \t]*[\r\n]/.test(text);
}

/** How long the joined text is without the closing marker that the last cell lacks: at its old place it stays as it is. */
function lengthUnclosed(notebook: Notebook, order: readonly Core[]): number {
  const closing = closingOf(notebook.text, order.at(-1)?.block, newlineOf(notebook.text));
  return joined(notebook, order).length - closing.length;
}

function smallest(before: string, after: string): Patch {
  let from = 0;
  while (from < before.length && from < after.length && before[from] === after[from]) from++;
  let [to, end] = [before.length, after.length];
  while (to > from && end > from && before[to - 1] === after[end - 1]) [to, end] = [to - 1, end - 1];
  return { from, to, insert: after.slice(from, end) };
}
