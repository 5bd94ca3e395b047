import { expect, it } from 'vitest';
import { controlValue, fence, headOf, notebookOf, TestNotebook, TestWorld } from './test-world.ts';

function open(budget?: number): TestNotebook {
  return new TestNotebook(new TestWorld({ 'a.csv': 'x\n1\n2\n3\n', 'b.csv': 'x\n10\n20\n' }), budget);
}

const data = (file: string): string => fence('data', 'rows', `source: ${file}`);
const slow = (say: string, expect = 5000): string => fence('probe', 'slow', `say: ${say}\nreads: [rows]\nexpect: ${expect}`);
const below = fence('table', 'below', 'data: slow');
const both = fence('derive', 'both', 'data: slow\nsteps: [{join: {with: rows, on: [[value], [x]], how: left}}]');

it('lets an expensive cell wait with its estimate, and what reads it waits too', async () => {
  const notebook = open();
  notebook.world.patience = 2000;
  const results = await notebook.show(notebookOf(data('a.csv'), slow('abc'), below));
  expect(results.get('slow')).toMatchObject({ state: 'stale', estimate: 5 });
  expect(results.get('below')).toMatchObject({ state: 'stale', error: { message: 'waits for slow', needs: 'slow' } });
  expect(results.get('slow')!.output).toBeUndefined();
  expect(notebook.world.takeRuns()).toEqual(['data']);
});

it.each([['slow'], ['*']])('runs it when the person says so by %s', async (name) => {
  const notebook = open();
  notebook.world.patience = 2000;
  const text = notebookOf(data('a.csv'), slow('abc'), below);
  const results = await notebook.show(text, { run: new Set([name]) });
  expect(['slow', 'below'].map((cell) => results.get(cell)!.state)).toEqual(['done', 'done']);
  expect((await notebook.cell(text, 'slow')).state).toBe('done');
});

it('keeps showing the last consistent results below an expensive cell, and never mixes old with new', async () => {
  const notebook = open();
  notebook.world.patience = 2000;
  const before = await notebook.show(notebookOf(data('a.csv'), slow('abc'), below, both), { run: new Set(['*']) });
  const after = await notebook.show(notebookOf(data('b.csv'), slow('abc'), below, both));
  expect(headOf(after.get('rows'))).toEqual([[10], [20]]);
  for (const cell of ['slow', 'below', 'both']) {
    expect(after.get(cell)!.state).toBe('stale');
    expect(after.get(cell)!.output).toEqual(before.get(cell)!.output);
  }
  const ran = await notebook.show(notebookOf(data('b.csv'), slow('abc'), below, both), { run: new Set(['slow']) });
  for (const cell of ['slow', 'below', 'both']) expect(ran.get(cell)!.state).toBe('done');
});

it('is blocked, not waiting, when one of two cells failed and the other waits', async () => {
  const notebook = open();
  notebook.world.patience = 2000;
  const broken = fence('slice', 'broken', 'data: rows\nwhere: d.y > 1');
  const last = fence('probe', 'last', 'say: end\nreads: [slow, broken]');
  const result = await notebook.cell(notebookOf(data('a.csv'), slow('abc'), broken, last), 'last');
  expect(result).toMatchObject({ state: 'blocked', error: { needs: 'broken' } });
});

it('expects what it measured, where the step cannot tell', async () => {
  const notebook = open();
  notebook.world.acts.set('nap', () => new Promise((resolve) => setTimeout(() => resolve(1), 30)));
  const nap = (more: string): string => notebookOf(fence('probe', 'nap', `say: nap${more}`));
  expect((await notebook.cell(nap(''), 'nap')).state).toBe('done');
  notebook.world.patience = 10;
  const waiting = await notebook.cell(nap('\nreads: []\ninputs: []'), 'nap');
  expect(waiting.state).toBe('stale');
  expect(waiting.estimate).toBeGreaterThan(0.02);
});

