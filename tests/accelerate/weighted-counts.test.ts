import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashUnit, replicateKeys, weightOfHash } from '../../src/accelerate/poisson-weight.ts';
import { weightedCountsPlain } from '../../src/accelerate/weighted-counts-plain.ts';
import { cellTiles } from '../../src/accelerate/weighted-counts.ts';

const never = new AbortController().signal;
const entries = fc.array(fc.record({ unit: fc.nat(20), cell: fc.nat(5) }), { maxLength: 80 });

function requestOf(list: readonly { unit: number; cell: number }[], seed: number): Parameters<typeof weightedCountsPlain>[0] {
  return {
    units: Uint32Array.from(list, ({ unit }) => unit),
    cells: Uint32Array.from(list, ({ cell }) => cell),
    size: 6,
    replicates: 4,
    seed,
  };
}

describe('weighted counts', () => {
  it('add up the weight of each entry’s unit by cell', async () => {
    await fc.assert(
      fc.asyncProperty(entries, fc.nat(1000), async (list, seed) => {
        const { counts } = await weightedCountsPlain(requestOf(list, seed), never);
        const keys = replicateKeys(seed, 0, 4);
        for (let replicate = 0; replicate < 4; replicate++) {
          for (let cell = 0; cell < 6; cell++) {
            const own = list.filter((entry) => entry.cell === cell);
            const sum = own.reduce(
              (total, { unit }) => total + weightOfHash(hashUnit(unit, keys[2 * replicate]!, keys[2 * replicate + 1]!)),
              0,
            );
            expect(counts[replicate * 6 + cell]).toBe(sum);
          }
        }
      }),
    );
  });

  it('have the mean and variance of clustered rows', async () => {
    const rows = 1000;
    const size = 10;
    const request = {
      units: Uint32Array.from({ length: rows }, (_, row) => Math.floor(row / size)),
      cells: new Uint32Array(rows),
      size: 1,
      replicates: 4000,
      seed: 2,
    };
    const { counts } = await weightedCountsPlain(request, never);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / counts.length;
    expect(mean / rows).toBeCloseTo(1, 1);
    expect(variance / (rows * size)).toBeGreaterThan(0.9);
    expect(variance / (rows * size)).toBeLessThan(1.1);
  });

  it('are counted in tiles of one cell each, that hold every entry once', () => {
    fc.assert(
      fc.property(entries, (list) => {
        const { units, edges, cellOf } = cellTiles(requestOf(list, 1));
        const found: { unit: number; cell: number }[] = [];
        for (const [tile, cell] of cellOf.entries())
          for (let at = edges[tile]!; at < edges[tile + 1]!; at++) found.push({ unit: units[at]!, cell });
        const sorted = (all: readonly { unit: number; cell: number }[]): string[] => all.map(({ unit, cell }) => `${cell} ${unit}`).sort();
        expect(sorted(found)).toEqual(sorted(list));
      }),
    );
    const many = { units: new Uint32Array(10_000), cells: new Uint32Array(10_000), size: 1, replicates: 1, seed: 1 };
    expect([...cellTiles(many).edges]).toEqual([0, 4096, 8192, 10_000]);
    expect(() => cellTiles({ ...many, cells: Uint32Array.of(1), units: Uint32Array.of(0) })).toThrow('cell 1 is not one of 1');
  });
});
