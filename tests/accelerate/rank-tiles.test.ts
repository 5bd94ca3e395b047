import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { replicateKeys, weightTable } from '../../src/accelerate/poisson-weight.ts';
import { countTile } from '../../src/accelerate/rank-bootstrap-plain.ts';
import { packRanks } from '../../src/accelerate/rank-bootstrap.ts';
import { cutTiles, joinTiles } from '../../src/accelerate/rank-tiles.ts';

const someRows = fc
  .array(fc.tuple(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 12 })), fc.integer({ min: 0, max: 1 })), { maxLength: 80 })
  .map((pairs) =>
    packRanks(
      pairs.map(([score]) => score),
      pairs.map(([, label]) => label),
    ),
  );

describe('cutTiles', () => {
  it('covers all rows once with tiles within the bound, and cuts only at tie ends or inside a run longer than a tile', () => {
    fc.assert(
      fc.property(someRows, fc.integer({ min: 1, max: 20 }), (rows, most) => {
        const { edges, continues } = cutTiles(rows, most);
        expect(edges[0]).toBe(0);
        expect(edges.at(-1)).toBe(rows.length);
        expect(continues.length).toBe(edges.length - 1);
        for (let tile = 0; tile < continues.length; tile++) {
          expect(edges[tile + 1]! - edges[tile]!).toBeGreaterThan(0);
          expect(edges[tile + 1]! - edges[tile]!).toBeLessThanOrEqual(most);
          const cutsTie = (rows[edges[tile + 1]! - 1]! & 2) === 0;
          expect(continues[tile + 1] === 1).toBe(cutsTie);
        }
      }),
    );
  });

  it('fills tiles when there are no ties', () => {
    const rows = packRanks(
      Array.from({ length: 10 }, (_, row) => row),
      new Uint8Array(10),
    );
    expect([...cutTiles(rows, 4).edges]).toEqual([0, 4, 8, 10]);
  });
});

describe('joinTiles', () => {
  it('equals one scan in any tiling', () => {
    const table = weightTable();
    fc.assert(
      fc.property(someRows, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 0xffffffff }), (rows, most, seed) => {
        const keys = replicateKeys(seed, 0, 1);
        const tiles = cutTiles(rows, most);
        const joined = joinTiles(tiles, (tile) => countTile(rows, tiles.edges[tile]!, tiles.edges[tile + 1]!, keys[0]!, keys[1]!, table));
        expect(joined).toEqual(countTile(rows, 0, rows.length, keys[0]!, keys[1]!, table));
      }),
      { numRuns: 500 },
    );
  });
});
