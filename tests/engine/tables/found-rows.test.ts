import fc from 'fast-check';
import { expect, it } from 'vitest';
import { Breath } from '../../../src/engine/tables/breath.ts';
import { beginsWith, foundRows } from '../../../src/engine/tables/found-rows.ts';
import { columnFromValues } from '../../../src/frame/column-from-values.ts';

const never = new AbortController().signal;

async function found(text: string, ...columns: (readonly unknown[])[]): Promise<number[]> {
  const rows = await foundRows(
    columns.map((values) => columnFromValues(values)),
    columns[0]!.length,
    text,
    new Breath(never),
  );
  return [...rows.keys()].filter((row) => rows[row] === 1);
}

it('looks for words anywhere and in any case', async () => {
  expect(await found('äp', ['Äpfel', 'apfel', null, 'GRÄPE', 'x'])).toEqual([0, 3]);
  expect(await found('🙂', ['a🙂b', 'a'])).toEqual([0]);
  expect(await found('שלום', ['שלום עולם', 'a'])).toEqual([0]);
  expect(await found('RU', [true, false, null])).toEqual([0]);
});

it('looks for the beginning of a number, as it is written with or without commas', async () => {
  const values = [0.93, 0.9312, 9.3, 93, 1234, 12.5, 12, -12, 1e21, 1e-7, NaN, null, Infinity];
  expect(await found('0.93', values)).toEqual([0, 1]);
  expect(await found('12', values)).toEqual([4, 5, 6]);
  expect(await found('1,23', values)).toEqual([4]);
  expect(await found('−12', values)).toEqual([7]);
  expect(await found('nan', values)).toEqual([10]);
  expect(await found('1e', values)).toEqual([8, 9]);
});

it('looks for a part of a time as it is shown', async () => {
  const times = [new Date('2024-03-01T00:00:00Z'), new Date('2024-03-02T12:30:00Z'), null, new Date(NaN)];
  expect(await found('2024-03', times)).toEqual([0, 1]);
  expect(await found('12:30', times)).toEqual([1]);
});

it('looks in every column and finds nothing in vectors', async () => {
  expect(await found('1', ['a1', 'b', 'c'], [2, 1, 3])).toEqual([0, 1]);
  expect(await found('1', [[1], [2]])).toEqual([]);
});

it('ends when nobody waits any more', async () => {
  const aborted = new Breath(AbortSignal.abort(new Error('gone')));
  const many = columnFromValues(Array.from({ length: 400_000 }, (_, row) => `w${row}`));
  await expect(foundRows([many], many.length, 'w3', aborted)).rejects.toThrow('gone');
});

it('begins as the text of the number does', () => {
  const digits = fc.oneof(
    fc.integer({ min: -2000, max: 2000 }).map(String),
    fc.float({ min: -20, max: 20, noNaN: true }).map((value) => value.toFixed(2)),
    fc.double({ noNaN: true }).map((value) => String(value).slice(0, 4)),
  );
  const number = fc.oneof(
    fc.double(),
    fc.integer(),
    fc.integer({ min: -300, max: 300 }).map((value) => value / 100),
    fc.float(),
  );
  fc.assert(
    fc.property(digits, number, (text, value) => {
      const test = beginsWith(text.toLowerCase());
      const naive = String(value).toLowerCase().startsWith(text.toLowerCase());
      expect(test?.(value) ?? false).toBe(naive && /^-?\d/.test(text) ? true : naive && test !== null);
    }),
    { numRuns: 2000 },
  );
  fc.assert(
    fc.property(number, fc.nat({ max: 8 }), (value, cut) => {
      const text = String(value)
        .slice(0, cut + 1)
        .toLowerCase();
      if (/^-?\d/.test(text)) expect(beginsWith(text)?.(value)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});
