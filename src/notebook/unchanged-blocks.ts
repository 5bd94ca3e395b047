import { findReferences } from './interpolation.ts';
import type { CellBlock, Notebook } from './notebook.ts';

/**
 * The cells of a notebook, and the prose with live values, that say what they said in an earlier text of it, and whose cells behind them do too: by their id
 * now, the id that they had before. A cell counts as read where its name stands as a word, so that rather too much than too
 * little counts as changed.
 */
export function unchangedBlocks(before: Notebook, now: Notebook): ReadonlyMap<string, string> {
  const cellsBefore = cellsOf(before);
  const cellsNow = cellsOf(now);
  const same = new Map<string, string>();
  const reads = (words: readonly string[]): boolean =>
    words.every((word) => same.has(word) || (!cellsBefore.has(word) && !cellsNow.has(word)));
  for (const [id, cell] of cellsNow) {
    const earlier = cellsBefore.get(id);
    if (earlier === undefined || earlier.kind !== cell.kind || earlier.body !== cell.body) continue;
    const words = wordsOf(cell.body).filter((word) => word !== id);
    if (reads(words)) same.set(id, id);
  }
  const proseBefore = new Map(before.blocks.flatMap((block) => (block.type === 'prose' ? [[block.text, block.id] as const] : [])));
  for (const block of now.blocks) {
    const names = block.type === 'prose' ? findReferences(block.text).map(({ name }) => name) : [];
    if (block.type !== 'prose' || names.length === 0) continue;
    const earlier = proseBefore.get(block.text);
    if (earlier !== undefined && reads(names)) same.set(block.id, earlier);
  }
  return same;
}

function cellsOf({ blocks }: Notebook): ReadonlyMap<string, CellBlock> {
  return new Map(blocks.filter((block) => block.type === 'cell').map((block) => [block.id, block]));
}

function wordsOf(body: string): readonly string[] {
  return [...new Set(body.match(/[A-Za-z_][A-Za-z0-9_]*/g))];
}
