import { expect, it } from 'vitest';
import { NotebookTables } from '../../../src/app/table/notebook-tables.ts';
import type { Filter } from '../../../src/app/table/filter-edits.ts';
import { parseBody } from '../../../src/notebook/yaml-body.ts';
import { opened } from '../open-workbench.ts';

const text = `# Loans

\`\`\`yaml data loans
source: loans.csv # kept
\`\`\`

\`\`\`yaml table some
data: loans
where: d.age > 30
\`\`\`

\`\`\`yaml table first
data: loans
limit: 5
\`\`\`

\`\`\`yaml metrics quality
data: loans
metrics: [recall]
\`\`\`
`;
const never = (): boolean => false;

async function made(cell: string, filter: Filter, part = '', isTime: (column: string) => boolean = never) {
  const { bench } = await opened(text);
  const name = new NotebookTables(bench).makeSlice({ cell, part }, filter, isTime);
  const cells = bench.notebook.blocks.filter((block) => block.type === 'cell');
  const at = cells.findIndex(({ id }) => id === name);
  return { name, body: parseBody(cells[at]!.body).value, bench, above: cells[at - 1]?.id };
}

it('writes a filter as a slice below its table, as one step', async () => {
  const { name, body, bench, above } = await made('loans', new Map([['lvrat', { from: 0.8, to: 0.95 }]]));
  expect([name, above]).toEqual(['lvrat_slice', 'loans']);
  expect(body).toEqual({ data: 'loans', where: 'd.lvrat >= 0.8 && d.lvrat <= 0.95', title: 'lvrat 0.8 to 0.95' });
  expect([bench.text.includes('# kept'), bench.undoLabel]).toEqual([true, 'Make the slice lvrat_slice']);
  bench.undo();
  expect(bench.text).toBe(text);
});

it('reads the data of a table that only leaves rows out, with what it leaves out', async () => {
  const { body, above } = await made('some', new Map([['team', ['a: "b"', null]]]));
  expect(above).toBe('some');
  expect(body).toEqual({
    data: 'loans',
    where: expect.stringMatching(/^\(?d\.age > 30\)? && \(d\.team == null \|\| d\.team === "a: \\"b\\""\)$/) as string,
    title: 'team a: "b" or missing',
  });
});

it('reads the table itself where its rows are told in another way, and a part by its name', async () => {
  expect((await made('first', new Map([['x', [1]]]))).body).toMatchObject({ data: 'first' });
  expect((await made('quality', new Map([['tpr', { from: 0.5 }]]), 'roc')).body).toMatchObject({ data: 'quality.roc' });
});

it('names slices of columns with any name, and of times', async () => {
  const odd = await made('loans', new Map([['שלום 🙂', [true]]]));
  expect([odd.name, odd.body]).toEqual(['some_slice', expect.objectContaining({ where: 'd["שלום 🙂"] === true' })]);
  const time = await made('loans', new Map([['day', { from: '2024-01-31T00:00:00.000Z' }]]), '', (column) => column === 'day');
  expect(time.body).toMatchObject({ where: 'd.day >= op.parse_date("2024-01-31T00:00:00.000Z")' });
});

it('finds a free name for the second slice of a column', async () => {
  const { bench } = await made('loans', new Map([['x', [1]]]));
  expect(new NotebookTables(bench).makeSlice({ cell: 'loans', part: '' }, new Map([['x', [2]]]), never)).toBe('x_slice_2');
});

it('keeps how a table is looked at for as long as the notebook is shown', async () => {
  const { bench } = await opened(text);
  const tables = new NotebookTables(bench);
  const state = tables.state({ cell: 'loans', part: '' });
  expect(tables.state({ cell: 'loans', part: '' })).toBe(state);
  expect(tables.state({ cell: 'loans', part: 'x' })).not.toBe(state);
  expect(tables.state({ cell: 'loans', part: '', behind: 'a' })).not.toBe(state);
});
