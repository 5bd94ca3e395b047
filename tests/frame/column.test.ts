import { expect, it } from 'vitest';
import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, VectorColumn, makeCodes, type Column } from '../../src/frame/column.ts';
import { makeNulls, setNull } from '../../src/frame/nulls.ts';

const second = makeNulls(3);
setNull(second, 1);

const cases: [Column, unknown[]][] = [
  [new NumberColumn(Float64Array.of(1, NaN, NaN), second), [1, null, NaN]],
  [new StringColumn(Uint8Array.of(1, 0, 0), ['', 'a'], second), ['a', null, '']],
  [new BooleanColumn(Uint8Array.of(1, 0, 0), second), [true, null, false]],
  [new TimeColumn(Float64Array.of(0, NaN, 5), second), [new Date(0), null, new Date(5)]],
  [new VectorColumn(Uint8Array.of(1, 2, 0, 0, 3, 4), 2, second), [Uint8Array.of(1, 2), null, Uint8Array.of(3, 4)]],
];

it.each(cases.map(([column, values]) => [column.type, column, values] as const))(
  'a %s column gives its values, null where they are missing',
  (_, column, values) => {
    expect(column.length).toBe(3);
    expect([...column]).toEqual(values);
    expect(values.map((_, row) => column.at(row))).toEqual(values);
  },
);

it.each(cases.map(([column]) => [column.type, column] as const))('a %s column has nothing outside its rows', (_, column) => {
  for (const row of [-1, 3, -Infinity]) expect(column.at(row)).toBeNull();
});

it('counts the bytes that columns hold', () => {
  expect(new NumberColumn(new Float64Array(10), makeNulls(10)).byteLength).toBe(84);
  expect(new StringColumn(new Uint16Array(10), ['ab', 'cde']).byteLength).toBe(30);
  expect(new VectorColumn(new Float32Array(6), 3).byteLength).toBe(24);
});

it('makes the narrowest codes that fit', () => {
  const widths = [1, 256, 257, 65_536, 65_537].map((size) => makeCodes(4, size).BYTES_PER_ELEMENT);
  expect(widths).toEqual([1, 1, 2, 2, 4]);
});

it('refuses vectors that do not fill their rows', () => {
  expect(() => new VectorColumn(new Uint8Array(5), 2)).toThrow('a vector column of width 2 cannot hold 5 values');
  expect(() => new VectorColumn(new Uint8Array(0), 0)).toThrow('width 0');
});
