import type { KernelExports } from './kernel-exports.ts';
import { poissonThresholds, replicateKeys, weightTable } from './poisson-weight.ts';
import { emptyCounts, wantsExtras, type RankBootstrap, type RankCounts } from './rank-bootstrap.ts';
import { extrasOf, putExtras, type ExtrasWanted } from './rank-extras.ts';
import { cutTiles, joinTiles, type RankTiles, type TileCounts } from './rank-tiles.ts';
import type { Scratch } from './scratch.ts';

const sliceMs = 40;
const lanes = 8;

/** The WebAssembly twin: eight replicates at a time, tile by tile. Lets go of the thread every 40 ms, as the plain one does. */
export async function rankBootstrapWasm(
  wasm: KernelExports,
  scratch: Scratch,
  request: RankBootstrap,
  signal: AbortSignal,
): Promise<RankCounts> {
  const { rows, replicates, seed } = request;
  const keys = replicateKeys(seed, 0, replicates);
  const tiles = cutTiles(rows);
  const table = weightTable();
  const counts = emptyCounts(request, 'wasm');
  signal.throwIfAborted();
  let since = performance.now();
  for (let from = 0; from < replicates; from += lanes) {
    countLanes(wasm, scratch, { rows, tiles, keys, from, table, wanted: wantsExtras(request) ? request : null }, counts);
    if (performance.now() - since < sliceMs) continue;
    await new Promise((resume) => setTimeout(resume, 0));
    signal.throwIfAborted();
    since = performance.now();
  }
  return counts;
}

interface Lanes {
  readonly rows: Uint32Array;
  readonly tiles: RankTiles;
  readonly keys: Uint32Array;
  readonly from: number;
  readonly table: Uint8Array;
  /** What is wanted beside the counts; null for nothing. */
  readonly wanted: ExtrasWanted | null;
}

/** Eight replicates over all tiles; replicates beyond the last are counted and dropped. A call of its own: others may come between. */
function countLanes(wasm: KernelExports, scratch: Scratch, { rows, tiles, keys, from, table, wanted }: Lanes, counts: RankCounts): void {
  scratch.begin();
  const { edges, continues } = tiles;
  const bounds = scratch.take(48);
  const own = scratch.take(64);
  const out = scratch.take(96 * continues.length);
  const packed = scratch.hold(rows);
  scratch.words(bounds, 12).set(poissonThresholds.map((threshold) => (threshold - 1) ^ 0x80000000));
  const lane = scratch.words(own, 16);
  for (let at = 0; at < lanes; at++) {
    lane[at] = keys[2 * (from + at)] ?? 0;
    lane[lanes + at] = keys[2 * (from + at) + 1] ?? 0;
  }
  for (let tile = 0; tile < continues.length; tile++) {
    wasm.countTile(packed + 4 * edges[tile]!, packed + 4 * edges[tile + 1]!, own, bounds, out + 96 * tile);
  }
  const words = scratch.words(out, 24 * continues.length);
  for (let at = 0; at < lanes && from + at < counts.u2.length; at++) {
    const countsOf = (tile: number): TileCounts => ({
      positives: words[24 * tile + at]!,
      negatives: words[24 * tile + lanes + at]!,
      u2: words[24 * tile + 2 * lanes + at]!,
    });
    const { positives, negatives, u2 } = joinTiles(tiles, countsOf);
    counts.positives[from + at] = positives;
    counts.negatives[from + at] = negatives;
    counts.u2[from + at] = u2;
    if (wanted === null) continue;
    const replicate = { rows, firstKey: lane[at]!, secondKey: lane[lanes + at]!, table };
    putExtras(counts, from + at, extrasOf(replicate, tiles, countsOf, wanted));
  }
}
