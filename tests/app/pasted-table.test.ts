import { expect, it } from 'vitest';
import { pastedTable } from '../../src/app/pasted-table.ts';

it.each([
  ['a\tb\n1\t2', 'pasted.tsv'],
  ['a,b\n1,2\n', 'pasted.csv'],
  ['a;b\r\n1;2\r\n', 'pasted.csv'],
  ['[{"a": 1},\n{"a": 2}]', 'pasted.json'],
])('takes %j as %s', (text, name) => {
  expect(pastedTable(text)?.name).toBe(name);
});

it.each(['', 'a word', 'two words\nin two lines', 'a,b'])('does not take %j for a table', (text) => {
  expect(pastedTable(text)).toBeNull();
});
