import { beforeEach, describe, expect, it, vi } from 'vitest';
import { kindNames } from '../../src/app/kind-names.ts';
import { keyHelp, notebookKeys } from '../../src/app/notebook-keys.ts';
import type { Workbench } from '../../src/app/workbench.svelte.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { applyPatch, type Patch } from '../../src/notebook/patch.ts';

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

/** Stands for an element: the selectors that it or what it lies in answers to. */
class FakeElement {
  constructor(private readonly within: readonly string[] = []) {}
  closest(selectors: string): FakeElement | null {
    return selectors.split(',').some((selector) => this.within.includes(selector.trim())) ? this : null;
  }
}

/** A workbench that only changes its text and tells what was asked of it. */
class FakeWorkbench {
  text = text;
  mode: 'read' | 'edit' = 'edit';
  selected: string | null = null;
  editing: string | null = null;
  readonly did: string[] = [];
  get notebook() {
    return parseNotebook(this.text, kindNames);
  }
  edit(patch: Patch, label: string): void {
    this.text = applyPatch(this.text, patch);
    this.did.push(label);
  }
  undo = (): void => void this.did.push('undo');
  redo = (): void => void this.did.push('redo');
  stop = (): Promise<void> => Promise.resolve(void this.did.push('stop'));
  evaluate = (run: readonly string[], retry: readonly string[]): void => void this.did.push(`run ${run.join()} retry ${retry.join()}`);
}

vi.stubGlobal('HTMLElement', FakeElement);

let bench = new FakeWorkbench();
let acts: string[] = [];
let handle: (event: KeyboardEvent) => void = () => undefined;

/** Presses a key, with `Ctrl-`, `Shift-` or `Alt-` before it; tells whether it was taken. */
function press(keys: string, target: unknown = new FakeElement()): boolean {
  const key = keys.replace(/^(?:(?:Ctrl|Shift|Alt|Meta)-)*/, '');
  let taken = false;
  const held = (name: string): boolean => keys.startsWith(`${name}-`) || keys.includes(`-${name}-`);
  const event = {
    key,
    target,
    ctrlKey: held('Ctrl'),
    metaKey: held('Meta'),
    shiftKey: held('Shift'),
    altKey: held('Alt'),
    preventDefault: () => (taken = true),
  };
  handle(event as unknown as KeyboardEvent);
  return taken;
}

const cells = (): string[] => bench.notebook.blocks.flatMap((block) => (block.type === 'cell' ? [block.id] : []));

beforeEach(() => {
  bench = new FakeWorkbench();
  acts = [];
  const note = (name: string) => (id?: string) => void acts.push(id === undefined ? name : `${name} ${id}`);
  handle = notebookKeys(bench as unknown as Workbench, { help: note('help'), focus: note('focus'), insert: note('insert') });
});

describe('going about', () => {
  it('j and k walk over prose and cells and stay at the ends', () => {
    const walked: (string | null)[] = [];
    for (const key of 'jjjjjkkkkk') {
      press(key);
      walked.push(bench.selected);
    }
    expect(walked).toEqual(['prose-1', 'loans', 'rows', 'drawn', 'drawn', 'rows', 'loans', 'prose-1', 'prose-1', 'prose-1']);
    expect(acts[1]).toBe('focus loans');
  });

  it('arrows do so once something is selected, and scroll the page before', () => {
    expect(press('ArrowDown')).toBe(false);
    bench.selected = 'loans';
    expect(press('ArrowDown')).toBe(true);
    expect(bench.selected).toBe('rows');
    press('ArrowUp');
    expect(bench.selected).toBe('loans');
  });

  it('e turns reading into editing and back, ? shows the list', () => {
    press('e');
    expect(bench.mode).toBe('read');
    press('e');
    expect(bench.mode).toBe('edit');
    press('?');
    expect(acts).toEqual(['help']);
  });
});

