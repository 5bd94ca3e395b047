import type { ColumnSummary, PlainValue, TableOutput } from '../cells/output.ts';
import type { PlainTable } from '../engine/plain-tables.ts';
import { formatValue } from '../notebook/interpolation.ts';
import { escapeHtml } from './escape.ts';
import { notesHtml, wideTable } from './html-table.ts';

/** Rows of one table in a report. */
const mostRows = 200;

/** What a table of rows may show. */
interface RowsPlace {
  readonly cell: string;
  readonly rows: boolean;
  readonly table?: PlainTable | undefined;
}

/** Rows of a frame; of rows of the reader's own data, unless they were asked for, the columns and what they hold. */
export function rowsHtml(output: TableOutput, { cell, rows, table }: RowsPlace): string {
  const columns = `${output.columns.length} ${output.columns.length === 1 ? 'column' : 'columns'}`;
  const total = `${formatValue(output.total, { name: 'integer' })} ${output.total === 1 ? 'row' : 'rows'}, ${columns}`;
  if (!rows)
    return `${summaryTable(output.columns, cell)}${notesHtml(output.notes)}<p class="faint">${total}. Rows are left out of this report.</p>`;
  const shown = table === undefined || table.rows.length < output.head.length ? output.head : table.rows.slice(0, mostRows);
  const first = shown.length < output.total ? `The first ${shown.length} of ${total}.` : `${total}.`;
  return `${valuesTable(output.columns, shown, cell)}${notesHtml(output.notes)}<p class="faint">${first}</p>`;
}

function summaryTable(columns: readonly ColumnSummary[], cell: string): string {
  const head = ['column', 'type', 'role', 'range', 'distinct', 'missing']
    .map((name, at) => `<th scope="col"${at > 2 ? ' class="right"' : ''}>${name}</th>`)
    .join('');
  const rows = columns.map((column) => {
    const distinct = column.distinct === undefined ? '' : formatValue(column.distinct, { name: 'integer' });
    const missing = formatValue(column.missing, { name: 'integer' });
    return `<tr><th scope="row" class="mono">${escapeHtml(column.name)}</th><td>${column.type}</td><td>${escapeHtml(column.role ?? '')}</td><td class="right">${rangeOf(column)}</td><td class="right">${distinct}</td><td class="right${column.missing === 0 ? ' faint' : ''}">${missing}</td></tr>`;
  });
  return wideTable(cell, head, rows.join(''));
}

function rangeOf({ type, min, max }: ColumnSummary): string {
  if (min === undefined || max === undefined) return '';
  return type === 'time' ? `${day(min)} to ${day(max)}` : `${formatValue(min, null)} to ${formatValue(max, null)}`;
}

function day(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

function valuesTable(columns: readonly ColumnSummary[], rows: readonly (readonly PlainValue[])[], cell: string): string {
  const shown = columns.map((column, at) => ({ ...column, at })).filter(({ type }) => type !== 'vector');
  const head = shown
    .map(({ name, type }) => `<th scope="col" class="mono${type === 'number' ? ' right' : ''}">${escapeHtml(name)}</th>`)
    .join('');
  const body = rows.map((row) => {
    const cells = shown.map(({ at, type }) => `<td${type === 'number' ? ' class="right"' : ''}>${valueHtml(row[at] ?? null)}</td>`);
    return `<tr>${cells.join('')}</tr>`;
  });
  return wideTable(cell, head, body.join(''));
}

function valueHtml(value: PlainValue): string {
  if (value === null) return '<span class="faint">missing</span>';
  if (value === 'NaN') return '<span class="faint">no value</span>';
  return escapeHtml(typeof value === 'number' ? formatValue(value, null) : String(value));
}
