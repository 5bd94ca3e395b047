import { replicateKeys, weightTable } from './poisson-weight.ts';
import { emptyCounts, wantsExtras, type RankBootstrap, type RankCounts } from './rank-bootstrap.ts';
import { extrasOf, putExtras } from './rank-extras.ts';
import { rankKernel } from './rank-kernel.ts';
import { cutTiles, joinTiles, type RankTiles, type TileCounts } from './rank-tiles.ts';
import { TileKernel } from './tile-kernel.ts';

/**
 * The WebGPU twin: same counts as the plain one. Replicates go in as many passes as the output needs; the signal is looked at
 * between them. Throws when the rows do not fit the device, when the kernel does not compile, and when the device reports an error.
 */
export async function rankBootstrapWebGpu(device: GPUDevice, request: RankBootstrap, signal: AbortSignal): Promise<RankCounts> {
  const { rows, replicates, seed } = request;
  const counts = emptyCounts(request, 'webgpu');
  if (rows.length === 0 || replicates === 0) return counts;
  const tiles = cutTiles(rows);
  const kernel = await TileKernel.make(device, { code: rankKernel, words: 3 }, { rows, edges: tiles.edges });
  try {
    const most = kernel.replicatesAtOnce;
    for (let from = 0; from < replicates; from += most) {
      signal.throwIfAborted();
      const to = Math.min(replicates, from + most);
      const keys = replicateKeys(seed, from, to);
      join(request, tiles, keys, await kernel.run(keys), from, counts);
    }
  } finally {
    kernel.dispose();
  }
  return counts;
}

function join(request: RankBootstrap, tiles: RankTiles, keys: Uint32Array, output: Uint32Array, from: number, counts: RankCounts): void {
  const replicates = keys.length / 2;
  const table = wantsExtras(request) ? weightTable() : null;
  for (let replicate = 0; replicate < replicates; replicate++) {
    const countsOf = (tile: number): TileCounts => {
      const at = 3 * (tile * replicates + replicate);
      return { positives: output[at]!, negatives: output[at + 1]!, u2: output[at + 2]! };
    };
    const { positives, negatives, u2 } = joinTiles(tiles, countsOf);
    counts.positives[from + replicate] = positives;
    counts.negatives[from + replicate] = negatives;
    counts.u2[from + replicate] = u2;
    if (table === null) continue;
    const own = { rows: request.rows, firstKey: keys[2 * replicate]!, secondKey: keys[2 * replicate + 1]!, table };
    putExtras(counts, from + replicate, extrasOf(own, tiles, countsOf, request));
  }
}