describe('changing cells', () => {
  it('Enter edits the cell', () => {
    bench.selected = 'rows';
    press('Enter');
    expect(bench.editing).toBe('rows');
  });

  it('d twice deletes and selects the next, or the one before at the end', () => {
    bench.selected = 'rows';
    press('d');
    expect(cells()).toEqual(['loans', 'rows', 'drawn']);
    press('d');
    expect([cells(), bench.selected]).toEqual([['loans', 'drawn'], 'drawn']);
    press('d');
    press('d');
    expect([cells(), bench.selected]).toEqual([['loans'], 'loans']);
    expect(bench.did).toEqual(['Delete rows', 'Delete drawn']);
  });

  it.each(['d', 'ddd', 'djd'])('"%s" deletes no more than it says', (keys) => {
    bench.selected = 'loans';
    for (const key of keys) press(key);
    expect(bench.did).toEqual(keys === 'ddd' ? ['Delete loans'] : []);
  });

  it('a deleted cell between texts, which then are one, leaves something selected that is there', () => {
    bench.text = text.replace('```yaml table', 'Between.\n\n```yaml table');
    bench.selected = 'loans';
    press('d');
    press('d');
    expect(bench.notebook.blocks.map(({ id }) => id)).toContain(bench.selected);
    expect(bench.selected).toBe('rows');
  });

  it('the last cell leaves nothing selected', () => {
    bench.text = '```yaml data loans\nsource: a.csv\n```\n';
    bench.selected = 'loans';
    press('d');
    press('d');
    expect([bench.text, bench.selected]).toEqual(['', null]);
  });

  it('d twice with a pause deletes nothing', () => {
    const clock = vi.spyOn(performance, 'now');
    bench.selected = 'rows';
    clock.mockReturnValue(10_000);
    press('d');
    clock.mockReturnValue(10_601);
    press('d');
    clock.mockRestore();
    expect(bench.did).toEqual([]);
  });

  it('Alt with an arrow moves the cell, and does nothing at the edge', () => {
    bench.selected = 'rows';
    press('Alt-ArrowUp');
    expect(cells()).toEqual(['rows', 'loans', 'drawn']);
    press('Alt-ArrowDown');
    expect(cells()).toEqual(['loans', 'rows', 'drawn']);
    bench.selected = 'drawn';
    press('Alt-ArrowDown');
    expect(bench.did).toEqual(['Move the cell', 'Move the cell']);
  });

  it('a and b open the menu above and below', () => {
    bench.selected = 'rows';
    press('b');
    bench.selected = 'prose-1';
    press('a');
    expect(acts).toEqual(['insert rows', 'insert ^']);
  });

  it('only z and moving about work while reading', () => {
    bench.mode = 'read';
    bench.selected = 'rows';
    for (const key of 'abdd') expect(press(key)).toBe(false);
    expect([acts, bench.did]).toEqual([[], []]);
  });
});

describe('running', () => {
  it('Ctrl-Enter runs the cell, Shift-Enter goes on to the next', () => {
    bench.selected = 'loans';
    press('Ctrl-Enter');
    expect(bench.selected).toBe('loans');
    press('Shift-Enter');
    expect(bench.selected).toBe('rows');
    expect(bench.did).toEqual(['run loans retry loans', 'run loans retry loans']);
  });

  it('Ctrl-. stops, in a field too', () => {
    press('Ctrl-.', new FakeElement(['input']));
    expect(bench.did).toEqual(['stop']);
  });
});

describe('undo', () => {
  it('is z and Ctrl-z, redo with Shift', () => {
    for (const keys of ['z', 'Z', 'Ctrl-z', 'Meta-Shift-Z']) press(keys);
    expect(bench.did).toEqual(['undo', 'redo', 'undo', 'redo']);
  });
});

describe('keys that belong to something else', () => {
  it.each(['input', 'textarea', 'select', '.cm-editor', 'dialog', '[role="menu"]', '[contenteditable="true"]'])(
    'are left to %s',
    (place) => {
      bench.selected = 'rows';
      const target = new FakeElement([place]);
      for (const keys of ['j', 'd', 'd', 'z', 'Ctrl-z', 'Enter', 'Shift-Enter', '?', 'Alt-ArrowUp'])
        expect(press(keys, target)).toBe(false);
      expect([acts, bench.did]).toEqual([[], []]);
    },
  );

  it('are left to the browser with Ctrl', () => {
    bench.selected = 'rows';
    for (const keys of ['Ctrl-a', 'Ctrl-b', 'Ctrl-d', 'Ctrl-j', 'Meta-e']) expect(press(keys)).toBe(false);
  });

  it('Enter and arrows are left to a button, letters are not', () => {
    bench.selected = 'loans';
    const button = new FakeElement(['button']);
    expect(press('Enter', button)).toBe(false);
    expect(press('ArrowDown', button)).toBe(false);
    expect(press('j', button)).toBe(true);
  });
});

it('the help lists each key once', () => {
  const listed = keyHelp.map(({ keys }) => keys);
  expect(new Set(listed).size).toBe(listed.length);
});
