import type { AnalysisCell, AnalysisRow, EstimateValue } from '../../cells/output.ts';
import { digitsOf, formatCell, formatCount, formatNumber, widthInDigits } from './format-number.ts';
import type { MetricAxis } from '../../report/metric-axis.ts';

export function isEstimate(cell: AnalysisCell | undefined): cell is EstimateValue {
  return typeof cell === 'object' && cell !== null;
}

/** The numbers of one column of an analysis, by row. */
export function estimatesIn(rows: readonly AnalysisRow[], column: number): readonly EstimateValue[] {
  return rows.flatMap(({ cells }) => {
    const cell = cells[column];
    return isEstimate(cell) ? [cell] : [];
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

/** An estimate in the digits of its column, and its interval in brackets, which is empty where there is none. */
export function estimateTexts({ value, low, high }: EstimateValue, digits: number): readonly [value: string, interval: string] {
  const interval = Number.isNaN(low) || Number.isNaN(high) ? '' : `[${formatNumber(low, digits)}, ${formatNumber(high, digits)}]`;
  return [formatNumber(value, digits), interval];
}

/** How the numbers of a column stand under each other. */
export interface ColumnLayout {
  /** Digits after the point, by row. */
  readonly digits: readonly number[];
  /** Widths of the widest value and of the widest interval, in digits. */
  readonly value: number;
  readonly interval: number;
  /** Whether any of them has a verdict to say in a word. */
  readonly verdicts: boolean;
}

/**
 * One count of digits for the whole column, where those that the intervals support are at most one apart; else, as for
 * several metrics in one column, each row has its own.
 */
export function columnLayout(rows: readonly AnalysisRow[], column: number): ColumnLayout {
  const own = rows.map(({ cells }) => {
    const cell = cells[column];
    return isEstimate(cell) && !Number.isNaN(cell.value) ? digitsOf(cell.value, cell.low, cell.high) : null;
  });
  const known = own.filter((digits) => digits !== null);
  const most = Math.max(0, ...known);
  const even = known.every((digits) => most - digits <= 1);
  const digits = own.map((each) => (even || each === null ? most : each));
  let value = 0;
  let interval = 0;
  let verdicts = false;
  for (const [at, { cells }] of rows.entries()) {
    const cell = cells[column];
    if (!isEstimate(cell) || Number.isNaN(cell.value)) continue;
    const texts = estimateTexts(cell, digits[at]!);
    value = Math.max(value, widthInDigits(texts[0]));
    interval = Math.max(interval, widthInDigits(texts[1]));
    verdicts ||= cell.verdict === 'better' || cell.verdict === 'worse';
  }
  return { digits, value, interval, verdicts };
}

/** The layout that all columns share where they stand under each other, with the texts of those that hold no estimates. */
export function sharedLayout(layouts: readonly ColumnLayout[], texts: readonly (readonly string[])[]): Omit<ColumnLayout, 'digits'> {
  return {
    value: Math.max(...layouts.map(({ value }) => value), ...texts.filter(holdsNumbers).flat().map(widthInDigits)),
    interval: Math.max(...layouts.map(({ interval }) => interval)),
    verdicts: layouts.some(({ verdicts }) => verdicts),
  };
}

/** The cells of a column that holds no estimates: whole numbers as they are, others with three digits of the largest of them. */
export function plainTexts(rows: readonly AnalysisRow[], column: number): readonly string[] {
  const cells = rows.map((row) => row.cells[column] ?? null);
  const numbers = cells.filter((cell) => typeof cell === 'number' && Number.isFinite(cell)) as number[];
  const largest = Math.max(0, ...numbers.map(Math.abs));
  const digits = largest > 0 ? Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(largest)))) : 2;
  const whole = numbers.every(Number.isInteger);
  return cells.map((cell) => {
    if (isEstimate(cell)) return '';
    if (typeof cell !== 'number' || !Number.isFinite(cell)) return formatCell(cell);
    return whole ? formatCount(cell) : formatNumber(cell, digits);
  });
}

/** Whether every text of a column is a number, so that it stands to the right as numbers do. */
export function holdsNumbers(texts: readonly string[]): boolean {
  return texts.some((text) => text !== '') && texts.every((text) => /^(?:[<>] ?)?[−-]?[\d,.]*%?$/.test(text));
}
