import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, VectorColumn, type Column } from '../frame/column.ts';
import { columnOf, type Frame, type Roles } from '../frame/frame.ts';
import { countNulls, isNull } from '../frame/nulls.ts';
import type { ColumnSummary, PlainValue, TableOutput } from './output.ts';

const binCount = 20;
const topCount = 5;
const mostDistinct = 100_000;

/** Shows a frame as rows: a summary of each column, and the first `limit` rows (20 unless told); `part` is '' for a cell's main frame. */
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
    columns: names.map((name, index) => summarize(name, columns[index]!, roleOf(frame.roles, name))),
    notes: frame.notes,
    head: Array.from({ length: rows }, (_, row) => columns.map((column) => plainValue(column, row))),
  };
}

/** The value as it crosses to the page or into JSON: time as ISO text; missing values, invalid times and vectors as null. */
export function plainValue(column: Column, row: number): PlainValue {
  if (isNull(column.nulls, row) || column instanceof VectorColumn) return null;
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
  const base: ColumnSummary = { name, type: column.type, ...(role === undefined ? {} : { role }), missing: countNulls(column.nulls) };
  if (column instanceof NumberColumn || column instanceof TimeColumn) return { ...base, ...describeNumbers(column.values, column) };
  if (column instanceof StringColumn) return { ...base, ...describeWords(column) };
  if (column instanceof BooleanColumn) return { ...base, ...describeBooleans(column) };
  return base;
}

function describeNumbers(values: Float64Array, column: Column): Partial<ColumnSummary> {
  let min = Infinity;
  let max = -Infinity;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const distinct = countDistinct(values, column);
  const known = distinct === undefined ? {} : { distinct };
  return min > max ? known : { ...known, min, max, bins: countBins(values, min, max) };
}

function countBins(values: Float64Array, min: number, max: number): number[] {
  const bins = new Array<number>(binCount).fill(0);
  const half = max / 2 - min / 2;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const share = half === 0 ? 0 : (value / 2 - min / 2) / half;
    const bin = Math.min(binCount - 1, Math.floor(share * binCount));
    bins[bin] = bins[bin]! + 1;
  }
  return bins;
}

function countDistinct(values: Float64Array, column: Column): number | undefined {
  const seen = new Set<number>();
  for (let row = 0; row < values.length; row++) {
    if (isNull(column.nulls, row)) continue;
    seen.add(values[row]!);
    if (seen.size > mostDistinct) return undefined;
  }
  return seen.size;
}

function describeWords(column: StringColumn): Partial<ColumnSummary> {
  const counts = new Float64Array(column.dictionary.length);
  for (let row = 0; row < column.length; row++) if (!isNull(column.nulls, row)) counts[column.codes[row]!]!++;
  const used = [...counts.keys()].filter((code) => counts[code]! > 0);
  return { distinct: used.length, top: mostFrequent(used.map((code) => [column.dictionary[code]!, counts[code]!])) };
}

function describeBooleans(column: BooleanColumn): Partial<ColumnSummary> {
  let yes = 0;
  let no = 0;
  for (let row = 0; row < column.length; row++) {
    if (isNull(column.nulls, row)) continue;
    if (column.values[row] === 1) yes++;
    else no++;
  }
  const counts = (
    [
      ['true', yes],
      ['false', no],
    ] as const
  ).filter(([, count]) => count > 0);
  return { distinct: counts.length, top: mostFrequent(counts) };
}

function mostFrequent(counts: readonly (readonly [value: string, count: number])[]): { value: string; count: number }[] {
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, topCount)
    .map(([value, count]) => ({ value, count }));
}
