import { expect, it } from 'vitest';
import { limitsFromAddress } from '../../src/app/limits-from-address.ts';

it.each([
  ['', {}],
  ['?limit=1000&code-ms=500', { bytes: 1000, codeMs: 500 }],
  ['?limit=9e99&code-ms=20000', {}],
  ['?limit=-1&code-ms=x', {}],
])('sets bounds smaller, never larger: %s', (search, limits) => {
  expect(limitsFromAddress(search)).toEqual(limits);
});
