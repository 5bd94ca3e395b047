import type { Notebook } from '../../notebook/notebook.ts';
import { headingsOf, proseTree, type Heading } from '../prose/prose-tree.ts';

/** A heading of the notebook, with the words by which a link names it. */
export interface Place extends Heading {
  readonly block: string;
  readonly slug: string;
}

/** Every heading in its order. A slug that was there before gets a number. */
export function placesOf(notebook: Notebook): readonly Place[] {
  return placesReader()(notebook);
}

/** Reads places again and again, and only those blocks anew that changed: while somebody types. */
export function placesReader(): (notebook: Notebook) => readonly Place[] {
  let known = new Map<string, readonly Heading[]>();
  return (notebook) => {
    const seen = new Map<string, number>();
    const fresh = new Map<string, readonly Heading[]>();
    const places = notebook.blocks.flatMap((block) => {
      if (block.type === 'cell') return [];
      const key = `${block.id}\n${block.text}`;
      const headings = known.get(key) ?? headingsOf(proseTree(block.text, block.id));
      fresh.set(key, headings);
      return headings.map((heading): Place => {
        const words = heading.id.slice(`h-${block.id}-`.length);
        const count = seen.get(words) ?? 0;
        seen.set(words, count + 1);
        return { ...heading, block: block.id, slug: count === 0 ? words : `${words}-${count + 1}` };
      });
    });
    known = fresh;
    return places;
  };
}

/** What a link's `at` leads to: a cell by its name, or a heading by its words; null where there is neither. */
export function targetOf(notebook: Notebook, at: string): { readonly type: 'cell' | 'heading'; readonly id: string } | null {
  if (notebook.blocks.some((block) => block.type === 'cell' && block.id === at)) return { type: 'cell', id: at };
  const place = placesOf(notebook).find(({ slug }) => slug === at);
  return place === undefined ? null : { type: 'heading', id: place.id };
}

/** Brings it into view and gives it the focus, unless told otherwise. */
export function show(target: { readonly type: 'cell' | 'heading'; readonly id: string }, focus = true): void {
  const selector = target.type === 'cell' ? `[data-cell="${CSS.escape(target.id)}"]` : `#${CSS.escape(target.id)}`;
  const element = document.querySelector<HTMLElement>(selector);
  element?.scrollIntoView({ block: 'start' });
  if (!focus) return;
  if (target.type === 'heading') element?.setAttribute('tabindex', '-1');
  element?.focus({ preventScroll: true });
}
