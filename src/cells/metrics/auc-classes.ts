import { addAucParts } from '../../metrics/auc-parts.ts';
import type { RanksMetric, Reason } from '../../metrics/metric.ts';
import { studentQuantile } from '../../stats/distributions.ts';
import { aucInterval, shrink } from '../../stats/intervals.ts';
import { twoSided } from '../../stats/tests.ts';
import { undefinedEstimate, type Estimate } from './estimate.ts';
import type { Gap } from './gap.ts';
import { allRows, type Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';
import type { UnitSums } from './unit-sums.ts';
import type { Sampling } from './wanted.ts';

/** AUCs of these classes, each against the rest, as one number: their mean, weighted by their positives where said. */
export interface AucOf {
  readonly metric: RanksMetric;
  readonly codes: readonly number[];
  readonly weighted: boolean;
}

/** The AUC of one slice (or of the rows outside it), and by class what it weighs in the mean. */
interface Mean {
  readonly value: number;
  readonly n: number;
  readonly positives: number;
  readonly negatives: number;
  readonly scales: readonly number[];
}

/**
 * Estimates of a mean of AUCs, or of AUCs whose rows are drawn in clusters or strata: DeLong's parts of all classes are added
 * up by row, and by unit (Obuchowski, 1997), so that what the classes share is counted. Null without scores.
 */
export function aucEstimates(
  of: AucOf,
  statistics: Statistics,
  partition: Partition,
  sums: UnitSums | null,
  sampling: Sampling,
): readonly Estimate[] | null {
  if (of.codes.some((code) => statistics.rankRows(code) === null)) return null;
  const parts = new Float64Array(statistics.data.rows).fill(NaN);
  const means = partition.slices.map((_, group) => {
    const mean = meanOf(of, statistics, partition, group, 'inside');
    addParts(of, statistics, partition, group, 'inside', mean.scales, parts);
    return mean;
  });
  const spreads = sums?.auc(partition, parts) ?? null;
  const plain = spreads === null ? squaresOf(parts, partition) : null;
  return means.map((mean, group) => {
    const { value, n, positives, negatives } = mean;
    if (Number.isNaN(value))
      return undefinedEstimate(statistics.data.rows === 0 ? 'no-rows' : reasonOf(of, statistics, partition, group), n);
    if (sampling.method === 'none') return { value, low: NaN, high: NaN, n, method: 'none', reason: '' };
    const spread = spreads?.[group]!.inside ?? null;
    const variance = spread?.variance(Float64Array.of(1)) ?? plain![group]!;
    const df = spread?.df ?? Math.min(positives, negatives) - 1;
    const interval = aucInterval(value, variance / shrink(df, sampling.level), positives, negatives, sampling.level);
    const method = [...(sums === null ? [] : [sums.word]), 'delong'].join(' ') + (of.codes.length > 1 ? ', mean of classes' : '');
    return { value, ...interval, n, method, reason: spread === null ? '' : (sums?.reason(spread.units) ?? '') };
  });
}

/** The gap of such a number between a slice and the rows outside it; null where it cannot be said. */
export function aucClassesGap(
  of: AucOf,
  statistics: Statistics,
  partition: Partition,
  group: number,
  sums: UnitSums | null,
  level: number,
): Gap | null {
  if (of.codes.some((code) => statistics.rankRows(code) === null)) return null;
  const inside = meanOf(of, statistics, partition, group, 'inside');
  const outside = meanOf(of, statistics, partition, group, 'outside');
  const value = inside.value - outside.value;
  if (Number.isNaN(value)) return null;
  const parts = new Float64Array(statistics.data.rows).fill(NaN);
  addParts(of, statistics, partition, group, 'inside', inside.scales, parts);
  addParts(
    of,
    statistics,
    partition,
    group,
    'outside',
    outside.scales.map((scale) => -scale),
    parts,
  );
  const spread = sums?.auc(allRows, parts)[0]!.inside ?? null;
  const se = Math.sqrt(spread?.variance(Float64Array.of(1)) ?? squaresOf(parts, allRows)[0]!);
  const df = spread?.df ?? Math.min(inside.positives, inside.negatives, outside.positives, outside.negatives) - 1;
  if (!(se > 0) || !(df >= 1)) return null;
  const half = studentQuantile(0.5 + level / 2, df) * se;
  const method = [...(sums === null ? [] : [sums.word]), 'delong'].join(' ');
  const p = twoSided((value / se) * Math.sqrt(shrink(df, level)));
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half), p, n: inside.n + outside.n, method };
}

type Side = 'inside' | 'outside';

function placesOf(statistics: Statistics, partition: Partition, group: number, code: number, side: Side): Uint32Array | null {
  return side === 'inside' ? statistics.places(partition, code)[group]! : statistics.placesOutside(partition, group, code);
}

function meanOf({ metric, codes, weighted }: AucOf, statistics: Statistics, partition: Partition, group: number, side: Side): Mean {
  const each = codes.map((code) =>
    side === 'inside' ? statistics.ranks(partition, code)![group]! : statistics.aucOutside(partition, group, code)!,
  );
  const values = each.map((ranks) => metric.compute(ranks).value);
  const weights = each.map((ranks, at) => (Number.isNaN(values[at]) ? 0 : weighted ? ranks.positives : 1));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const defined = each.filter((_, at) => !Number.isNaN(values[at]));
  const least = (key: 'positives' | 'negatives'): number => Math.min(...defined.map((ranks) => ranks[key]));
  return {
    value: total > 0 ? values.reduce((sum, value, at) => sum + (weights[at] === 0 ? 0 : (weights[at]! / total) * value), 0) : NaN,
    n: Math.max(0, ...each.map((ranks) => Math.round(ranks.positives + ranks.negatives))),
    positives: least('positives'),
    negatives: least('negatives'),
    scales: weights.map((weight) => (total > 0 ? weight / total : 0)),
  };
}

function addParts(
  { codes }: AucOf,
  statistics: Statistics,
  partition: Partition,
  group: number,
  side: Side,
  scales: readonly number[],
  parts: Float64Array,
): void {
  for (const [at, code] of codes.entries()) {
    if (scales[at] !== 0) addAucParts(statistics.rankRows(code)!, placesOf(statistics, partition, group, code, side), scales[at]!, parts);
  }
}

/** Sums of squares by slice, n / (n − 1) times. */
function squaresOf(parts: Float64Array, { codes, slices }: Partition): Float64Array {
  const squares = new Float64Array(slices.length);
  const counts = new Float64Array(slices.length);
  for (let row = 0; row < parts.length; row++) {
    const group = codes === null ? 0 : codes[row]!;
    if (group < 0 || Number.isNaN(parts[row])) continue;
    squares[group]! += parts[row]! ** 2;
    counts[group]!++;
  }
  return squares.map((square, group) => (square * counts[group]!) / (counts[group]! - 1));
}

function reasonOf({ metric, codes }: AucOf, statistics: Statistics, partition: Partition, group: number): Reason {
  return metric.compute(statistics.ranks(partition, codes[0]!)![group]!).reason ?? 'no-rows';
}
