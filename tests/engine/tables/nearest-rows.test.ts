import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Breath } from '../../../src/engine/tables/breath.ts';
import { comparedColumns, nearestRows } from '../../../src/engine/tables/nearest-rows.ts';
import { columnFromValues } from '../../../src/frame/column-from-values.ts';
import { makeFrame } from '../../../src/frame/frame.ts';

const breath = new Breath(new AbortController().signal);

it('measures numbers in standard deviations and categories as same or not', async () => {
  const columns = [columnFromValues([0, 2, 4, 4]), columnFromValues(['a', 'a', 'b', 'a'])];
  const near = await nearestRows(columns, 0, 2, breath);
  const deviation = Math.sqrt((6.25 + 0.25 + 2.25 + 2.25) / 4);
  expect(near.map(({ row }) => row)).toEqual([1, 3]);
  expect(near[0]!.distance).toBeCloseTo(Math.sqrt((2 / deviation) ** 2 / 2), 12);
  expect(near[1]!.distance).toBeCloseTo(Math.sqrt((4 / deviation) ** 2 / 2), 12);
});

it('takes two missing values for alike, and one for a difference', async () => {
  const columns = [columnFromValues([null, null, 1, 5]), columnFromValues([null, 'a', null, 'a'])];
  expect((await nearestRows(columns, 0, 3, breath)).map(({ row, distance }) => [row, distance])).toEqual([
    [1, Math.SQRT1_2],
    [2, Math.SQRT1_2],
    [3, 1],
  ]);
});

it('finds what a sort of all distances finds', async () => {
  const value = fc.option(fc.integer({ min: -4, max: 4 }));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(value, fc.option(fc.constantFrom('a', 'b'))), { minLength: 2, maxLength: 30 }), async (rows) => {
      const numbers = rows.map(([number]) => number);
      const known = numbers.filter((number) => number !== null);
      const mean = known.reduce((sum, number) => sum + number, 0) / known.length;
      const deviation = Math.sqrt(known.reduce((sum, number) => sum + (number - mean) ** 2, 0) / known.length) || 1;
      const part = (one: number | null, other: number | null): number =>
        one === null || other === null ? +(one !== other) : ((one - other) / deviation) ** 2;
      const naive = rows.map(([number, word], row) => ({
        row,
        distance: Math.sqrt((part(number, numbers[0]!) + +(word !== rows[0]![1])) / 2),
      }));
      const nearest = naive.slice(1).sort((a, b) => a.distance - b.distance);
      const columns = [columnFromValues(numbers, 'number'), columnFromValues(rows.map(([, word]) => word))];
      const found = await nearestRows(columns, 0, 5, breath);
      expect(found.length).toBe(Math.min(5, nearest.length));
      found.forEach(({ row, distance }, at) => {
        expect(distance).toBeCloseTo(nearest[at]!.distance, 9);
        expect(distance).toBeCloseTo(naive[row]!.distance, 9);
      });
    }),
  );
});

it('compares features, or what plays no other part', () => {
  const one = columnFromValues([1, 2]);
  const names = ['y', 's', 'a', 'b', 'p'].map((name) => [name, name === 'p' ? columnFromValues([[1], [2]]) : one] as const);
  const score = new Map([['', 's']]);
  expect(comparedColumns(makeFrame(names, { roles: { label: 'y', score } }))).toEqual(['a', 'b']);
  expect(comparedColumns(makeFrame(names, { roles: { label: 'y', score, feature: ['b'] } }))).toEqual(['b']);
});

it('compares images where nothing else is left to compare', async () => {
  const images = columnFromValues([[0, 0], [4, 4], [0, 2], null]);
  expect(comparedColumns(makeFrame([['p', images]]))).toEqual(['p']);
  const near = await nearestRows([images], 0, 3, breath);
  const pixels = [0, 0, 4, 4, 0, 2, 0, 0];
  const deviation = Math.sqrt(pixels.reduce((sum, value) => sum + (value - 10 / 8) ** 2, 0) / 8);
  expect(near.map(({ row }) => row)).toEqual([2, 3, 1]);
  expect(near[0]!.distance).toBeCloseTo(Math.sqrt(4 / 2) / deviation, 12);
});
