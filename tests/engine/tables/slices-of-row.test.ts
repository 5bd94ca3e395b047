import { expect, it } from 'vitest';
import { fence } from '../test-world.ts';
import { tableBed } from './table-bed.ts';

const log = ['y,s,team,x', 'n,0.1,a,1', 'y,0.9,b,2', 'n,0.4,a,3', 'y,0.8,,4', 'n,0.2,b,5', ''].join('\n');
const data = fence('data', 'log', 'source: log.csv\nroles: {label: y, score: s}\npositive: "y"');
const far = fence('slice', 'far', 'data: log\nwhere: d.x > 3\ntitle: far out');
const above = fence('slice', 'above', 'data: log\nwhere: d.x > op.mean(d.x)');
const quality = fence('metrics', 'quality', 'data: log\nmetrics: [roc_auc]\nthreshold: 0.85\nby: [team, {slice: far}]');

it('finds the slices of metrics cells and of slice cells over the same rows, each once', async () => {
  const { ask } = await tableBed({ 'log.csv': log }, data, above, far, quality);
  const of = async (row: number): Promise<unknown> => (await ask('record', { cell: 'log', part: '', row })).result.slices;
  expect(await of(0)).toEqual([{ cell: 'quality', by: 'team', slice: 'team=a', label: 'a' }]);
  expect(await of(4)).toEqual([
    { cell: 'above', by: '', slice: 'd.x > op.mean(d.x)', label: 'd.x > op.mean(d.x)' },
    { cell: 'far', by: '', slice: 'far out', label: 'far out' },
    { cell: 'quality', by: 'team', slice: 'team=b', label: 'b' },
    { cell: 'quality', by: 'named slices', slice: 'far out', label: 'far out' },
  ]);
  expect(await of(3)).toMatchObject([{ cell: 'above' }, { slice: 'far out' }, { slice: 'team=missing' }, { slice: 'far out' }]);
});

it('knows rows with more columns for the same, and those of other data not', async () => {
  const derived = fence('derive', 'more', 'data: log\nsteps:\n  - derive: {twice: "2 * d.x"}');
  const other = fence('data', 'other', 'source: log.csv\nroles: {label: y, score: s}\ncolumns: [y, s]');
  const { ask } = await tableBed({ 'log.csv': log }, data, derived, other, far, quality);
  const names = async (cell: string): Promise<string[]> =>
    (await ask('record', { cell, part: '', row: 1 })).result.slices.map(({ slice }) => slice);
  expect(await names('more')).toEqual(['team=b']);
  expect(await names('other')).toEqual([]);
});

it('follows rows of a table to the data that they were taken from', async () => {
  const some = fence('table', 'some', 'data: log\nwhere: d.team != "b"\norderby: [{desc: x}]');
  const fewer = fence('table', 'fewer', 'data: some\nlimit: 2');
  const same = fence('table', 'same', 'data: some\ncolumns: [x]');
  const { ask } = await tableBed({ 'log.csv': log }, data, far, quality, some, fewer, same);
  const { result } = await ask('record', { cell: 'some', part: '', row: 1 });
  expect([result.source, result.slices.map(({ slice }) => slice)]).toEqual([{ cell: 'log', row: 2 }, ['team=a']]);
  const first = (await ask('record', { cell: 'fewer', part: '', row: 0 })).result;
  expect([first.source, first.fields.at(-1)?.value]).toEqual([{ cell: 'log', row: 3 }, 4]);
  const whole = (await ask('record', { cell: 'same', part: '', row: 1 })).result;
  expect([whole.source, whole.verdict?.label, whole.fields.length]).toEqual([{ cell: 'log', row: 2 }, 'n', 4]);
  expect((await ask('rows', { cell: 'same', part: '', from: 0, to: 9 })).result.sources).toBeUndefined();
  expect((await ask('rows', { cell: 'some', part: '', from: 0, to: 9, columns: ['x'] })).result.sources).toEqual([3, 2, 0]);
  const again = { cell: 'some', part: '', from: 0, to: 9, amongSources: [0, 3, 4] };
  expect((await ask('rows', again)).result).toMatchObject({ numbers: [0, 2], sources: [3, 0] });
  expect((await ask('rows', { ...again, cell: 'log' })).result.numbers).toEqual([0, 3, 4]);
  expect((await ask('record', { cell: 'quality', part: '', behind: 'team=b', row: 1 })).result.source).toEqual({ cell: 'log', row: 4 });
});

it('cuts the score of a record where the metrics cell over its rows does', async () => {
  const { ask } = await tableBed({ 'log.csv': log }, data, far, quality);
  const of = async (row: number, cell = 'log') => (await ask('record', { cell, part: '', row })).result.verdict;
  expect(await of(3)).toMatchObject({ predicted: 'n', label: 'y', right: false, threshold: 0.85, thresholdOf: 'quality' });
  expect(await of(1)).toMatchObject({ predicted: 'y', right: true });
  expect(await of(0, 'far')).toMatchObject({ thresholdOf: 'quality', label: 'y' });
});

it('names the nearest rows, and how near is measured', async () => {
  const { ask } = await tableBed({ 'log.csv': log }, data);
  const { result } = await ask('nearest', { cell: 'log', part: '', row: 0 });
  expect(result.rows.map(({ row, label, score }) => [row, label, score]).slice(0, 2)).toEqual([
    [1, 'y', 0.9],
    [2, 'n', 0.4],
  ]);
  expect(result.how).toMatch(/^Distance over 2 columns: numbers in standard deviations/);
  await expect(ask('nearest', { cell: 'log', part: '', row: 5 })).rejects.toThrow('no row 6; the table has 5');
});
