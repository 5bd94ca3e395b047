import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openWasm } from '../../src/accelerate/open-kernels.ts';
import { hashUnit, replicateKeys, weightOfHash, weightTable } from '../../src/accelerate/poisson-weight.ts';
import { rankBootstrapPlain } from '../../src/accelerate/rank-bootstrap-plain.ts';
import { packRanks } from '../../src/accelerate/rank-bootstrap.ts';
import { extrasOf } from '../../src/accelerate/rank-extras.ts';
import { cutTiles } from '../../src/accelerate/rank-tiles.ts';
import { countTile } from '../../src/accelerate/rank-bootstrap-plain.ts';

const never = new AbortController().signal;
const data = fc.array(fc.record({ score: fc.integer({ min: 0, max: 12 }).map((digit) => digit / 4), label: fc.nat(1) }), {
  minLength: 1,
  maxLength: 60,
});

interface Point {
  readonly fpr: number;
  readonly tpr: number;
}

/** The ROC curve of rows repeated as often as the replicate weighs them, from (0, 0) to (1, 1). */
function curveOf(rows: readonly { score: number; label: number }[], weights: readonly number[]): Point[] | null {
  const repeated = rows.flatMap((row, at) => Array<typeof row>(weights[at]!).fill(row));
  const positives = repeated.filter(({ label }) => label === 1).length;
  const negatives = repeated.length - positives;
  if (positives === 0 || negatives === 0) return null;
  const cuts = [...new Set(repeated.map(({ score }) => score))].sort((a, b) => b - a);
  return [
    { fpr: 0, tpr: 0 },
    ...cuts.map((cut) => {
      const chosen = repeated.filter(({ score }) => score >= cut);
      const right = chosen.filter(({ label }) => label === 1).length;
      return { tpr: right / positives, fpr: (chosen.length - right) / negatives };
    }),
  ];
}

function areaTo(curve: readonly Point[], most: number): number {
  let area = 0;
  for (let at = 1; at < curve.length; at++) {
    const [from, to] = [curve[at - 1]!, curve[at]!];
    if (from.fpr >= most) break;
    const end = Math.min(most, to.fpr);
    const share = to.fpr === from.fpr ? 0 : (end - from.fpr) / (to.fpr - from.fpr);
    area += (end - from.fpr) * (from.tpr + (share * (to.tpr - from.tpr)) / 2);
  }
  return area;
}

describe('separation and partial area of replicates', () => {
  it('are those of the rows repeated by their weights', async () => {
    await fc.assert(
      fc.asyncProperty(data, fc.integer({ min: 0, max: 99 }), fc.constantFrom(0.1, 0.3, 1), async (rows, seed, rate) => {
        const packed = packRanks(
          rows.map(({ score }) => score),
          rows.map(({ label }) => label),
        );
        const request = { rows: packed, replicates: 6, seed, separation: true, falsePositiveRate: rate };
        const { separation, partial } = await rankBootstrapPlain(request, never);
        const keys = replicateKeys(seed, 0, 6);
        for (let replicate = 0; replicate < 6; replicate++) {
          const weights = rows.map((_, row) => weightOfHash(hashUnit(row, keys[2 * replicate]!, keys[2 * replicate + 1]!)));
          const curve = curveOf(rows, weights);
          if (curve === null) expect([separation![replicate], partial![replicate]]).toEqual([NaN, NaN]);
          else {
            expect(separation![replicate]).toBeCloseTo(Math.max(...curve.map(({ fpr, tpr }) => tpr - fpr)), 12);
            expect(partial![replicate]).toBeCloseTo(areaTo(curve, rate), 12);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('are the same, bit for bit, however the rows are cut into tiles', () => {
    fc.assert(
      fc.property(data, fc.integer({ min: 1, max: 9 }), (rows, most) => {
        const packed = packRanks(
          rows.map(({ score }) => score),
          rows.map(({ label }) => label),
        );
        const [firstKey, secondKey] = replicateKeys(3, 0, 1) as unknown as [number, number];
        const table = weightTable();
        const wanted = { separation: true, falsePositiveRate: 0.4 };
        const cut = (size: number): object => {
          const tiles = cutTiles(packed, size);
          const countsOf = (tile: number): ReturnType<typeof countTile> =>
            countTile(packed, tiles.edges[tile]!, tiles.edges[tile + 1]!, firstKey, secondKey, table);
          return extrasOf({ rows: packed, firstKey, secondKey, table }, tiles, countsOf, wanted);
        };
        expect(cut(most)).toEqual(cut(1000));
      }),
    );
  });

  it('are the same in WebAssembly', async () => {
    const wasm = openWasm()!;
    const n = 9000;
    const scores = Array.from({ length: n }, (_, row) => ((row * 7919) % 1009) / 1009);
    const labels = scores.map((score, row) => +(((row * 104729) % 1000) / 1000 < 0.2 + 0.5 * score));
    const request = { rows: packRanks(scores, labels), replicates: 20, seed: 5, separation: true, falsePositiveRate: 0.2 };
    expect(await wasm.rankBootstrap(request, never)).toEqual({ ...(await rankBootstrapPlain(request, never)), backend: 'wasm' });
  });
});
