import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { CellResult } from '../../../src/engine/result.ts';
import { settled } from '../fake-engine.ts';
import { openDesk, type Desk } from './scene.ts';

const text = `First.

\`\`\`yaml data loans
source: a.csv
\`\`\`

\`\`\`yaml table rows
data: loans
\`\`\`

\`\`\`yaml chart drawn
data: rows
\`\`\`
`;
let desk: Desk;
beforeEach(() => {
  desk = openDesk(text);
});
afterEach(() => void vi.restoreAllMocks());

describe('going about', () => {
  it('J and K walk over texts and cells and stay at the ends', () => {
    const walked: (string | null)[] = [];
    for (const key of 'jjjjjkkkkk') {
      desk.press(key);
      walked.push(desk.bench.selected);
    }
    expect(walked).toEqual(['prose-1', 'loans', 'rows', 'drawn', 'drawn', 'rows', 'loans', 'prose-1', 'prose-1', 'prose-1']);
    expect(desk.acts[1]).toBe('focus loans');
  });

  it('Shift selects on, and back', () => {
    desk.bench.selection.only('loans');
    desk.press('Shift-J');
    desk.press('Shift-ArrowDown');
    expect(desk.bench.selection.ids).toEqual(['loans', 'rows', 'drawn']);
    desk.press('Shift-K');
    expect(desk.bench.selection.ids).toEqual(['loans', 'rows']);
    desk.press('j');
    expect(desk.bench.selection.ids).toEqual(['drawn']);
    desk.press('Ctrl-a');
    expect(desk.bench.selection.ids).toEqual(['prose-1', 'loans', 'rows', 'drawn']);
    desk.press('Escape');
    expect(desk.bench.selection.ids).toEqual(['drawn']);
  });

  it('Home and End lead to the ends once something is selected', () => {
    expect(desk.press('End')).toBe(false);
    desk.bench.selection.only('rows');
    desk.press('End');
    expect(desk.bench.selected).toBe('drawn');
    desk.press('Home');
    expect(desk.bench.selected).toBe('prose-1');
  });
});

