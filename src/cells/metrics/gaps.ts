import type { MeanMetric, Metric, OrderMetric, RanksMetric, RowsMetric } from '../../metrics/metric.ts';
import { normalQuantile, studentQuantile } from '../../stats/distributions.ts';
import { newcombe, percentileInterval } from '../../stats/intervals.ts';
import { benjaminiHochberg, proportionTest, twoSided, welch } from '../../stats/tests.ts';
import { takeOrdered } from '../../metrics/scan-ranks.ts';
import { resampledOrder, resampledRows, resampledValues, sampleVariance, type Resampled } from './estimate.ts';
import type { Column } from './estimates.ts';
import { matrixValue, ratioOf, type MatrixDraws } from './matrix-value.ts';
import { allRows, type Partition } from './partition.ts';
import { blocksReplicates } from './rank-blocks.ts';
import { queryUnits } from './query-estimates.ts';
import type { Statistics } from './statistics.ts';
import { tagSides, tagUnits } from './tag-estimates.ts';
import { unitGap } from './unit-estimates.ts';

/** A slice against the rows outside it. */
export interface Gap {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly n: number;
  readonly method: string;
}

/** Rows of a slice, or outside it, below which it gets no verdict. */
export const leastRows = 30;

const none: Gap = { value: NaN, low: NaN, high: NaN, p: NaN, n: 0, method: '' };
/** Rows of a partition beyond which a metric without a closed form gets no gaps. */
const mostResampled = 2e6;

export interface GapOptions {
  readonly draws: MatrixDraws;
  readonly memo: <T>(key: string, make: () => T) => T;
}

/**
 * The gap of one metric between each slice and the rows outside it: Newcombe for shares, DeLong for AUC, Welch for means,
 * replicates of both sides for the rest.
 */
export function gapsOf(column: Column, statistics: Statistics, partition: Partition, { draws, memo }: GapOptions): readonly Gap[] {
  const { metric, parameters } = column.wanted;
  const sizes = statistics.sizes(partition);
  const enough = (group: number): boolean => sizes[group]! >= leastRows && statistics.data.rows - sizes[group]! >= leastRows;
  const make = (): readonly Gap[] =>
    partition.slices.map((_, group) => (enough(group) ? gapOf(column, { statistics, partition, group, draws }) : none));
  if (metric.from === 'counts' || metric.from === 'matrix') return make();
  return memo(`gaps ${metric.name} ${JSON.stringify([parameters, column.code, draws.sampling])} ${partition.by} ${partition.key}`, make);
}

/** One slice, and what is needed to set it against the rest. */
interface Place {
  readonly statistics: Statistics;
  readonly partition: Partition;
  readonly group: number;
  readonly draws: MatrixDraws;
}

function gapOf(column: Column, place: Place): Gap {
  const { metric } = column.wanted;
  const scanned = place.statistics.data.rows * place.partition.slices.length;
  switch (metric.from) {
    case 'counts':
    case 'matrix':
      return place.statistics.data.tags === null ? countsGap(column, place) : tagsGap(column, place);
    case 'moments':
      return metric.finish === undefined ? meanGap(metric, column, place) : none;
    case 'ranks':
      if (column.code === null) return none;
      if (metric.name === 'roc_auc') return aucGap(metric, column.code, place);
      return scanned > mostResampled ? none : blocksGap(metric, column.code, place);
    case 'tags':
    case 'queries':
      return unitsGap(column, place);
    case 'lists':
      return none;
    case 'rows':
      return metric.extreme === true || scanned > mostResampled ? none : rowsGap(metric, column, place);
    case 'order':
      return scanned > mostResampled ? none : orderGap(metric, column, place);
  }
}

function factorOf({ statistics, partition, group }: Place): number {
  return statistics.effective(partition)?.[group] ?? 1;
}

