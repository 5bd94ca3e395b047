import type { Block, Notebook } from '../../notebook/notebook.ts';
import { copyBlocks, deleteBlocks, moveBlocks, moveBlocksBefore, pastedBlocks, shownBlocks } from '../../notebook/patch-blocks.ts';
import { parseNotebook } from '../../notebook/parse-notebook.ts';
import { insertBlock, type Patch } from '../../notebook/patch.ts';
import { kindNames } from '../kind-names.ts';
import type { Workbench } from '../workbench.svelte.ts';
import { brokenReads } from './broken-reads.ts';

/** What an edit of blocks came to: the block that the focus belongs to, and a sentence where there is something to say. */
export interface Edited {
  readonly focus: string | null;
  readonly say?: string;
}

/** Blocks in words: the name of one, the count of several. */
export function named(ids: readonly string[]): string {
  if (ids.length !== 1) return `${ids.length} blocks`;
  return ids[0]!.startsWith('prose-') ? 'text' : ids[0]!;
}

/** The Markdown of the selected blocks. */
export function selectedMarkdown({ notebook, selection }: Workbench): string {
  return copyBlocks(notebook, selection.ids);
}

/** Removes the selected blocks, as one step, and selects what comes behind them, else what stood before. */
export function deleteSelected(workbench: Workbench, verb: 'Delete' | 'Cut'): Edited {
  const { selection } = workbench;
  const gone = selection.ids;
  const order = selection.order;
  const last = order.indexOf(gone.at(-1) ?? '');
  const next = order.slice(last + 1).find((id) => !gone.includes(id)) ?? order.slice(0, last).findLast((id) => !gone.includes(id));
  const kept = shownBlocks(workbench.notebook).find(({ id }) => id === next);
  workbench.editing = null;
  workbench.edit(deleteBlocks(workbench.notebook, gone), `${verb} ${named(gone)}`);
  const focus = kept === undefined ? null : (idAfter(kept, workbench.notebook) ?? workbench.selection.order[0] ?? null);
  workbench.selection.only(focus);
  return { focus };
}

/** Moves the selected blocks together one block up or down. */
export function moveSelected(workbench: Workbench, direction: 'up' | 'down'): Edited {
  const patch = moveBlocks(workbench.notebook, workbench.selection.ids, direction);
  return patch === null ? { focus: workbench.selected } : movedBy(workbench, patch);
}

/** Puts the selected blocks before another, or at the end for null. */
export function moveSelectedBefore(workbench: Workbench, before: string | null): Edited {
  return movedBy(workbench, moveBlocksBefore(workbench.notebook, workbench.selection.ids, before));
}

function movedBy(workbench: Workbench, patch: Patch): Edited {
  const { ids } = workbench.selection;
  const { notebook: before, selected } = workbench;
  workbench.edit(patch, `Move ${named(ids)}`);
  const after = workbench.notebook;
  const places = shownBlocks(before).filter(({ id }) => ids.includes(id));
  const now = places.map((block) => [block.id, idAfter(block, after)] as const);
  const focus = now.find(([id]) => id === selected)?.[1] ?? null;
  workbench.selection.set([...new Set(now.flatMap(([, id]) => (id === null ? [] : [id])))], focus ?? undefined);
  const [broken] = brokenReads(before, after);
  return {
    focus,
    ...(broken === undefined ? {} : { say: `${broken.reader} reads ${broken.read}, which now stands below it. Z takes the move back.` }),
  };
}

/** Inserts Markdown from the clipboard behind the selection, else at the end, and selects what came. */
export function pasteMarkdown(workbench: Workbench, markdown: string, verb: 'Paste' | 'Duplicate' = 'Paste'): Edited {
  const { notebook, selection } = workbench;
  const pasted = pastedBlocks(notebook, markdown, kindNames);
  const blocks = shownBlocks(parseNotebook(pasted, kindNames));
  if (blocks.length === 0) return { focus: workbench.selected, say: 'The clipboard holds no text.' };
  const after = selection.ids.at(-1) ?? notebook.blocks.at(-1)?.id ?? null;
  workbench.editing = null;
  workbench.edit(insertBlock(notebook, after, pasted), `${verb} ${named(blocks.map(({ id }) => id))}`);
  const came = blocks.flatMap((block) => idAfter(block, workbench.notebook) ?? []);
  selection.set([...new Set(came)]);
  return { focus: came[0] ?? null };
}

/** The id of a block in the notebook after an edit that kept its text; texts that became one are one block. */
function idAfter(block: Block, after: Notebook): string | null {
  if (block.type === 'cell') return after.blocks.some(({ id }) => id === block.id) ? block.id : null;
  const text = block.text.trim();
  const proses = after.blocks.filter((candidate) => candidate.type === 'prose');
  return (
    (proses.find((candidate) => candidate.text.trim() === text) ?? proses.find((candidate) => candidate.text.includes(text)))?.id ?? null
  );
}
