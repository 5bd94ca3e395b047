import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, VectorColumn, type Column } from '../frame/column.ts';
import { columnOf, type Frame, type Roles } from '../frame/frame.ts';
import { countNulls, isNull } from '../frame/nulls.ts';
import type { ColumnSummary, PlainValue, TableOutput } from './output.ts';
import { binOf } from './table/bin-of.ts';
import { countDistinct } from './table/count-distinct.ts';

const binCount = 20;
const topCount = 5;
const mostDistinct = 100_000;

/**
 * Shows a frame as rows: a summary of each column, and the first `limit` rows (20 unless told); `part` is '' for a cell's main frame.
 * What a summary has to count is counted when somebody first reads it, since of many columns few may ever be looked at.
 */
export function tableOutput(
  frame: Frame,
  part: string,
  options: { readonly columns?: readonly string[]; readonly limit?: number } = {},
): TableOutput {
  const names = options.columns ?? frame.table.columnNames();
  const columns = names.map((name) => columnOf(frame, name));
  const total = frame.table.totalRows();
  const rows = Math.min(total, options.limit ?? 20);
  return {
    type: 'table',
    layout: 'rows',
    part,
    total,
    columns: names.map((name, index) => lateSummary(name, columns[index]!, roleOf(frame.roles, name))),
    notes: frame.notes,
    head: Array.from({ length: rows }, (_, row) => columns.map((column) => plainValue(column, row))),
  };
}

/** The value as it crosses to the page or into JSON: time as ISO text; missing values, invalid times and vectors as null. */
export function plainValue(column: Column, row: number): PlainValue {
  if (column instanceof VectorColumn) return null;
  if (column instanceof TimeColumn) {
    const date = column.at(row);
    return date === null || Number.isNaN(date.getTime()) ? null : date.toISOString();
  }
  return column.at(row);
}

/** The first role that the column plays, if any. */
export function roleOf(roles: Roles, name: string): string | undefined {
  for (const role of ['label', 'prediction', 'lower', 'upper', 'query', 'item', 'id', 'time', 'weight', 'split'] as const)
    if (roles[role] === name) return role;
  for (const [role, word] of [
    ['score', 'score'],
    ['labels', 'label'],
    ['predictions', 'prediction'],
  ] as const)
    if ([...(roles[role]?.values() ?? [])].includes(name)) return word;
  for (const role of ['group', 'text', 'feature'] as const) if (roles[role]?.includes(name)) return role;
  return roles.image?.some((image) => image.column === name) ? 'image' : undefined;
}

/**
 * Describes a column: missing values, distinct values (left out above 100,000 of a number or time), smallest and largest
 * finite value with 20 bins of equal width between them, or the 5 most frequent values.
 */
export function summarize(name: string, column: Column, role?: string): ColumnSummary {
  return { ...outline(name, column, role), ...describe(column) };
}

/** What a summary says without counting. */
export function outline(name: string, column: Column, role?: string): ColumnSummary {
  return { name, type: column.type, ...(role === undefined ? {} : { role }), missing: countNulls(column.nulls) };
}

type Counted = Pick<ColumnSummary, 'distinct' | 'min' | 'max' | 'bins' | 'top'>;

function lateSummary(name: string, column: Column, role: string | undefined): ColumnSummary {
  let known: Counted | null = null;
  const counted = (): Counted => (known ??= describe(column));
  const late = Object.fromEntries(
    (['distinct', 'min', 'max', 'bins', 'top'] as const).map((key) => [key, { enumerable: true, get: () => counted()[key] }]),
  );
  return Object.defineProperties(outline(name, column, role), late);
}

function describe(column: Column): Counted {
  if (column instanceof NumberColumn || column instanceof TimeColumn) return describeNumbers(column.values, column);
  if (column instanceof StringColumn) return describeWords(column);
  return column instanceof BooleanColumn ? describeBooleans(column) : {};
}

function describeNumbers(values: Float64Array, column: Column): Counted {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const distinct = countDistinct(values, column.nulls, mostDistinct);
  const known = distinct === undefined ? {} : { distinct };
  return min > max ? known : { ...known, min, max, bins: countBins(values, min, max) };
}

function countBins(values: Float64Array, min: number, max: number): number[] {
  const bins = new Array<number>(binCount).fill(0);
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const bin = binOf(value, min, max, binCount);
    bins[bin] = bins[bin]! + 1;
  }
  return bins;
}

function describeWords(column: StringColumn): Counted {
  const counts = new Float64Array(column.dictionary.length);
  for (let row = 0; row < column.length; row++) if (!isNull(column.nulls, row)) counts[column.codes[row]!]!++;
  let distinct = 0;
  for (const count of counts) if (count > 0) distinct++;
  return { distinct, top: mostFrequent(column.dictionary, counts) };
}

function describeBooleans(column: BooleanColumn): Counted {
  let yes = 0;
  let no = 0;
  for (let row = 0; row < column.length; row++) {
    if (isNull(column.nulls, row)) continue;
    if (column.values[row] === 1) yes++;
    else no++;
  }
  return { distinct: Math.min(yes, 1) + Math.min(no, 1), top: mostFrequent(['true', 'false'], [yes, no]) };
}

/** The values that occur most often; of equals those that stand first. */
function mostFrequent(values: readonly string[], counts: ArrayLike<number>): { value: string; count: number }[] {
  const top: { value: string; count: number }[] = [];
  for (let at = 0; at < values.length; at++) {
    const count = counts[at]!;
    if (count === 0 || (top.length === topCount && count <= top[topCount - 1]!.count)) continue;
    let place = top.length;
    while (place > 0 && top[place - 1]!.count < count) place--;
    top.splice(place, 0, { value: values[at]!, count });
    top.length = Math.min(top.length, topCount);
  }
  return top;
}
