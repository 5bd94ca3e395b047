import type { ChartOutput, PlainValue } from '../cells/output.ts';
import { formatValue } from '../notebook/interpolation.ts';
import { detachRows } from './chart-rows.ts';
import { chartSvg } from './chart-view.ts';
import { escapeHtml } from './escape.ts';
import { wideTable } from './html-table.ts';
import { twoThemes, type Palette } from './svg-themes.ts';

/** Rows of the data table beside a chart. */
const mostRows = 500;

/**
 * A chart as lines in both themes, and its data as a table behind a summary. Names in it begin with `name`. Of a chart that
 * draws the reader's own rows the table is left out where `rows` is false.
 */
export async function figureHtml(chart: ChartOutput, name: string, rows: boolean, palette: Palette): Promise<string> {
  const light = await chartSvg(chart.spec, 'light');
  const dark = await chartSvg(chart.spec, 'dark');
  const drawn = twoThemes(light, dark, name, palette);
  const label = escapeHtml(chart.summary);
  return `<figure><div class="chart" role="group" aria-label="Chart" tabindex="0"><div role="img" aria-label="${label}">${drawn}</div></div>${dataHtml(chart, rows)}</figure>`;
}

function dataHtml(chart: ChartOutput, rows: boolean): string {
  const tables = detachRows(chart.spec)
    .places.map((place) => place.rows)
    .filter((values) => values.length > 0);
  if (tables.length === 0) return '';
  if (!rows) return '<p class="faint">The rows that it draws are left out of this report.</p>';
  const count = tables.reduce((sum, values) => sum + values.length, 0);
  const words = `${formatValue(count, { name: 'integer' })} ${count === 1 ? 'row' : 'rows'}`;
  return `<details><summary>Data of the chart, ${words}</summary>${tables.map(rowsTable).join('')}</details>`;
}

function rowsTable(rows: readonly object[]): string {
  const names = [...new Set(rows.slice(0, mostRows).flatMap(Object.keys))];
  const head = names.map((name) => `<th scope="col" class="mono">${escapeHtml(name)}</th>`).join('');
  const body = rows.slice(0, mostRows).map((row) => {
    const values = new Map(Object.entries(row));
    return `<tr>${names.map((name) => `<td>${plain(values.get(name) as PlainValue | undefined)}</td>`).join('')}</tr>`;
  });
  const more =
    rows.length > mostRows ? `<p class="faint">The first ${mostRows} of ${formatValue(rows.length, { name: 'integer' })} rows.</p>` : '';
  return `${wideTable('Data of the chart', head, body.join(''))}${more}`;
}

function plain(value: PlainValue | undefined): string {
  if (value === undefined || value === null) return '';
  return escapeHtml(
    typeof value === 'number' ? formatValue(value, null) : typeof value === 'object' ? JSON.stringify(value) : String(value),
  );
}
