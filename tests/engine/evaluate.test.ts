import { expect, it } from 'vitest';
import type { CellFailure } from '../../src/engine/result.ts';
import { controlValue, fence, notebookOf, placeOfWord, rowsOf, TestNotebook, TestWorld } from './test-world.ts';

const csv = 'x,deny,score\n1,yes,0.9\n2,no,0.4\n3,yes,0.6\n4,no,0.1\n';
const loans = fence('data', 'loans', 'source: loans.csv\nroles: {label: deny, score: score}\npositive: "yes"');
const big = fence('slice', 'big', 'data: loans\nwhere: d.x > 2');
const table = fence('table', 'shown', 'data: big\nlimit: 5');

function open(files: Record<string, string> = { 'loans.csv': csv }): TestNotebook {
  return new TestNotebook(new TestWorld(files));
}

function repaired(text: string, error: CellFailure | undefined): string {
  const { repair } = error ?? {};
  if (repair === undefined) throw new Error('no repair was offered');
  return text.slice(0, repair.from) + repair.text + text.slice(repair.to);
}

it('runs a chain from top to bottom', async () => {
  const notebook = open();
  const results = await notebook.show(notebookOf(loans, big, table, 'All {{ loans.rows }}, big {{ big.rows }}.'));
  expect([...results.values()].map((result) => result.state)).toEqual(['done', 'done', 'done', 'done']);
  expect(rowsOf(results.get('shown'))).toBe(2);
  expect(results.get('loans')!.size).toEqual([4, 3]);
  const prose = [...results.values()].at(-1)!.output;
  expect(prose?.type === 'prose' ? prose.values.map((value) => value.text) : []).toEqual(['4', '2']);
  expect(notebook.world.takeRuns()).toEqual(['data', 'slice', 'table']);
});

it('says queued once for cells that never showed anything, and not for those that cannot run', async () => {
  const notebook = open();
  const text = notebookOf(loans, fence('slice', 'broken', 'data: loans'), big);
  const states: string[] = [];
  for await (const result of notebook.stream(text)) states.push(`${result.cell} ${result.state}`);
  expect(states).toEqual(['loans queued', 'big queued', 'loans running', 'loans done', 'broken failed', 'big running', 'big done']);
  const again: string[] = [];
  for await (const result of notebook.stream(text)) again.push(`${result.cell} ${result.state}`);
  expect(again).toEqual(['loans done', 'broken failed', 'big done']);
});

it('blocks what reads a failed cell, naming the root, and runs the rest', async () => {
  const text = notebookOf(
    loans,
    fence('slice', 'big', 'data: loans\nwhere: d.y > 2'),
    table,
    fence('check', 'gate', 'data: shown\nrules: [{expect: d.x > 0}]'),
    fence('table', 'all', 'data: loans'),
  );
  const results = await open().show(text);
  expect([...results.values()].map((result) => result.state)).toEqual(['done', 'failed', 'blocked', 'blocked', 'done']);
  for (const name of ['shown', 'gate']) expect(results.get(name)!.error).toMatchObject({ message: 'waits for big', needs: 'big' });
  expect(results.get('gate')!.error).toMatchObject(placeOfWord(text, '```yaml check'));
});

it('places a failure at its line and column', async () => {
  const text = notebookOf('# Loans', loans, fence('slice', 'big', 'data: loans\nwhere: d.scor > 2'));
  const { state, error } = await open().cell(text, 'big');
  expect(state).toBe('failed');
  expect(error).toMatchObject({ ...placeOfWord(text, 'd.scor >') });
  expect(error!.message).toContain('scor');
  expect(`${error!.message} ${error!.hint}`).toContain('score');
});

it('fails a downward reference, and heals when the offered move is taken', async () => {
  const text = notebookOf(table, loans, 'Between.', big, 'Behind.');
  const notebook = open();
  const results = await notebook.show(text);
  const failed = results.get('shown')!;
  expect(failed).toMatchObject({ state: 'failed', error: { ...placeOfWord(text, 'big'), hint: 'move it below big' } });
  expect(failed.error!.message).toBe('reads big, which stands below it; a cell reads only cells above it');
  expect(results.get('big')!.state).toBe('done');
  const moved = repaired(text, failed.error);
  expect(moved).toBe(notebookOf(loans, 'Between.', big, table, 'Behind.'));
  expect((await notebook.cell(moved, 'shown')).state).toBe('done');
});

it('fails both cells of one name and says so to their readers; one renaming heals all', async () => {
  const notebook = open({ 'loans.csv': csv, 'more.csv': csv });
  const twin = fence('data', 'loans', 'source: more.csv');
  const text = notebookOf(loans, twin, big);
  const results = await notebook.show(text);
  expect([...results].map(([id, { state, error }]) => [id, state, error?.message])).toEqual([
    ['data-1', 'failed', 'the name loans is taken by another cell'],
    ['data-2', 'failed', 'the name loans is taken by another cell'],
    ['big', 'failed', '2 cells are called loans'],
  ]);
  expect(notebook.world.takeRuns()).toEqual([]);
  const healed = await notebook.show(repaired(text, results.get('data-2')!.error));
  expect([...healed.values()].map((result) => result.state)).toEqual(['done', 'done', 'done']);
});

