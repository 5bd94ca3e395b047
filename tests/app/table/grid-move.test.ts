import { expect, it } from 'vitest';
import { gridMove, type GridPlace } from '../../../src/app/table/grid-move.ts';

const size = { rows: 100, columns: 5, page: 10 };
const move = (key: string, row: number, column: number, far = false): GridPlace | null =>
  gridMove({ key, ctrlKey: far, metaKey: false }, { row, column }, size);

it.each([
  ['ArrowDown', 3, 2, false, 4, 2],
  ['ArrowDown', 99, 2, false, 99, 2],
  ['ArrowUp', 0, 2, false, -1, 2],
  ['ArrowUp', -1, 2, false, -1, 2],
  ['ArrowDown', -1, 2, false, 0, 2],
  ['ArrowUp', 50, 2, true, 0, 2],
  ['ArrowDown', 50, 2, true, 99, 2],
  ['ArrowRight', 3, 4, false, 3, 4],
  ['ArrowRight', -1, 1, false, -1, 2],
  ['ArrowLeft', 3, 4, true, 3, 0],
  ['PageDown', 95, 0, false, 99, 0],
  ['PageUp', 3, 0, false, 0, 0],
  ['Home', 7, 3, false, 7, 0],
  ['End', -1, 3, false, -1, 4],
  ['Home', 7, 3, true, 0, 0],
  ['End', 7, 3, true, 99, 4],
] as const)('%s from %d, %d (far: %s) goes to %d, %d', (key, row, column, far, toRow, toColumn) => {
  expect(move(key, row, column, far)).toEqual({ row: toRow, column: toColumn });
});

it('leaves other keys alone, and stays in the head of a table without rows', () => {
  expect(move('x', 1, 1)).toBeNull();
  expect(gridMove({ key: 'ArrowDown', ctrlKey: false, metaKey: false }, { row: -1, column: 0 }, { ...size, rows: 0 })).toEqual({
    row: -1,
    column: 0,
  });
});
