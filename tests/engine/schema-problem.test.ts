import { safeParse } from 'valibot';
import { expect, it } from 'vitest';
import { kindsByName } from '../../src/cells/index.ts';
import { schemaProblem } from '../../src/engine/schema-problem.ts';

function problem(
  name: string,
  body: unknown,
): { message: string; path: readonly (string | number)[]; hint?: string; replacement?: string } {
  const kind = kindsByName.get(name)!;
  const parsed = safeParse(kind.schema, body);
  if (parsed.success) throw new Error('the body is sound');
  return schemaProblem(kind, parsed.issues);
}

it.each([
  ['table', { data: 'x', limt: 3 }, 'no key limt in a table cell', ['limt'], 'limit'],
  ['check', { data: 'x', rules: [{ expct: 'd.x' }] }, /^(no key expct in rules\.0|rules\.0 needs expect)$/, undefined, undefined],
  ['table', {}, 'a table cell needs data', [], undefined],
  ['table', 'just text', 'a table cell needs data; found "just text"', [], undefined],
  ['table', { data: 5 }, 'data: 5 stands where string is needed', ['data'], undefined],
  ['table', { data: 'x', limit: 1.5 }, 'limit: a limit is a whole number of rows', ['limit'], undefined],
  ['input', { type: 'dial' }, 'type: the type of an input is one of range, number, select, toggle, text, selection', ['type'], undefined],
  ['metrics', { data: 'x', threshold: 'high' }, 'threshold: write the input as $name', ['threshold'], undefined],
  ['metrics', { data: 'x', interval: { levl: 1 } }, 'no key levl in interval', ['interval', 'levl'], undefined],
  ['data', { source: '' }, 'source: source names a file or an address', ['source'], undefined],
])('%s %j', (kind, body, message, path, replacement) => {
  const found = problem(kind, body);
  expect(found.message).toMatch(typeof message === 'string' ? new RegExp(`^${message.replace(/[.$?*+()[\]]/g, '\\$&')}$`) : message);
  if (path !== undefined) expect(found.path).toEqual(path);
  if (path !== undefined) expect(found.replacement).toBe(replacement);
});

it('lists the keys where no name is near', () => {
  expect(problem('slice', { data: 'x', where: 'd.x', zzzzzz: 1 }).hint).toBe('the keys are data, where, title, filter');
});

it('offers no key that belongs inside another', () => {
  const found = problem('check', { data: 'x', rules: [{ expect: 'd.low > 0' }], metric: 'recall' });
  expect([found.message, found.hint, found.replacement]).toEqual(['no key metric in a check cell', 'the keys are data, rules', undefined]);
});
