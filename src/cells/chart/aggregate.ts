import { NumberColumn, type Column } from '../../frame/column.ts';
import { isNull } from '../../frame/nulls.ts';
import { quantileSorted } from '../../stats/intervals.ts';
import type { Groups } from './group.ts';

type Op = (column: NumberColumn, groups: Groups) => (number | null)[];

/** Vega's aggregates of numbers; NaN and missing values are left out, and what is undefined is missing. */
const numeric: Readonly<Record<string, Op>> = {
  sum: (column, groups) => folded(column, groups).map((fold) => (fold.n === 0 ? null : fold.sum)),
  mean: (column, groups) => folded(column, groups).map((fold) => (fold.n === 0 ? null : fold.mean)),
  average: (column, groups) => folded(column, groups).map((fold) => (fold.n === 0 ? null : fold.mean)),
  min: (column, groups) => folded(column, groups).map((fold) => (fold.n === 0 ? null : fold.min)),
  max: (column, groups) => folded(column, groups).map((fold) => (fold.n === 0 ? null : fold.max)),
  variance: (column, groups) => folded(column, groups).map((fold) => (fold.n < 2 ? null : fold.squares / (fold.n - 1))),
  variancep: (column, groups) => folded(column, groups).map((fold) => (fold.n === 0 ? null : fold.squares / fold.n)),
  stdev: (column, groups) => folded(column, groups).map((fold) => (fold.n < 2 ? null : Math.sqrt(fold.squares / (fold.n - 1)))),
  stdevp: (column, groups) => folded(column, groups).map((fold) => (fold.n === 0 ? null : Math.sqrt(fold.squares / fold.n))),
  stderr: (column, groups) => folded(column, groups).map((fold) => (fold.n < 2 ? null : Math.sqrt(fold.squares / (fold.n * (fold.n - 1))))),
  median: (column, groups) => quantiles(column, groups, 0.5),
  q1: (column, groups) => quantiles(column, groups, 0.25),
  q3: (column, groups) => quantiles(column, groups, 0.75),
};

const counting = new Set(['count', 'valid', 'missing']);
/** Aggregates whose parts add up, so that Vega may sum them again. */
export const summative: ReadonlySet<string> = new Set(['count', 'valid', 'missing', 'sum']);

/** The aggregate of a column by group, or null where it is left to Vega: a foreign operation, or text where a number is needed. */
export function aggregateBy(op: string, column: Column | null, groups: Groups): readonly (number | null)[] | null {
  if (counting.has(op) && (column !== null || op === 'count')) return counts(op, column, groups);
  const compute = Object.hasOwn(numeric, op) ? numeric[op] : undefined;
  return compute !== undefined && column instanceof NumberColumn ? compute(column, groups) : null;
}

function counts(op: string, column: Column | null, groups: Groups): number[] {
  const result = new Array<number>(groups.size).fill(0);
  for (let row = 0; row < groups.codes.length; row++) {
    const group = groups.codes[row]!;
    if (op === 'count' || isCounted(op, column!, row)) result[group]!++;
  }
  return result;
}

function isCounted(op: string, column: Column, row: number): boolean {
  const missing = isNull(column.nulls, row) || column.at(row) === '';
  return op === 'missing' ? missing : !missing && !(column instanceof NumberColumn && Number.isNaN(column.values[row]));
}

interface Fold {
  n: number;
  sum: number;
  mean: number;
  squares: number;
  min: number;
  max: number;
}

/** One pass of Welford's algorithm for each group. */
function folded(column: NumberColumn, groups: Groups): Fold[] {
  const folds = Array.from({ length: groups.size }, (): Fold => ({ n: 0, sum: 0, mean: 0, squares: 0, min: Infinity, max: -Infinity }));
  for (let row = 0; row < column.length; row++) {
    const value = column.values[row]!;
    if (Number.isNaN(value)) continue;
    const fold = folds[groups.codes[row]!]!;
    const before = value - fold.mean;
    fold.n++;
    fold.sum += value;
    fold.mean += before / fold.n;
    fold.squares += before * (value - fold.mean);
    if (value < fold.min) fold.min = value;
    if (value > fold.max) fold.max = value;
  }
  return folds;
}

function quantiles(column: NumberColumn, groups: Groups, q: number): (number | null)[] {
  const sizes = new Uint32Array(groups.size + 1);
  for (let row = 0; row < column.length; row++) if (!Number.isNaN(column.values[row])) sizes[groups.codes[row]! + 1]!++;
  for (let group = 0; group < groups.size; group++) sizes[group + 1]! += sizes[group]!;
  const sorted = new Float64Array(sizes[groups.size]!);
  const next = sizes.slice();
  for (let row = 0; row < column.length; row++) {
    if (!Number.isNaN(column.values[row])) sorted[next[groups.codes[row]!]!++] = column.values[row]!;
  }
  return Array.from({ length: groups.size }, (_, group) => {
    const part = sorted.subarray(sizes[group], sizes[group + 1]).sort();
    return part.length === 0 ? null : quantileSorted(part, q);
  });
}
