import fc from 'fast-check';
import { expect, it } from 'vitest';
import { canonical, keyOf } from '../../src/engine/key.ts';

it('gives 32 hexadecimal digits, the same for equal parts', async () => {
  expect(await keyOf(['data', 1, null, ['a', true]])).toMatch(/^[0-9a-f]{32}$/);
  expect(await keyOf(['data', 1])).toBe(await keyOf(['data', 1]));
  expect(await keyOf([])).toBe('4f53cda18c2baa0c0354bb5f9a3ecbe5');
});

it('tells parts apart, however they are cut', async () => {
  const part = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.array(fc.string(), { maxLength: 3 }));
  await fc.assert(
    fc.asyncProperty(fc.array(part, { maxLength: 4 }), fc.array(part, { maxLength: 4 }), async (a, b) => {
      expect((await keyOf(a)) === (await keyOf(b))).toBe(JSON.stringify(a) === JSON.stringify(b));
    }),
    { numRuns: 200 },
  );
  expect(await keyOf(['ab', 'c'])).not.toBe(await keyOf(['a', 'bc']));
  expect(await keyOf([['a'], 'b'])).not.toBe(await keyOf(['a', ['b']]));
});

it('keeps numbers that JSON does not have apart from null, and the order of keys', () => {
  const texts = [NaN, Infinity, -Infinity, null, 0].map((value) => canonical({ value }));
  expect(new Set(texts).size).toBe(5);
  expect(canonical({ a: 1, b: 2 })).not.toBe(canonical({ b: 2, a: 1 }));
  expect(canonical({ a: [1, { b: 'c' }] })).toBe(canonical({ a: [1, { b: 'c' }] }));
});
