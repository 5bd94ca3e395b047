import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortedRows } from '../../src/engine/sorted-rows.ts';
import { columnFromValues } from '../../src/frame/column-from-values.ts';

const rows = (values: readonly unknown[], descending = false): number[] => [
  ...sortedRows([{ column: columnFromValues(values), descending }], values.length),
];

it('sorts numbers, with NaN and then missing values last either way', () => {
  const values = [3, null, 1, NaN, -2, 1, Infinity];
  expect(rows(values)).toEqual([4, 2, 5, 0, 6, 3, 1]);
  expect(rows(values, true)).toEqual([6, 0, 2, 5, 4, 3, 1]);
});

it('sorts texts, truths and times by their own order', () => {
  expect(rows(['b', 'a', null, 'B', 'a'])).toEqual([3, 1, 4, 0, 2]);
  expect(rows(['b', 'a', null, 'B', 'a'], true)).toEqual([0, 1, 4, 3, 2]);
  expect(rows([true, false, true])).toEqual([1, 0, 2]);
  expect(rows([new Date(5), new Date(-5), new Date(0)])).toEqual([1, 2, 0]);
});

it('takes 0 and −0 for equal, and tells the smallest and the widest numbers apart', () => {
  expect(rows([0, -0, 0])).toEqual([0, 1, 2]);
  const wide = [1e308, -1e308, Number.MIN_VALUE, -Number.MIN_VALUE, 0, -Infinity, 2 ** 31, 2 ** 31 + 2 ** -20];
  expect(rows(wide)).toEqual([5, 1, 3, 4, 2, 6, 7, 0]);
});

it('sorts vectors by their first value', () => {
  expect(rows([[3, 0], [1, 9], null, [2, 5]])).toEqual([1, 3, 0, 2]);
});

type Value = number | string | boolean | null;

/** Where a value stands among the present ones, NaN and the missing ones. */
const rank = (value: Value): number => (value === null ? 2 : Number.isNaN(value) ? 1 : 0);

function compared(one: Value, other: Value, descending: boolean): number {
  if (rank(one) !== rank(other) || rank(one) > 0) return rank(one) - rank(other);
  const order = one! < other! ? -1 : one! > other! ? 1 : 0;
  return descending ? -order : order;
}

const columnOfValues = fc.oneof(
  fc.array(fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double(), fc.constant(null)), { minLength: 30, maxLength: 60 }),
  fc.array(fc.oneof(fc.constantFrom('a', 'B', '', '🙂', 'ä', 'ab'), fc.constant(null)), { minLength: 30, maxLength: 60 }),
  fc.array(fc.option(fc.boolean()), { minLength: 30, maxLength: 60 }),
);

it('orders by several columns as a stable sort of the values does', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(columnOfValues, fc.boolean()), { minLength: 1, maxLength: 3 }), (keys) => {
      const length = Math.min(...keys.map(([values]) => values.length));
      const cut = keys.map(([values, descending]): [Value[], boolean] => [values.slice(0, length), descending]);
      const naive = Array.from({ length }, (_, row) => row).sort((a, b) => {
        for (const [values, descending] of cut) {
          const order = compared(values[a]!, values[b]!, descending);
          if (order !== 0) return order;
        }
        return a - b;
      });
      const typed = cut.map(([values, descending]) => ({ column: columnFromValues(values), descending }));
      expect([...sortedRows(typed, length)]).toEqual(naive);
    }),
  );
});
