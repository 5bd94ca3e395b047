import type { ColumnSummary } from '../../cells/output.ts';
import { binOf } from '../../cells/table/bin-of.ts';
import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, type Column } from '../../frame/column.ts';
import { countNulls, isNull } from '../../frame/nulls.ts';
import type { ColumnShown } from './table-methods.ts';

/** What a view shows of a column, by the bins or top values of all rows. */
export function columnShown(summary: ColumnSummary, column: Column, rows: Uint32Array | null): ColumnShown {
  const { bins, top } = summary;
  if (rows === null)
    return {
      summary,
      missing: countNulls(column.nulls),
      ...(bins === undefined ? {} : { bins }),
      ...(top === undefined ? {} : { top: top.map(({ count }) => count) }),
    };
  const missing = countMissing(column, rows);
  if (bins !== undefined && (column instanceof NumberColumn || column instanceof TimeColumn))
    return { summary, missing, bins: countBins(column.values, rows, summary, bins.length) };
  return top === undefined ? { summary, missing } : { summary, missing, top: countTop(column, rows, top) };
}

function countMissing(column: Column, rows: Uint32Array): number {
  let missing = 0;
  if (column.nulls !== null) for (const row of rows) if (isNull(column.nulls, row)) missing++;
  return missing;
}

function countBins(values: Float64Array, rows: Uint32Array, { min = 0, max = 0 }: ColumnSummary, bins: number): number[] {
  const counts = new Uint32Array(bins);
  for (const row of rows) {
    const value = values[row]!;
    if (Number.isFinite(value)) counts[binOf(value, min, max, bins)]!++;
  }
  return [...counts];
}

function countTop(column: Column, rows: Uint32Array, top: NonNullable<ColumnSummary['top']>): number[] {
  if (column instanceof StringColumn) {
    const counts = new Uint32Array(column.dictionary.length);
    for (const row of rows) if (!isNull(column.nulls, row)) counts[column.codes[row]!]!++;
    return top.map(({ value }) => counts[column.dictionary.indexOf(value)] ?? 0);
  }
  if (!(column instanceof BooleanColumn)) return [];
  const counts = [0, 0];
  for (const row of rows) if (!isNull(column.nulls, row)) counts[column.values[row]!]!++;
  return top.map(({ value }) => counts[value === 'true' ? 1 : 0]!);
}