it('names the nearest cell, part, input and column', async () => {
  const threshold = fence('input', 'threshold', 'type: range\nmin: 0\nmax: 1\nvalue: 0.5');
  const quality = fence('metrics', 'quality', 'data: loans\nmetrics: [recall]\nthreshold: $threshold');
  const cases: [string, string, string][] = [
    [fence('table', 'bad', 'data: loan'), 'loan\n', 'loans'],
    [fence('table', 'bad', 'data: quality.rok'), 'quality.rok', 'quality.roc'],
    [fence('metrics', 'bad', 'data: loans\nthreshold: $treshold'), '$treshold', 'threshold'],
    [fence('table', 'bad', 'data: loans\ncolumns: [x, scor]'), 'scor]', 'score'],
    [fence('table', 'bad', 'data: loans\nlimt: 4'), 'limt', 'limit'],
  ];
  for (const [cell, word, name] of cases) {
    const text = notebookOf(loans, threshold, quality, cell);
    const notebook = open();
    const { state, error } = await notebook.cell(text, 'bad');
    expect(state).toBe('failed');
    const at = text.lastIndexOf(word);
    expect(error).toMatchObject({ line: text.slice(0, at).split('\n').length, column: at - text.lastIndexOf('\n', at) });
    expect(`${error!.message} ${error!.hint} ${error!.repair?.text}`).toContain(name);
    if (error!.repair !== undefined) expect((await notebook.cell(repaired(text, error), 'bad')).state).toBe('done');
  }
});

it('says that $name is no input when it is another cell', async () => {
  const text = notebookOf(loans, fence('metrics', 'quality', 'data: loans\nthreshold: $loans'));
  expect((await open().cell(text, 'quality')).error).toMatchObject({
    message: '$loans is no input: loans is a data cell',
    ...placeOfWord(text, '$loans'),
  });
});

it('needs a file, names it, and goes on when it is there', async () => {
  const notebook = open({});
  const text = notebookOf(loans, big);
  const results = await notebook.show(text);
  expect(results.get('loans')).toMatchObject({ state: 'needs-file', error: { needs: 'loans.csv', ...placeOfWord(text, 'loans.csv') } });
  expect(results.get('big')).toMatchObject({ state: 'blocked', error: { needs: 'loans' } });
  notebook.world.files.set('loans.csv', csv);
  expect((await notebook.cell(text, 'big')).state).toBe('done');
});

it('needs permission, names the host, and goes on when it is given', async () => {
  const address = 'https://example.org/loans.csv';
  const notebook = open({ [address]: csv });
  const text = notebookOf(fence('data', 'loans', `source: ${address}`));
  expect(await notebook.cell(text, 'loans')).toMatchObject({ state: 'needs-permission', error: { needs: 'example.org' } });
  notebook.world.hosts.add('example.org');
  expect((await notebook.cell(text, 'loans')).state).toBe('done');
});

it('holds a pinned file to its pin, and takes the new one by the repair', async () => {
  const notebook = open();
  const text = notebookOf(fence('data', 'loans', `source: loans.csv\nsha256: ${'a'.repeat(64)}`));
  const { state, error } = await notebook.cell(text, 'loans');
  expect(state).toBe('failed');
  expect(error).toMatchObject(placeOfWord(text, 'aaaa'));
  expect(error!.message).toContain('is not the file that this notebook pins');
  expect((await notebook.cell(repaired(text, error), 'loans')).state).toBe('done');
});

it('runs a cell again when its bytes changed, and gives the old result again for the old bytes', async () => {
  const notebook = open();
  const text = notebookOf(loans, big, table);
  const before = await notebook.show(text);
  notebook.world.files.set('loans.csv', `${csv}5,yes,0.7\n`);
  const after = await notebook.show(text);
  expect([rowsOf(before.get('shown')), rowsOf(after.get('shown'))]).toEqual([2, 3]);
  expect(after.get('loans')!.key).not.toBe(before.get('loans')!.key);
  notebook.world.takeRuns();
  notebook.world.files.set('loans.csv', csv);
  expect(rowsOf((await notebook.show(text)).get('shown'))).toBe(2);
  expect(notebook.world.takeRuns()).toEqual([]);
});

it('gives an input its value from a gesture, held to its bounds', async () => {
  const notebook = open();
  const text = notebookOf(fence('input', 'threshold', 'type: range\nmin: 0\nmax: 1\nvalue: 0.5'));
  expect(controlValue(await notebook.cell(text, 'threshold', { overrides: new Map([['threshold', 0.25]]) }))).toBe(0.25);
  expect(controlValue(await notebook.cell(text, 'threshold', { overrides: new Map([['threshold', 7]]) }))).toBe(1);
  expect(controlValue(await notebook.cell(text, 'threshold'))).toBe(0.5);
});
