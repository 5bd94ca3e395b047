import { expect, it } from 'vitest';
import { kindNames } from '../../src/app/kind-names.ts';
import { kinds } from '../../src/cells/index.ts';

it('are the names of the kinds, in their order', () => {
  expect(kindNames).toEqual(kinds.map(({ name }) => name));
});
