import { printNotebook } from '../reading/print-notebook.ts';
import { anywhere, onCell, onPage, type Action } from './action.ts';

/** What is done with the notebook as a whole. */
export const notebookActions: readonly Action[] = [
  {
    id: 'notebook.palette',
    group: 'notebook',
    title: 'Search actions, cells, kinds, columns and metrics',
    keys: [anywhere('Mod-K')],
    run: ({ workbench }) => (workbench.dialog = 'palette'),
  },
  {
    id: 'notebook.undo',
    group: 'notebook',
    title: 'Undo',
    keys: [onPage('Mod-Z'), onCell('Z')],
    about: ({ workbench }) => workbench.undoLabel,
    when: ({ workbench }) => workbench.undoLabel !== null,
    run: ({ workbench }) => workbench.undo(),
  },
  {
    id: 'notebook.redo',
    group: 'notebook',
    title: 'Redo',
    keys: [onPage('Mod-Shift-Z'), onPage('Mod-Y'), onCell('Shift-Z')],
    about: ({ workbench }) => workbench.redoLabel,
    when: ({ workbench }) => workbench.redoLabel !== null,
    run: ({ workbench }) => workbench.redo(),
  },
  {
    id: 'notebook.find',
    group: 'notebook',
    title: 'Find in the notebook',
    keys: [anywhere('Mod-F')],
    // In the other modes the browser's own find is for what is shown.
    when: ({ workbench }) => workbench.mode === 'edit',
    run: ({ page }) => page.find(false),
  },
  {
    id: 'notebook.replace',
    group: 'notebook',
    title: 'Find and replace',
    keys: [anywhere('Mod-H'), anywhere('Mod-Alt-F')],
    when: ({ workbench }) => workbench.mode === 'edit',
    run: ({ page }) => page.find(true),
  },
  {
    id: 'notebook.save',
    group: 'notebook',
    title: 'Save to a file',
    keys: [anywhere('Mod-S')],
    run: ({ workbench }) => void workbench.keeping.file.save(),
  },
  {
    id: 'notebook.copy-link',
    group: 'notebook',
    title: 'Copy a link',
    keys: [anywhere('Mod-Shift-L')],
    run: ({ page }) => page.copyLink(),
  },
  {
    id: 'notebook.share',
    group: 'notebook',
    title: 'Share…',
    keys: [],
    run: ({ workbench }) => (workbench.dialog = 'share'),
  },
  {
    id: 'notebook.export',
    group: 'notebook',
    title: 'Export as a report, an archive, ipynb or JSON…',
    keys: [anywhere('Mod-Shift-S')],
    run: ({ workbench }) => (workbench.dialog = 'export'),
  },
  {
    id: 'notebook.print',
    group: 'notebook',
    title: 'Print or save as PDF…',
    keys: [anywhere('Mod-P')],
    run: ({ workbench }) => void printNotebook(workbench),
  },
  {
    id: 'notebook.help',
    group: 'notebook',
    title: 'List all keys',
    keys: [onPage('?')],
    run: ({ workbench }) => (workbench.dialog = 'help'),
  },
];
