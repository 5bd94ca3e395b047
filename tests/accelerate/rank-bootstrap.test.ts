import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packRanks } from '../../src/accelerate/rank-bootstrap.ts';

describe('packRanks', () => {
  it('orders rows by ascending score, with the unit, the end of a tie and the label', () => {
    const rows = packRanks([0.9, 0.1, 0.5, 0.1], [1, 1, 1, 0]);
    expect([...rows].map((row) => [row >>> 2, (row >>> 1) & 1, row & 1])).toEqual([
      [3, 0, 0],
      [1, 1, 1],
      [2, 1, 1],
      [0, 1, 1],
    ]);
  });

  it('takes a given order and given units', () => {
    const rows = packRanks([3, 1, 2], [0, 1, 0], { order: Uint32Array.of(2, 1), units: Uint32Array.of(7, 8, 9) });
    expect([...rows].map((row) => row >>> 2)).toEqual([8, 9]);
  });

  it('keeps ranks of infinities and of both zeros', () => {
    const rows = packRanks([Infinity, 0, -0, -Infinity], [0, 0, 0, 0]);
    expect([...rows].map((row) => row & 2)).toEqual([2, 0, 2, 2]);
  });

  it('refuses what has no rank', () => {
    expect(() => packRanks([0.5, NaN], [0, 1])).toThrow('row 2 is NaN');
    expect(() => packRanks([1, 2], [0, 1], { order: Uint32Array.of(0, 1) })).toThrow('does not descend');
    expect(() => packRanks([1], [0, 1])).toThrow('1 scores cannot be ranked with 2 labels');
    expect(() => packRanks([1], [1], { units: Uint32Array.of(2 ** 30) })).toThrow('beyond');
  });

  it('marks as many tie ends as there are distinct scores', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1 }), (scores) => {
        const rows = packRanks(scores, new Uint8Array(scores.length));
        expect(rows.filter((row) => (row & 2) !== 0).length).toBe(new Set(scores).size);
        expect([...rows].map((row) => scores[row >>> 2])).toEqual([...scores].sort((a, b) => a - b));
      }),
    );
  });
});
