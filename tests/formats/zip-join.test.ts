import { expect, it } from 'vitest';
import { columnFromValues } from '../../src/frame/column-from-values.ts';
import { columnOf, makeFrame, type Frame } from '../../src/frame/frame.ts';
import { withTable } from '../../src/formats/zip-join.ts';

const frame = (columns: Readonly<Record<string, readonly unknown[]>>): Frame =>
  makeFrame(Object.entries(columns).map(([name, values]) => [name, columnFromValues(values)] as const));

const images = frame({ file: ['in/a.png', 'in/b.png'], folder: ['x', 'y'], pixels: [1, 2] });

it('takes the column that names the most files', () => {
  const joined = withTable(images, frame({ other: ['a', 'z'], name: ['b.png', 'a.png'], size: [20, 10] }), 't.csv');
  expect(joined.table.columnNames()).toEqual(['file', 'folder', 'other', 'size', 'pixels']);
  expect([...columnOf(joined, 'size')]).toEqual([10, 20]);
});

it('does not let a column of the table take the place of one of the images', () => {
  const joined = withTable(images, frame({ key: ['a', 'b'], folder: ['p', 'q'] }), 't.csv');
  expect([...columnOf(joined, 'folder')]).toEqual(['x', 'y']);
  expect([...columnOf(joined, 'folder_in_table')]).toEqual(['p', 'q']);
});
