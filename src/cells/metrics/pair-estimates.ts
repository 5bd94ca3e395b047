import { oneVsOne } from '../../metrics/one-vs-one.ts';
import { indexesByGroup } from '../../metrics/scan-ranks.ts';
import { resampledEstimate, type Estimate, type Resampled } from './estimate.ts';
import type { Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';
import type { Sampling, Wanted } from './wanted.ts';

/** Whether the AUC is asked for over pairs of classes. */
export function isOneVsOne({ metric, parameters }: Wanted): boolean {
  return metric.name === 'roc_auc' && parameters['multi_class'] === 1;
}

/** Estimates of the AUC over pairs of classes for every slice; null without scores of all classes. */
export function pairEstimates(
  wanted: Wanted,
  statistics: Statistics,
  partition: Partition,
  sampling: Sampling,
): readonly Estimate[] | null {
  const { scores, actual, weights } = statistics.data;
  const known = scores.filter((column) => column !== null);
  if (known.length !== scores.length || known.length === 0) return null;
  const groupOf = (row: number): number => {
    if (actual[row] === -1 || known.some((column) => Number.isNaN(column[row]))) return -1;
    return partition.codes === null ? 0 : partition.codes[row]!;
  };
  return indexesByGroup(actual.length, groupOf, partition.slices.length).map((rows) => {
    const resampled: Resampled = {
      n: rows.length,
      weights: weights === null ? null : Float64Array.from(rows, (row) => weights[row]!),
      compute: oneVsOne(
        {
          scores: known.map((column) => Float64Array.from(rows, (row) => column[row]!)),
          actual: Int32Array.from(rows, (row) => actual[row]!),
        },
        wanted.average === 'weighted',
      ),
    };
    return resampledEstimate(resampled, sampling, partition.slices.length);
  });
}
