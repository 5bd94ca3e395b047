import { tick } from 'svelte';
import type { Workbench } from '../workbench.svelte.ts';
import type { Edited } from './block-edits.ts';

/** Brings a block into view and gives it the focus, once it is drawn. */
export async function focusBlock(id: string): Promise<void> {
  await tick();
  const element = document.querySelector<HTMLElement>(`[data-block="${CSS.escape(id)}"]`);
  element?.focus({ preventScroll: true });
  element?.scrollIntoView({ block: 'nearest' });
}

/** After an edit of blocks by a button: the focus goes where it belongs, and what is to be said is said. */
export function settle(workbench: Workbench, { focus, say }: Edited): void {
  if (focus !== null) void focusBlock(focus);
  if (say !== undefined) workbench.said = say;
}
