import { deleteBlock, moveBlock } from '../notebook/patch.ts';
import type { Workbench } from './workbench.svelte.ts';

interface Acts {
  help(): void;
  focus(id: string): void;
  /** Opens the insert menu after a block; `^` is before all. */
  insert(after: string): void;
}

/** One action that a key does, as the help lists it. */
export interface KeyHelp {
  readonly keys: string;
  readonly does: string;
}

/** Every shortcut, for the help. */
export const keyHelp: readonly KeyHelp[] = [
  { keys: 'J, K or ↓, ↑', does: 'go to the next or the previous cell' },
  { keys: 'Enter', does: 'edit the cell' },
  { keys: 'Esc', does: 'leave the editor' },
  { keys: 'Ctrl-Enter', does: 'run the cell' },
  { keys: 'Shift-Enter', does: 'run the cell and go on' },
  { keys: 'A, B', does: 'insert above or below' },
  { keys: 'D D', does: 'delete the cell' },
  { keys: 'Alt-↑, Alt-↓', does: 'move the cell' },
  { keys: 'Z, Shift-Z', does: 'undo, redo' },
  { keys: 'Ctrl-.', does: 'stop' },
  { keys: 'E', does: 'read or edit' },
  { keys: '?', does: 'show this list' },
];

/** Handles the keys of a notebook. Single letters count only while a cell or nothing has focus, never in a field. */
export function notebookKeys(workbench: Workbench, acts: Acts): (event: KeyboardEvent) => void {
  let lastD = -Infinity;
  const order = (): readonly string[] =>
    workbench.notebook.blocks.filter((block) => block.type === 'cell' || block.text.trim() !== '').map((block) => block.id);
  const select = (id: string | undefined): void => {
    if (id === undefined) return;
    workbench.selected = id;
    acts.focus(id);
  };
  const neighbour = (step: number): string | undefined => {
    const ids = order();
    const at = workbench.selected === null ? (step > 0 ? -1 : 1) : ids.indexOf(workbench.selected);
    return ids[Math.max(0, Math.min(ids.length - 1, at + step))];
  };
  const move = (direction: 'up' | 'down'): void => {
    const patch = workbench.selected === null ? null : moveBlock(workbench.notebook, workbench.selected, direction);
    if (patch !== null) workbench.edit(patch, 'Move the cell');
  };
  const remove = (): void => {
    const id = workbench.selected;
    if (id === null) return;
    const at = order().indexOf(id);
    workbench.edit(deleteBlock(workbench.notebook, id), `Delete ${id}`);
    workbench.selected = null;
    select(order()[Math.min(at, order().length - 1)]);
  };
  const letters: Readonly<Record<string, () => void>> = {
    j: () => select(neighbour(1)),
    k: () => select(neighbour(-1)),
    ArrowDown: () => select(neighbour(1)),
    ArrowUp: () => select(neighbour(-1)),
    e: () => (workbench.mode = workbench.mode === 'read' ? 'edit' : 'read'),
    '?': () => acts.help(),
    z: () => workbench.undo(),
    Z: () => workbench.redo(),
  };
  const inEdit: Readonly<Record<string, () => void>> = {
    Enter: () => (workbench.editing = workbench.selected),
    a: () => acts.insert(before(workbench)),
    b: () => workbench.selected !== null && acts.insert(workbench.selected),
    d: () => {
      const twice = performance.now() - lastD < 600;
      lastD = twice ? -Infinity : performance.now();
      if (twice) remove();
    },
  };
  return (event) => {
    const typing =
      event.target instanceof HTMLElement &&
      event.target.closest('input, textarea, select, [contenteditable="true"], .cm-editor, dialog, [role="grid"], [role="menu"]') !== null;
    const command = event.ctrlKey || event.metaKey;
    if (command && event.key === '.') return act(event, () => void workbench.stop());
    if (command && event.key === 'Enter' && workbench.selected !== null)
      return act(event, () => workbench.evaluate([workbench.selected!], [workbench.selected!]));
    if (typing) return;
    if (command && event.key.toLowerCase() === 'z') return act(event, () => (event.shiftKey ? workbench.redo() : workbench.undo()));
    if (command) return;
    if (event.altKey && (event.key === 'ArrowUp' || event.key === 'ArrowDown'))
      return act(event, () => move(event.key === 'ArrowUp' ? 'up' : 'down'));
    if (event.shiftKey && event.key === 'Enter' && workbench.selected !== null) {
      return act(event, () => {
        workbench.evaluate([workbench.selected!], [workbench.selected!]);
        select(neighbour(1));
      });
    }
    const onButton = event.target instanceof HTMLElement && event.target.closest('button, a, summary') !== null;
    if (onButton && (event.key === 'Enter' || event.key.startsWith('Arrow'))) return;
    if (event.key.startsWith('Arrow') && workbench.selected === null) return;
    if (event.key !== 'd') lastD = -Infinity;
    const does = letters[event.key] ?? (workbench.mode === 'edit' || event.key === 'Enter' ? inEdit[event.key] : undefined);
    if (does !== undefined) act(event, does);
  };
}

function act(event: KeyboardEvent, does: () => unknown): void {
  event.preventDefault();
  does();
}

function before(workbench: Workbench): string {
  const ids = workbench.notebook.blocks.map((block) => block.id);
  const at = workbench.selected === null ? 0 : ids.indexOf(workbench.selected);
  return ids[at - 1] ?? '^';
}
