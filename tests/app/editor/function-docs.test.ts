import { expect, it } from 'vitest';
import { functionDocs } from '../../../src/app/editor/function-docs.ts';
import { expressionFunctions } from '../../../src/trust/expression-functions.ts';

it('says of every function that an expression may call what it takes and gives, and of no other', () => {
  expect([...functionDocs.keys()].toSorted()).toEqual([...new Set(expressionFunctions)].toSorted());
  for (const [name, { signature, doc }] of functionDocs) {
    expect(signature.startsWith(`${name}(`)).toBe(true);
    expect(doc).toMatch(/^\S.*\.$/);
  }
});
