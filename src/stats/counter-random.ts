/**
 * A generator without state: the number depends only on (seed, replicate, unit), so that any tiling, thread or
 * device draws the same. Two rounds of the integer hash lowbias32 (Wellons, 2018); unsigned 32-bit.
 */
export function counterHash(seed: number, replicate: number, unit: number): number {
  return mix(mix(seed ^ Math.imul(replicate + 1, 0x9e3779b1)) ^ Math.imul(unit + 1, 0x85ebca6b)) >>> 0;
}

function mix(value: number): number {
  let x = value;
  x ^= x >>> 16;
  x = Math.imul(x, 0x7feb352d);
  x ^= x >>> 15;
  x = Math.imul(x, 0x846ca68b);
  return x ^ (x >>> 16);
}

/** Uniform in (0, 1): never either end. */
export function counterUniform(seed: number, replicate: number, unit: number): number {
  return (counterHash(seed, replicate, unit) + 0.5) / 4294967296;
}

/** P(Poisson(1) ≤ k) · 2³² for k = 0 … 11; a hash below the k-th bound draws at most k. */
export const poissonBounds: Uint32Array = Uint32Array.from(
  { length: 12 },
  (() => {
    let term = Math.exp(-1);
    let sum = 0;
    return (_: unknown, k: number) => {
      if (k > 0) term /= k;
      sum += term;
      return Math.min(4294967295, Math.floor(sum * 4294967296));
    };
  })(),
);

/** The Poisson(1) weight that a hash stands for, 0 to 12. */
export function poissonWeight(hash: number): number {
  let weight = 0;
  while (weight < 12 && hash >= poissonBounds[weight]!) weight++;
  return weight;
}

/** Uniforms in (0, 1) one after another, for draws that need an unknown number of them. */
export function uniformStream(seed: number, replicate: number): () => number {
  const start = mix(seed ^ Math.imul(replicate + 1, 0x9e3779b1));
  let unit = 0;
  return () => ((mix(start ^ Math.imul(++unit, 0x85ebca6b)) >>> 0) + 0.5) / 4294967296;
}

/** Row numbers 0 … length − 1 in an order that depends only on the seed (Fisher–Yates). */
export function shuffledRows(length: number, seed: number): Uint32Array {
  const rows = Uint32Array.from({ length }, (_, row) => row);
  for (let at = length - 1; at > 0; at--) {
    const other = Math.floor(counterUniform(seed, 0, at) * (at + 1));
    const row = rows[at]!;
    rows[at] = rows[other]!;
    rows[other] = row;
  }
  return rows;
}
