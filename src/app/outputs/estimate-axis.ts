import type { AnalysisRow, EstimateValue } from '../../cells/output.ts';
import type { MetricAxis } from './metric-axis.ts';

/** The numbers of one column of an analysis, by row. */
export function estimatesIn(rows: readonly AnalysisRow[], column: number): readonly EstimateValue[] {
  return rows.flatMap((row) => {
    const cell = row.cells[column];
    return typeof cell === 'object' && cell !== null ? [cell] : [];
  });
}

/** An axis that holds every interval of a column and the reference that they are set against. */
export function estimateAxis(rows: readonly AnalysisRow[], column: number, reference: number): MetricAxis {
  const ends = estimatesIn(rows, column)
    .flatMap(({ value, low, high }) => [value, low, high])
    .filter(Number.isFinite);
  const low = Math.min(reference, ...ends);
  const high = Math.max(reference, ...ends);
  const room = high > low ? 0.05 * (high - low) : 1;
  return { low: low - room, high: high + room, lowLabel: '', highLabel: '' };
}