function countsGap({ wanted, code }: Column, place: Place): Gap {
  const { statistics, partition, group, draws } = place;
  const inside = statistics.counts(partition)?.[group];
  const outside = statistics.countsOutside(partition, group);
  if (inside === undefined || outside === null) return none;
  const classes = Math.max(2, statistics.data.classes.length);
  const factor = factorOf(place);
  const own = ratioOf(wanted, inside, classes, code);
  const other = ratioOf(wanted, outside, classes, code);
  if (own !== null && other !== null) {
    return shareGap(own[0] * factor, own[1] * factor, other[0] * factor, other[1] * factor, draws.sampling.level);
  }
  const value = matrixValue(wanted, inside, classes, code).value - matrixValue(wanted, outside, classes, code).value;
  if (Number.isNaN(value)) return none;
  const first = draws.values(wanted, inside, code, factor, 0);
  const second = draws.values(wanted, outside, code, factor, 1);
  return replicateGap(value, first, second, statistics.data.rows, draws.sampling.level, 'multinomial bootstrap');
}

function shareGap(k1: number, n1: number, k2: number, n2: number, level: number): Gap {
  if (!(n1 > 0) || !(n2 > 0)) return none;
  const interval = newcombe(k1, n1, k2, n2, level);
  return { value: k1 / n1 - k2 / n2, ...interval, p: proportionTest(k1, n1, k2, n2), n: Math.round(n1 + n2), method: 'newcombe' };
}

function replicateGap(value: number, first: Float64Array, second: Float64Array, n: number, level: number, method: string): Gap {
  const differences = new Float64Array(Math.min(first.length, second.length));
  let below = 0;
  let above = 0;
  for (let replicate = 0; replicate < differences.length; replicate++) {
    const difference = first[replicate]! - second[replicate]!;
    differences[replicate] = difference;
    if (difference <= 0) below++;
    if (difference >= 0) above++;
  }
  const { low, high, unstable } = percentileInterval(differences, level);
  if (unstable) return none;
  const p = Math.min(1, (2 * (1 + Math.min(below, above))) / (differences.length + 1));
  return { value, low, high, p, n, method: `${method}, ${differences.length}` };
}

function meanGap(metric: MeanMetric, { wanted }: Column, place: Place): Gap {
  const { statistics, partition, group, draws } = place;
  const inside = statistics.moments(partition, metric, wanted.parameters)?.[group];
  const all = statistics.moments(allRows, metric, wanted.parameters)?.[0];
  if (inside === undefined || all === undefined) return none;
  const weight = all.weight - inside.weight;
  const mean = (all.mean * all.weight - inside.mean * inside.weight) / weight;
  const squares = Math.max(0, all.squares - inside.squares - (inside.weight * weight * (inside.mean - mean) ** 2) / all.weight);
  const factor = factorOf(place);
  const n1 = inside.weight * factor;
  const n2 = weight * factor;
  if (metric.share === true) return shareGap(inside.mean * n1, n1, Math.min(1, Math.max(0, mean)) * n2, n2, draws.sampling.level);
  const value = inside.mean - mean;
  const outside = { n: all.n - inside.n, weight, mean, squares };
  const { se, df, p } = welch(sampleVariance(inside, factor), n1, sampleVariance(outside, factor), n2, value);
  if (Number.isNaN(se) || Number.isNaN(value)) return none;
  const half = Number.isNaN(df) ? 0 : studentQuantile(0.5 + draws.sampling.level / 2, df) * se;
  return { value, low: value - half, high: value + half, p, n: all.n, method: 'welch' };
}

function aucGap(metric: RanksMetric, code: number, place: Place): Gap {
  const { statistics, partition, group, draws } = place;
  const inside = statistics.ranks(partition, code)?.[group];
  const outside = statistics.aucOutside(partition, group, code);
  if (inside === undefined || outside === null) return none;
  const value = metric.compute(inside).value - metric.compute(outside).value;
  const se = Math.sqrt(inside.variance + outside.variance);
  if (Number.isNaN(value) || !(se > 0)) return none;
  const half = normalQuantile(0.5 + draws.sampling.level / 2) * se;
  const n = Math.round((inside.positives + inside.negatives + outside.positives + outside.negatives) * factorOf(place));
  return { value, low: Math.max(-1, value - half), high: Math.min(1, value + half), p: twoSided(value / se), n, method: 'delong' };
}

