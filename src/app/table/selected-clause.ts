import type { PlainValue } from '../../cells/output.ts';
import type { Clause } from '../../frame/selection/clause.ts';
import type { Linked } from '../outputs/output-api.ts';
import type { TableView } from './table-view.svelte.ts';

/** The selected rows as a clause: by their ids where a column holds some, else by their numbers; null where none is selected. */
export async function selectedClause(view: TableView, linked: Linked, numbers: readonly number[]): Promise<Clause | null> {
  if (numbers.length === 0) return null;
  const id = view.state.output.columns.find(({ role }) => role === 'id')?.name;
  if (id === undefined) return { of: linked.data, rows: [...numbers].sort((one, other) => one - other).map((number) => number + 1) };
  const { rows } = await view.api.ask('rows', { ...view.place, from: 0, to: numbers.length, columns: [id], among: numbers });
  return { [id]: rows.map(([value = null]): PlainValue => value) };
}
