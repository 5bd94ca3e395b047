import { cellActions } from './cell-actions.ts';
import type { Action, ActionGroup } from './action.ts';
import { goActions } from './go-actions.ts';
import { notebookActions } from './notebook-actions.ts';
import { runActions } from './run-actions.ts';
import { viewActions } from './view-actions.ts';

/** Everything that a person can do with a notebook: shortcuts, palette and help are made from this table. */
export const actions: readonly Action[] = [...cellActions, ...goActions, ...runActions, ...notebookActions, ...viewActions];

/** Groups in the order of the help, and what it calls them. */
export const actionGroups: readonly { readonly group: ActionGroup; readonly title: string }[] = [
  { group: 'cell', title: 'Cells' },
  { group: 'go', title: 'Going about' },
  { group: 'run', title: 'Running' },
  { group: 'notebook', title: 'Notebook' },
  { group: 'view', title: 'View' },
];
