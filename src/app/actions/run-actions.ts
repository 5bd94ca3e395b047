import { anywhere, onBlock, type Action, type Scene } from './action.ts';
import { goNext } from './go-actions.ts';

const onSelection = ({ workbench }: Scene): boolean => workbench.mode !== 'present' && workbench.selected !== null;

/** Runs the selected cells anew where they failed, and though they may take long. */
function runSelected({ workbench }: Scene): void {
  const cells = workbench.selection.ids.filter((id) => workbench.cells.includes(id));
  void workbench.runByHand(cells);
}

/** In the editor of a cell with a problem Alt-Enter repairs it. */
function offersRepair({ workbench }: Scene): boolean {
  return workbench.editing !== null && workbench.results.get(workbench.editing)?.error?.repair !== undefined;
}

/** What runs, and what stops. */
export const runActions: readonly Action[] = [
  { id: 'run.cell', group: 'run', title: 'Run the cell', keys: [onBlock('Mod-Enter')], when: onSelection, run: runSelected },
  {
    id: 'run.next',
    group: 'run',
    title: 'Run the cell and go to the next',
    keys: [onBlock('Shift-Enter')],
    when: onSelection,
    run: (scene) => {
      runSelected(scene);
      scene.workbench.editing = null;
      goNext(scene);
    },
  },
  {
    id: 'run.insert',
    group: 'run',
    title: 'Run the cell and insert one below',
    keys: [onBlock('Alt-Enter')],
    when: (scene) => onSelection(scene) && scene.workbench.mode === 'edit' && !offersRepair(scene),
    run: (scene) => {
      runSelected(scene);
      scene.workbench.editing = null;
      scene.page.insert(scene.workbench.selection.ids.at(-1) ?? null);
    },
  },
  {
    id: 'run.stale',
    group: 'run',
    title: 'Run all that is stale',
    keys: [anywhere('Mod-Shift-R')],
    run: ({ workbench }) => workbench.evaluate(['*']),
  },
  { id: 'run.all', group: 'run', title: 'Run again what failed', keys: [], run: ({ workbench }) => workbench.evaluate(['*'], ['*']) },
  { id: 'run.stop', group: 'run', title: 'Stop', keys: [anywhere('Mod-.')], run: ({ workbench }) => void workbench.stop() },
  {
    id: 'run.pause',
    group: 'run',
    title: 'Pause or resume running by itself',
    keys: [],
    run: ({ workbench }) => workbench.pause(!workbench.paused),
  },
];