describe('changing cells', () => {
  it('E and Enter edit, in read mode too', () => {
    desk.bench.mode = 'read';
    desk.bench.selection.only('rows');
    desk.press('e');
    expect([desk.bench.mode, desk.bench.editing]).toEqual(['edit', 'rows']);
    desk.bench.editing = null;
    desk.press('Enter');
    expect(desk.bench.editing).toBe('rows');
  });

  it('D twice deletes what is selected as one step, and selects the next, or the one before at the end', () => {
    desk.bench.selection.set(['loans', 'rows']);
    desk.press('d');
    expect(desk.cells()).toEqual(['loans', 'rows', 'drawn']);
    desk.press('d');
    expect([desk.cells(), desk.bench.selected, desk.bench.undoLabel]).toEqual([['drawn'], 'drawn', 'Delete 2 blocks']);
    desk.press('d');
    desk.press('d');
    expect([desk.cells(), desk.bench.selected]).toEqual([[], 'prose-1']);
    desk.press('z');
    desk.press('z');
    expect(desk.bench.text).toBe(text);
  });

  it.each(['d', 'djd'])('"%s" deletes nothing', (keys) => {
    desk.bench.selection.only('loans');
    for (const key of keys) desk.press(key);
    expect(desk.bench.text).toBe(text);
  });

  it('D twice with a pause deletes nothing', () => {
    const clock = vi.spyOn(performance, 'now');
    desk.bench.selection.only('rows');
    clock.mockReturnValue(10_000);
    desk.press('d');
    clock.mockReturnValue(10_601);
    desk.press('d');
    expect(desk.bench.text).toBe(text);
  });

  it('a deleted cell between texts, which then are one, leaves something selected that is there', () => {
    desk = openDesk(text.replace('```yaml table', 'Between.\n\n```yaml table'));
    desk.bench.selection.only('loans');
    desk.press('d');
    desk.press('d');
    expect(desk.bench.notebook.blocks.map(({ id }) => id)).toContain(desk.bench.selected);
  });

  it('Alt with an arrow moves what is selected, and does nothing at the edge', () => {
    desk.bench.selection.set(['rows', 'drawn']);
    desk.press('Alt-ArrowUp');
    expect([desk.cells(), desk.bench.selection.ids]).toEqual([
      ['rows', 'drawn', 'loans'],
      ['rows', 'drawn'],
    ]);
    expect(desk.acts.at(-1)).toBe('rows reads loans, which now stands below it. Z takes the move back.');
    desk.press('Alt-ArrowDown');
    expect(desk.bench.text).toBe(text);
    desk.press('Alt-ArrowDown');
    expect(desk.bench.text).toBe(text);
  });

  it('A and B open the menu above and below, M writes text', () => {
    desk.bench.selection.only('rows');
    desk.press('b');
    desk.press('a');
    desk.bench.selection.only('prose-1');
    desk.press('a');
    expect(desk.acts).toEqual(['insert rows', 'insert loans', 'insert null']);
    desk.bench.selection.only('loans');
    desk.press('m');
    expect(desk.bench.text).toContain('```\n\nWrite here.\n\n```yaml table');
    expect(desk.bench.editing).toBe(desk.bench.selected);
    expect(desk.bench.notebook.blocks.find(({ id }) => id === desk.bench.editing)).toMatchObject({ type: 'prose' });
  });

  it('C, X and V copy, cut and paste, under names that are free', async () => {
    desk.bench.selection.set(['loans', 'rows']);
    desk.press('c');
    await settled();
    expect(desk.clipboard).toBe('```yaml data loans\nsource: a.csv\n```\n\n```yaml table rows\ndata: loans\n```\n');
    desk.press('v');
    await settled();
    expect([desk.cells(), desk.bench.selection.ids]).toEqual([
      ['loans', 'rows', 'loans_2', 'rows_2', 'drawn'],
      ['loans_2', 'rows_2'],
    ]);
    expect(desk.bench.text).toContain('table rows_2\ndata: loans_2');
    expect(desk.bench.undoLabel).toBe('Paste 2 blocks');
    desk.press('x');
    await settled();
    expect([desk.cells(), desk.bench.selected, desk.acts.at(-1)]).toEqual([['loans', 'rows', 'drawn'], 'drawn', 'Cut 2 blocks.']);
  });

  it('says so where the clipboard is out of reach', async () => {
    desk.clipboard = null;
    desk.bench.selection.only('rows');
    desk.press('x');
    desk.press('v');
    await settled();
    expect(desk.bench.text).toBe(text);
    expect(desk.acts).toEqual([
      'This browser does not let pages write to the clipboard by a letter. Use Ctrl-C.',
      'This browser does not let pages read the clipboard by a letter. Use Ctrl-V.',
    ]);
  });

  it('O folds what is selected, and opens it again', () => {
    desk.bench.selection.set(['loans', 'rows']);
    desk.press('o');
    expect(['loans', 'rows', 'drawn'].map((id) => desk.bench.folds.has(id))).toEqual([true, true, false]);
    desk.press('o');
    expect(desk.bench.folds.has('rows')).toBe(false);
  });

  it('T shows the table of a chart, and of nothing else', () => {
    const shown = { output: { type: 'chart' } } as unknown as CellResult;
    vi.spyOn(desk.bench.evaluation, 'results', 'get').mockReturnValue(new Map([['drawn', shown]]));
    desk.bench.selection.only('rows');
    expect(desk.press('t')).toBe(false);
    desk.bench.selection.only('drawn');
    desk.press('t');
    expect(desk.acts).toEqual(['table drawn']);
  });

  it('only going about and looking work while reading', () => {
    desk.bench.mode = 'read';
    desk.bench.selection.only('rows');
    for (const key of 'abmddxv') expect(desk.press(key), key).toBe(false);
    expect(desk.press('j')).toBe(true);
    expect(desk.bench.text).toBe(text);
  });
});

it('a key that is held down goes on and on, and deletes nothing', () => {
  desk.bench.selection.only('loans');
  for (let times = 0; times < 5; times++) desk.press('d', [], { repeat: times > 0 });
  expect(desk.bench.text).toBe(text);
  desk.press('j');
  desk.press('j', [], { repeat: true });
  expect(desk.bench.selected).toBe('drawn');
  expect(desk.press('m', [], { repeat: true })).toBe(true);
  expect(desk.bench.text).toBe(text);
});

