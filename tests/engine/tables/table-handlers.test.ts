import { describe, expect, it } from 'vitest';
import type { ColumnShown, ViewSpec } from '../../../src/engine/tables/table-methods.ts';
import { fence } from '../test-world.ts';
import { tableBed, type TableBed } from './table-bed.ts';

const csv = 'x,who\n3,c\n1,a\n,b\n2,a\n';
const data = fence('data', 'rows', 'source: a.csv');
const place = { cell: 'rows', part: '' };
const open = (): Promise<TableBed> => tableBed({ 'a.csv': csv }, data);

describe('windows of rows', () => {
  it('lie within what is there', async () => {
    const { ask } = await open();
    expect((await ask('rows', { ...place, from: 1, to: 3 })).result).toEqual({
      columns: ['x', 'who'],
      total: 4,
      numbers: [1, 2],
      rows: [
        [1, 'a'],
        [null, 'b'],
      ],
    });
    for (const [from, to] of [
      [9, 12],
      [2, 1],
      [-5, 0],
    ] as const)
      expect((await ask('rows', { ...place, from, to })).result).toMatchObject({ rows: [], total: 4 });
  });

  it('hold the columns that are asked for', async () => {
    const { ask } = await open();
    expect((await ask('rows', { ...place, from: 3, to: 99, columns: ['who'] })).result).toMatchObject({ columns: ['who'], rows: [['a']] });
  });

  it('come in an order of several columns, filtered, with the places that rows have in the whole', async () => {
    const { ask } = await open();
    const rows = async (spec: ViewSpec): Promise<readonly number[]> =>
      (await ask('rows', { ...place, ...spec, from: 0, to: 9 })).result.numbers;
    expect(await rows({ orderby: [{ column: 'x', descending: true }] })).toEqual([0, 3, 1, 2]);
    expect(
      await rows({
        orderby: [
          { column: 'who', descending: false },
          { column: 'x', descending: true },
        ],
      }),
    ).toEqual([3, 1, 2, 0]);
    expect(await rows({ filter: { x: { from: 2 } }, orderby: [{ column: 'x', descending: false }] })).toEqual([3, 0]);
    expect(await rows({ find: 'A' })).toEqual([1, 3]);
    expect(await rows({ find: 'a', filter: { x: { below: 2 } } })).toEqual([1]);
    expect(await rows({ filter: { x: [null] } })).toEqual([2]);
    expect(await rows({ filter: { who: ['c', 'b'], x: [3, null] } })).toEqual([0, 2]);
  });

  it('are some of the rows that a view shows, in its order', async () => {
    const { ask } = await open();
    const asked = { ...place, from: 0, to: 9, columns: ['who'] };
    expect((await ask('rows', { ...asked, among: [3, 0, 77] })).result).toMatchObject({ numbers: [0, 3], rows: [['c'], ['a']], total: 2 });
    const spec: ViewSpec = { filter: { who: ['a', 'c'] }, orderby: [{ column: 'x', descending: false }] };
    expect((await ask('rows', { ...asked, ...spec, among: [0, 2, 3] })).result.numbers).toEqual([3, 0]);
  });

  it('say which column there is not', async () => {
    const { ask } = await open();
    const asked = ask('rows', { ...place, from: 0, to: 1, orderby: [{ column: 'y', descending: false }] });
    await expect(asked).rejects.toThrow('no column y');
    await expect(ask('rows', { ...place, from: 0, to: 1, filter: { z: [1] } })).rejects.toThrow('no such column');
  });

  it('are those of what is shown now, of parts too', async () => {
    const { ask, show } = await open();
    await show(data, fence('probe', 'one', 'say: four'));
    expect((await ask('rows', { cell: 'one', part: 'half', from: 0, to: 1 })).result.rows).toEqual([[2]]);
    await expect(ask('rows', { cell: 'nobody', part: '', from: 0, to: 1 })).rejects.toThrow('nobody holds no rows now; run it again');
  });
});

it('finds the place of a row in a view', async () => {
  const { ask } = await open();
  const at = async (row: number, spec: ViewSpec = {}): Promise<number> => (await ask('position', { ...place, ...spec, row })).result;
  expect([await at(3), await at(9)]).toEqual([3, -1]);
  expect(await at(0, { orderby: [{ column: 'x', descending: false }] })).toBe(2);
  expect(await at(0, { find: 'a' })).toBe(-1);
});

