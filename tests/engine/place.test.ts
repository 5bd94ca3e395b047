import fc from 'fast-check';
import { expect, it } from 'vitest';
import { failureAt, placeOf } from '../../src/engine/place.ts';

it('counts lines and columns from 1', () => {
  const text = 'ab\n\ncd\r\ne';
  expect([0, 2, 3, 4, 6, 8].map((offset) => placeOf(text, offset))).toEqual([
    { line: 1, column: 1 },
    { line: 1, column: 3 },
    { line: 2, column: 1 },
    { line: 3, column: 1 },
    { line: 3, column: 3 },
    { line: 4, column: 1 },
  ]);
});

it('leads back to the offset', () => {
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('a', '\n', 'é', '𝒳') }), fc.nat(), (text, at) => {
      const offset = text.length === 0 ? 0 : at % text.length;
      const { line, column } = placeOf(text, offset);
      const before = text.split('\n').slice(0, line - 1);
      expect(before.reduce((sum, each) => sum + each.length + 1, 0) + column - 1).toBe(offset);
    }),
  );
});

it('offers a repair only where the text that repairs is known', () => {
  const range = { from: 3, to: 5 };
  expect(failureAt('ab\ncd', range, 'no cd')).toEqual({ message: 'no cd', line: 2, column: 1 });
  expect(failureAt('ab\ncd', range, 'no cd', { hint: 'the nearest name is ce', replacement: 'ce', needs: 'x' })).toEqual({
    message: 'no cd',
    line: 2,
    column: 1,
    hint: 'the nearest name is ce',
    needs: 'x',
    repair: { from: 3, to: 5, text: 'ce', label: 'Change to ce' },
  });
});
