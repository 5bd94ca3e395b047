import type { CellBlock, Notebook } from '../../notebook/notebook.ts';

/** How many cells from the top are as they were: what runs among them is still wanted after the edit. */
export function sameCells(before: Notebook, after: Notebook): number {
  const [old, now] = [cellsOf(before), cellsOf(after)];
  const same = old.findIndex(({ id, kind, body }, at) => id !== now[at]?.id || kind !== now[at].kind || body !== now[at].body);
  return same === -1 ? (now.length === old.length ? Infinity : old.length) : same;
}

/** Place of a cell among the cells; -1 for one that is not there. */
export function placeOfCell(notebook: Notebook, id: string): number {
  return cellsOf(notebook).findIndex((cell) => cell.id === id);
}

function cellsOf(notebook: Notebook): readonly CellBlock[] {
  return notebook.blocks.filter((block) => block.type === 'cell');
}
