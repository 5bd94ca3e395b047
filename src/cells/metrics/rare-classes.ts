import type { Estimate } from './estimate.ts';
import type { Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';

/** Rows of a class below which what it adds to a number is hardly known, and intervals come out too narrow. */
const least = 5;

/** Rows of the rarest class in each slice, 0 for one that only its name or a prediction tells of; infinite where the task has no classes. */
export function rarestClass({ data, memo }: Statistics, partition: Partition): Float64Array {
  const slices = partition.slices.length;
  if (data.task !== 'binary' && data.task !== 'multiclass') return new Float64Array(slices).fill(Infinity);
  return memo(`rarest class ${partition.by} ${partition.key}`, () => {
    const classes = data.classes.length;
    const rows = new Float64Array(slices * classes);
    for (let row = 0; row < data.actual.length; row++) {
      const code = data.actual[row]!;
      const group = partition.codes === null ? 0 : partition.codes[row]!;
      if (code >= 0 && group >= 0) rows[group * classes + code]!++;
    }
    return Float64Array.from({ length: slices }, (_, group) =>
      rows.subarray(group * classes, (group + 1) * classes).reduce((fewest, own) => Math.min(fewest, own), Infinity),
    );
  });
}

/** Marks an interval that rests on the rows of a rare class; those of shares hold at any number of rows. */
export function markedIfRare(estimate: Estimate, rarest: number): Estimate {
  const open = estimate.reason === '' && !Number.isNaN(estimate.low) && rarest < least;
  return open && !/^(wilson|clopper)/.test(estimate.method) ? { ...estimate, reason: 'unstable-interval' } : estimate;
}
