import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDeltas, checkRuns } from '../../src/formats/parquet-runs.ts';

/** A run of one value, and groups of eight one-bit values, as the format's specification writes them. */
type Run = { readonly value: 0 | 1; readonly length: number } | { readonly bits: readonly number[] };

const run: fc.Arbitrary<Run> = fc.oneof(
  fc.record({ value: fc.constantFrom(0 as const, 1 as const), length: fc.integer({ min: 1, max: 200 }) }),
  fc.record({ bits: fc.array(fc.nat(255), { minLength: 1, maxLength: 6 }) }),
);

function written(runs: readonly Run[]): { bytes: Uint8Array; values: number[] } {
  const bytes: number[] = [];
  const values: number[] = [];
  for (const part of runs) {
    if ('value' in part) {
      bytes.push(...varint(part.length << 1), part.value);
      for (let i = 0; i < part.length; i++) values.push(part.value);
    } else {
      bytes.push(...varint((part.bits.length << 1) | 1), ...part.bits);
      for (const byte of part.bits) for (let bit = 0; bit < 8; bit++) values.push((byte >> bit) & 1);
    }
  }
  return { bytes: Uint8Array.from(bytes), values };
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(value >>> 7)];
}

describe('runs', () => {
  it('are counted as they were written', () => {
    fc.assert(
      fc.property(fc.array(run, { minLength: 1, maxLength: 8 }), (runs) => {
        const { bytes, values } = written(runs);
        const { at, found } = checkRuns(bytes, 0, bytes.length, { width: 1, values: values.length, largest: 1 }, 1);
        expect([at, found]).toEqual([bytes.length, values.filter((value) => value === 1).length]);
      }),
      { seed: 5, numRuns: 200 },
    );
  });

  it.each([
    ['a run that is longer than what is to come', [20, 1], 'a run of 10 values is promised where 8 are to come'],
    ['a run of nothing', [0, 1], 'a run of 0 values is promised'],
    ['groups that are longer than the bytes', [9, 255], '4 groups of values are promised'],
    ['a length below nothing', [255, 255, 255, 255, 15], 'groups of values are promised'],
    ['a length without end', [255, 255, 255, 255, 255, 255], 'a length has no end'],
    ['no bytes at all', [], 'its values end too early'],
    ['a value that is too large', [16, 2], 'the value 2 stands where 1 is the largest'],
  ])('that lie are refused: %s', (_, bytes, message) => {
    expect(() => checkRuns(Uint8Array.from(bytes), 0, bytes.length, { width: 1, values: 8, largest: 1 })).toThrow(message);
  });
});

describe('differences', () => {
  // The example of the specification: 7, 5, 3, 1, 2, 3, 4, 5 in a block of 128 in 4 parts; least difference −2, two bits each.
  const example = [128, 1, 4, 8, 14, 3, 2, 0, 0, 0, 0b11_00_00_00, 0b11_11_11, ...new Array<number>(6).fill(0)];

  it('give the integers of the specification', () => {
    expect([...checkDeltas(Uint8Array.from(example), 0, 8, true).integers]).toEqual([7, 5, 3, 1, 2, 3, 4, 5]);
  });

  it.each([
    ['parts below nothing, for which a decoder stands still', [128, 1, 255, 255, 255, 255, 15, 8, 14], 'parts are promised'],
    ['no parts', [128, 1, 0, 8, 14], 'blocks of 128 differences in 0 parts are promised'],
    ['another count', [128, 1, 4, 9, 14], '9 differences are promised where there are 8 values'],
    ['parts that are not there', example.slice(0, 10), 'its differences end too early'],
  ])('that lie are refused: %s', (_, bytes, message) => {
    expect(() => checkDeltas(Uint8Array.from(bytes), 0, 8)).toThrow(message);
  });
});
