import { expect, it } from 'vitest';
import { holdsRecord, withRecord } from '../../../src/app/selecting/record-clause.ts';

it('selects one record, more, and lets go', () => {
  const [a, b] = [
    { column: 'id', id: 'a' },
    { column: 'id', id: 'b' },
  ];
  expect(withRecord(null, a, 'people', false)).toEqual({ id: ['a'] });
  expect(withRecord({ id: ['a'] }, b, 'people', false)).toEqual({ id: ['b'] });
  expect(withRecord({ id: ['a'] }, b, 'people', true)).toEqual({ id: ['a', 'b'] });
  expect(withRecord({ id: ['a'] }, a, 'people', false)).toBeNull();
  expect(withRecord({ id: ['a', 'b'] }, a, 'people', false)).toEqual({ id: ['a'] });
  expect(withRecord({ id: ['a', 'b'] }, a, 'people', true)).toEqual({ id: ['b'] });
  expect([holdsRecord({ id: ['a'] }, a), holdsRecord({ id: ['a'] }, b), holdsRecord(null, a)]).toEqual([true, false, false]);
});

it('selects by number where there is no id', () => {
  expect(withRecord({ of: 'people', rows: [9] }, { number: 2 }, 'people', true)).toEqual({ of: 'people', rows: [2, 9] });
  expect(withRecord({ of: 'others', rows: [9] }, { number: 2 }, 'people', true)).toEqual({ of: 'people', rows: [2] });
  expect(holdsRecord({ of: 'people', rows: [2] }, { number: 2 })).toBe(true);
});
