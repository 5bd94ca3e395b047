import type { MeanMetric, Metric, OrderMetric, RanksMetric, RowsMetric } from '../../metrics/metric.ts';
import { normalQuantile, studentQuantile } from '../../stats/distributions.ts';
import { newcombe } from '../../stats/intervals.ts';
import { benjaminiHochberg, proportionTest, twoSided, welch } from '../../stats/tests.ts';
import { takeOrdered } from '../../metrics/scan-ranks.ts';
import { aucClassesGap } from './auc-classes.ts';
import { cellGradient, countsInterval } from './counts-interval.ts';
import { drawnRows } from './drawn-estimates.ts';
import { moverGap, noGap, replicateGap, type Gap } from './gap.ts';
import { bootstrapWord, resampledOrder, resampledRows, resampledValues, sampleVariance, type Resampled } from './estimate.ts';
import type { Column } from './estimates.ts';
import { matrixValue, ratioOf, type MatrixDraws } from './matrix-value.ts';
import { allRows, type Partition } from './partition.ts';
import { blocksReplicates } from './rank-blocks.ts';
import { queryUnits } from './query-estimates.ts';
import type { SliceSpread } from '../../stats/unit-spread.ts';
import type { Statistics } from './statistics.ts';
import { tagSides, tagUnits } from './tag-estimates.ts';
import { unitGap } from './unit-estimates.ts';
import { unitMeanGap } from './unit-intervals.ts';
import type { UnitSums } from './unit-sums.ts';

export type { Gap } from './gap.ts';

/** Rows of a slice, or outside it, below which it gets no verdict. */
export const leastRows = 30;

const none = noGap;
/** Rows of a partition times its slices beyond which a metric without a closed form gets no gaps. */
export const mostResampled = 2e6;
/** The same for the mean of several AUCs, and AUCs in clusters, which scan the rows once a slice and class. */
const mostScanned = 1e8;

export interface GapOptions {
  readonly draws: MatrixDraws;
  /** Where rows are drawn in clusters or strata. */
  readonly units?: UnitSums | null;
  readonly memo: <T>(key: string, make: () => T) => T;
}

/**
 * The gap of one metric between each slice and the rows outside it: Newcombe for shares, DeLong for AUC, Welch for means,
 * replicates of both sides for the rest.
 */
export function gapsOf(column: Column, statistics: Statistics, partition: Partition, options: GapOptions): readonly Gap[] {
  const { draws, memo, units = null } = options;
  if (draws.sampling.method === 'none') return partition.slices.map(() => none);
  const { metric, parameters } = column.wanted;
  const sizes = statistics.sizes(partition);
  const enough = (group: number): boolean => sizes[group]! >= leastRows && statistics.data.rows - sizes[group]! >= leastRows;
  const make = (): readonly Gap[] =>
    partition.slices.map((_, group) => (enough(group) ? gapOf(column, { statistics, partition, group, draws, units }) : none));
  if (metric.from === 'counts' || metric.from === 'matrix') return make();
  return memo(
    `gaps ${metric.name} ${JSON.stringify([parameters, column.code, column.wanted.average, draws.sampling])} ${partition.by} ${partition.key}`,
    make,
  );
}

/** One slice, and what is needed to set it against the rest. */
interface Place {
  readonly statistics: Statistics;
  readonly partition: Partition;
  readonly group: number;
  readonly draws: MatrixDraws;
  readonly units: UnitSums | null;
}

function gapOf(column: Column, place: Place): Gap {
  const { metric } = column.wanted;
  const scanned = place.statistics.data.rows * place.partition.slices.length;
  const drawn = (): Gap => (scanned > mostResampled ? none : drawnGap(column, place));
  switch (metric.from) {
    case 'counts':
    case 'matrix':
      return place.statistics.data.tags === null ? countsGap(column, place, drawn) : tagsGap(column, place);
    case 'moments':
      return metric.finish === undefined ? meanGap(metric, column, place) : none;
    case 'ranks':
      if (metric.name === 'roc_auc' && (column.code === null || place.units !== null)) return aucMeanGap(metric, column, place, scanned);
      if (column.code === null) return none;
      if (metric.name === 'roc_auc') return aucGap(metric, column.code, place);
      if (place.units !== null) return drawn();
      return scanned > mostResampled ? none : blocksGap(metric, column.code, place);
    case 'tags':
    case 'queries':
      return unitsGap(column, place);
    case 'lists':
      return none;
    case 'rows':
      if (place.units !== null && metric.extreme !== true) return drawn();
      return metric.extreme === true || scanned > mostResampled ? none : rowsGap(metric, column, place);
    case 'order':
      if (place.units !== null) return drawn();
      return scanned > mostResampled ? none : orderGap(metric, column, place);
  }
}

function factorOf({ statistics, partition, group }: Place): number {
  return statistics.effective(partition)?.[group] ?? 1;
}

