import type { BinaryCounts } from '../metrics/metric.ts';
import { poissonDraw } from '../stats/poisson-draw.ts';
import { uniformStream } from '../stats/counter-random.ts';
import { chooseCut, type Goal } from './choose-threshold.ts';
import { countsAt, selectedAt, type Cuts } from './threshold-cuts.ts';

/** Indexes of cuts that end blocks of about as many rows each, never parting a tie, from the first cut to the last; every cut where there are few. */
export function blockEnds(cuts: Cuts, most: number): Uint32Array {
  const { threshold, first } = cuts;
  const last = threshold.length - 1;
  if (last - first <= most) return Uint32Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const step = selectedAt(cuts, last) / most;
  const ends: number[] = [first];
  for (let at = first + 1; at <= last; at++) {
    if (at === last || selectedAt(cuts, at) - selectedAt(cuts, ends.at(-1)!) >= step) ends.push(at);
  }
  return Uint32Array.from(ends);
}

/** The cuts at the given indexes alone. */
export function coarseCuts(cuts: Cuts, ends: Uint32Array): Cuts {
  const take = (values: Float64Array): Float64Array => Float64Array.from(ends, (index) => values[index]!);
  return { ...cuts, threshold: take(cuts.threshold), tp: take(cuts.tp), fp: take(cuts.fp), first: 0 };
}

/** Draws of the sums of weights of both classes above each cut, replicate by replicate. */
export interface CutDraws {
  readonly cuts: Cuts;
  readonly replicates: number;
  readonly tp: Float64Array;
  readonly fp: Float64Array;
}

/**
 * Replicates of coarse cuts: rows between neighbouring cuts are drawn together, as their Poisson(1) weights would add up.
 * Weighted rows count as Σw·Σw/Σw² rows.
 */
export function drawCuts(cuts: Cuts, replicates: number, seed: number): CutDraws {
  const length = cuts.threshold.length;
  const tp = new Float64Array(replicates * length);
  const fp = new Float64Array(replicates * length);
  const { effective } = cuts;
  for (let replicate = 0; replicate < replicates; replicate++) {
    const uniform = uniformStream(seed, 2 * replicate);
    let own = 0;
    let other = 0;
    for (let at = 0; at < length; at++) {
      own += poissonDraw((cuts.tp[at]! - (at === 0 ? 0 : cuts.tp[at - 1]!)) * effective, uniform) / effective;
      other += poissonDraw((cuts.fp[at]! - (at === 0 ? 0 : cuts.fp[at - 1]!)) * effective, uniform) / effective;
      tp[replicate * length + at] = own;
      fp[replicate * length + at] = other;
    }
  }
  return { cuts, replicates, tp, fp };
}

/** The cuts of one replicate. */
export function replicateCuts({ cuts, tp, fp }: CutDraws, replicate: number): Cuts {
  const length = cuts.threshold.length;
  const own = tp.subarray(replicate * length, (replicate + 1) * length);
  const other = fp.subarray(replicate * length, (replicate + 1) * length);
  return { ...cuts, tp: own, fp: other, positives: own[length - 1]!, negatives: other[length - 1]! };
}

/** The threshold chosen anew on every replicate (NaN where none is), and what is measured there. */
export interface Rechosen {
  readonly threshold: Float64Array;
  readonly value: Float64Array;
}

export function rechosen(draws: CutDraws, goal: Goal, valueOf: (counts: BinaryCounts) => number): Rechosen {
  const threshold = new Float64Array(draws.replicates).fill(NaN);
  const value = new Float64Array(draws.replicates).fill(NaN);
  for (let replicate = 0; replicate < draws.replicates; replicate++) {
    const cuts = replicateCuts(draws, replicate);
    const at = chooseCut(cuts, goal);
    if (at === -1) continue;
    threshold[replicate] = cuts.threshold[at]!;
    value[replicate] = valueOf(countsAt(cuts, at));
  }
  return { threshold, value };
}

/** Ends of the middle `level` of values as values themselves, since no score lies between two scores; NaN is dropped. `share` is the part that is not NaN. */
export function middleOf(values: Float64Array, level: number): { readonly low: number; readonly high: number; readonly share: number } {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  if (sorted.length === 0) return { low: NaN, high: NaN, share: 0 };
  const at = (q: number): number => (sorted.length - 1) * q;
  return {
    low: sorted[Math.floor(at((1 - level) / 2))]!,
    high: sorted[Math.ceil(at((1 + level) / 2))]!,
    share: sorted.length / values.length,
  };
}
