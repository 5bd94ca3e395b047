/**
 * Poisson(1) weights from 32-bit integers alone, so that every twin draws the same ones.
 * `poissonThresholds[k]` is ⌊2³² · P(X ≤ k)⌋; a weight is the number of thresholds that the hash reaches, at most 12.
 */
export const poissonThresholds: Uint32Array = Uint32Array.of(
  0x5e2d58d8,
  0xbc5ab1b1,
  0xeb715e1d,
  0xfb239797,
  0xff1025f5,
  0xffd90f3b,
  0xfffa8b71,
  0xffff540c,
  0xffffed1f,
  0xfffffe21,
  0xffffffd4,
  0xfffffffc,
);

/** Two words per replicate that its hashes start from: `keys[2r]` and `keys[2r + 1]`. */
export function replicateKeys(seed: number, from: number, to: number): Uint32Array {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff) throw new Error(`the seed ${seed} is not an integer from 0 to 4294967295`);
  const keys = new Uint32Array(2 * (to - from));
  for (let replicate = from; replicate < to; replicate++) {
    const first = mix(seed ^ mix(2 * replicate + 1));
    keys[2 * (replicate - from)] = first;
    keys[2 * (replicate - from) + 1] = mix(first ^ mix(2 * replicate + 2));
  }
  return keys;
}

/** Mixes the bits of a word (lowbias32, Chris Wellons 2018). */
function mix(word: number): number {
  let x = word | 0;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The 32-bit hash of a unit in the replicate of these two keys; lowbias32 with the second key added between its rounds. */
export function hashUnit(unit: number, first: number, second: number): number {
  let x = (unit ^ first) | 0;
  x = (Math.imul(x ^ (x >>> 16), 0x7feb352d) + second) | 0;
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** The weight of a hash, by counting thresholds. */
export function weightOfHash(hash: number): number {
  let weight = 0;
  while (weight < poissonThresholds.length && hash >= poissonThresholds[weight]!) weight++;
  return weight;
}

/** In `weightTable`, a bucket that a threshold cuts. */
export const cutBucket = 255;

/** Weight by the top 12 bits of the hash, or `cutBucket`: spares all comparisons for all but 0.3% of draws. */
export function weightTable(): Uint8Array {
  const table = new Uint8Array(1 << 12);
  for (let bucket = 0; bucket < table.length; bucket++) {
    const low = weightOfHash(bucket * 2 ** 20);
    table[bucket] = low === weightOfHash(bucket * 2 ** 20 + 2 ** 20 - 1) ? low : cutBucket;
  }
  return table;
}
