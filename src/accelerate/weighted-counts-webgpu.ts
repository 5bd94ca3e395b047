import { replicateKeys } from './poisson-weight.ts';
import { weightedKernel } from './rank-kernel.ts';
import { TileKernel } from './tile-kernel.ts';
import { cellTiles, type WeightedCells, type WeightedCounts } from './weighted-counts.ts';

/** The WebGPU twin: one invocation sums one tile for one replicate, and the tiles of a cell are added here. Same integers as the plain one. */
export async function weightedCountsWebGpu(device: GPUDevice, request: WeightedCounts, signal: AbortSignal): Promise<WeightedCells> {
  const { size, replicates, seed } = request;
  const counts = new Float64Array(replicates * size);
  if (request.units.length === 0 || replicates === 0) return { counts, backend: 'webgpu' };
  const { units, edges, cellOf } = cellTiles(request);
  const kernel = await TileKernel.make(device, { code: weightedKernel, words: 1 }, { rows: units, edges });
  try {
    const most = kernel.replicatesAtOnce;
    for (let from = 0; from < replicates; from += most) {
      signal.throwIfAborted();
      const to = Math.min(replicates, from + most);
      const sums = await kernel.run(replicateKeys(seed, from, to));
      for (let tile = 0; tile < cellOf.length; tile++)
        for (let replicate = from; replicate < to; replicate++)
          counts[replicate * size + cellOf[tile]!]! += sums[tile * (to - from) + replicate - from]!;
    }
  } finally {
    kernel.dispose();
  }
  return { counts, backend: 'webgpu' };
}
