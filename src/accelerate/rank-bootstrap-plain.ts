import { cutBucket, hashUnit, replicateKeys, weightOfHash, weightTable } from './poisson-weight.ts';
import { emptyCounts, wantsExtras, type RankBootstrap, type RankCounts } from './rank-bootstrap.ts';
import { extrasOf, putExtras } from './rank-extras.ts';
import { cutTiles, type TileCounts } from './rank-tiles.ts';

const sliceMs = 40;

/**
 * The reference twin: every replicate in one scan, exact integers throughout. Lets go of the thread every 40 ms, so that an
 * abort is noticed; throws the signal's reason then.
 */
export async function rankBootstrapPlain(request: RankBootstrap, signal: AbortSignal): Promise<RankCounts> {
  const { rows, replicates, seed } = request;
  const keys = replicateKeys(seed, 0, replicates);
  const table = weightTable();
  const counts = emptyCounts(request, 'plain');
  const tiles = wantsExtras(request) ? cutTiles(rows) : null;
  signal.throwIfAborted();
  let since = performance.now();
  for (let replicate = 0; replicate < replicates; replicate++) {
    const { positives, negatives, u2 } = countTile(rows, 0, rows.length, keys[2 * replicate]!, keys[2 * replicate + 1]!, table);
    counts.positives[replicate] = positives;
    counts.negatives[replicate] = negatives;
    counts.u2[replicate] = u2;
    if (tiles !== null) {
      const [firstKey, secondKey] = [keys[2 * replicate]!, keys[2 * replicate + 1]!];
      const countsOf = (tile: number): TileCounts =>
        countTile(rows, tiles.edges[tile]!, tiles.edges[tile + 1]!, firstKey, secondKey, table);
      putExtras(counts, replicate, extrasOf({ rows, firstKey, secondKey, table }, tiles, countsOf, request));
    }
    if (performance.now() - since < sliceMs) continue;
    await new Promise((resume) => setTimeout(resume, 0));
    signal.throwIfAborted();
    since = performance.now();
  }
  return counts;
}

/** Counts the rows from `from` up to, not including, `to` in the replicate of these keys. */
export function countTile(rows: Uint32Array, from: number, to: number, firstKey: number, secondKey: number, table: Uint8Array): TileCounts {
  let positives = 0;
  let negatives = 0;
  let u2 = 0;
  let tiedPositives = 0;
  let tiedNegatives = 0;
  for (let at = from; at < to; at++) {
    const row = rows[at]!;
    const hash = hashUnit(row >>> 2, firstKey, secondKey);
    let weight = table[hash >>> 20]!;
    if (weight === cutBucket) weight = weightOfHash(hash);
    const positive = weight * (row & 1);
    tiedPositives += positive;
    tiedNegatives += weight - positive;
    if ((row & 2) === 0) continue;
    u2 += tiedPositives * (2 * negatives + tiedNegatives);
    positives += tiedPositives;
    negatives += tiedNegatives;
    tiedPositives = 0;
    tiedNegatives = 0;
  }
  return { positives: positives + tiedPositives, negatives: negatives + tiedNegatives, u2 };
}
