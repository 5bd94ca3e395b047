import type { PlainValue } from '../../cells/output.ts';
import type { Clause } from '../../frame/selection/clause.ts';
import type { Linked } from '../outputs/output-api.ts';
import type { TableView } from './table-view.svelte.ts';

/** The selected rows as a clause: by their ids where a column holds some, else by their numbers; null where none is selected. */
export async function selectedClause(view: TableView, linked: Linked, numbers: readonly number[]): Promise<Clause | null> {
  if (numbers.length === 0) return null;
  const id = view.state.output.columns.find(({ role }) => role === 'id')?.name;
  const request = { ...view.place, from: 0, to: numbers.length, columns: id === undefined ? [] : [id], among: numbers };
  const { rows, sources, numbers: own } = await view.api.ask('rows', request);
  if (id !== undefined) return { [id]: rows.map(([value = null]): PlainValue => value) };
  return { of: linked.data, rows: (sources ?? own).map((row) => row + 1).sort((one, other) => one - other) };
}
