import { expect, it } from 'vitest';
import { notebookOf, TestNotebook, TestWorld, fence } from './test-world.ts';

const everything = new Set(['*']);
const data = (file = 'a.csv'): string => fence('data', 'rows', `source: ${file}`);
const least = (value: number): string => fence('input', 'least', `type: range\nmin: 0\nmax: 9\nvalue: ${value}`);
const over = fence('slice', 'over', 'data: rows\nwhere: d.x > $.least');
const top = fence('slice', 'top', 'data: over\nwhere: d.x > 2');
const open = (): TestNotebook => new TestNotebook(new TestWorld({ 'a.csv': 'x\n1\n2\n3\n', 'b.csv': 'x\n3\n' }));

it('runs nothing but inputs while everything is held, and says of each cell what changed', async () => {
  const notebook = open();
  await notebook.show(notebookOf(data(), least(0), over, top));
  notebook.world.takeRuns();
  const held = await notebook.show(notebookOf(data(), least(2), over, top), { hold: everything });
  expect(notebook.world.takeRuns()).toEqual(['input']);
  expect(held.get('rows')).toMatchObject({ state: 'done', fromMemory: true });
  expect(held.get('over')).toMatchObject({ state: 'stale', why: [{ type: 'input', name: 'least', from: 0, to: 2 }] });
  expect(held.get('top')).toMatchObject({ state: 'stale', why: [{ type: 'cell', name: 'over' }] });
  expect(held.get('over')!.output).toBeDefined();
});

it('runs what is asked for and all that it reads', async () => {
  const notebook = open();
  const text = notebookOf(data(), least(0), over, top, fence('slice', 'other', 'data: rows\nwhere: d.x > 1'));
  const results = await notebook.show(text, { hold: everything, run: new Set(['top']) });
  expect([...results].map(([cell, { state }]) => `${cell} ${state}`)).toEqual([
    'rows done',
    'least done',
    'over done',
    'top done',
    'other stale',
  ]);
});

it('holds one cell and what waits for it', async () => {
  const notebook = open();
  const results = await notebook.show(notebookOf(data(), least(0), over, top), { hold: new Set(['over']) });
  expect(results.get('rows')!.state).toBe('done');
  expect(results.get('over')).toMatchObject({ state: 'stale', why: [] });
  expect(results.get('top')!.state).toBe('stale');
});

it('names a changed text and a changed file', async () => {
  const notebook = open();
  await notebook.show(notebookOf(data(), least(0), over));
  const after = notebookOf(data('b.csv'), least(0), fence('slice', 'over', 'data: rows\nwhere: d.x > $.least + 1'));
  const results = await notebook.show(after, { hold: everything });
  expect(results.get('rows')!.why).toEqual([{ type: 'text' }]);
  notebook.world.files.set('b.csv', 'x\n9\n');
  await notebook.show(after);
  notebook.world.files.set('b.csv', 'x\n8\n');
  const again = await notebook.show(after, { hold: everything });
  expect(again.get('rows')!.why).toEqual([{ type: 'file', name: 'b.csv' }]);
});
