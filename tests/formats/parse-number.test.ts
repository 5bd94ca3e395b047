import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseNonFinite, parseNumber } from '../../src/formats/parse-number.ts';

function parse(text: string): number {
  const bytes = new TextEncoder().encode(`#${text}#`);
  return parseNumber(bytes, 1, bytes.length - 1);
}

it('rounds as Number does', () => {
  const digits = fc.tuple(fc.bigInt({ min: 0n, max: 10n ** 21n }), fc.integer({ min: 1, max: 25 })).map(([whole, places]) => {
    const text = whole.toString().padStart(places + 1, '0');
    return `${text.slice(0, -places).replace(/^0+(?=\d)/, '')}.${text.slice(-places)}`;
  });
  const doubles = fc.double({ noNaN: true, noDefaultInfinity: true }).map(String);
  const long = fc.double({ min: -1e6, max: 1e6, noNaN: true }).map((value) => value.toFixed(17));
  fc.assert(
    fc.property(fc.oneof(digits, doubles, long), (text) => {
      const value = Number(text);
      if (/^-?\d+$/.test(text) && !Number.isSafeInteger(value)) expect(parse(text)).toBeNaN();
      else expect(parse(text)).toBe(value);
    }),
    { numRuns: 20_000 },
  );
});

it('rounds numbers halfway between two floats as Number does', () => {
  for (let k = 1; k < 2000; k++) {
    const halfway = 2n ** 53n + 2n * BigInt(k * k) + 1n;
    for (const text of [`${halfway}.0`, `${halfway}.5`, `${halfway - 1n}.5`]) expect(parse(text)).toBe(Number(text));
  }
});

it.each(['0', '-0', '5.', '.5', '-.5', '1e5', '1E-7', '2.5e+10', '9007199254740991', '0.1', '1e308'])('takes %s', (text) => {
  expect(parse(text)).toBe(Number(text));
});

it.each([
  '',
  '-',
  '.',
  '-.',
  '+5',
  '007',
  '-01',
  '00',
  '0x10',
  '1,5',
  '1 2',
  '1.2.3',
  'e5',
  '1e',
  '1e400',
  '9007199254740992',
  '12345678901234567890',
  '1_000',
  '٣',
])('takes %j as no number', (text) => {
  expect(parse(text)).toBeNaN();
});

it('tells NaN and the infinities by their exact spelling', () => {
  const values = ['NaN', 'Infinity', '-Infinity', 'nan', 'inf', '+Infinity', ''].map((text) => {
    const bytes = new TextEncoder().encode(text);
    return parseNonFinite(bytes, 0, bytes.length);
  });
  expect(values).toEqual([NaN, Infinity, -Infinity, undefined, undefined, undefined, undefined]);
});
