import { expect, it } from 'vitest';
import { clausesText, withoutClause } from '../../../src/frame/selection/clause-text.ts';

it('is the same for the same clauses, and leaves one writer out', () => {
  const text = clausesText({ b: { y: { to: 2, from: 1 } }, a: { x: [2, 1] } });
  expect(text).toBe('{"a":{"x":[2,1]},"b":{"y":{"from":1,"to":2}}}');
  expect(withoutClause(text, 'a')).toBe('{"b":{"y":{"from":1,"to":2}}}');
  expect(withoutClause(text, 'other')).toBe(text);
});
