import { expect, it } from 'vitest';
import { clausesExpression } from '../../../src/frame/selection/clause-expression.ts';
import type { Clause } from '../../../src/frame/selection/clause.ts';

const never = (): boolean => false;

it.each([
  [{ a: { age: { from: 20, below: 30 } } }, 'd.age >= 20 && d.age < 30'],
  [{ a: { age: { to: 30 } } }, 'd.age != null && d.age <= 30'],
  [{ a: { 'odd "name"': ['x'] } }, 'd["odd \\"name\\""] === "x"'],
  [{ a: { group: ['x', 'y'] }, b: { age: { from: 1 } } }, '(d.group === "x" || d.group === "y") && d.age >= 1'],
  [{ a: { group: [1, 2, 3, 4, 5] } }, 'op.includes([1, 2, 3, 4, 5], d.group)'],
  [{ a: { where: 'd => d.x > 1 || d.y', title: 'odd' }, b: { z: [true] } }, '(d.x > 1 || d.y) && d.z === true'],
  [{ a: {} }, 'true'],
] satisfies (readonly [Record<string, Clause>, string])[])('writes %j', (clauses, expression) => {
  expect(clausesExpression(clauses, never)).toBe(expression);
});

it('cannot name rows by number, nor very many values', () => {
  expect(() => clausesExpression({ a: { of: 'scored', rows: [1] } }, never)).toThrow('scored has no ids');
  expect(() => clausesExpression({ a: { word: Array.from({ length: 500 }, (_, at) => `word ${at}`) } }, never)).toThrow('too many values');
});
