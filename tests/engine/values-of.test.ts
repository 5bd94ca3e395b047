import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { valuesOf } from '../../src/engine/values-of.ts';
import { columnFromValues } from '../../src/frame/column-from-values.ts';

describe('valuesOf', () => {
  it('gives what most rows have first, and counts what is missing', () => {
    expect(valuesOf(columnFromValues(['b', 'a', null, 'a', 'c']))).toEqual({
      values: [
        { value: 'a', rows: 2 },
        { value: 'b', rows: 1 },
        { value: 'c', rows: 1 },
      ],
      distinct: 3,
      missing: 1,
    });
  });

  it('counts like a map of the rows does, whatever the type', () => {
    const rows = fc.oneof(
      fc.array(fc.option(fc.constantFrom('x', '__proto__', '', '🙂')), { maxLength: 30 }),
      fc.array(fc.option(fc.integer({ min: 0, max: 3 })), { maxLength: 30 }),
      fc.array(fc.option(fc.boolean()), { maxLength: 30 }),
    );
    fc.assert(
      fc.property(rows, (values) => {
        const counts = new Map<unknown, number>();
        for (const value of values) if (value !== null) counts.set(value, (counts.get(value) ?? 0) + 1);
        const found = valuesOf(columnFromValues(values));
        expect(new Map(found.values.map(({ value, rows: count }) => [value, count]))).toEqual(counts);
        expect(found.values.map(({ rows: count }) => count)).toEqual([...counts.values()].toSorted((a, b) => b - a));
        expect([found.distinct, found.missing]).toEqual([counts.size, values.filter((value) => value === null).length]);
      }),
    );
  });

  it('stops at a hundred, and at ten thousand numbers that differ', () => {
    const found = valuesOf(columnFromValues(Array.from({ length: 12_000 }, (_, row) => row)));
    expect([found.values.length, found.distinct, found.more]).toEqual([100, 10_000, true]);
  });
});
