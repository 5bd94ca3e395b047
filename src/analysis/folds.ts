import { shuffledRows } from '../stats/counter-random.ts';

/** Marks a row that is in no fold. */
export const noFold = 255;

/**
 * Folds 0 … count − 1 of the rows with a class (code 0 or more), each class spread evenly over them, in an order that
 * depends only on the seed. With `clusters` the rows of a cluster stay in one fold, and clusters are spread evenly.
 */
export function foldsOf(classes: Int32Array, count: number, seed: number, clusters: Int32Array | null): Uint8Array {
  const folds = new Uint8Array(classes.length).fill(noFold);
  const order = shuffledRows(classes.length, seed);
  const next = new Map<number, number>();
  const ofCluster = new Map<number, number>();
  let turn = 0;
  for (const row of order) {
    const own = classes[row]!;
    if (own < 0) continue;
    const cluster = clusters === null ? -1 : clusters[row]!;
    if (cluster < 0) {
      const at = next.get(own) ?? turn++;
      folds[row] = at % count;
      next.set(own, at + 1);
      continue;
    }
    const known = ofCluster.get(cluster) ?? ofCluster.size % count;
    ofCluster.set(cluster, known);
    folds[row] = known;
  }
  return folds;
}
