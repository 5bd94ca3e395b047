import { indexesByGroup } from '../../metrics/scan-ranks.ts';
import { countsEstimate, resampledEstimate, type Estimate, type Resampled } from './estimate.ts';
import { MatrixDraws } from './matrix-value.ts';
import type { Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';
import { resampledTags, tagCounts, unitsOfTags, type TagRows } from './tag-rows.ts';
import { unitEstimates, type UnitValues } from './unit-estimates.ts';
import type { Sampling, Wanted } from './wanted.ts';

/** A metric of several labels: one of counts or of rows; `code` is the label that it is given for, null for all. */
interface TagColumn {
  readonly wanted: Wanted;
  readonly code: number | null;
}

/** Rows by slice, and the weights of those. */
interface Part {
  readonly rows: Uint32Array;
  readonly weights: Float64Array | null;
}

function partOf(rows: Uint32Array, weights: Float64Array | null): Part {
  return { rows, weights: weights === null ? null : Float64Array.from(rows, (row) => weights[row]!) };
}

/** Estimates of one column for every slice; null where what it reads is missing. */
export function tagEstimates(
  column: TagColumn,
  statistics: Statistics,
  partition: Partition,
  sampling: Sampling,
): readonly Estimate[] | null {
  const { wanted, code } = column;
  const rows = statistics.tagRows();
  if (rows === null) return null;
  const units = tagUnits(wanted, statistics, partition);
  if (units !== null) return unitEstimates(units, partition.slices.length, sampling);
  if (wanted.metric.from !== 'counts') return null;
  const { weights, rows: count } = statistics.data;
  const groupOf = (row: number): number => (partition.codes === null ? 0 : partition.codes[row]!);
  const parts = indexesByGroup(count, groupOf, partition.slices.length).map((own) => partOf(own, weights));
  if (code === null)
    return parts.map(({ rows: own }) => resampledEstimate(resampledTags(wanted, rows, own, weights), sampling, parts.length));
  const draws = new MatrixDraws(sampling, 2);
  const effective = statistics.effective(partition);
  return parts.map((part, group) => countsEstimate(wanted, matrixOf(rows, part, code), 2, 1, effective?.[group] ?? 1, draws));
}

/** Values of rows where the column is a mean over them; null where it is none. */
export function tagUnits(wanted: Wanted, statistics: Statistics, partition: Partition): UnitValues | null {
  const rows = statistics.tagRows();
  const { tags, weights } = statistics.data;
  if (rows === null || tags === null) return null;
  const key = `units ${wanted.metric.name} ${JSON.stringify([wanted.parameters, wanted.average])} ${partition.by} ${partition.key}`;
  return statistics.once(key, () => unitsOfTags(wanted, tags, rows, weights, partition.codes));
}

/** A slice and the rows outside it, to be resampled; null where the metric is none of counts. */
export function tagSides(
  { wanted, code }: TagColumn,
  statistics: Statistics,
  partition: Partition,
  group: number,
): readonly [inside: Resampled, outside: Resampled] | null {
  const rows = statistics.tagRows();
  const { weights, rows: count } = statistics.data;
  if (rows === null || wanted.metric.from !== 'counts') return null;
  const sides = indexesByGroup(count, (row) => +(partition.codes?.[row] !== group), 2);
  const [inside, outside] = sides.map((own) =>
    code === null ? resampledTags(wanted, rows, own, weights) : resampledLabel(wanted, rows, own, weights, code),
  );
  return [inside!, outside!];
}

function resampledLabel(wanted: Wanted, rows: TagRows, own: Uint32Array, weights: Float64Array | null, code: number): Resampled {
  const { metric, parameters } = wanted;
  if (metric.from !== 'counts') throw new Error(`${metric.name} is not made from counts`);
  return {
    n: own.length,
    weights: weights === null ? null : Float64Array.from(own, (row) => weights[row]!),
    compute: (drawn) => metric.compute(tagCounts(rows, own, drawn)[code]!, parameters),
  };
}

function matrixOf(rows: TagRows, { rows: own, weights }: Part, code: number): Float64Array {
  const { tn, fp, fn, tp } = tagCounts(rows, own, weights)[code]!;
  return Float64Array.of(tn, fp, fn, tp);
}
