import { expect, it } from 'vitest';
import { rowsOfClause, selectedClause } from '../../../src/app/table/selected-clause.ts';
import { TableState } from '../../../src/app/table/table-state.svelte.ts';
import { TableView } from '../../../src/app/table/table-view.svelte.ts';
import type { TableApi } from '../../../src/app/table/table-api.ts';
import type { RowsAnswer, RowsRequest } from '../../../src/engine/tables/table-methods.ts';
import type { TableOutput } from '../../../src/cells/output.ts';
import type { Clause } from '../../../src/frame/selection/clause.ts';

const linked = { into: 'picks', own: null, clauses: {}, data: 'log' };

function viewOf(role: string | undefined, sources?: (row: number) => number): TableView {
  const columns = [{ name: '__proto__', type: 'string' as const, missing: 0, ...(role === undefined ? {} : { role }) }];
  const output: TableOutput = { type: 'table', layout: 'rows', part: '', total: 9, columns, notes: [], head: [] };
  const ask = (
    _method: string,
    { filter, amongSources = [], among = filter === undefined ? amongSources : [3] }: RowsRequest,
  ): Promise<RowsAnswer> =>
    Promise.resolve({
      columns: ['__proto__'],
      rows: among.map((row) => [`id${row}`]),
      numbers: among,
      total: among.length,
      ...(sources === undefined ? {} : { sources: among.map(sources) }),
    });
  const state = new TableState();
  state.output = output;
  return new TableView({ ask } as unknown as TableApi, { cell: 'some', part: '' }, state, output, () => undefined);
}

it('names rows by their ids where there are some', async () => {
  const clause = await selectedClause(viewOf('id'), linked, [3, 1]);
  expect(JSON.stringify(clause)).toBe('{"__proto__":["id3","id1"]}');
});

it('names rows by their numbers in the data, from 1', async () => {
  expect(await selectedClause(viewOf(undefined), linked, [3, 1])).toEqual({ of: 'log', rows: [2, 4] });
  expect(
    await selectedClause(
      viewOf(undefined, (row) => 100 - row),
      linked,
      [3, 1],
    ),
  ).toEqual({ of: 'log', rows: [98, 100] });
});

it('is nothing where nothing is selected', async () => {
  expect(await selectedClause(viewOf('id'), linked, [])).toBeNull();
});

it('finds the rows of a clause again', async () => {
  const clause = { of: 'log', rows: [2, 4] };
  expect(await rowsOfClause(viewOf(undefined), clause)).toEqual([1, 3]);
  expect(await rowsOfClause(viewOf('id'), JSON.parse('{"__proto__": ["id3"]}') as Clause)).toEqual([3]);
  expect(await rowsOfClause(viewOf('id'), { score: { from: 1 } })).toBeNull();
  expect(await rowsOfClause(viewOf('id'), { where: 'd.x > 1' })).toBeNull();
  expect(await rowsOfClause(viewOf('id'), null)).toEqual([]);
});
