import { NumberColumn, type Codes, type Column } from '../../frame/column.ts';
import { isNull } from '../../frame/nulls.ts';
import { quantileSorted } from '../../stats/intervals.ts';
import type { Bits } from '../selection/row-mask.ts';
import type { Groups } from './group.ts';

/** Rows to aggregate: bits of a mask, or null for all. */
type Kept = Bits | null;
type Op = (column: NumberColumn, groups: Groups, kept: Kept) => (number | null)[];

/** Vega's aggregates of numbers; NaN and missing values are left out, and what is undefined is missing. */
const numeric: Readonly<Record<string, Op>> = {
  sum: (column, groups, kept) => folded(column, groups, kept).map((fold) => (fold.n === 0 ? null : fold.sum)),
  mean: (column, groups, kept) => folded(column, groups, kept).map((fold) => (fold.n === 0 ? null : fold.mean)),
  average: (column, groups, kept) => folded(column, groups, kept).map((fold) => (fold.n === 0 ? null : fold.mean)),
  min: (column, groups, kept) => folded(column, groups, kept).map((fold) => (fold.n === 0 ? null : fold.min)),
  max: (column, groups, kept) => folded(column, groups, kept).map((fold) => (fold.n === 0 ? null : fold.max)),
  variance: (column, groups, kept) => folded(column, groups, kept).map((fold) => (fold.n < 2 ? null : fold.squares / (fold.n - 1))),
  variancep: (column, groups, kept) => folded(column, groups, kept).map((fold) => (fold.n === 0 ? null : fold.squares / fold.n)),
  stdev: (column, groups, kept) => folded(column, groups, kept).map((fold) => (fold.n < 2 ? null : Math.sqrt(fold.squares / (fold.n - 1)))),
  stdevp: (column, groups, kept) => folded(column, groups, kept).map((fold) => (fold.n === 0 ? null : Math.sqrt(fold.squares / fold.n))),
  stderr: (column, groups, kept) =>
    folded(column, groups, kept).map((fold) => (fold.n < 2 ? null : Math.sqrt(fold.squares / (fold.n * (fold.n - 1))))),
  median: (column, groups, kept) => quantiles(column, groups, kept, 0.5),
  q1: (column, groups, kept) => quantiles(column, groups, kept, 0.25),
  q3: (column, groups, kept) => quantiles(column, groups, kept, 0.75),
};

const counting = new Set(['count', 'valid', 'missing']);
/** Aggregates whose parts add up, so that Vega may sum them again. */
export const summative: ReadonlySet<string> = new Set(['count', 'valid', 'missing', 'sum']);

/** The aggregate of a column by group, of all rows or of those kept, or null where it is left to Vega: a foreign operation, or text where a number is needed. */
export function aggregateBy(op: string, column: Column | null, groups: Groups, kept: Kept): readonly (number | null)[] | null {
  if (op === 'count') return [...(kept === null ? countAll(groups) : countKept(groups, kept))];
  if (counting.has(op) && column !== null) return counts(op, column, groups, kept);
  const compute = Object.hasOwn(numeric, op) ? numeric[op] : undefined;
  return compute !== undefined && column instanceof NumberColumn ? compute(column, groups, kept) : null;
}

function countAll({ codes, size }: Groups): Float64Array {
  const counted = new Float64Array(size);
  for (let row = 0; row < codes.length; row++) counted[codes[row]!]!++;
  return counted;
}

/** Kept rows by group, 32 rows a step: words without a row are passed over, and neighbours count in two lists so as not to wait for each other. */
function countKept({ codes, size }: Groups, kept: Bits): Float64Array {
  const even = new Uint32Array(size);
  const odd = new Uint32Array(size);
  const whole = codes.length >>> 5;
  for (let index = 0; index < whole; index++) {
    const word = kept[index]!;
    if (word !== 0) countWord(codes, index << 5, word, even, odd);
  }
  for (let row = whole << 5; row < codes.length; row++) if (isKept(kept, row)) even[codes[row]!]!++;
  return Float64Array.from(even, (count, group) => count + odd[group]!);
}

function countWord(codes: Codes, start: number, word: number, even: Uint32Array, odd: Uint32Array): void {
  for (let bit = 0; bit < 32; bit += 2) {
    even[codes[start + bit]!]! += (word >>> bit) & 1;
    odd[codes[start + bit + 1]!]! += (word >>> (bit + 1)) & 1;
  }
}

function isKept(kept: Kept, row: number): boolean {
  return kept === null || ((kept[row >>> 5]! >>> (row & 31)) & 1) === 1;
}

function counts(op: string, column: Column, groups: Groups, kept: Kept): number[] {
  const result = new Array<number>(groups.size).fill(0);
  for (let row = 0; row < groups.codes.length; row++) {
    if (isKept(kept, row) && isCounted(op, column, row)) result[groups.codes[row]!]!++;
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
function folded(column: NumberColumn, groups: Groups, kept: Kept): Fold[] {
  const folds = Array.from({ length: groups.size }, (): Fold => ({ n: 0, sum: 0, mean: 0, squares: 0, min: Infinity, max: -Infinity }));
  for (let row = 0; row < column.length; row++) {
    const value = column.values[row]!;
    if (Number.isNaN(value) || !isKept(kept, row)) continue;
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

function quantiles(column: NumberColumn, groups: Groups, kept: Kept, q: number): (number | null)[] {
  const sizes = new Uint32Array(groups.size + 1);
  const counted = (row: number): boolean => !Number.isNaN(column.values[row]) && isKept(kept, row);
  for (let row = 0; row < column.length; row++) if (counted(row)) sizes[groups.codes[row]! + 1]!++;
  for (let group = 0; group < groups.size; group++) sizes[group + 1]! += sizes[group]!;
  const sorted = new Float64Array(sizes[groups.size]!);
  const next = sizes.slice();
  for (let row = 0; row < column.length; row++) {
    if (counted(row)) sorted[next[groups.codes[row]!]!++] = column.values[row]!;
  }
  return Array.from({ length: groups.size }, (_, group) => {
    const part = sorted.subarray(sizes[group], sizes[group + 1]).sort();
    return part.length === 0 ? null : quantileSorted(part, q);
  });
}
