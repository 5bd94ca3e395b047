import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pack, unpack } from '../../../src/engine/kept/pack.ts';

const again = (value: unknown): unknown => {
  const { json, arrays } = pack(value);
  return unpack({ json: JSON.parse(JSON.stringify(json)) as string, arrays });
};

describe('packing', () => {
  it('gives back whatever a result may hold', () => {
    const leaf = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.boolean(),
      fc.double(),
      fc.constantFrom(null, undefined, NaN, Infinity, -Infinity, -0),
      fc.date({ noInvalidDate: true }),
      fc.float64Array({ maxLength: 5 }),
      fc.uint8Array({ maxLength: 5 }),
      fc.uint16Array({ maxLength: 5 }),
      fc.uint32Array({ maxLength: 5 }),
      fc.float32Array({ maxLength: 5 }),
    );
    const key = fc.oneof(fc.string({ maxLength: 6 }), fc.constantFrom('__proto__', 'toString', 'a', 't'));
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => new Map(entries)),
        fc.array(fc.tuple(key, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
      ),
    }));
    fc.assert(
      fc.property(value, (held) => {
        expect(again(held)).toStrictEqual(held);
      }),
    );
  });

  it('does not take a list for one of its own marks', () => {
    for (const held of [['n', 'NaN'], ['u'], ['o', [['a', 1]]], ['r', 'frame', 1]]) expect(again(held)).toEqual(held);
  });

  it('refuses what cannot be made again', () => {
    expect(() => pack({ behind: () => null })).toThrow(/function cannot be kept/);
    expect(() => pack(new URL('http://here'))).toThrow(/URL cannot be kept/);
    expect(() => pack(new DataView(new ArrayBuffer(1)))).toThrow(/DataView cannot be kept/);
  });
});
