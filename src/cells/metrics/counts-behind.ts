import type { Column } from './estimates.ts';
import { oneAgainstRest } from './matrix-value.ts';
import type { Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';

/** What a number was computed from, by the names that its formula uses. */
export type CountsBehind = readonly (readonly [name: string, count: number])[];

const nothing: CountsBehind = [];

/** The counts, sums or ranks behind a column's number in every slice of a partition. */
export function countsBehind(column: Column, statistics: Statistics, partition: Partition): readonly CountsBehind[] {
  const { metric, parameters } = column.wanted;
  const none = (): readonly CountsBehind[] => partition.slices.map(() => nothing);
  switch (metric.from) {
    case 'counts':
      return statistics.counts(partition)?.map((matrix) => cellsBehind(matrix, column.code)) ?? none();
    case 'matrix':
      return statistics.counts(partition)?.map(diagonalBehind) ?? none();
    case 'ranks':
      return column.code === null ? none() : (ranksBehind(statistics, partition, column.code) ?? none());
    case 'moments':
      return (
        statistics
          .moments(partition, metric, parameters)
          ?.map(({ n, weight, mean, squares }) => [
            ['rows', n],
            ...(weight === n ? [] : [['weight', weight] as const]),
            ['sum', mean * weight],
            ['sd', n > 1 ? Math.sqrt((squares / weight) * (n / (n - 1))) : NaN],
          ]) ?? none()
      );
    default:
      return none();
  }
}

function cellsBehind(matrix: Float64Array, code: number | null): CountsBehind {
  if (code === null) return diagonalBehind(matrix);
  const { tp, fp, fn, tn } = oneAgainstRest(matrix, Math.sqrt(matrix.length), code);
  return [
    ['TP', tp],
    ['FP', fp],
    ['FN', fn],
    ['TN', tn],
  ];
}

function diagonalBehind(matrix: Float64Array): CountsBehind {
  const classes = Math.sqrt(matrix.length);
  let correct = 0;
  let n = 0;
  for (let at = 0; at < matrix.length; at++) {
    n += matrix[at]!;
    if (at % (classes + 1) === 0) correct += matrix[at]!;
  }
  return [
    ['correct', correct],
    ['n', n],
  ];
}

function ranksBehind(statistics: Statistics, partition: Partition, code: number): readonly CountsBehind[] | null {
  return (
    statistics.ranks(partition, code)?.map(({ positives, negatives, u2 }) => [
      ['positives', positives],
      ['negatives', negatives],
      ['pairs', positives * negatives],
      ['pairs won', u2 / 2],
    ]) ?? null
  );
}