describe('summaries', () => {
  it('count what a view shows by the bins and the top values of all rows', async () => {
    const { ask } = await open();
    const { answers } = await ask('summaries', { ...place, columns: ['x', 'who'], filter: { x: { from: 2 } } });
    const [x, who] = answers as [ColumnShown, ColumnShown];
    expect(x.summary).toMatchObject({ name: 'x', missing: 1, min: 1, max: 3, distinct: 3 });
    expect([x.missing, x.bins?.at(10), x.bins?.at(19), x.bins?.reduce((sum, count) => sum + count)]).toEqual([0, 1, 1, 2]);
    expect(who.summary.top?.map(({ value }) => value)).toEqual(['a', 'c', 'b']);
    expect(who.top).toEqual([1, 1, 0]);
  });

  it('count everything where nothing is left out', async () => {
    const { ask } = await open();
    const { answers } = await ask('summaries', { ...place, columns: ['x'] });
    expect(answers[0]).toMatchObject({ missing: 1, bins: answers[0]?.summary.bins });
  });

  it('end when nobody waits any more', async () => {
    const { ask } = await open();
    await expect(ask('summaries', { ...place, columns: ['x'], find: 'a' }, AbortSignal.abort())).rejects.toThrow();
  });
});

it('gives the pixels of an image, and says when a column holds none', async () => {
  const files = { 'a.json': '[{"p": [1, 2, 3, 255]}, {"p": [0, 0, 0, 9]}]' };
  const { ask, show } = await tableBed(files, fence('data', 'pictures', 'source: a.json\nroles: {image: {column: p, shape: [2, 2]}}'));
  const at = { cell: 'pictures', part: '', column: 'p', row: 0 };
  expect((await ask('pixels', at)).result).toEqual({ width: 2, height: 2, channels: 1, pixels: Uint8Array.of(1, 2, 3, 255) });
  await show(fence('data', 'pictures', 'source: a.json'));
  await expect(ask('pixels', at)).rejects.toThrow('p holds no images');
});

describe('the rows behind the numbers of a slice', () => {
  const log = ['y,s,team', 'n,0.1,a', 'y,0.9,b', 'n,0.4,a', 'y,0.8,a', 'n,0.2,b', ''].join('\n');
  const cells = [
    fence('data', 'log', 'source: log.csv\nroles: {label: y, score: s}'),
    fence('metrics', 'quality', 'data: log\nmetrics: [roc_auc]\nthreshold: 0.85\nby: [team, {name: low, where: "d.s < 0.3"}]'),
  ];

  it('are a table, by window, sorted and filtered', async () => {
    const { ask } = await tableBed({ 'log.csv': log }, ...cells);
    const table = (await ask('behind', { cell: 'quality', slice: 'team=a' })).result;
    expect([table.total, table.columns.map(({ name }) => name)]).toEqual([3, ['y', 's', 'team']]);
    const window = { cell: 'quality', part: '', behind: 'team=a', from: 0, to: 9 };
    const scores = async (spec: ViewSpec): Promise<unknown[]> =>
      (await ask('rows', { ...window, ...spec })).result.rows.map((row) => row[1]);
    expect(await scores({})).toEqual([0.1, 0.4, 0.8]);
    expect(await scores({ orderby: [{ column: 's', descending: true }] })).toEqual([0.8, 0.4, 0.1]);
    expect(await scores({ filter: { y: ['n'] } })).toEqual([0.1, 0.4]);
    expect((await ask('behind', { cell: 'quality', slice: 'all' })).result.total).toBe(5);
    await expect(ask('behind', { cell: 'quality', slice: 'team=c' })).rejects.toThrow('quality has no rows for team=c');
    await expect(ask('behind', { cell: 'log', slice: 'all' })).rejects.toThrow('log has no rows for all');
  });

  it('have records that know the slices of the row that they are', async () => {
    const { ask } = await tableBed({ 'log.csv': log }, ...cells);
    const names = async (row: number, behind?: string): Promise<string[]> => {
      const cell = behind === undefined ? 'log' : 'quality';
      const { result } = await ask('record', { cell, part: '', row, ...(behind === undefined ? {} : { behind }) });
      return result.slices.map(({ slice }) => slice);
    };
    expect([await names(0), await names(1), await names(4)]).toEqual([['team=a', 'low'], ['team=b'], ['team=b', 'low']]);
    expect([await names(1, 'team=a'), await names(1, 'team=b')]).toEqual([['team=a'], ['team=b', 'low']]);
  });
});

it('leaves out of a large table what would have to be counted before it shows', async () => {
  const rows = Array.from({ length: 300_000 }, (_, row) => `${row % 7},w${row % 3}`).join('\n');
  const { results, ask } = await tableBed({ 'a.csv': `x,who\n${rows}\n` }, data);
  const output = results.get('rows')!.output as unknown as { columns: object[]; head: unknown[]; bytes: number };
  expect(output.columns).toEqual([
    { name: 'x', type: 'number', missing: 0 },
    { name: 'who', type: 'string', missing: 0 },
  ]);
  expect([output.head.length, output.bytes > 300_000 * 9]).toEqual([20, true]);
  const { answers } = await ask('summaries', { ...place, columns: ['who'] });
  expect(answers[0]?.summary.top?.map(({ count }) => count)).toEqual([100_000, 100_000, 100_000]);
});
