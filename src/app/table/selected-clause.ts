import type { PlainValue } from '../../cells/output.ts';
import type { RowsRequest } from '../../engine/tables/table-methods.ts';
import { isRowsClause, isWhereClause, type Clause, type ColumnsClause } from '../../frame/selection/clause.ts';
import type { Linked } from '../outputs/output-api.ts';
import type { TableView } from './table-view.svelte.ts';

const mostNamed = 10_000;

/** The selected rows as a clause: by their ids where a column holds some, else by their numbers; null where none is selected. */
export async function selectedClause(view: TableView, linked: Linked, numbers: readonly number[]): Promise<Clause | null> {
  if (numbers.length === 0) return null;
  const id = view.state.output.columns.find(({ role }) => role === 'id')?.name;
  const request = { ...view.place, from: 0, to: numbers.length, columns: id === undefined ? [] : [id], among: numbers };
  const { rows, sources, numbers: own } = await view.api.ask('rows', request);
  if (id !== undefined) return { [id]: rows.map(([value = null]): PlainValue => value) };
  return { of: linked.data, rows: (sources ?? own).map((row) => row + 1).sort((one, other) => one - other) };
}

/** The rows that a clause of the table's own selects, by their place in it; null where it does not say so in rows or ids. */
export async function rowsOfClause(view: TableView, clause: Clause | null): Promise<readonly number[] | null> {
  if (clause === null) return [];
  if (isWhereClause(clause)) return null;
  if (isRowsClause(clause)) return numbersOf(view, { amongSources: clause.rows.map((row) => row - 1) });
  const filter = idsOnly(view, clause);
  return filter === null ? null : numbersOf(view, { filter });
}

function idsOnly(view: TableView, clause: ColumnsClause): ColumnsClause | null {
  const id = view.state.output.columns.find(({ role }) => role === 'id')?.name;
  return id !== undefined && Object.keys(clause).every((name) => name === id) ? clause : null;
}

async function numbersOf(view: TableView, which: Pick<RowsRequest, 'filter' | 'amongSources'>): Promise<readonly number[]> {
  const { numbers } = await view.api.ask('rows', { ...view.place, ...which, from: 0, to: mostNamed, columns: [] });
  return numbers;
}
