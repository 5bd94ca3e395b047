import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sortedRows } from '../../src/engine/sorted-rows.ts';
import { columnFromValues } from '../../src/frame/column-from-values.ts';

const rows = (values: readonly unknown[], descending = false): number[] => [...sortedRows(columnFromValues(values), descending)];

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

it('orders like a stable sort of the values', () => {
  const value = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.constant(null));
  fc.assert(
    fc.property(fc.array(value, { maxLength: 40 }), fc.boolean(), (values, descending) => {
      const plain = values.map((_, row) => row).filter((row) => values[row] !== null);
      plain.sort((a, b) => (descending ? values[b]! - values[a]! : values[a]! - values[b]!));
      const missing = values.flatMap((each, row) => (each === null ? [row] : []));
      expect(rows(values, descending)).toEqual([...plain, ...missing]);
    }),
  );
});
