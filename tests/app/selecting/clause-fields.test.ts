import { expect, it } from 'vitest';
import { fieldsOf, withInterval, withListed } from '../../../src/app/selecting/clause-fields.ts';

const age = { column: 'age', kind: 'number', binned: true } as const;
const dose = { column: 'dose', kind: 'number', binned: false } as const;
const when = { column: 'when', kind: 'time', binned: false } as const;
const group = { column: 'group', kind: 'category', binned: false } as const;

it('shows a constraint in fields and reads it back', () => {
  expect(fieldsOf({ age: { from: 20, below: 30 } }, age)).toEqual({ from: '20', to: '30', list: [] });
  expect(fieldsOf({ when: { from: '2024-01-01T00:00:00.000Z', below: '2024-01-02T09:30:00.000Z' } }, when)).toMatchObject({
    from: '2024-01-01',
    to: '2024-01-02 09:30',
  });
  expect(withInterval(null, age, ' 20 ', '30')).toEqual({ clause: { age: { from: 20, below: 30 } } });
  expect(withInterval(null, dose, '', '1e-3')).toEqual({ clause: { dose: { to: 0.001 } } });
  expect(withInterval({ group: ['a'] }, when, '2024-01-01', '2024-01-02 09:30')).toEqual({
    clause: { group: ['a'], when: { from: '2024-01-01T00:00:00.000Z', below: '2024-01-02T09:30:00.000Z' } },
  });
});

it('takes empty fields for no bound, and no bound for nothing', () => {
  expect(withInterval({ age: { from: 1 }, group: ['a'] }, age, '', ' ')).toEqual({ clause: { group: ['a'] } });
  expect(withInterval({ age: { from: 1 } }, age, '', '')).toEqual({ clause: null });
});

it('says what is no interval', () => {
  expect(withInterval(null, age, 'old', '')).toEqual({ problem: 'old is no number.' });
  expect(withInterval(null, when, '', 'soon')).toEqual({ problem: 'soon is no time; write it as 2026-01-31 09:30.' });
  expect(withInterval(null, age, '30', '30')).toEqual({ problem: 'From has to be below to.' });
  expect(withInterval(null, dose, '30', '30')).toEqual({ clause: { dose: { from: 30, to: 30 } } });
});

it('adds values to a list and takes them out', () => {
  expect(withListed(null, group, 'a', true)).toEqual({ group: ['a'] });
  expect(withListed({ group: ['a'] }, group, null, true)).toEqual({ group: ['a', null] });
  expect(withListed({ group: ['a'], age: [1] }, group, 'a', false)).toEqual({ age: [1] });
  expect(withListed({ of: 'people', rows: [1] }, group, 'a', true)).toEqual({ group: ['a'] });
});
