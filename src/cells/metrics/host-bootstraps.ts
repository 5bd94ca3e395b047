import type { RankCounts } from '../../accelerate/rank-bootstrap.ts';
import type { Metric, OrderMetric, RanksMetric } from '../../metrics/metric.ts';
import { takeOrdered, type RankRows } from '../../metrics/scan-ranks.ts';
import type { Units } from '../../stats/unit-spread.ts';
import type { Host } from '../kind.ts';
import { bootstrapWord, replicateEstimate, undefinedEstimate, type Estimate } from './estimate.ts';
import type { Column } from './estimates.ts';
import { matrixValue } from './matrix-value.ts';
import type { Memo } from './memo.ts';
import type { Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';
import { leastUnits } from './units.ts';
import type { Sampling } from './wanted.ts';

/** Bootstrap estimates of a column by slice, for one class; null where the host was not asked for them. */
export type HostBootstraps = (column: Column, partition: Partition, code: number | null) => readonly Estimate[] | null;

export interface Asking {
  readonly statistics: Statistics;
  readonly partitions: readonly Partition[];
  readonly sampling: Sampling;
  /** Clusters that rows are drawn in; null where each is drawn alone. */
  readonly units: Units | null;
  readonly host: Host;
  readonly memo: Memo;
  readonly signal: AbortSignal;
}

const ofRanks: readonly string[] = ['roc_auc', 'ks_separation', 'partial_roc_auc'];
/** Cells of all slices times replicates, beyond which counts are not asked for. */
const mostCells = 2e7;

/**
 * Asks the host for replicates where the body wants the bootstrap: of AUC, partial AUC and separation slice by slice, and of
 * counts in clusters by one call for all slices, which may overlap. It knows neither strata nor weights.
 */
export async function hostBootstraps(columns: readonly Column[], asking: Asking): Promise<HostBootstraps> {
  const { sampling, statistics, partitions, units } = asking;
  const known = new Map<string, readonly Estimate[]>();
  const keyOf = ({ wanted }: Column, partition: Partition, code: number | null): string =>
    JSON.stringify([wanted.metric.name, wanted.parameters, wanted.average, code, partition.key]);
  if (sampling.method === 'bootstrap' && sampling.stratify === undefined && statistics.data.weights === null) {
    const counted = units === null ? null : await countsOf(units, asking);
    for (const column of columns) {
      for (const [at, partition] of partitions.entries()) {
        const counts = counted?.(column, at) ?? null;
        if (counts !== null) known.set(keyOf(column, partition, column.code), counts);
        for (const code of isOfRanks(column) ? classesOf(column, statistics) : []) {
          const ranks = await ranksOf(column, partition, code, asking);
          if (ranks !== null) known.set(keyOf(column, partition, code), ranks);
        }
      }
    }
  }
  return (column, partition, code) => known.get(keyOf(column, partition, code)) ?? null;
}

function isOfRanks({ wanted }: Column): boolean {
  return ofRanks.includes(wanted.metric.name) && wanted.parameters['multi_class'] !== 1;
}

function classesOf({ code }: Column, { data }: Statistics): readonly number[] {
  return code === null ? [...data.classes.keys()] : [code];
}

async function ranksOf(column: Column, partition: Partition, code: number, asking: Asking): Promise<readonly Estimate[] | null> {
  const { statistics, sampling, units, host, memo, signal } = asking;
  const { metric, parameters } = column.wanted;
  const rows = statistics.rankRows(code);
  if (rows === null || (metric.from !== 'ranks' && metric.from !== 'order')) return null;
  const key = `host bootstrap ${metric.name} ${JSON.stringify([parameters, code, sampling])} ${partition.by} ${partition.key}`;
  const kept = memo(key, (): { estimates?: readonly Estimate[] } => ({}));
  if (kept.estimates !== undefined) return kept.estimates;
  const estimates: Estimate[] = [];
  for (const [group, places] of statistics.places(partition, code).entries()) {
    const n = places === null ? rows.rows.length : places.length;
    const { value, reason } = valueOf(metric, column, statistics, { rows, places, partition, group, code });
    if (Number.isNaN(value)) {
      estimates.push(undefinedEstimate(reason ?? 'no-rows', n));
      continue;
    }
    const packed = packRows(rows, places, units);
    const { replicates, seed } = sampling;
    const extra =
      metric.name === 'roc_auc'
        ? {}
        : metric.name === 'ks_separation'
          ? { separation: true }
          : { falsePositiveRate: parameters['max_fpr']! };
    const counts = await host.rankBootstrap({ rows: packed, replicates, seed, ...extra }, signal);
    estimates.push(estimateOf(value, n, valuesOf(counts, extra.falsePositiveRate), asking, unitsIn(packed)));
  }
  kept.estimates = estimates;
  return estimates;
}

interface Place {
  readonly rows: RankRows;
  readonly places: Uint32Array | null;
  readonly partition: Partition;
  readonly group: number;
  readonly code: number;
}

function valueOf(
  metric: RanksMetric | OrderMetric,
  { wanted }: Column,
  statistics: Statistics,
  place: Place,
): ReturnType<RanksMetric['compute']> {
  if (metric.from === 'order') return metric.compute(takeOrdered(place.rows, place.places), wanted.parameters);
  return metric.compute(statistics.ranks(place.partition, place.code)![place.group]!);
}

/** Rows in ascending order of score as the kernel reads them: unit, end of a tie, label. */
function packRows({ rows, scores, positive }: RankRows, places: Uint32Array | null, units: Units | null): Uint32Array {
  const length = places === null ? rows.length : places.length;
  const out = new Uint32Array(length);
  for (let at = 0; at < length; at++) {
    const from = length - 1 - at;
    const place = places === null ? from : places[from]!;
    const above = places === null ? from - 1 : places[from - 1]!;
    const end = from === 0 || scores[above] !== scores[place] ? 2 : 0;
    const unit = units === null ? rows[place]! : units.of[rows[place]!]!;
    out[at] = (unit << 2) | end | positive[place]!;
  }
  return out;
}

function unitsIn(packed: Uint32Array): number {
  const seen = new Set<number>();
  for (const row of packed) {
    seen.add(row >>> 2);
    if (seen.size >= leastUnits) break;
  }
  return seen.size;
}

/** Values of the replicates; a partial area is set between chance and the best as the metric itself does. */
function valuesOf({ positives, negatives, u2, separation, partial }: RankCounts, rate: number | undefined): Float64Array {
  if (separation !== undefined) return separation;
  if (partial === undefined || rate === undefined) return u2.map((twice, at) => twice / (2 * positives[at]! * negatives[at]!));
  const least = (rate * rate) / 2;
  return partial.map((area) => (1 + (area - least) / (rate - least)) / 2);
}

function estimateOf(value: number, n: number, values: Float64Array, { sampling, units }: Asking, count: number): Estimate {
  const estimate = replicateEstimate(value, n, values, sampling.level, bootstrapWord(units));
  return units !== null && estimate.reason === '' && count < leastUnits ? { ...estimate, reason: 'unstable-interval' } : estimate;
}

/** Replicates of the confusion matrices of every slice, from one call; gives the estimates of a metric of counts in a partition. */
async function countsOf(units: Units, asking: Asking): Promise<((column: Column, partition: number) => readonly Estimate[] | null) | null> {
  const { statistics, partitions, sampling, host, signal } = asking;
  const { predicted, data } = statistics;
  const classes = Math.max(2, data.classes.length);
  const cells = classes * classes;
  const starts = partitions.map((_, at) => partitions.slice(0, at).reduce((sum, { slices }) => sum + slices.length, 0));
  const size = cells * partitions.reduce((sum, { slices }) => sum + slices.length, 0);
  if (predicted === null || size * sampling.replicates > mostCells) return null;
  const entries = entriesOf(statistics, partitions, starts, units);
  const { replicates, seed } = sampling;
  const { counts } = await host.weightedCounts({ ...entries, size, replicates, seed }, signal);
  return (column, at) => {
    if (!isOfCounts(column.wanted.metric)) return null;
    const matrices = statistics.counts(partitions[at]!);
    const sizes = statistics.sizes(partitions[at]!);
    return (
      matrices?.map((matrix, group) => {
        const { value, reason } = matrixValue(column.wanted, matrix, classes, column.code);
        const n = sizes[group]!;
        if (Number.isNaN(value)) return undefinedEstimate(reason ?? 'no-rows', n);
        const values = Float64Array.from({ length: replicates }, (_, replicate) => {
          const from = replicate * size + (starts[at]! + group) * cells;
          return matrixValue(column.wanted, counts.subarray(from, from + cells), classes, column.code).value;
        });
        return estimateOf(value, n, values, asking, unitsOfSlice(partitions[at]!, group, units));
      }) ?? null
    );
  };
}

function isOfCounts({ from }: Metric): boolean {
  return from === 'counts' || from === 'matrix';
}

/** One entry for each slice that a row stands in: its cluster, and the cell of its slice, class and prediction. */
function entriesOf(
  { data, predicted }: Statistics,
  partitions: readonly Partition[],
  starts: readonly number[],
  units: Units,
): { units: Uint32Array; cells: Uint32Array } {
  const classes = Math.max(2, data.classes.length);
  const own = new Uint32Array(data.rows * partitions.length);
  const cells = new Uint32Array(own.length);
  let count = 0;
  for (const [at, { codes }] of partitions.entries()) {
    for (let row = 0; row < data.rows; row++) {
      const group = codes === null ? 0 : codes[row]!;
      const actual = data.actual[row]!;
      const guess = predicted![row]!;
      if (group < 0 || actual < 0 || guess < 0) continue;
      own[count] = units.of[row]!;
      cells[count++] = ((starts[at]! + group) * classes + actual) * classes + guess;
    }
  }
  return { units: own.slice(0, count), cells: cells.slice(0, count) };
}

function unitsOfSlice({ codes }: Partition, group: number, units: Units): number {
  const seen = new Set<number>();
  for (let row = 0; row < units.of.length && seen.size < leastUnits; row++)
    if (codes === null || codes[row] === group) seen.add(units.of[row]!);
  return seen.size;
}
