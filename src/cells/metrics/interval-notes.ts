import type { Column } from './estimates.ts';
import { mostResampled } from './gaps.ts';
import type { Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';
import type { UnitSums } from './unit-sums.ts';
import { leastUnits } from './units.ts';
import type { Sampling } from './wanted.ts';

/** What is to be said of the intervals of a table: none asked for, too few clusters, too many rows for some gaps. */
export function intervalNotes(
  columns: readonly Column[],
  partitions: readonly Partition[],
  { data }: Statistics,
  sums: UnitSums | null,
  { method, cluster }: Sampling,
): readonly string[] {
  const sliced = partitions.slice(1);
  if (method === 'none') return sliced.length === 0 ? [] : ['No interval was asked for, so slices get no verdict.'];
  const notes: string[] = [];
  if (sums !== null && sums.units.clustered && sums.units.count < leastUnits)
    notes.push(`${cluster} has ${sums.units.count} values only: intervals from fewer than ${leastUnits} clusters say little.`);
  const open = [...new Set(columns.filter((column) => needsDraws(column)).map(({ wanted }) => wanted.metric.title))];
  if (open.length > 0 && sliced.some(({ slices }) => slices.length * data.rows > mostResampled))
    notes.push(`${open.join(', ')}: no gaps of slices, for want of a formula and with more than 2,000,000 rows × slices to draw anew.`);
  return notes;
}

function needsDraws({ wanted: { metric } }: Column): boolean {
  if (metric.from === 'ranks') return metric.name !== 'roc_auc';
  if (metric.from === 'rows') return metric.extreme !== true;
  return metric.from === 'order';
}
