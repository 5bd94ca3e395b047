import { beforeEach, describe, expect, it, vi } from 'vitest';
import { pressInGrid } from '../../../src/app/table/grid-keys.ts';
import { TableState } from '../../../src/app/table/table-state.svelte.ts';
import { TableView } from '../../../src/app/table/table-view.svelte.ts';
import type { TableApi } from '../../../src/app/table/table-api.ts';
import type { RowsAnswer, RowsRequest } from '../../../src/engine/tables/table-methods.ts';
import type { PlainValue, TableOutput } from '../../../src/cells/output.ts';

class HTMLElement {
  closest(): null {
    return null;
  }
}
vi.stubGlobal('HTMLElement', HTMLElement);

const columns = ['x', 'team'].map((name, at) => ({ name, type: at === 0 ? ('number' as const) : ('string' as const), missing: 0 }));
const output: TableOutput = { type: 'table', layout: 'rows', part: '', total: 50, columns, notes: [], head: [] };
const size = { rows: 50, columns: 2, page: 10 };
const values: Record<string, (row: number) => PlainValue> = {
  x: (row) => (row === 7 ? NaN : row),
  team: (row) => (row % 2 === 0 ? 'a' : null),
};

function rowsOf({ from, to, columns: names = [], among }: RowsRequest): RowsAnswer {
  const numbers = among ?? Array.from({ length: Math.min(to, 50) - from }, (_, at) => from + at);
  return { columns: names, rows: numbers.map((row) => names.map((name) => values[name]!(row))), numbers, total: among?.length ?? 50 };
}

let view: TableView;
let selected: (readonly number[])[];
const acts = { onrecord: vi.fn(), onmenu: vi.fn(), onfilter: vi.fn(), onfind: vi.fn(), onescape: vi.fn() };
const tick = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

function press(key: string, more: { shiftKey?: boolean; ctrlKey?: boolean } = {}): boolean {
  const event = { key, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, target: null, ...more };
  return pressInGrid(event as unknown as KeyboardEvent, view, size, acts);
}

beforeEach(async () => {
  vi.clearAllMocks();
  selected = [];
  const api = { ask: (_method: string, request: RowsRequest) => Promise.resolve(rowsOf(request)) } as unknown as TableApi;
  const state = new TableState();
  state.output = output;
  view = new TableView(api, { cell: 'log', part: '' }, state, output, (numbers) => selected.push(numbers));
  view.rows.show(0, 20, ['x', 'team']);
  await tick();
});

describe('in the rows', () => {
  it('moves, opens the record, sorts and filters by the value', () => {
    expect(press('ArrowDown')).toBe(true);
    press('Enter');
    expect(acts.onrecord).toHaveBeenCalledWith(1);
    press('S', { shiftKey: true });
    expect(view.state.orderby).toEqual([{ column: 'x', descending: false }]);
    press('f');
    expect([...view.state.filter]).toEqual([['x', [1]]]);
    press('f');
    expect(view.state.filter.size).toBe(0);
  });

  it('filters by what is missing, and by NaN as by that', () => {
    view.moveTo(1, 1);
    press('f');
    expect(view.state.filter.get('team')).toEqual([null]);
    view.moveTo(7, 0);
    press('f');
    expect(view.state.filter.get('x')).toEqual([null]);
  });

  it('selects rows one by one and up to the cursor, tells of it, and lets them go before it closes', async () => {
    press(' ');
    press('ArrowDown', { shiftKey: true });
    press('ArrowDown', { shiftKey: true });
    await tick();
    expect([...view.state.selected]).toEqual([0, 1, 2]);
    expect([selected.at(-1), view.said]).toEqual([[0, 1, 2], '3 rows selected.']);
    view.state.record = 2;
    press('Escape');
    expect([view.state.record, view.state.selected.size]).toEqual([null, 3]);
    press('Escape');
    expect([view.state.selected.size, selected.at(-1)]).toEqual([0, []]);
    expect(acts.onescape).not.toHaveBeenCalled();
    press('Escape');
    expect(acts.onescape).toHaveBeenCalledOnce();
  });

  it('leaves to the page what means nothing here', () => {
    expect([press('z'), press('f', { ctrlKey: true }), press('Tab')]).toEqual([false, false, false]);
    expect(press('/')).toBe(true);
    expect(acts.onfind).toHaveBeenCalledOnce();
  });
});

describe('in the head', () => {
  it('opens the menu and the filter, sorts and resizes', () => {
    press('ArrowUp');
    press('ArrowRight');
    press('Enter');
    press('f');
    expect([acts.onmenu.mock.calls.length, acts.onfilter.mock.calls.length]).toEqual([1, 1]);
    press(' ');
    expect(view.state.orderby).toEqual([{ column: 'team', descending: false }]);
    const before = view.state.widthOf('team');
    press('ArrowRight', { shiftKey: true });
    expect(view.state.widthOf('team')).toBe(before + 16);
  });
});
