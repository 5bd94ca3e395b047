import { gridMove, type GridSize } from './grid-move.ts';
import type { TableView } from './table-view.svelte.ts';

interface GridActs {
  readonly onrecord: (index: number) => void;
  /** The menu and the filter of the column under the cursor. */
  readonly onmenu: () => void;
  readonly onfilter: () => void;
  readonly onfind: (() => void) | undefined;
  /** Escape, when nothing in the table is left to close. */
  readonly onescape: (() => void) | undefined;
}

const step = 16;

/** Does what a key means in a table; false for a key that means nothing there. */
export function pressInGrid(event: KeyboardEvent, view: TableView, size: GridSize, acts: GridActs): boolean {
  if (event.altKey || (event.target instanceof HTMLElement && event.target.closest('input, select, textarea') !== null)) return false;
  const { state } = view;
  const { row, column } = state.at;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (command && key === 'c') {
    void view.copy();
    return true;
  }
  const name = state.columns[column]?.name ?? '';
  if (row < 0 && event.shiftKey && (key === 'ArrowLeft' || key === 'ArrowRight')) {
    state.resize(name, state.widthOf(name) + (key === 'ArrowLeft' ? -step : step));
    return true;
  }
  const move = gridMove(event, state.at, size);
  if (move !== null) {
    if (event.shiftKey && row >= 0 && move.row !== row && move.row >= 0) void view.selectTo(move.row);
    else view.moveTo(move.row, move.column);
    return true;
  }
  return !command && letter(key, event.shiftKey, name, view, acts);
}

function letter(key: string, shift: boolean, column: string, view: TableView, acts: GridActs): boolean {
  const { state } = view;
  const { row } = state.at;
  const inHead = row < 0;
  switch (key) {
    case ' ':
      if (inHead) state.sort(column, shift);
      else view.toggleRow(row);
      return true;
    case 'Enter':
      if (inHead) acts.onmenu();
      else acts.onrecord(row);
      return true;
    case 'f':
      if (inHead) acts.onfilter();
      else view.filterByCursor();
      return true;
    case 's':
      state.sort(column, shift);
      return true;
    case '/':
      acts.onfind?.();
      return acts.onfind !== undefined;
    case 'Escape':
      return escape(view, acts);
    default:
      return false;
  }
}

/** Closes the record, then lets the selection go, then what is around the table. */
function escape(view: TableView, { onescape }: GridActs): boolean {
  if (view.state.record !== null) view.state.record = null;
  else if (view.state.selected.size > 0) view.clearSelection();
  else if (onescape === undefined) return false;
  else onescape();
  return true;
}
