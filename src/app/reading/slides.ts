import type { CellBlock, Notebook } from '../../notebook/notebook.ts';
import { proseTree, type ProseNode } from '../prose/prose-tree.ts';
import { isQuiet } from '../../report/quiet-kinds.ts';
import { placesOf } from './places.ts';

export type SlidePart =
  | { readonly type: 'cell'; readonly block: CellBlock }
  /** `values` of the block's live numbers are found by its id. */
  | { readonly type: 'prose'; readonly block: string; readonly nodes: readonly ProseNode[] };

/** One screen of a presentation. */
export interface Slide {
  /** By which a link names it: the words of its heading, or the name of its first cell. */
  readonly at: string;
  readonly parts: readonly SlidePart[];
}

/** Headings 1 and 2 begin slides; what stands before the first is one too. Cells that only prepare are left out. */
export function slidesOf(notebook: Notebook): readonly Slide[] {
  const slugs = new Map(placesOf(notebook).map((place) => [place.id, place.slug]));
  const slides: { at: string; parts: SlidePart[] }[] = [];
  let open: { at: string; parts: SlidePart[] } | null = null;
  const add = (part: SlidePart, at: string): void => {
    if (open === null) slides.push((open = { at, parts: [] }));
    open.parts.push(part);
  };
  for (const block of notebook.blocks) {
    if (block.type === 'cell') {
      if (!isQuiet(block.kind)) add({ type: 'cell', block }, block.id);
      continue;
    }
    for (const nodes of cut(proseTree(block.text, block.id))) {
      const [first] = nodes;
      const starts = first?.type === 'heading' && first.depth <= 2;
      if (starts) open = null;
      add({ type: 'prose', block: block.id, nodes }, starts ? (slugs.get(first.id) ?? block.id) : block.id);
    }
  }
  return slides;
}

/** Runs of nodes, each but the first with a heading 1 or 2 at its start. */
function cut(nodes: readonly ProseNode[]): readonly (readonly ProseNode[])[] {
  const runs: ProseNode[][] = [];
  for (const node of nodes) {
    if (runs.length === 0 || (node.type === 'heading' && node.depth <= 2)) runs.push([]);
    runs.at(-1)!.push(node);
  }
  return runs;
}

/** The slide that holds a cell or a heading; 0 where none does. */
export function slideAt(slides: readonly Slide[], at: string | null): number {
  const found = slides.findIndex((slide) => slide.at === at || slide.parts.some((part) => part.type === 'cell' && part.block.id === at));
  return Math.max(0, found);
}
