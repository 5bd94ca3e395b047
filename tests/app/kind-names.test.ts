import { expect, it } from 'vitest';
import { kindNames, textKinds } from '../../src/app/kind-names.ts';
import { kinds } from '../../src/cells/index.ts';

it('are the names of the kinds, in their order', () => {
  expect(kindNames).toEqual(kinds.map(({ name }) => name));
});

it('tells kinds whose body is a text of its own', () => {
  expect(textKinds).toEqual(kinds.flatMap(({ name, text }) => (text === undefined ? [] : [name])));
});