function countsGap({ wanted, code }: Column, place: Place, drawn: () => Gap): Gap {
  const { statistics, partition, group, draws, units } = place;
  const inside = statistics.counts(partition)?.[group];
  const outside = statistics.countsOutside(partition, group);
  if (inside === undefined || outside === null) return none;
  const { sampling } = draws;
  const auto = sampling.method === 'auto';
  const spread = (auto ? units?.counts(partition)?.[group] : null) ?? null;
  if (units !== null && spread === null) return drawn();
  const classes = Math.max(2, statistics.data.classes.length);
  const effective = factorOf(place);
  const own = ratioOf(wanted, inside, classes, code);
  const other = ratioOf(wanted, outside, classes, code);
  if (own !== null && other !== null && auto && spread === null)
    return shareGap(own[0] * effective, own[1] * effective, other[0] * effective, other[1] * effective, sampling.level);
  const values = [inside, outside].map((matrix) => matrixValue(wanted, matrix, classes, code).value);
  if (values.some(Number.isNaN)) return none;
  const { rows } = statistics.data;
  if (auto) {
    const about = { classes, code, effective };
    const first = countsInterval(wanted, { ...about, matrix: inside, spread: spread?.inside ?? null }, values[0]!, sampling);
    const second = countsInterval(wanted, { ...about, matrix: outside, spread: spread?.outside ?? null }, values[1]!, sampling);
    if (first !== null && second !== null) {
      const shared = spread === null ? 0 : correlationOf(wanted, about, inside, outside, spread);
      const name = spread === null ? 'mover' : `${units!.word} delta`;
      return moverGap({ value: values[0]!, ...first }, { value: values[1]!, ...second }, shared, rows, sampling.level, name);
    }
  }
  const replicates = ([0, 1] as const).map((side) => draws.values(wanted, side === 0 ? inside : outside, code, effective, side));
  return replicateGap(values[0]! - values[1]!, replicates[0]!, replicates[1]!, rows, sampling.level, 'multinomial bootstrap');
}

/** How a slice and the rows outside it go together, where clusters have rows in both. */
function correlationOf(
  wanted: Column['wanted'],
  about: { readonly classes: number; readonly code: number | null },
  inside: Float64Array,
  outside: Float64Array,
  spread: SliceSpread,
): number {
  const first = cellGradient(wanted, about, inside);
  const second = cellGradient(wanted, about, outside);
  const scale = Math.sqrt(spread.inside.variance(first) * spread.outside.variance(second));
  return scale > 0 ? Math.max(-1, Math.min(1, spread.covariance(first, second) / scale)) : 0;
}

/** Replicates of both sides under the same weights of clusters, or within strata. */
function drawnGap(column: Column, { statistics, partition, group, draws, units }: Place): Gap {
  const inside = drawnRows(column, statistics, partition, group, 'inside');
  const outside = drawnRows(column, statistics, partition, group, 'outside');
  if (inside === null || outside === null || units === null) return none;
  const value = inside.compute(inside.weights).value - outside.compute(outside.weights).value;
  if (Number.isNaN(value)) return none;
  const [first, second] = [inside, outside].map((side) =>
    resampledValues(side, draws.sampling, 2 * partition.slices.length, 0, units.units),
  );
  return replicateGap(value, first!, second!, inside.n + outside.n, draws.sampling.level, bootstrapWord(units.units));
}

function aucMeanGap(metric: RanksMetric, { wanted, code }: Column, place: Place, scanned: number): Gap {
  const { statistics, partition, group, draws, units } = place;
  const codes = code === null ? statistics.data.classes.map((_, own) => own) : [code];
  if (wanted.parameters['multi_class'] === 1 || scanned * codes.length > mostScanned || statistics.data.tags !== null) return none;
  const of = { metric, codes, weighted: wanted.average === 'weighted' };
  return aucClassesGap(of, statistics, partition, group, units, draws.sampling.level) ?? none;
}

function shareGap(k1: number, n1: number, k2: number, n2: number, level: number): Gap {
  if (!(n1 > 0) || !(n2 > 0)) return none;
  const interval = newcombe(k1, n1, k2, n2, level);
  return { value: k1 / n1 - k2 / n2, ...interval, p: proportionTest(k1, n1, k2, n2), n: Math.round(n1 + n2), method: 'newcombe' };
}

function meanGap(metric: MeanMetric, { wanted }: Column, place: Place): Gap {
  const { statistics, partition, group, draws } = place;
  const inside = statistics.moments(partition, metric, wanted.parameters)?.[group];
  const all = statistics.moments(allRows, metric, wanted.parameters)?.[0];
  if (inside === undefined || all === undefined) return none;
  const weight = all.weight - inside.weight;
  const mean = (all.mean * all.weight - inside.mean * inside.weight) / weight;
  const squares = Math.max(0, all.squares - inside.squares - (inside.weight * weight * (inside.mean - mean) ** 2) / all.weight);
  if (place.units !== null) {
    const spread = place.units.means(partition, metric, wanted.parameters)?.[group];
    const rest = { n: all.n - inside.n, weight, mean };
    return spread === undefined ? none : (unitMeanGap(inside, rest, spread, place.units, draws.sampling.level) ?? none);
  }
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