it('keeps what is on show when memory is short, and makes evicted results again, equal', async () => {
  const notebook = open(1);
  const text = (name: string, limit: number): string => notebookOf(data('a.csv'), fence('table', name, `data: rows\nlimit: ${limit}`));
  const first = await notebook.show(text('t', 1));
  expect(notebook.bench.memory.lastShown('t')).toBeDefined();
  await notebook.show(text('t', 2));
  notebook.world.takeRuns();
  const again = await notebook.show(text('t', 1));
  expect(notebook.world.takeRuns()).toEqual(['table']);
  expect(again.get('t')!.output).toEqual(first.get('t')!.output);
  expect(again.get('t')!.key).toBe(first.get('t')!.key);
});

it('holds what a waiting cell shows, though memory is short', async () => {
  const notebook = open(1);
  notebook.world.patience = 2000;
  await notebook.show(notebookOf(data('a.csv'), slow('abc'), below), { run: new Set(['*']) });
  for (const say of ['abcd', 'abcde']) {
    const results = await notebook.show(notebookOf(data('a.csv'), slow(say), below));
    expect(headOf(results.get('slow'))).toEqual([[3]]);
    expect(headOf(results.get('below'))).toEqual([[3]]);
  }
});

it('makes no result again on undo and redo', async () => {
  const notebook = open();
  const texts = ['a.csv', 'b.csv', 'a.csv', 'b.csv'].map((file) => notebookOf(data(file), slow('abc'), below));
  for (const text of texts.slice(0, 2)) await notebook.show(text);
  expect(notebook.world.takeRuns().length).toBe(6);
  const undone = await notebook.show(texts[2]!);
  expect(headOf(undone.get('rows'))).toEqual([[1], [2], [3]]);
  await notebook.show(texts[3]!);
  expect(notebook.world.takeRuns()).toEqual([]);
});

it('gives under a gesture what the text would give, and runs nothing more when it ends', async () => {
  const text = (value: number): string =>
    notebookOf(
      data('a.csv'),
      fence('input', 'least', `type: range\nmin: 0\nmax: 9\nvalue: ${value}`),
      fence('slice', 'over', 'data: rows\nwhere: d.x > $.least'),
      'Over: {{ over.rows }}',
    );
  const notebook = open();
  await notebook.show(text(0));
  const during = await notebook.show(text(0), { overrides: new Map([['least', 2]]) });
  notebook.world.takeRuns();
  const ended = await notebook.show(text(2));
  expect(notebook.world.takeRuns()).toEqual(['input']);
  expect(controlValue(during.get('least'))).toBe(2);
  expect({ ...during.get('over'), fromMemory: true }).toEqual(ended.get('over'));
  expect([...during.values()].at(-1)!.output).toEqual([...ended.values()].at(-1)!.output);
  expect(headOf(ended.get('over'))).toEqual([[3]]);
});

it('measures again only what reads the threshold when it moves', async () => {
  const rows = Array.from(
    { length: 60 },
    (_, row) => `${row % 3 === 0 ? 'yes' : 'no'},${((row * 37) % 60) / 60},${row % 2 === 0 ? 'a' : 'b'}`,
  );
  const world = new TestWorld({ 's.csv': `deny,score,group\n${rows.join('\n')}\n` });
  const notebook = new TestNotebook(world);
  const text = (value: number): string =>
    notebookOf(
      fence('data', 'scored', 'source: s.csv\nroles: {label: deny, score: score}\npositive: "yes"'),
      fence('input', 'threshold', `type: range\nmin: 0\nmax: 1\nvalue: ${value}`),
      fence(
        'metrics',
        'quality',
        'data: scored\nmetrics: [roc_auc, recall, brier_score]\nthreshold: $threshold\nby: [group]\ninterval: {replicates: 100}',
      ),
    );
  await notebook.show(text(0.5));
  const first = world.made.splice(0);
  expect(first.some((key) => key.includes('order '))).toBe(true);
  const moved = await notebook.show(text(0.25));
  expect(world.made).toEqual([]);
  const fresh = await new TestNotebook(new TestWorld({ 's.csv': `deny,score,group\n${rows.join('\n')}\n` })).show(text(0.25));
  expect(moved.get('quality')!.output).toEqual(fresh.get('quality')!.output);
});
