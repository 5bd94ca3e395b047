import { plainValue } from '../../cells/table-output.ts';
import { VectorColumn, type Column } from '../../frame/column.ts';
import type { ExportFormat } from './table-methods.ts';

/** Turns rows into the pieces of a file. */
export interface Exporter {
  readonly head: string;
  row(row: number, first: boolean): string;
  readonly foot: string;
}

/**
 * CSV and TSV have a line of names, and \\r\\n or \\n after each row; a cell with the delimiter, a quote or a line break is
 * quoted. A missing value is an empty cell, an empty text is `""`. JSON is a list of objects; NaN and infinities are
 * their names as text, as in reports. Vectors are JSON lists in each.
 */
export function exporterOf(names: readonly string[], columns: readonly Column[], format: ExportFormat): Exporter {
  if (format === 'json') return jsonExporter(names, columns);
  const delimiter = format === 'csv' ? ',' : '\t';
  const end = format === 'csv' ? '\r\n' : '\n';
  return {
    head: names.map((name) => cellText(name, delimiter)).join(delimiter) + end,
    row: (row) => columns.map((column) => fieldText(column, row, delimiter)).join(delimiter) + end,
    foot: '',
  };
}

function jsonExporter(names: readonly string[], columns: readonly Column[]): Exporter {
  const keys = names.map((name) => JSON.stringify(name));
  return {
    head: '[',
    row(row, first) {
      const fields = columns.map((column, at) => `${keys[at]!}:${jsonText(column, row)}`);
      return `${first ? '\n' : ',\n'}{${fields.join(',')}}`;
    },
    foot: '\n]\n',
  };
}

function jsonText(column: Column, row: number): string {
  if (column instanceof VectorColumn) return vectorText(column, row) ?? 'null';
  const value = plainValue(column, row);
  return JSON.stringify(typeof value === 'number' && !Number.isFinite(value) ? String(value) : value);
}

function fieldText(column: Column, row: number, delimiter: string): string {
  if (column instanceof VectorColumn) return quoted(vectorText(column, row) ?? '', delimiter);
  const value = plainValue(column, row);
  if (value === null) return '';
  if (typeof value === 'string') return column.type === 'time' ? value : cellText(value, delimiter);
  return String(value);
}

function vectorText(column: VectorColumn, row: number): string | null {
  const vector = column.at(row);
  return vector === null ? null : `[${Array.from(vector, (value) => (Number.isFinite(value) ? String(value) : `"${value}"`)).join(',')}]`;
}

/** A text that a spreadsheet would take for a formula gets an apostrophe before it, which spreadsheets show as text. */
function cellText(text: string, delimiter: string): string {
  return text === '' ? '""' : quoted(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text, delimiter);
}

function quoted(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
