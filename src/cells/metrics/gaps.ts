import type { Metric } from '../../metrics/metric.ts';
import { normalQuantile, studentQuantile } from '../../stats/distributions.ts';
import { newcombe, percentileInterval } from '../../stats/intervals.ts';
import { benjaminiHochberg, proportionTest, twoSided, welch } from '../../stats/tests.ts';
import { matrixReplicates, matrixValue, oneAgainstRest, sampleVariance, type Sampling } from './estimate.ts';
import type { Column } from './estimates.ts';
import { allRows, type Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';

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
const mostScans = 2e7;

/** The gap of one metric between each slice and the rows outside it: Newcombe for shares, DeLong for AUC, Welch for means, multinomial draws for the rest. */
export function gapsOf(
  column: Column,
  statistics: Statistics,
  partition: Partition,
  sampling: Sampling,
  memo: <T>(key: string, make: () => T) => T,
): readonly Gap[] {
  const { metric } = column.wanted;
  const sizes = statistics.sizes(partition);
  const enough = (group: number): boolean => sizes[group]! >= leastRows && statistics.data.rows - sizes[group]! >= leastRows;
  const make = (group: number): Gap => (enough(group) ? gapOf(column, statistics, partition, group, sampling) : none);
  if (metric.from === 'counts' || metric.from === 'matrix') return partition.slices.map((_, group) => make(group));
  return memo(
    `gaps ${metric.name} ${JSON.stringify([column.wanted.parameters, column.code, sampling])} ${partition.by} ${partition.key}`,
    () => partition.slices.map((_, group) => make(group)),
  );
}

function gapOf(column: Column, statistics: Statistics, partition: Partition, group: number, sampling: Sampling): Gap {
  const { metric } = column.wanted;
  if (metric.from === 'counts' || metric.from === 'matrix') return countsGap(column, statistics, partition, group, sampling);
  if (metric.from === 'moments') return meanGap(column, statistics, partition, group, sampling.level);
  if (metric.from === 'ranks') return aucGap(column, statistics, partition, group, sampling.level);
  return none;
}

function countsGap(column: Column, statistics: Statistics, partition: Partition, group: number, sampling: Sampling): Gap {
  const inside = statistics.counts(partition)?.[group];
  const all = statistics.counts(allRows)?.[0];
  if (inside === undefined || all === undefined) return none;
  const outside = all.map((cell, at) => cell - inside[at]!);
  const classes = Math.max(2, statistics.data.classes.length);
  const { metric } = column.wanted;
  const code = statistics.data.task === 'binary' && metric.from === 'counts' ? statistics.data.positive : column.code;
  const factor = statistics.effective(partition)?.[group] ?? 1;
  const ratio = (matrix: Float64Array): readonly [number, number] | null =>
    metric.from === 'matrix'
      ? (metric.ratio?.(matrix, classes) ?? null)
      : metric.from === 'counts' && code !== null
        ? (metric.ratio?.(oneAgainstRest(matrix, classes, code)) ?? null)
        : null;
  const own = ratio(inside);
  const other = ratio(outside);
  if (own !== null && other !== null) {
    const [k1, n1, k2, n2] = [own[0] * factor, own[1] * factor, other[0] * factor, other[1] * factor];
    if (!(n1 > 0) || !(n2 > 0)) return none;
    return {
      value: k1 / n1 - k2 / n2,
      ...newcombe(k1, n1, k2, n2, sampling.level),
      p: proportionTest(k1, n1, k2, n2),
      n: Math.round(n1 + n2),
      method: 'newcombe',
    };
  }
  const value = matrixValue(column.wanted, inside, classes, code).value - matrixValue(column.wanted, outside, classes, code).value;
  if (Number.isNaN(value)) return none;
  const first = matrixReplicates(column.wanted, inside, classes, code, factor, sampling);
  const second = matrixReplicates(column.wanted, outside, classes, code, factor, { ...sampling, seed: sampling.seed + 1 });
  const differences = first.map((own, replicate) => own - second[replicate]!);
  const { low, high } = percentileInterval(differences, sampling.level);
  return { value, low, high, p: replicateP(differences), n: statistics.data.rows, method: `multinomial bootstrap, ${sampling.replicates}` };
}

function replicateP(differences: Float64Array): number {
  let below = 0;
  let above = 0;
  for (const difference of differences) {
    if (difference <= 0) below++;
    if (difference >= 0) above++;
  }
  return Math.min(1, (2 * (1 + Math.min(below, above))) / (differences.length + 1));
}

function meanGap(column: Column, statistics: Statistics, partition: Partition, group: number, level: number): Gap {
  const metric = column.wanted.metric;
  if (metric.from !== 'moments' || metric.finish !== undefined) return none;
  const inside = statistics.moments(partition, metric, column.wanted.parameters)?.[group];
  const all = statistics.moments(allRows, metric, column.wanted.parameters)?.[0];
  if (inside === undefined || all === undefined) return none;
  const weight = all.weight - inside.weight;
  const mean = (all.mean * all.weight - inside.mean * inside.weight) / weight;
  const squares = Math.max(0, all.squares - inside.squares - (inside.weight * weight * (inside.mean - mean) ** 2) / all.weight);
  const factor = statistics.effective(partition)?.[group] ?? 1;
  const outside = { n: all.n - inside.n, weight, mean, squares };
  const value = inside.mean - mean;
  const { se, df, p } = welch(
    sampleVariance(inside, factor),
    inside.weight * factor,
    sampleVariance(outside, factor),
    weight * factor,
    value,
  );
  if (Number.isNaN(se) || Number.isNaN(value)) return none;
  const half = Number.isNaN(df) ? 0 : studentQuantile(0.5 + level / 2, df) * se;
  return { value, low: value - half, high: value + half, p, n: all.n, method: 'welch' };
}

function aucGap(column: Column, statistics: Statistics, partition: Partition, group: number, level: number): Gap {
  const { task, positive, rows } = statistics.data;
  const code = task === 'binary' ? positive : column.code;
  const metric: Metric = column.wanted.metric;
  if (metric.name !== 'roc_auc' || metric.from !== 'ranks' || code === null || rows * partition.slices.length > mostScans) return none;
  const inside = statistics.ranks(partition, code)?.[group];
  const outside = statistics.ranksOutside(partition, group, code);
  if (inside === undefined || outside === null) return none;
  const value = metric.compute(inside).value - metric.compute(outside).value;
  const se = Math.sqrt(inside.variance + outside.variance);
  if (Number.isNaN(value) || !(se > 0)) return none;
  const half = normalQuantile(0.5 + level / 2) * se;
  return {
    value,
    low: Math.max(-1, value - half),
    high: Math.min(1, value + half),
    p: twoSided(value / se),
    n: inside.positives + inside.negatives + outside.positives + outside.negatives,
    method: 'delong',
  };
}

/** Convincing after correction over the whole table, and the side it falls on. */
export function verdictsOf(
  gaps: readonly Gap[],
  better: readonly Metric['better'][],
): { readonly q: Float64Array; readonly verdicts: readonly ('better' | 'worse' | 'undecided' | undefined)[] } {
  const q = benjaminiHochberg(gaps.map((gap) => gap.p));
  const verdicts = gaps.map((gap, at) => {
    if (Number.isNaN(gap.p)) return undefined;
    const clear = q[at]! <= 0.05 && (gap.low > 0 || gap.high < 0) && better[at] !== 'neither';
    return clear ? (gap.value > 0 === (better[at] === 'higher') ? 'better' : 'worse') : 'undecided';
  });
  return { q, verdicts };
}
