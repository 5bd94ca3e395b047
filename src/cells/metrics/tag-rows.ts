import { leftOut, type BinaryCounts, type CountsMetric, type Parameters, type Tags } from '../../metrics/metric.ts';
import type { Resampled } from './estimate.ts';
import { averageOf } from './matrix-value.ts';
import type { TagData } from './prepare-tags.ts';
import { notKnown, type UnitValues } from './unit-estimates.ts';
import type { Wanted } from './wanted.ts';

/** Rows of several labels whose labels and predictions are known. */
export interface TagRows {
  readonly tags: Tags;
  readonly known: Uint8Array;
}

/** Predictions as recorded, or by score: with a threshold `score >= threshold`, else 0.5 where none are recorded. */
export function decidedTags({ tags, labelled, predicted, scored }: TagData, threshold: number | null): TagRows {
  if (scored === null || (threshold === null && predicted !== null))
    return { tags, known: labelled.map((known, row) => known & predicted![row]!) };
  const at = threshold ?? 0.5;
  return {
    tags: { ...tags, predicted: Uint8Array.from(tags.scores, (score) => +(score >= at)) },
    known: labelled.map((known, row) => known & scored[row]!),
  };
}

/** True and false positives and negatives of each label over some rows. */
export function tagCounts({ tags, known }: TagRows, rows: ArrayLike<number>, weights: Float64Array | null): readonly BinaryCounts[] {
  const { labels, actual, predicted } = tags;
  const cells = new Float64Array(labels * 4);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    if (known[row] === 0) continue;
    const weight = weights === null ? 1 : weights[at]!;
    for (let label = 0, bit = row * labels; label < labels; label++, bit++)
      cells[label * 4 + 2 * actual[bit]! + predicted[bit]!]! += weight;
  }
  return Array.from({ length: labels }, (_, label) => ({
    tn: cells[label * 4]!,
    fp: cells[label * 4 + 1]!,
    fn: cells[label * 4 + 2]!,
    tp: cells[label * 4 + 3]!,
  }));
}

/** A metric of counts averaged over labels, under weights of the rows that are known among those given. */
export function resampledTags(
  { metric, parameters, average }: Wanted,
  all: TagRows,
  rows: ArrayLike<number>,
  weights: Float64Array | null,
): Resampled {
  if (metric.from !== 'counts') throw new Error(`${metric.name} is not made from counts`);
  const kept = Uint32Array.from(Array.from(rows).filter((row) => all.known[row] === 1));
  return {
    n: kept.length,
    weights: weights === null ? null : Float64Array.from(kept, (row) => weights[row]!),
    compute: (own) => averageOf(metric, parameters, average, tagCounts(all, kept, own)),
  };
}

/** Values of rows that a mean is taken of: those of a metric of rows, or of counts averaged over samples; null where its input is missing. */
export function unitsOfTags(
  { metric, parameters, average }: Wanted,
  data: TagData,
  rows: TagRows,
  weights: Float64Array | null,
  groups: Int32Array | null,
): UnitValues | null {
  if (metric.from === 'counts' && average === 'samples') {
    const values = valuesOf(rows.known, (row) => sampleValue(rows.tags, row, metric, parameters));
    return { values, weights, groups: groupsOf(rows.known, groups), share: false, leftOutBecause: 'empty-union' };
  }
  if (metric.from !== 'tags') return null;
  const { scored, labelled } = data;
  if (metric.reads === 'scores' && scored === null) return null;
  const known = metric.reads === 'scores' ? labelled.map((own, row) => own & scored![row]!) : rows.known;
  const values = valuesOf(known, (row) => metric.valueOf(rows.tags, row, parameters));
  const { leftOutBecause, share = false } = metric;
  return { values, weights, groups: groupsOf(known, groups), share, leftOutBecause };
}

function valuesOf(known: Uint8Array, of: (row: number) => number): Float64Array {
  return Float64Array.from(known, (has, row) => (has === 0 ? leftOut : of(row)));
}

function groupsOf(known: Uint8Array, groups: Int32Array | null): Int32Array {
  return Int32Array.from(known, (has, row) => (has === 0 ? notKnown : groups === null ? 0 : groups[row]!));
}

/** The metric of a row's own labels. */
function sampleValue({ labels, actual, predicted }: Tags, row: number, metric: CountsMetric, parameters: Parameters): number {
  const cells = [0, 0, 0, 0];
  for (let bit = row * labels; bit < (row + 1) * labels; bit++) cells[2 * actual[bit]! + predicted[bit]!]!++;
  const { value } = metric.compute({ tn: cells[0]!, fp: cells[1]!, fn: cells[2]!, tp: cells[3]! }, parameters);
  return Number.isNaN(value) ? leftOut : value;
}
