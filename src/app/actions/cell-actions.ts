import { noteAt } from '../findings/note-finding.ts';
import { insertBlock } from '../../notebook/patch.ts';
import { proseStart } from '../insert/prose-start.ts';
import { deleteSelected, moveSelected, named, pasteMarkdown, selectedMarkdown, type Edited } from './block-edits.ts';
import { given, onCell, type Action, type Scene } from './action.ts';

const editing = ({ workbench }: Scene): boolean => workbench.mode === 'edit';
const onSelection = (scene: Scene): boolean => editing(scene) && scene.workbench.selected !== null;
const onAny = ({ workbench }: Scene): boolean => workbench.mode !== 'present' && workbench.selected !== null;

/** Gives the focus to where an edit left it, and says what is to be said. */
function done({ page }: Scene, { focus, say }: Edited): void {
  if (focus !== null) page.focus(focus);
  if (say !== undefined) page.say(say);
}

/** The block above the first selected one; null is the top. */
function above({ workbench }: Scene): string | null {
  const { ids, order } = workbench.selection;
  return order[order.indexOf(ids[0] ?? '') - 1] ?? null;
}

async function copy(scene: Scene, cut: boolean): Promise<void> {
  const { workbench, page } = scene;
  const what = named(workbench.selection.ids);
  if (!(await page.copy(selectedMarkdown(workbench))))
    return page.say('This browser does not let pages write to the clipboard by a letter. Use Ctrl-C.');
  if (cut) done(scene, deleteSelected(workbench, 'Cut'));
  page.say(`${cut ? 'Cut' : 'Copied'} ${what}.`);
}

async function paste(scene: Scene): Promise<void> {
  const text = await scene.page.paste();
  if (text === null) scene.page.say('This browser does not let pages read the clipboard by a letter. Use Ctrl-V.');
  else done(scene, pasteMarkdown(scene.workbench, text));
}

function insertText(scene: Scene): void {
  const { workbench } = scene;
  const after = workbench.selection.ids.at(-1) ?? null;
  const before = new Set(workbench.notebook.blocks.map(({ id }) => id));
  workbench.edit(insertBlock(workbench.notebook, after, proseStart), 'Insert text');
  const added = workbench.notebook.blocks.find(
    (block) => block.type === 'prose' && block.text.trim() === proseStart && !before.has(block.id),
  );
  const id = added?.id ?? workbench.notebook.blocks.find((block) => block.type === 'prose' && block.text.includes(proseStart))?.id ?? null;
  workbench.selection.only(id);
  workbench.editing = id;
}

/** What is done to cells and texts. */
export const cellActions: readonly Action[] = [
  {
    id: 'cell.edit',
    group: 'cell',
    title: 'Edit the cell',
    keys: [onCell('Enter'), onCell('E')],
    when: onAny,
    run: ({ workbench }) => {
      const id = workbench.selected;
      workbench.mode = 'edit';
      if (workbench.mode === 'edit') workbench.editing = id;
    },
  },
  {
    id: 'cell.leave',
    group: 'cell',
    title: 'Leave the editor, or select one cell alone',
    keys: [given('Escape', 'block'), onCell('Escape')],
    when: ({ workbench }) => workbench.editing !== null || workbench.selection.several,
    run: ({ workbench, page }) => {
      workbench.editing = null;
      workbench.selection.only(workbench.selected);
      if (workbench.selected !== null) page.focus(workbench.selected);
    },
  },
  {
    id: 'cell.insert-above',
    group: 'cell',
    title: 'Insert a cell above',
    keys: [onCell('A')],
    when: onSelection,
    run: (scene) => scene.page.insert(above(scene)),
  },
  {
    id: 'cell.insert-below',
    group: 'cell',
    title: 'Insert a cell below',
    keys: [onCell('B')],
    when: editing,
    run: ({ workbench, page }) => page.insert(workbench.selection.ids.at(-1) ?? workbench.selection.order.at(-1) ?? null),
  },
  { id: 'cell.insert-text', group: 'cell', title: 'Write text below', keys: [onCell('M')], when: editing, run: insertText },
  {
    id: 'cell.delete',
    group: 'cell',
    title: 'Delete what is selected',
    keys: [onCell('D D')],
    when: onSelection,
    run: (scene) => done(scene, deleteSelected(scene.workbench, 'Delete')),
  },
  {
    id: 'cell.duplicate',
    group: 'cell',
    title: 'Duplicate what is selected',
    keys: [],
    when: onSelection,
    run: (scene) => done(scene, pasteMarkdown(scene.workbench, selectedMarkdown(scene.workbench), 'Duplicate')),
  },
  {
    id: 'cell.copy',
    group: 'cell',
    title: 'Copy what is selected, as Markdown',
    keys: [onCell('C'), given('Mod-C', 'cell')],
    when: onAny,
    run: (scene) => void copy(scene, false),
  },
  {
    id: 'cell.cut',
    group: 'cell',
    title: 'Cut what is selected',
    keys: [onCell('X'), given('Mod-X', 'cell')],
    when: onSelection,
    run: (scene) => void copy(scene, true),
  },
  {
    id: 'cell.paste',
    group: 'cell',
    title: 'Paste Markdown below',
    keys: [onCell('V'), given('Mod-V', 'cell')],
    when: editing,
    run: (scene) => void paste(scene),
  },
  {
    id: 'cell.move-up',
    group: 'cell',
    title: 'Move what is selected up',
    keys: [onCell('Alt-ArrowUp')],
    when: onSelection,
    run: (scene) => done(scene, moveSelected(scene.workbench, 'up')),
  },
  {
    id: 'cell.move-down',
    group: 'cell',
    title: 'Move what is selected down',
    keys: [onCell('Alt-ArrowDown')],
    when: onSelection,
    run: (scene) => done(scene, moveSelected(scene.workbench, 'down')),
  },
  {
    id: 'cell.fold',
    group: 'cell',
    title: 'Fold or open the output',
    keys: [onCell('O')],
    when: onAny,
    run: ({ workbench }) => workbench.folds.toggle(workbench.selection.ids.filter((id) => workbench.cells.includes(id))),
  },
  {
    id: 'cell.note',
    group: 'cell',
    title: 'Note a finding',
    keys: [onCell('N')],
    when: ({ workbench }) => workbench.mode !== 'present' && workbench.selected !== null,
    run: ({ workbench }) => void noteAt(workbench, workbench.selected!),
  },
  {
    id: 'cell.table',
    group: 'cell',
    title: 'Show a chart as a table',
    keys: [onCell('T')],
    when: ({ workbench }) => workbench.selected !== null && workbench.results.get(workbench.selected)?.output?.type === 'chart',
    run: ({ workbench, page }) => page.table(workbench.selected!),
  },
  {
    id: 'cell.download',
    group: 'cell',
    title: 'Download or copy what the cell holds',
    keys: [],
    when: ({ workbench }) =>
      workbench.mode !== 'present' && workbench.selected !== null && workbench.results.get(workbench.selected)?.output !== undefined,
    run: ({ workbench, page }) => page.download(workbench.selected!),
  },
];
