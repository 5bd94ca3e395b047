import { expect, it } from 'vitest';
import { fence, notebookOf, rowsOf, TestNotebook, TestWorld } from './test-world.ts';

const csv = `age,group\n${Array.from({ length: 60 }, (_, row) => `${row},${row % 3 === 0 ? 'a' : 'b'}`).join('\n')}\n`;
const people = fence('data', 'people', 'source: people.csv');
const bars = 'spec: {mark: bar, encoding: {x: {field: age, type: quantitative, bin: {step: 10}}, y: {aggregate: count}}}';
const byAge = fence('chart', 'by_age', `data: people\nfilter: $picks\nselect: {into: picks}\n${bars}`);
const byGroup = fence(
  'chart',
  'by_group',
  'data: people\nfilter: $picks\nselect: {into: picks}\nspec: {mark: bar, encoding: {x: {field: group}, y: {aggregate: count}}}',
);
const rows = fence('table', 'rows', 'data: people\nfilter: $picks');
const picks = (clauses: string): string => fence('input', 'picks', `type: selection\nclauses: ${clauses}`);

function open(): TestNotebook {
  return new TestNotebook(new TestWorld({ 'people.csv': csv }));
}

async function left(notebook: TestNotebook, text: string): Promise<Record<string, unknown>> {
  const results = await notebook.show(text);
  return Object.fromEntries(
    [...results].flatMap(([cell, { output }]) => (output !== undefined && 'left' in output ? [[cell, output.left]] : [])),
  );
}

it('leaves each reader the rows that others select, and not what it selects itself', async () => {
  const text = notebookOf(people, picks('{by_age: {age: {from: 20, below: 30}}, by_group: {group: [a]}}'), byAge, byGroup, rows);
  expect(await left(open(), text)).toEqual({
    by_age: { rows: 20, of: 60 },
    by_group: { rows: 10, of: 60 },
    rows: { rows: 3, of: 60 },
  });
});

it('runs nothing of a writer again when it selects something else', async () => {
  const notebook = open();
  await notebook.show(notebookOf(people, picks('{by_age: {age: {from: 20, below: 30}}}'), byAge, byGroup, rows));
  notebook.world.takeRuns();
  await notebook.show(notebookOf(people, picks('{by_age: {age: {from: 30, below: 40}}}'), byAge, byGroup, rows));
  expect(notebook.world.takeRuns()).toEqual(['input', 'chart', 'table']);
});

it('makes codes, groups and counts of all rows once for many brushes', async () => {
  const notebook = open();
  const at = (from: number): string => notebookOf(people, picks(`{by_age: {age: {from: ${from}, below: 30}}}`), byAge, byGroup);
  await notebook.show(at(1));
  const before = notebook.world.made.length;
  await notebook.show(at(2));
  const made = notebook.world.made.slice(before).map((key) => key.replace(/^\S+ /, ''));
  expect(made).toEqual([expect.stringMatching(/^selected /), expect.stringMatching(/^mask /)]);
});

it('reads a live value in place of the text, and comes to the same key when the text says it', async () => {
  const notebook = open();
  const text = notebookOf(people, picks('{}'), byGroup);
  const live = await notebook.show(text, { overrides: new Map([['picks', '{"by_age":{"age":{"below":9}}}']]) });
  expect(live.get('by_group')!.output).toMatchObject({ left: { rows: 9, of: 60 } });
  const written = await notebook.show(notebookOf(people, picks('{by_age: {age: {below: 9}}}'), byGroup));
  expect(written.get('by_group')!.key).toBe(live.get('by_group')!.key);
});

it.each([
  [
    'a selection in an expression',
    fence('table', 'rows', 'data: people\nwhere: d.age > $.picks'),
    'which has no single value; a cell reads it by filter: $picks',
  ],
  [
    'a selection in both',
    fence('table', 'rows', 'data: people\nwhere: d.age > $.picks\nfilter: $picks'),
    '$picks is a selection, which has no single value',
  ],
  ['a selection as a threshold', fence('metrics', 'rows', 'data: people\nthreshold: $picks'), '$picks is a selection'],
  ['a filter by a value', fence('table', 'rows', 'data: people\nfilter: $least'), '$least is a value, and filter needs a selection'],
  ['no such selection', fence('table', 'rows', 'data: people\nfilter: $pick'), 'no input $pick above this one'],
  ['a writer to no selection', fence('table', 'rows', 'data: people\nselect: {into: pics}'), 'no selection pics above this cell'],
  ['a writer to a value', fence('table', 'rows', 'data: people\nselect: {into: least}'), 'no selection least above this cell'],
  [
    'a column that there is not',
    notebookOf(
      fence('input', 'other', 'type: selection\nclauses: {x: {agee: [1]}}'),
      fence('table', 'rows', 'data: people\nfilter: $other'),
    ),
    'other selects by agee, and people has no such column',
  ],
])('says what is wrong with %s', async (_, cell, message) => {
  const least = fence('input', 'least', 'type: number\nvalue: 3');
  const { state, error } = await open().cell(notebookOf(people, picks('{}'), least, cell), 'rows');
  expect(state).toBe('failed');
  expect(error!.message).toContain(message);
});

it('places what is wrong with a clause in the selection itself', async () => {
  const { state, error } = await open().cell(notebookOf(picks('{by_age: {age: {from: 30, to: 20}}}')), 'picks');
  expect([state, error!.message]).toEqual(['failed', 'from 30 is above to 20, so no row is selected']);
});

it('parts rows for a slice, with an expression that stands by itself', async () => {
  const chosen = fence('slice', 'chosen', 'data: people\nfilter: $picks\ntitle: chosen');
  const text = notebookOf(
    people,
    picks('{by_age: {age: {from: 20, below: 30}}, by_group: {group: [a]}}'),
    chosen,
    fence('table', 'rows', 'data: chosen'),
  );
  const results = await open().show(text);
  expect(rowsOf(results.get('rows'))).toBe(3);
});
