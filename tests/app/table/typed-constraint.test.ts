import { expect, it } from 'vitest';
import { conditionsOf, typedConstraint } from '../../../src/app/table/typed-constraint.ts';

it('reads numbers as people write them', () => {
  expect(typedConstraint('number', 'between', '1,234.5', ' 20,000 ')).toEqual({ from: 1234.5, to: 20000 });
  expect(typedConstraint('number', 'atLeast', '−3', '')).toEqual({ from: -3 });
  expect(typedConstraint('number', 'atMost', '1e3', '')).toEqual({ to: 1000 });
  expect(typedConstraint('number', 'is', '1; 2, 3', '')).toEqual([1, 2, 3]);
});

it('reads times, truths, texts and what is missing', () => {
  expect(typedConstraint('time', 'between', '2024-01-31', '2024-02-01 12:30')).toEqual({
    from: '2024-01-31T00:00:00.000Z',
    to: '2024-02-01T12:30:00.000Z',
  });
  expect(typedConstraint('boolean', 'is', 'true', '')).toEqual([true]);
  expect(typedConstraint('string', 'is', 'a, "b"; 🙂', '')).toEqual(['a, "b"; 🙂']);
  expect(typedConstraint('string', 'is', '', '')).toEqual(['']);
  expect(typedConstraint('vector', 'missing', '', '')).toEqual([null]);
});

it.each([
  ['number', 'between', '5', '1', '5 is above 1.'],
  ['number', 'atLeast', 'many', '', 'many is no number.'],
  ['number', 'between', '1', '', 'Write a number.'],
  ['time', 'atMost', 'soon', '', /^Write a time as/],
  ['boolean', 'is', 'yes', '', 'Write true or false.'],
] as const)('says what is wrong with %s %s %s %s', (type, condition, one, other, sentence) => {
  expect(() => typedConstraint(type, condition, one, other)).toThrow(sentence);
});

it('offers what a type can answer', () => {
  expect(conditionsOf('number')).toContain('between');
  expect(conditionsOf('string')).toEqual(['is', 'missing']);
  expect(conditionsOf('vector')).toEqual(['missing']);
});
