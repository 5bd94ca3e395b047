import { expect, it } from 'vitest';
import { bareScope } from '../../src/sandbox/bare-scope.ts';

it('takes from a scope and what it inherits all that is not of the language', () => {
  const base = { fetch: 1, setTimeout: 1, Map: 2 };
  const scope = Object.assign(Object.create(base) as object, { indexedDB: 1, Math: 2, undefined: 3, WebAssembly: 1 });
  bareScope(scope);
  expect(Object.keys(base)).toEqual(['Map']);
  expect(Object.keys(scope)).toEqual(['Math', 'undefined']);
});

it('goes on where something does not let go', () => {
  const scope = Object.defineProperty({ fetch: 1 }, 'location', { value: 1 });
  bareScope(scope);
  expect(Object.getOwnPropertyNames(scope)).toEqual(['location']);
});
