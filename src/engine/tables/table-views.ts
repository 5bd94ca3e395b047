import { maskOf, rowsOfBits, type Bits } from '../../cells/selection/row-mask.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import { sortedRows } from '../sorted-rows.ts';
import { Breath } from './breath.ts';
import { foundRows } from './found-rows.ts';
import { Recent } from './recent.ts';
import type { OrderKey, ViewSpec } from './table-methods.ts';

/** Rows of a frame in an order; all in the frame's own where `rows` is null. */
export interface TableView {
  readonly rows: Uint32Array | null;
  readonly total: number;
}

/** Views of tables, each made once: which rows, in which order. Of a million rows one holds 4 MB, so that only the latest are kept. */
export class TableViews {
  private readonly views = new Recent<Promise<TableView>>(8);
  private readonly orders = new Recent<Uint32Array>(4);
  private readonly ids = new WeakMap<Frame['table'], number>();
  private nextId = 1;

  /** The view of a frame; when the caller gives up, the work ends, unless somebody else waits for the same. */
  async open(frame: Frame, spec: ViewSpec, signal: AbortSignal): Promise<TableView> {
    const { filter = {}, find = '', orderby = [] } = spec;
    if (Object.keys(filter).length === 0 && find === '' && orderby.length === 0) return { rows: null, total: frame.table.totalRows() };
    const key = `${this.idOf(frame)} ${JSON.stringify([filter, find, orderby])}`;
    for (;;) {
      signal.throwIfAborted();
      let view = this.views.get(key);
      if (view === undefined) {
        view = this.make(frame, spec, signal);
        this.views.put(key, view);
        view.catch(() => this.views.drop(key));
      }
      try {
        return await view;
      } catch (error) {
        if (signal.aborted || !(error instanceof DOMException)) throw error;
      }
    }
  }

  private async make(frame: Frame, { filter = {}, find = '', orderby = [] }: ViewSpec, signal: AbortSignal): Promise<TableView> {
    const length = frame.table.totalRows();
    const mask = Object.keys(filter).length === 0 ? null : maskOf(frame, filter, { selection: 'the filter', data: 'the table' });
    const columns = find === '' ? [] : frame.table.columnNames().map((name) => columnOf(frame, name));
    const found = find === '' ? null : await foundRows(columns, length, find, new Breath(signal));
    const order = orderby.length === 0 ? null : this.order(frame, orderby);
    const rows = mask === null && found === null ? order : keptOf(mask, found, order, length);
    return { rows, total: rows?.length ?? length };
  }

  private order(frame: Frame, orderby: readonly OrderKey[]): Uint32Array {
    const key = `${this.idOf(frame)} ${JSON.stringify(orderby)}`;
    const known = this.orders.get(key);
    if (known !== undefined) return known;
    const keys = orderby.map(({ column, descending }) => ({ column: columnOf(frame, column), descending }));
    const order = sortedRows(keys, frame.table.totalRows());
    this.orders.put(key, order);
    return order;
  }

  private idOf({ table }: Frame): number {
    const known = this.ids.get(table);
    if (known !== undefined) return known;
    this.ids.set(table, this.nextId);
    return this.nextId++;
  }
}

/** Row numbers that pass both, in the given order or their own. */
function keptOf(mask: Bits | null, found: Uint8Array | null, order: Uint32Array | null, length: number): Uint32Array {
  if (mask !== null && found === null && order === null) return rowsOfBits(mask);
  const rows = new Uint32Array(length);
  let count = 0;
  for (let place = 0; place < length; place++) {
    const row = order === null ? place : order[place]!;
    if (mask !== null && (mask[row >>> 5]! & (1 << (row & 31))) === 0) continue;
    if (found === null || found[row] === 1) rows[count++] = row;
  }
  return rows.slice(0, count);
}
