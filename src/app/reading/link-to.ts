import { encodeLink, withView, type LinkView } from '../../notebook/link.ts';
import type { Workbench } from '../workbench.svelte.ts';

/** The part behind `#` that opens this notebook as it is: its address where it was not changed, else its whole text. */
export function fragmentOf({ origin, undoLabel, text }: Pick<Workbench, 'origin' | 'undoLabel' | 'text'>): string {
  const unchanged = undoLabel === null && /^(sample|src):/.test(origin);
  return unchanged ? origin.replace(':', '=') : `nb=${encodeLink(text)}`;
}

/** The whole address of a view of this notebook. */
export function linkTo(notebook: Pick<Workbench, 'origin' | 'undoLabel' | 'text'>, view: LinkView, page: string): string {
  return `${page.split('#')[0] ?? ''}#${withView(fragmentOf(notebook), view)}`;
}
