import type { MetricsOutput } from '../../cells/output.ts';
import { formatCount, formatNumber } from './format-number.ts';

/** How a number of a metrics table came about, as the page shows it; null where the row has no such value. */
export interface MetricWorking {
  readonly title: string;
  /** The slice, as the frame names it, whose rows are behind the number. */
  readonly slice: string;
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
  const put = withCounts(metric.formula, value.counts ?? []);
  if (metric.class !== '') lines.push(['Class', metric.class]);
  lines.push(['Value', number(value.value)]);
  if (value.reason !== undefined) lines.push(['Reason', value.reason.replaceAll('-', ' ')]);
  if (!Number.isNaN(value.low)) lines.push([`${percent(output.level)} interval`, `${number(value.low)} to ${number(value.high)}`]);
  lines.push(['Rows', formatCount(value.n)]);
  if (put !== null) lines.push(['Formula', `${put} = ${number(value.value)}`]);
  for (const [name, count] of value.counts ?? []) if (Number.isFinite(count)) lines.push([capital(name), countText(count)]);
  if (value.method !== '') lines.push(['Method', value.method]);
  if (/bootstrap|permutation/.test(value.method)) lines.push(['Seed', String(output.seed)]);
  if (value.baseline !== undefined)
    lines.push([`Dummy, ${(value.strategy ?? '').replaceAll('_', ' ')}`, `${number(value.baseline)}${learnedOf(output)}`]);
  lines.push(['Computed', 'in float64, exactly']);
  if (output.threshold !== undefined) lines.push(['Threshold', String(Number(output.threshold.toPrecision(6)))]);
  const verdict = output.rows[row]!.by === '' ? undefined : value.verdict;
  if (verdict !== undefined)
    lines.push(['Others', verdict === 'undecided' ? 'no convincing difference' : `convincingly ${verdict} than they`]);
  return { title: metric.title, slice: output.rows[row]!.slice, lines, note: metric.formula };
}

/** The formula with the counts put in for their names, as `34 / (34 + 12)`; null where it names something else. */
function withCounts(formula: string, counts: readonly (readonly [name: string, count: number])[]): string | null {
  const [signs = ''] = formula.split(/[:;]/);
  const known = new Map(counts);
  const put = signs.replace(/[A-Za-z]+/g, (word) => {
    const count = known.get(word);
    return count === undefined ? word : countText(count);
  });
  return counts.length > 0 && !/[A-Za-zΣβα]/.test(put) && put !== signs ? put.trim() : null;
}

function countText(count: number): string {
  return formatNumber(count, Number.isInteger(count) ? 0 : 3);
}

function learnedOf(output: MetricsOutput): string {
  return output.learnedFrom === '' ? ', in-sample' : `, from ${output.learnedFrom}`;
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

function percent(level: number): string {
  return `${Math.round(level * 1000) / 10}%`;
}
