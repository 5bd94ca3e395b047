import { expect, it } from 'vitest';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { applyPatch, renameCell } from '../../src/notebook/patch.ts';
import { fence, notebookOf } from '../engine/test-world.ts';

const notebookWith = (clauses: string, writer: string, name = 'picks'): string =>
  notebookOf(
    fence('input', 'least', 'type: number\nvalue: 3 # by_age'),
    fence('input', name, `type: selection\nclauses: ${clauses}`),
    fence('chart', writer, `data: people\nselect: {into: ${name}}\nfilter: $${name}`),
  );

function renamed(text: string, id: string, name: string): string {
  return applyPatch(text, renameCell(parseNotebook(text, ['input', 'chart']), id, name));
}

it('gives the clause of a writer the new name, and nothing else that is called so', () => {
  const clauses = (writer: string): string => `{${writer}: {by_age: [1]}, "other": {x: [by_age]}} # of by_age`;
  expect(renamed(notebookWith(clauses('by_age'), 'by_age'), 'by_age', 'ages')).toBe(notebookWith(clauses('ages'), 'ages'));
  expect(renamed(notebookWith(clauses('"by_age"'), 'by_age'), 'by_age', 'ages')).toBe(notebookWith(clauses('ages'), 'ages'));
});

it('renames a selection where it is written to and read', () => {
  const clauses = '{by_age: {picks: [1]}}';
  expect(renamed(notebookWith(clauses, 'by_age'), 'picks', 'chosen')).toBe(notebookWith(clauses, 'by_age', 'chosen'));
});

it('leaves a selection alone that is broken', () => {
  expect(renamed(notebookWith('{by_age: [', 'by_age'), 'by_age', 'ages')).toBe(notebookWith('{by_age: [', 'ages'));
});
