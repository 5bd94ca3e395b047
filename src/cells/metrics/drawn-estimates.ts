import { indexesByGroup, takeOrdered } from '../../metrics/scan-ranks.ts';
import { resampledEstimate, resampledOrder, resampledRows, type Estimate, type Resampled } from './estimate.ts';
import type { Column } from './estimates.ts';
import type { Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';
import { resampledCells, resampledRanks, unitMeanEstimate } from './unit-intervals.ts';
import type { UnitSums } from './unit-sums.ts';
import type { Sampling } from './wanted.ts';

/** Estimates of one column of one class (or of numbers) whose rows are drawn in clusters or strata; null where what it reads is missing. */
export function drawnEstimates(
  column: Column,
  statistics: Statistics,
  partition: Partition,
  sums: UnitSums,
  sampling: Sampling,
): readonly Estimate[] | null {
  const { metric, parameters } = column.wanted;
  const slices = partition.slices.length;
  if (metric.from === 'moments') {
    const moments = statistics.moments(partition, metric, parameters);
    const spreads = sums.means(partition, metric, parameters);
    if (moments === null || spreads === null) return null;
    return moments.map((own, group) => unitMeanEstimate(metric, own, spreads[group]!.inside, sums, sampling));
  }
  const estimates: Estimate[] = [];
  for (let group = 0; group < slices; group++) {
    const rows = drawnRows(column, statistics, partition, group, 'inside');
    if (rows === null) return null;
    const estimate = resampledEstimate(rows, sampling, slices, sums.units);
    const reason = estimate.reason === '' && sampling.method !== 'none' ? sums.reason(unitsIn(rows, sums)) : estimate.reason;
    estimates.push({ ...estimate, reason });
  }
  return estimates;
}

/** The rows of a slice, or those outside it, as one column reads them; null where that is missing, and for means. */
export function drawnRows(
  { wanted, code }: Column,
  statistics: Statistics,
  partition: Partition,
  group: number,
  side: 'inside' | 'outside',
): Resampled | null {
  const { metric, parameters } = wanted;
  const { data } = statistics;
  const isIn = (row: number): number => +((partition.codes === null || partition.codes[row] === group) === (side === 'inside')) - 1;
  switch (metric.from) {
    case 'counts':
    case 'matrix':
      return statistics.predicted === null ? null : resampledCells(wanted, code, statistics, indexesByGroup(data.rows, isIn, 1)[0]!);
    case 'ranks':
    case 'order': {
      const rows = code === null ? null : statistics.rankRows(code);
      if (rows === null || code === null) return null;
      const places = side === 'inside' ? statistics.places(partition, code)[group]! : statistics.placesOutside(partition, group, code);
      if (metric.from === 'ranks') return resampledRanks(metric, rows, places);
      const numbers = places === null ? rows.rows : Uint32Array.from(places, (place) => rows.rows[place]!);
      return resampledOrder(metric, parameters, takeOrdered(rows, places), numbers);
    }
    case 'rows': {
      const known = (row: number): number => (Number.isNaN(data.target[row]) || Number.isNaN(data.estimate[row]) ? -1 : isIn(row));
      const rows = side === 'inside' ? statistics.rows(partition)[group]! : statistics.rowsOutside(partition, group);
      return resampledRows(metric, parameters, rows, indexesByGroup(data.rows, known, 1)[0]);
    }
    default:
      return null;
  }
}

function unitsIn({ rows }: Resampled, { units }: UnitSums): number {
  const seen = new Set<number>();
  for (const row of rows ?? []) {
    seen.add(units.of[row]!);
    if (seen.size > 1000) break;
  }
  return seen.size;
}
