import fc from 'fast-check';
import { expect, it } from 'vitest';
import { columnNames } from '../../src/formats/column-names.ts';

it('leaves good names alone, but for spaces around them', () => {
  expect(columnNames(['a', ' b ', 'toString', 'constructor'])).toEqual({ names: ['a', 'b', 'toString', 'constructor'], notes: [] });
});

it('says what it changed', () => {
  expect(columnNames(['', 'a', 'a', '__proto__', 'a'])).toEqual({
    names: ['column_1', 'a', 'a_2', 'proto', 'a_3'],
    notes: [
      'column 1 has no name and is called column_1',
      'column name a stands twice; the one in position 3 is called a_2',
      'column __proto__ is called proto',
      'column name a stands twice; the one in position 5 is called a_3',
    ],
  });
});

it('gives distinct names that no object inherits trouble from', () => {
  const name = fc.constantFrom('', ' ', 'a', 'a_2', 'a_3', 'column_1', 'column_2', 'proto', 'proto_2', '__proto__', 'b');
  fc.assert(
    fc.property(fc.array(name, { maxLength: 12 }), (raw) => {
      const { names, notes } = columnNames(raw);
      expect(names).toHaveLength(raw.length);
      expect(new Set(names).size).toBe(names.length);
      expect(names).not.toContain('__proto__');
      expect(names).not.toContain('');
      expect(notes).toHaveLength(names.filter((each, index) => each !== raw[index]!.trim()).length);
    }),
  );
});
