import { describe, expect, it } from 'vitest';
import { wordsAt } from '../../../src/app/form/expression-words.ts';

const known = {
  frame: {
    cell: 'a',
    kind: 'data',
    rows: 1,
    columns: [
      { name: 'age', type: 'number' },
      { name: 'a b', type: 'text' },
    ],
  },
  inputs: ['cut'],
  functions: ['mean'],
};
const values = (expression: string): readonly string[] | undefined =>
  wordsAt(expression, expression.length, known)?.options.map(({ value }) => value);

describe('wordsAt', () => {
  it('offers columns, inputs and functions behind their dot', () => {
    expect(values('d.')).toEqual(['d.age', 'd["a b"]']);
    expect(values('1 < $.c')).toEqual(['$.cut']);
    expect(values('op.m')).toEqual(['op.mean(']);
    expect(wordsAt('!d.ag > 2', 5, known)).toMatchObject({ from: 1, typed: 'ag' });
  });

  it('offers nothing elsewhere', () => {
    expect(values('d')).toBeUndefined();
    expect(values('word.')).toBeUndefined();
    expect(values('d.age ')).toBeUndefined();
  });
});
