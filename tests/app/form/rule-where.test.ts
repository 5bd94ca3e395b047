import { expect, it } from 'vitest';
import { ruleWhere } from '../../../src/app/form/rule-where.ts';

it('says which numbers a rule is about, as the check reads it', () => {
  expect(ruleWhere({ metric: 'recall', expect: '' })).toBe('d.metric == "recall" && d.slice == "all"');
  expect(ruleWhere({ metric: 'recall', slices: 'all' })).toBe('d.metric == "recall" && d.slice != "all"');
  expect(ruleWhere({ slices: ['a=1', 'a "2"'] })).toBe('(d.slice == "a=1" || d.slice == "a \\"2\\"")');
  expect(ruleWhere({ class: 1, where: 'd.n > 3' })).toBe('d.class == "1" && (d.n > 3)');
  expect(ruleWhere('')).toBeUndefined();
});
