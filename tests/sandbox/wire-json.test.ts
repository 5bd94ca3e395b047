import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fromJson, toJson } from '../../src/sandbox/wire-json.ts';

it('brings arrays of numbers, text and odd numbers back as they were', () => {
  const numbers = fc.array(fc.double(), { maxLength: 20 });
  fc.assert(
    fc.property(
      numbers,
      fc.array(fc.integer({ min: 0, max: 255 }), { maxLength: 20 }),
      fc.string({ unit: 'binary' }),
      fc.double(),
      (a, b, text, one) => {
        const value = [
          Float64Array.from(a),
          Float32Array.from(a),
          Uint8Array.from(b),
          Uint16Array.from(b),
          Uint32Array.from(b),
          text,
          { one, no: null },
        ];
        // JSON has no negative zero.
        const expected = [...value.slice(0, 6), { one: Object.is(one, -0) ? 0 : one, no: null }];
        expect(fromJson(toJson(value))).toEqual(expected);
      },
    ),
  );
});

it('agrees with the base64 of Node', () => {
  for (const length of [0, 1, 2, 3, 4, 5, 100]) {
    const bytes = Uint8Array.from({ length }, (_, at) => (at * 37) % 256);
    expect(JSON.parse(toJson(bytes))).toEqual({ $: 'u8', text: Buffer.from(bytes).toString('base64') });
  }
});

it.each([
  ['{"$":"f64","text":"AAAA"}', 'an array came cut'],
  ['{"$":"x","text":""}', 'an array of an unknown type came'],
  ['{"$":"__proto__","text":""}', 'an array of an unknown type came'],
  ['{"$":"u8"}', 'an array came without its bytes'],
])('refuses %s', (text, sentence) => {
  expect(() => fromJson(text)).toThrow(sentence);
});
