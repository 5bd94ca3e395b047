import type { Estimate } from './estimate.ts';
import type { Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';

/** Rows of a class below which what it adds to a number is hardly known, and intervals come out too narrow. */
const least = 5;

/** Rows of the rarest class in each slice; infinite where the task has no classes. */
export function rarestClass({ data, memo }: Statistics, partition: Partition): Float64Array {
  const slices = partition.slices.length;
  if (data.task !== 'binary' && data.task !== 'multiclass') return new Float64Array(slices).fill(Infinity);
  return memo(`rarest class ${partition.by} ${partition.key}`, () => {
    const classes = data.classes.length;
    const rows = new Float64Array(slices * classes);
    const overall = new Float64Array(classes);
    for (let row = 0; row < data.actual.length; row++) {
      const code = data.actual[row]!;
      if (code < 0) continue;
      overall[code]!++;
      const group = partition.codes === null ? 0 : partition.codes[row]!;
      if (group >= 0) rows[group * classes + code]!++;
    }
    const there = [...overall.keys()].filter((code) => data.task === 'binary' || overall[code]! > 0);
    return Float64Array.from({ length: slices }, (_, group) => Math.min(...there.map((code) => rows[group * classes + code]!)));
  });
}

/** Marks an interval that rests on the rows of a rare class; those of shares hold at any number of rows. */
export function markedIfRare(estimate: Estimate, rarest: number): Estimate {
  const open = estimate.reason === '' && !Number.isNaN(estimate.low) && rarest < least;
  return open && !/^(wilson|clopper)/.test(estimate.method) ? { ...estimate, reason: 'unstable-interval' } : estimate;
}
