import type { Column } from '../metrics/estimates.ts';
import type { Partition } from '../metrics/partition.ts';
import { countsDifferences } from './counts-difference.ts';
import { undefinedDifference, type Difference, type How } from './difference.ts';
import { meanDifferences } from './mean-difference.ts';
import type { Pair } from './pair.ts';
import { rankDifferences } from './rank-difference.ts';
import { rowsDifferences } from './rows-difference.ts';

/** Second model less first in every slice of a partition; what does not read a threshold is kept. */
export async function differencesOf(column: Column, pair: Pair, partition: Partition, how: How): Promise<readonly Difference[]> {
  const { metric, parameters, average } = column.wanted;
  if (metric.from === 'counts' || metric.from === 'matrix') return countsDifferences(column, pair, partition, how);
  const { level, replicates, seed, method } = how;
  const key = JSON.stringify([metric.name, parameters, average, column.code, level, replicates, seed, method, partition.by, partition.key]);
  const kept = pair.kept(`differences ${key}`, (): { made?: readonly Difference[] } => ({}));
  kept.made ??= await make(column, pair, partition, how);
  return kept.made;
}

async function make(column: Column, pair: Pair, partition: Partition, how: How): Promise<readonly Difference[]> {
  const { metric } = column.wanted;
  switch (metric.from) {
    case 'moments':
      return meanDifferences(metric, column, pair, partition, how);
    case 'ranks':
    case 'order':
      return rankDifferences(metric, column, pair, partition, how);
    case 'rows':
      return rowsDifferences(metric, column, pair, partition, how);
    default:
      return partition.slices.map(() => undefinedDifference('missing-scores'));
  }
}
