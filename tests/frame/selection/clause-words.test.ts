import { expect, it } from 'vitest';
import { clauseWords, selectionText } from '../../../src/frame/selection/clause-words.ts';
import type { Clause } from '../../../src/frame/selection/clause.ts';

it.each([
  [{ age: { from: 20, below: 30 } }, 'age 20 to under 30'],
  [{ age: { from: 20, to: 30 } }, 'age 20 to 30'],
  [{ age: { from: 0.1 + 0.2 } }, 'age from 0.3'],
  [{ age: { to: 12345678 } }, 'age up to 12,345,700'],
  [{ age: { below: 2024 } }, 'age under 2024'],
  [{ when: { from: '2024-02-01T00:00:00.000Z', below: '2024-02-02T09:30:00.000Z' } }, 'when 2024-02-01 to under 2024-02-02 09:30'],
  [{ group: ['a'] }, 'group a'],
  [{ group: ['a', 'b', null], flag: [true] }, 'group a, b or missing, flag true'],
  [{ group: ['a', 'b', 'c', 'd', 'e', ''] }, 'group a, b, c or 3 more'],
  [{ of: 'scored', rows: [12, 99] }, 'rows 12 and 99 of scored'],
  [{ of: 'scored', rows: [12345] }, 'row 12,345 of scored'],
  [{ where: 'd.x > 1' }, 'd.x > 1'],
  [{ where: 'd.x > 1', title: 'large' }, 'large'],
] satisfies (readonly [Clause, string])[])('says %j', (clause, words) => {
  expect(clauseWords(clause)).toBe(words);
});

it('says all clauses, or that all rows are meant', () => {
  expect(selectionText({ a: { x: [1] }, b: { y: { to: 2 } } })).toBe('x 1; y up to 2');
  expect(selectionText({})).toBe('all rows');
});
