import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LinkError } from '../../src/notebook/link-code.ts';
import { decodeValues, encodeValues, type LinkValue } from '../../src/notebook/link-values.ts';

const back = (value: LinkValue): LinkValue => decodeValues(encodeValues(value));

/** JSON tells NaN, ±Infinity and −0 apart from nothing; here they are written out. */
function exact(value: LinkValue): string {
  return JSON.stringify(value, (_, item: unknown) => {
    if (typeof item === 'number') return `${Object.is(item, -0) ? '-0' : String(item)}n`;
    if (typeof item === 'object' && item !== null && !Array.isArray(item))
      return Object.entries(item).toSorted(([one], [other]) => (one < other ? -1 : 1));
    return item;
  });
}

const anyNumber = fc.oneof(
  fc.double(),
  fc.integer(),
  fc.tuple(fc.nat(400_000), fc.integer({ min: 1, max: 400_000 })).map(([top, bottom]) => top / bottom),
  fc.tuple(fc.integer({ min: -1e9, max: 1e9 }), fc.nat(9)).map(([digits, places]) => digits / 10 ** places),
  fc.constantFrom(0, -0, NaN, Infinity, -Infinity, Number.MAX_SAFE_INTEGER, 2 ** 53, Number.MIN_VALUE, 0.1 + 0.2),
);
const key = fc.oneof(fc.constantFrom('value', 'low', '__proto__', 'constructor', 'toString', ''), fc.string({ maxLength: 4 }));
const { value: anyValue } = fc.letrec<{ value: LinkValue }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    anyNumber,
    fc.string({ unit: 'grapheme', maxLength: 6 }),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
    fc.array(fc.record({ slice: fc.string({ maxLength: 3 }), value: anyNumber, low: tie('value') }, { requiredKeys: ['slice'] }), {
      maxLength: 6,
    }),
    fc.array(fc.array(anyNumber, { maxLength: 3 }), { maxLength: 5 }),
  ),
}));

describe('values in a link', () => {
  it('come back as they were, to the last bit', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        expect(exact(back(value))).toBe(exact(value));
      }),
      { numRuns: 2000 },
    );
  });

  it('keep every double', () => {
    fc.assert(
      fc.property(fc.array(anyNumber, { minLength: 1, maxLength: 40 }), (numbers) => {
        const read = back(numbers) as readonly number[];
        expect(read.every((value, at) => Object.is(value, numbers[at]))).toBe(true);
      }),
      { numRuns: 500 },
    );
  });

  it('hold keys of the prototype as data', () => {
    const hostile = JSON.parse('{"__proto__":{"polluted":1},"constructor":2}') as LinkValue;
    const read = back([hostile, { a: 1 }]) as readonly Record<string, unknown>[];
    expect(Object.getPrototypeOf(read[0])).toBe(Object.prototype);
    expect(Object.keys(read[0]!)).toEqual(['__proto__', 'constructor']);
    expect(Object.hasOwn(read[1]!, '__proto__')).toBe(false);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });

  it('take fewer bytes than JSON', () => {
    const rows = Array.from({ length: 60 }, (_, at) => ({
      slice: `afam=${at % 2}`,
      value: (at + 3) / 119,
      low: 0.1 * at,
      n: 119,
      method: 'wilson',
    }));
    expect(encodeValues(rows).length).toBeLessThan(JSON.stringify(rows).length / 4);
  });

  it('are refused, never half read, when bytes were altered', () => {
    const bytes = encodeValues([{ a: 1.5, b: 'x' }, { a: 1 / 3, b: 'y' }, [1, 2, 3], 'text']);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), fc.nat(bytes.length), (at, byte, length) => {
        const altered = bytes.slice(0, length);
        if (at < length) altered[at] = byte;
        try {
          decodeValues(altered);
        } catch (error) {
          expect(error).toBeInstanceOf(LinkError);
        }
      }),
      { numRuns: 3000 },
    );
  });

  it('any bytes are read or refused in no time', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const start = performance.now();
        try {
          decodeValues(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(LinkError);
        }
        expect(performance.now() - start).toBeLessThan(200);
      }),
      { numRuns: 2000 },
    );
  });

  it('that a few bytes stand for are not made by the million', () => {
    const many = encodeValues(new Array<number>(300_000).fill(7));
    expect(many.length).toBeLessThan(20);
    expect(back(new Array<number>(300_000).fill(7))).toHaveLength(300_000);
    const bomb = encodeValues(new Array<number>(500_000).fill(7));
    expect(() => decodeValues(bomb)).toThrow('more than 400,000 values');
  });

  it('that repeat lists of lists are refused', () => {
    // No doubles, texts or lists of keys; then lists of 100 whose one value, a list of 100, stands for all.
    const level = [6, 100, 2];
    expect(() => decodeValues(Uint8Array.from([0, 0, 0, ...level, ...level, ...level, 0]))).toThrow(LinkError);
    expect(decodeValues(Uint8Array.from([0, 0, 0, ...level, 0]))).toEqual(new Array(100).fill(null));
  });

  it('nested without end are refused', () => {
    let deep: LinkValue = 1;
    for (let level = 0; level < 60; level++) deep = [deep];
    expect(() => decodeValues(encodeValues(deep))).toThrow(LinkError);
  });
});
