import type { Computed } from '../../metrics/metric.ts';
import { counterHash, poissonWeight } from '../../stats/counter-random.ts';
import { permutationP, relabellings } from '../../stats/permutation.ts';
import type { Units } from '../../stats/unit-mean.ts';
import type { How } from './difference.ts';

/** A metric of both models over some rows, under any weights of the rows, or with some rows' models swapped. */
export interface Weighable {
  /** Row numbers of the frame. */
  readonly rows: Uint32Array;
  /** `weights` by row number of the frame; null for all 1. */
  values(weights: Float64Array | null): readonly [first: Computed, second: Computed];
  /** Second less first where the two models change places in the rows marked 1, by row number of the frame. */
  relabelled(swaps: Uint8Array): number;
}

const mostDraws = 5e7;
/** Rows beyond which nothing is swapped: sorting them anew each time takes too long. */
export const mostPermuted = 200_000;

/** Fewer replicates (at least 100) of very many rows; `slices` share the draws that may be made. */
function affordable(how: How, rows: number, slices: number): number {
  return Math.min(how.replicates, Math.max(100, Math.floor(mostDraws / (rows * slices))));
}

/** Differences under Poisson(1) weights that both models share; drawn by unit where rows come in groups. */
export async function bootstrapped(
  weighable: Weighable,
  { weights, units, total }: { readonly weights: Float64Array | null; readonly units: Units | null; readonly total: number },
  how: How,
  slices: number,
): Promise<Float64Array> {
  const { rows } = weighable;
  const drawn = new Float64Array(total);
  const values = new Float64Array(affordable(how, rows.length, slices));
  for (let replicate = 0; replicate < values.length; replicate++) {
    await how.breathe();
    for (const row of rows) {
      const weight = poissonWeight(counterHash(how.seed, replicate, units === null ? row : units.codes[row]!));
      drawn[row] = weights === null ? weight : weight * weights[row]!;
    }
    const [first, second] = weighable.values(drawn);
    values[replicate] = second.value - first.value;
  }
  return values;
}

/** p of the difference when the two models change places at random, row by row or group by group. */
export async function permuted(
  weighable: Weighable,
  observed: number,
  { units, total }: { readonly units: Units | null; readonly total: number },
  how: How,
  slices: number,
): Promise<{ readonly p: number; readonly method: string }> {
  const { rows } = weighable;
  const places = unitPlaces(rows, units);
  const { count, all, swaps } = relabellings(places.count, affordable(how, 4 * rows.length, slices), how.seed);
  const marks = new Uint8Array(total);
  const values = new Float64Array(count);
  for (let at = 0; at < count; at++) {
    await how.breathe();
    for (let place = 0; place < rows.length; place++) marks[rows[place]!] = +swaps(at, places.codes[place]!);
    values[at] = weighable.relabelled(marks);
  }
  return { p: permutationP(observed, values, all), method: `permutation, ${all ? 'all ' : ''}${count}` };
}

/** How many groups the rows came in, or rows where they came alone. */
export function unitsAmong(rows: Uint32Array, units: Units | null): number {
  return unitPlaces(rows, units).count;
}

/** Units of the rows, numbered from 0 in the order in which they come. */
function unitPlaces(rows: Uint32Array, units: Units | null): Units {
  if (units === null) return { codes: Uint32Array.from(rows, (_, place) => place), count: rows.length };
  const known = new Map<number, number>();
  const codes = Uint32Array.from(rows, (row) => {
    const unit = units.codes[row]!;
    const code = known.get(unit) ?? known.size;
    known.set(unit, code);
    return code;
  });
  return { codes, count: known.size };
}
