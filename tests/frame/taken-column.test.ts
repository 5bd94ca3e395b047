import { expect, it } from 'vitest';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, VectorColumn } from '../../src/frame/column.ts';
import { takeRows } from '../../src/frame/frame.ts';
import { takenColumn } from '../../src/frame/taken-column.ts';

const columns = [
  columnFromValues([1, null, 3]),
  columnFromValues(['a', 'b', null]),
  columnFromValues([true, false, true]),
  columnFromValues([new Date(5), null, new Date(7)]),
  columnFromValues([[1, 2], [3, 4], null]),
];

it.each(columns.map((column) => [column.type, column] as const))('reads rows of a %s column as a copy of them would', (_, column) => {
  const rows = Uint32Array.of(2, 0, 1, 0);
  const taken = takenColumn(column, rows);
  const copy = takeRows(column, rows);
  expect(taken.byteLength).toBe(0);
  expect(Array.from({ length: 5 }, (__, row) => taken.at(row))).toEqual([0, 1, 2, 3, 4].map((row) => copy.at(row) ?? null));
  expect([...taken]).toEqual([...copy]);
  for (const key of ['type', 'length', 'nulls', 'values', 'codes', 'dictionary', 'width'] as const)
    expect((taken as unknown as Record<string, unknown>)[key]).toEqual((copy as unknown as Record<string, unknown>)[key]);
  const types = [NumberColumn, StringColumn, BooleanColumn, TimeColumn, VectorColumn];
  expect(types.filter((type) => taken instanceof type)).toEqual(types.filter((type) => column instanceof type));
  expect(takeRows(taken, Uint32Array.of(1))).toEqual(takeRows(column, Uint32Array.of(0)));
});
