import { cutBucket, hashUnit, replicateKeys, weightOfHash, weightTable } from './poisson-weight.ts';
import type { WeightedCells, WeightedCounts } from './weighted-counts.ts';

const sliceMs = 40;

/** The reference twin. Lets go of the thread every 40 ms, so that an abort is noticed; throws the signal's reason then. */
export async function weightedCountsPlain(
  request: WeightedCounts,
  signal: AbortSignal,
): Promise<WeightedCells & { readonly backend: 'plain' }> {
  const { units, cells, size, replicates, seed } = request;
  const keys = replicateKeys(seed, 0, replicates);
  const table = weightTable();
  const counts = new Float64Array(replicates * size);
  signal.throwIfAborted();
  let since = performance.now();
  for (let replicate = 0; replicate < replicates; replicate++) {
    const [first, second] = [keys[2 * replicate]!, keys[2 * replicate + 1]!];
    const from = replicate * size;
    for (let at = 0; at < units.length; at++) {
      const hash = hashUnit(units[at]!, first, second);
      let weight = table[hash >>> 20]!;
      if (weight === cutBucket) weight = weightOfHash(hash);
      counts[from + cells[at]!]! += weight;
    }
    if (performance.now() - since < sliceMs) continue;
    await new Promise((resume) => setTimeout(resume, 0));
    signal.throwIfAborted();
    since = performance.now();
  }
  return { counts, backend: 'plain' };
}
