import fc from 'fast-check';
import { expect, it } from 'vitest';
import { summarize } from '../../../src/cells/table-output.ts';
import { columnShown } from '../../../src/engine/tables/column-shown.ts';
import { columnFromValues } from '../../../src/frame/column-from-values.ts';

const values = fc.oneof(
  fc.array(fc.oneof(fc.integer({ min: -50, max: 50 }), fc.constantFrom(null, NaN, Infinity)), { minLength: 1, maxLength: 60 }),
  fc.array(fc.option(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', '')), { minLength: 1, maxLength: 60 }),
  fc.array(fc.option(fc.boolean()), { minLength: 1, maxLength: 60 }),
);

it('counts of the rows shown what a summary of them alone counts', () => {
  fc.assert(
    fc.property(values, fc.nat(), (all, seed) => {
      const column = columnFromValues(all, typeof all.find((value) => value !== null) === 'boolean' ? 'boolean' : 'string');
      const rows = Uint32Array.from([...all.keys()].filter((row) => (row * 7 + seed) % 3 > 0));
      const summary = summarize('x', column);
      const shown = columnShown(summary, column, rows);
      const some = [...rows].map((row) => all[row]!);
      expect(shown.missing).toBe(some.filter((value) => value === null).length);
      expect(shown.top).toEqual(summary.top?.map(({ value }) => some.filter((each) => each !== null && String(each) === value).length));
      const finite = some.filter((value) => typeof value === 'number' && Number.isFinite(value));
      if (summary.bins === undefined) return;
      expect(shown.bins!.reduce((sum, count) => sum + count)).toBe(finite.length);
      shown.bins!.forEach((count, bin) => expect(count).toBeLessThanOrEqual(summary.bins![bin]!));
      const everything = columnShown(summary, column, Uint32Array.from(all.keys()));
      expect(everything).toEqual(columnShown(summary, column, null));
    }),
  );
});
