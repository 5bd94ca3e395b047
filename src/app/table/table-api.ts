import type { TableMethods, TablePlace } from '../../engine/tables/table-methods.ts';
import type { Filter } from './filter-edits.ts';
import type { TableState } from './table-state.svelte.ts';

export interface AskOptions<K extends keyof TableMethods> {
  readonly signal?: AbortSignal;
  readonly answer?: (answer: TableMethods[K]['answer']) => void;
}

/** What a table may ask of the page. */
export interface TableApi {
  ask<K extends keyof TableMethods>(
    method: K,
    request: TableMethods[K]['request'],
    options?: AskOptions<K>,
  ): Promise<TableMethods[K]['result']>;
  /** How the table is looked at; the same for as long as the notebook is shown. */
  state(place: TablePlace): TableState;
  /** Writes the filter as a slice cell below its table, as one step that can be undone; gives its name. */
  makeSlice(place: TablePlace, filter: Filter, isTime: (column: string) => boolean): string;
  undo(): void;
}