function blocksGap(metric: RanksMetric, code: number, place: Place): Gap {
  const { statistics, partition, group, draws } = place;
  const rows = statistics.rankRows(code);
  const inside = statistics.ranks(partition, code)?.[group];
  const outside = statistics.ranksOutside(partition, group, code);
  if (rows === null || inside === undefined || outside === null) return none;
  const value = metric.compute(inside).value - metric.compute(outside).value;
  if (Number.isNaN(value)) return none;
  const factor = factorOf(place);
  const { sampling } = draws;
  const first = blocksReplicates(metric, inside, rows, statistics.places(partition, code)[group]!, factor, sampling, 0);
  const second = blocksReplicates(metric, outside, rows, statistics.placesOutside(partition, group, code), factor, sampling, 1);
  const n = Math.round((inside.positives + inside.negatives + outside.positives + outside.negatives) * factor);
  return replicateGap(value, first, second, n, sampling.level, 'bootstrap');
}

/** Means over rows of several labels, or over queries. */
function unitsGap({ wanted }: Column, { statistics, partition, group, draws }: Place): Gap {
  const units = tagUnits(wanted, statistics, partition) ?? queryUnits(wanted, statistics, partition);
  return units === null ? none : (unitGap(units, group, draws.sampling.level) ?? none);
}

function tagsGap(column: Column, place: Place): Gap {
  if (column.wanted.average === 'samples') return unitsGap(column, place);
  const sides = tagSides(column, place.statistics, place.partition, place.group);
  return sides === null ? none : resampledGap(...sides, place);
}

function rowsGap(metric: RowsMetric, { wanted }: Column, place: Place): Gap {
  const { statistics, partition, group } = place;
  const inside = resampledRows(metric, wanted.parameters, statistics.rows(partition)[group]!);
  return resampledGap(inside, resampledRows(metric, wanted.parameters, statistics.rowsOutside(partition, group)), place);
}

function orderGap(metric: OrderMetric, { wanted, code }: Column, place: Place): Gap {
  const { statistics, partition, group } = place;
  const rows = code === null ? null : statistics.rankRows(code);
  if (code === null || rows === null) return none;
  const inside = takeOrdered(rows, statistics.places(partition, code)[group]!);
  const outside = takeOrdered(rows, statistics.placesOutside(partition, group, code));
  return resampledGap(resampledOrder(metric, wanted.parameters, inside), resampledOrder(metric, wanted.parameters, outside), place);
}

function resampledGap(inside: Resampled, outside: Resampled, { partition, draws }: Place): Gap {
  const value = inside.compute(inside.weights).value - outside.compute(outside.weights).value;
  if (Number.isNaN(value)) return none;
  const slices = 2 * partition.slices.length;
  const first = resampledValues(inside, draws.sampling, slices, 0);
  const second = resampledValues(outside, draws.sampling, slices, 1);
  return replicateGap(value, first, second, inside.n + outside.n, draws.sampling.level, 'bootstrap');
}

/** Convincing after correction over the whole table, and the side it falls on. */
export function verdictsOf(
  gaps: readonly Gap[],
  better: readonly Metric['better'][],
): { readonly q: Float64Array; readonly verdicts: readonly ('better' | 'worse' | 'undecided' | undefined)[] } {
  const q = benjaminiHochberg(gaps.map((gap) => gap.p));
  const verdicts = gaps.map((gap, at) => {
    if (Number.isNaN(gap.p) || better[at] === 'neither') return undefined;
    const clear = q[at]! <= 0.05 && (gap.low > 0 || gap.high < 0);
    return clear ? (gap.value > 0 === (better[at] === 'higher') ? 'better' : 'worse') : 'undecided';
  });
  return { q, verdicts };
}
