import { counterHash, counterUniform } from '../../src/stats/counter-random.ts';

/** Scores of a thousand rows that trouble a sort, by what troubles it. */
export const troublesome: Readonly<Record<string, Float64Array>> = {
  empty: new Float64Array(0),
  'one row': Float64Array.of(0.3),
  'two rows': Float64Array.of(0.3, 0.7),
  'two equal rows': Float64Array.of(0.3, 0.3),
  uniform: scores((row) => counterUniform(1, 0, row)),
  floats: scores((row) => Math.fround(counterUniform(1, 0, row))),
  'floats of both signs': scores((row) => Math.fround(counterUniform(1, 0, row) - 0.5)),
  'all equal': scores(() => 0.1),
  'all equal floats': scores(() => 0.5),
  'three digits': scores((row) => Math.round(1000 * counterUniform(1, 0, row)) / 1000),
  'one digit': scores((row) => Math.round(10 * counterUniform(1, 0, row)) / 10),
  'one outlier': scores((row) => (row === 500 ? 1e300 : counterUniform(1, 0, row))),
  'an outlier below': scores((row) => (row === 500 ? -1e300 : counterUniform(1, 0, row))),
  'an outlier over near scores': scores((row) => (row === 3 ? 1e300 : 1 + 1e-12 * counterUniform(1, 0, row))),
  'near scores': scores((row) => 1 + (counterHash(1, 0, row) % 300) * Number.EPSILON),
  'both zeros': scores((row) => (counterHash(1, 0, row) % 2 === 0 ? 0 : -0)),
  'zeros among others': scores((row) => [0, -0, 1e-320, -1e-320, 1][counterHash(1, 0, row) % 5]!),
  infinities: scores((row) => [Infinity, -Infinity, 1e308, -1e308, 0.1][counterHash(1, 0, row) % 5]!),
  'infinities alone': scores((row) => (row % 3 === 0 ? Infinity : -Infinity)),
  denormals: scores((row) => (counterHash(1, 0, row) % 5000) * Number.MIN_VALUE),
  'all magnitudes': scores((row) => (row % 2 === 0 ? 1 : -1) * 10 ** (600 * counterUniform(1, 0, row) - 300)),
  ascending: scores((row) => row / 7),
  descending: scores((row) => -row / 7),
};

function scores(of: (row: number) => number, length = 1001): Float64Array {
  return Float64Array.from({ length }, (_, row) => of(row));
}

/** Labels by a coin. */
export function labelsFor(length: number, seed = 1): Uint8Array {
  return Uint8Array.from({ length }, (_, row) => counterHash(seed, 9, row) & 1);
}
