import { expect, it } from 'vitest';
import { clauseOf, frequentMistakes, isSelected, mistakesOf } from '../../../src/app/outputs/confusion-cells.ts';
import type { ConfusionOutput } from '../../../src/cells/output.ts';

const digits: ConfusionOutput = {
  type: 'table',
  layout: 'confusion',
  classes: ['3', '7'],
  counts: [
    [5, 2],
    [1, 6],
  ],
  actual: { column: 'digit', constraints: [['3'], ['7']] },
  predicted: { column: 'read', constraints: [['3'], ['7']] },
};
const scored: ConfusionOutput = { ...digits, predicted: { column: 'p', constraints: [{ below: 0.5 }, { from: 0.5 }] } };

it('selects a cell, a row, a column and nothing', () => {
  expect(clauseOf(digits, { actual: 0, predicted: 1 })).toEqual({ digit: ['3'], read: ['7'] });
  expect(clauseOf(scored, { actual: 0, predicted: 1 })).toEqual({ digit: ['3'], p: { from: 0.5 } });
  expect(clauseOf(digits, { actual: 1, predicted: -1 })).toEqual({ digit: ['7'] });
  expect(clauseOf(digits, { actual: -1, predicted: 0 })).toEqual({ read: ['3'] });
  expect(clauseOf(digits, { actual: -1, predicted: -1 })).toBeNull();
  expect([mistakesOf(digits), mistakesOf(scored)]).toEqual([{ where: 'd.digit != d.read', title: 'mistakes' }, null]);
});

it('marks the cells whose rows are selected', () => {
  const marked = (own: Parameters<typeof isSelected>[2], output = digits): string =>
    [0, 1].flatMap((actual) => [0, 1].map((predicted) => (isSelected(output, { actual, predicted }, own) ? 'x' : '.'))).join('');
  expect(marked({ digit: ['3'] })).toBe('xx..');
  expect(marked({ digit: ['3', '7'], read: ['7'] })).toBe('.x.x');
  expect(marked({ p: { from: 0.5 } }, scored)).toBe('.x.x');
  expect(marked(mistakesOf(digits))).toBe('.xx.');
  expect([marked(null), marked({ age: [1] }), marked({ of: 'read', rows: [1] })]).toEqual(['....', '....', '....']);
});

it('tells the most frequent mistakes', () => {
  expect(frequentMistakes(digits)).toEqual(['3 as 7, 2 times', '7 as 3, once']);
  expect(frequentMistakes(digits, 1)).toHaveLength(1);
});
