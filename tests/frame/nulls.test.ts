import { BitSet } from 'arquero';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countNulls, isNull, makeNulls, setNull } from '../../src/frame/nulls.ts';

it('holds a set of rows', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200 }), fc.array(fc.nat(199)), (length, picked) => {
      const rows = new Set(picked.filter((row) => row < length));
      const nulls = makeNulls(length);
      for (const row of rows) setNull(nulls, row);
      for (let row = 0; row < length; row++) expect(isNull(nulls, row)).toBe(rows.has(row));
      expect(countNulls(nulls)).toBe(rows.size);
    }),
  );
});

it('has the bit order of masks in Arquero', () => {
  const [nulls, mask] = [makeNulls(70), new BitSet(70)];
  for (const row of [0, 5, 31, 32, 69]) {
    setNull(nulls, row);
    mask.set(row);
  }
  expect([...nulls]).toEqual([...(mask as unknown as { _bits: Uint32Array })._bits]);
});

it('is empty where there is no set', () => {
  expect([isNull(null, 3), countNulls(null)]).toEqual([false, 0]);
});
