import { describe, expect, it } from 'vitest';
import { TableState } from '../../../src/app/table/table-state.svelte.ts';
import type { TableOutput } from '../../../src/cells/output.ts';

function stateOf(...names: readonly string[]): TableState {
  const state = new TableState();
  state.output = outputOf(...names);
  return state;
}

function outputOf(...names: readonly string[]): TableOutput {
  const columns = names.map((name) => ({ name, type: 'number' as const, missing: 0 }));
  return { type: 'table', layout: 'rows', part: '', total: 9, columns, notes: [], head: [] };
}

const names = (state: TableState): string[] => state.columns.map(({ name }) => name);

describe('columns', () => {
  it('stand pinned first, without those that are hidden', () => {
    const state = stateOf('a', 'b', 'c', 'd');
    state.pin('c');
    state.pin('a');
    state.hide('b');
    expect([names(state), state.pins]).toEqual([['c', 'a', 'd'], 2]);
    expect([state.pinnedLayout.names, state.layout.names]).toEqual([['c', 'a'], ['d']]);
    state.pin('c');
    state.show('b');
    expect(names(state)).toEqual(['a', 'b', 'c', 'd']);
  });

  it('keep the cursor on a column that is there', () => {
    const state = stateOf('a', 'b');
    state.at = { row: 3, column: 1 };
    state.hide('b');
    expect(state.at).toEqual({ row: 3, column: 0 });
    state.show('b');
    state.at = { row: 3, column: 1 };
    state.pin('b');
    expect(state.at).toEqual({ row: 3, column: 0 });
  });

  it('keep a width within bounds', () => {
    const state = stateOf('a');
    const usual = state.widthOf('a');
    state.resize('a', 10);
    expect([state.widthOf('a') < usual, state.layout.edges.at(-1)]).toEqual([true, state.widthOf('a')]);
    state.resize('a', 1e9);
    expect(state.widthOf('a')).toBe(720);
  });
});

describe('what is asked of the worker', () => {
  it('is nothing until somebody filters, finds or sorts', () => {
    const state = stateOf('a', '__proto__');
    expect([state.spec, state.narrowed]).toEqual([{}, false]);
    state.constrain('__proto__', { from: 1 });
    state.find = '  x ';
    expect(JSON.stringify(state.spec)).toBe('{"filter":{"__proto__":{"from":1}},"find":"x"}');
    expect(state.narrowed).toBe(true);
    state.clear();
    expect(state.spec).toEqual({});
  });

  it('is in the order of the columns that were sorted by', () => {
    const state = stateOf('a', 'b');
    state.sort('a', false);
    state.sort('b', true);
    state.sort('a', true);
    expect(state.spec.orderby).toEqual([
      { column: 'a', descending: true },
      { column: 'b', descending: false },
    ]);
    state.sort('a', true);
    expect(state.spec.orderby).toEqual([{ column: 'b', descending: false }]);
    state.sort('a', false);
    expect(state.spec.orderby).toEqual([{ column: 'a', descending: false }]);
  });

  it('leaves out columns that are no longer there, and has them again when they are', () => {
    const state = stateOf('a', 'b');
    state.constrain('a', [1]);
    state.sort('a', false);
    state.output = outputOf('b');
    expect(state.spec).toEqual({});
    state.output = outputOf('a');
    expect(state.spec).toEqual({ filter: { a: [1] }, orderby: [{ column: 'a', descending: false }] });
  });
});

it('selects rows one by one and in a row', () => {
  const state = stateOf('a');
  state.toggleSelected(3);
  state.toggleSelected(5);
  state.toggleSelected(3);
  expect([...state.selected]).toEqual([5]);
  state.select([1, 2], false);
  expect([...state.selected]).toEqual([1, 2]);
});
