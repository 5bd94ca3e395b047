import { expect, it } from 'vitest';
import { BodyError } from '../../src/cells/kind.ts';
import { failureOf } from '../../src/engine/failure-of.ts';
import { Planner } from '../../src/engine/plan.ts';
import { SourceError } from '../../src/io/source.ts';
import { parseNotebook } from '../../src/notebook/parse-notebook.ts';
import { ChartSpecError } from '../../src/trust/chart-spec-error.ts';
import { checkExpression } from '../../src/trust/expression.ts';
import { fence, notebookOf, placeOfWord, TestWorld } from './test-world.ts';

const text = notebookOf(
  fence('data', 'loans', 'source: a.csv\nroles: {label: deny}'),
  fence('slice', 'some', 'data: loans\nwhere: d.dey == 1'),
  fence('chart', 'drawn', 'data: loans\nspec:\n  mark: bar\n  encoding: {x: {field: dey}}'),
);
const world = new TestWorld();
const [loans, some, drawn] = new Planner(world.kinds).plan(parseNotebook(text, [...world.kinds.keys()]));

it.each(['needs-file', 'needs-permission', 'failed'] as const)('gives a source’s state, %s, at source', (state) => {
  expect(failureOf(loans!, new SourceError(state, 'no file a.csv', 'a.csv'))).toEqual({
    cell: 'loans',
    kind: 'data',
    key: '',
    state,
    error: { message: 'no file a.csv', needs: 'a.csv', ...placeOfWord(text, 'a.csv') },
  });
});

it('places what a kind names, and puts what it did not foresee at source or at the cell', () => {
  expect(failureOf(loans!, new BodyError('no column deny', ['roles', 'label'])).error).toEqual({
    message: 'no column deny',
    ...placeOfWord(text, 'deny'),
  });
  expect(failureOf(loans!, new Error('cut off')).error).toEqual({ message: 'cut off', ...placeOfWord(text, 'a.csv') });
  expect(failureOf(some!, new TypeError('x is undefined')).error).toEqual({
    message: 'x is undefined',
    ...placeOfWord(text, '```yaml slice'),
  });
  expect(failureOf(some!, 'a word').error!.message).toBe('a word');
});

it('places an expression’s error at the expression, and a chart’s inside its spec', () => {
  let thrown: unknown;
  try {
    checkExpression('d.dey == 1', { columns: ['deny'], params: [] });
  } catch (error) {
    thrown = error;
  }
  expect(failureOf(some!, thrown)).toMatchObject({ state: 'failed', error: placeOfWord(text, 'd.dey') });
  expect(failureOf(drawn!, new ChartSpecError('no column dey', ['encoding', 'x', 'field'], 'the nearest name is deny')).error).toEqual({
    message: 'no column dey',
    hint: 'the nearest name is deny',
    ...placeOfWord(text, 'dey}'),
  });
});

it('says in words what the browser says of a text without end', () => {
  let thrown: unknown;
  try {
    'x'.repeat(2 ** 29).repeat(9);
  } catch (error) {
    thrown = error;
  }
  expect(failureOf(some!, thrown).error).toMatchObject({
    message: 'an expression makes a text that is too long for the memory',
    hint: 'repeat, pad or replace less of it',
  });
});
