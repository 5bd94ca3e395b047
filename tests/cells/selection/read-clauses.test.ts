import { describe, expect, it } from 'vitest';
import { input } from '../../../src/cells/input.ts';
import { readClauses } from '../../../src/cells/selection/read-clauses.ts';
import { runBody, stepOf } from '../step-of.ts';

describe('clauses of a selection', () => {
  it('are kept as they are written', () => {
    const clauses = {
      by_age: { age: { from: 20, below: 30 }, when: { to: '2024-01-01' } },
      by_group: { group: ['a', null, 3, true] },
      rows: { of: 'scored', rows: [1, 12] },
      named: { where: 'd.x > 1', title: 'large' },
      odd: { of: ['text of a column called of'], where: [1] },
    };
    expect(readClauses(clauses)).toEqual(clauses);
  });

  it.each([
    ['a list of clauses', [], ['clauses'], 'clauses are written as CELL: {COLUMN: values}'],
    ['a word', { a: 'x' }, ['clauses', 'a'], 'a clause is {COLUMN: [values]}'],
    ['a single value', { a: { age: 3 } }, ['clauses', 'a', 'age'], 'age is held to a list of values or to {from: 1, to: 2}'],
    ['another word in an interval', { a: { age: { form: 3 } } }, ['clauses', 'a', 'age', 'form'], 'no key form here'],
    [
      'an end before the start',
      { a: { age: { from: 3, to: 2 } } },
      ['clauses', 'a', 'age', 'from'],
      'from 3 is above to 2, so no row is selected',
    ],
    ['an empty interval', { a: { age: { from: 3, below: 3 } } }, ['clauses', 'a', 'age', 'from'], 'from 3 is not below 3'],
    ['two ends', { a: { age: { to: 3, below: 3 } } }, ['clauses', 'a', 'age', 'below'], 'ends with to or with below'],
    ['a bound that is no number', { a: { age: { from: 'soon' } } }, ['clauses', 'a', 'age', 'from'], 'soon is neither a number nor a time'],
    ['bounds of two kinds', { a: { age: { from: 3, to: '2024-01-01' } } }, ['clauses', 'a', 'age', 'from'], 'are not of one kind'],
    ['a map in a list', { a: { age: [{}] } }, ['clauses', 'a', 'age', 0], 'a list holds numbers, texts'],
    ['row 0', { a: { of: 'scored', rows: [0] } }, ['clauses', 'a', 'rows'], 'rows are numbers from 1'],
    ['a column beside rows', { a: { of: 'scored', rows: [1], age: [1] } }, ['clauses', 'a', 'age'], 'no key age here'],
  ])('refuses %s', (_, value, path, message) => {
    expect(() => readClauses(value)).toThrow(
      expect.objectContaining({ path, message: expect.stringContaining(message) as string }) as Error,
    );
  });
});

describe('an input of type selection', () => {
  it('has the same value whatever the order in which it is written', async () => {
    const first = await runBody(input, { type: 'selection', clauses: { a: { y: [1], x: { to: 2, from: 1 } }, b: { z: [null] } } });
    const second = await runBody(input, { type: 'selection', clauses: { b: { z: [null] }, a: { x: { from: 1, to: 2 }, y: [1] } } });
    expect(first.frame.table.get('value', 0)).toBe('{"a":{"x":{"from":1,"to":2},"y":[1]},"b":{"z":[null]}}');
    expect(second.frame.table.get('value', 0)).toBe(first.frame.table.get('value', 0));
    expect(first.output).toMatchObject({ type: 'control', control: { type: 'selection', clauses: { b: { z: [null] } } } });
  });

  it('takes JSON from a hand, and refuses what is none', async () => {
    const { frame } = await runBody(input, { type: 'selection' }, { values: { override: '{"a":{"x":[1]}}' } });
    expect(frame.table.get('value', 0)).toBe('{"a":{"x":[1]}}');
    const broken = runBody(input, { type: 'selection' }, { values: { override: '{a' } });
    await expect(broken).rejects.toThrow('a selection is given as JSON');
  });

  it('has neither a value nor options, and others have no clauses', () => {
    expect(() => stepOf(input, { type: 'selection', value: 3 })).toThrow('a selection has no value');
    expect(() => stepOf(input, { type: 'selection', min: 3 })).toThrow('an input of type selection has no min');
    expect(() => stepOf(input, { type: 'text', clauses: {} })).toThrow('an input of type text has no clauses');
  });
});