describe('running', () => {
  it('Mod-Enter runs what is selected, Shift-Enter goes on, Alt-Enter inserts', () => {
    const run = vi.spyOn(desk.bench, 'evaluate');
    desk.bench.selection.set(['prose-1', 'loans']);
    desk.press('Ctrl-Enter');
    desk.press('Shift-Enter', ['[data-block]', '.cm-editor']);
    expect(desk.bench.selected).toBe('loans');
    desk.press('Alt-Enter');
    expect(run.mock.calls).toEqual([
      [['loans'], ['loans']],
      [['loans'], ['loans']],
      [['loans'], ['loans']],
    ]);
    expect(desk.acts).toEqual(['focus loans', 'insert loans']);
  });

  it('Mod-. stops and Mod-Shift-R runs what is stale, in a field too', () => {
    const run = vi.spyOn(desk.bench, 'evaluate');
    desk.press('Ctrl-.', ['textarea']);
    desk.press('Ctrl-Shift-R', ['textarea']);
    expect(run.mock.calls).toEqual([[['*']]]);
    expect(desk.engine.stops).toBe(1);
  });
});

describe('the notebook', () => {
  it('opens palette and help, finds, copies a link', () => {
    desk.press('Ctrl-k', ['.cm-editor']);
    expect(desk.bench.dialog).toBe('palette');
    desk.press('?');
    expect(desk.bench.dialog).toBe('help');
    for (const keys of ['Ctrl-f', 'Ctrl-h', 'Ctrl-Shift-L']) desk.press(keys, ['.cm-editor']);
    expect(desk.acts).toEqual(['find', 'replace', 'copy link']);
  });

  it('undoes by Z and Mod-Z, redoes with Shift', () => {
    desk.bench.edit({ from: 0, to: 0, insert: 'New. ' }, 'Write');
    for (const keys of ['z', 'Shift-Z', 'Ctrl-z', 'Ctrl-Shift-Z', 'Ctrl-z', 'Ctrl-y']) expect(desk.press(keys), keys).toBe(true);
    expect(desk.bench.text.startsWith('New.')).toBe(true);
    expect(desk.press('Ctrl-y')).toBe(false);
  });
});

describe('keys that belong to something else', () => {
  const typing = ['input:not([type="checkbox"]', 'textarea', 'select', '.cm-editor', '[contenteditable="true"]'];
  it.each(typing)('letters are left to %s', (place) => {
    desk.bench.selection.only('rows');
    for (const keys of ['j', 'a', 'd', 'd', 'z', 'x', 'v', 'Enter', '?', 'Alt-ArrowUp', 'Ctrl-z', 'Ctrl-a', 'Escape'])
      expect(desk.press(keys, [place, '[data-block]']), keys).toBe(false);
    expect(desk.bench.text).toBe(text);
  });

  it.each(['button', 'a[href]', '[role="grid"]', '[role="slider"]'])('letters are left to %s, running and undoing are not', (place) => {
    desk.bench.selection.only('rows');
    for (const keys of ['j', 'd', 'd', 'Enter', 'ArrowDown', 'x']) expect(desk.press(keys, [place, '[data-block]']), keys).toBe(false);
    expect(desk.press('Ctrl-Enter', [place, '[data-block]'])).toBe(true);
  });

  it.each(['dialog', '[role="menu"]', '[role="listbox"]'])('everything is left to %s', (place) => {
    for (const keys of ['j', 'Ctrl-k', 'Ctrl-.', '?']) expect(desk.press(keys, [place])).toBe(false);
  });

  it('those that something took already, or that an input method is composing with', () => {
    expect(desk.press('j', [], { defaultPrevented: true })).toBe(false);
    expect(desk.press('j', [], { isComposing: true })).toBe(false);
  });

  it('the browser’s own with Mod', () => {
    desk.bench.selection.only('rows');
    for (const keys of ['Ctrl-b', 'Ctrl-d', 'Ctrl-j', 'Ctrl-c', 'Ctrl-v', 'Ctrl-x', 'Meta-k']) expect(desk.press(keys), keys).toBe(false);
  });

  it('all but what counts anywhere while presenting', () => {
    desk.bench.selection.only('rows');
    desk.bench.mode = 'present';
    for (const keys of ['j', 'ArrowDown', '?', 'Ctrl-z', 'e']) expect(desk.press(keys), keys).toBe(false);
    expect(desk.press('Ctrl-k')).toBe(true);
  });
});

it('letters can be switched off, arrows and Mod stay', () => {
  desk = openDesk(text, { letters: false });
  desk.bench.selection.only('loans');
  for (const keys of ['j', 'Shift-J', 'd', 'd', '?', 'z']) expect(desk.press(keys), keys).toBe(false);
  expect(desk.press('ArrowDown')).toBe(true);
  expect(desk.press('Ctrl-k')).toBe(true);
});

it('Mod is Command on a Mac', () => {
  desk = openDesk(text, { mac: true });
  expect(desk.press('Ctrl-k')).toBe(false);
  expect(desk.press('Meta-k')).toBe(true);
});
