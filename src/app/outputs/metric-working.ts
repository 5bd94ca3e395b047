import type { MetricsOutput } from '../../cells/output.ts';
import { formatCount, formatNumber } from './format-number.ts';

/** How a number of a metrics table came about, as the page shows it; null where the row has no such value. */
export interface MetricWorking {
  readonly title: string;
  readonly lines: readonly (readonly [label: string, value: string])[];
  readonly note: string;
}

/** The working of one value: with one digit more than the table shows. */
export function metricWorking(output: MetricsOutput, row: number, column: number, digits: number): MetricWorking | null {
  const value = output.rows[row]?.values[column];
  const metric = output.columns[column];
  if (value === undefined || metric === undefined) return null;
  const number = (each: number): string => formatNumber(each, digits + 1);
  const lines: [string, string][] = [['Slice', output.rows[row]!.label]];
  if (metric.class !== '') lines.push(['Class', metric.class]);
  lines.push(['Value', number(value.value)]);
  if (value.reason !== undefined) lines.push(['Reason', value.reason.replaceAll('-', ' ')]);
  if (!Number.isNaN(value.low)) lines.push([`${percent(output.level)} interval`, `${number(value.low)} to ${number(value.high)}`]);
  lines.push(['Rows', formatCount(value.n)]);
  if (value.method !== '') lines.push(['Method', value.method]);
  if (output.threshold !== undefined) lines.push(['Threshold', String(output.threshold)]);
  const verdict = output.rows[row]!.by === '' ? undefined : value.verdict;
  if (verdict !== undefined)
    lines.push(['Others', verdict === 'undecided' ? 'no convincing difference' : `convincingly ${verdict} than they`]);
  return { title: metric.title, lines, note: metric.formula };
}

function percent(level: number): string {
  return `${Math.round(level * 1000) / 10}%`;
}
