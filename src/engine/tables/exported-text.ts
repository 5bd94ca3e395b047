import { plainValue } from '../../cells/table-output.ts';
import { VectorColumn, type Column } from '../../frame/column.ts';
import { guardedText } from '../../frame/guarded-text.ts';
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
export function exporterOf(
  names: readonly string[],
  columns: readonly Column[],
  format: Exclude<ExportFormat, 'parquet'>,
  guard = true,
): Exporter {
  if (format === 'json') return jsonExporter(names, columns);
  if (format === 'markdown') return markdownExporter(names, columns);
  const delimiter = format === 'csv' ? ',' : '\t';
  const end = format === 'csv' ? '\r\n' : '\n';
  return {
    head: names.map((name) => cellText(name, delimiter, guard)).join(delimiter) + end,
    row: (row) => columns.map((column) => fieldText(column, row, delimiter, guard)).join(delimiter) + end,
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

/** A table for people: numbers to six digits, numbers to the right, what would end a cell escaped. */
function markdownExporter(names: readonly string[], columns: readonly Column[]): Exporter {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |\n`;
  return {
    head: line(names.map(markdownText)) + line(columns.map(({ type }) => (type === 'number' ? '--:' : '---'))),
    row: (row) => line(columns.map((column) => markdownValue(column, row))),
    foot: '',
  };
}

function markdownValue(column: Column, row: number): string {
  if (column instanceof VectorColumn) return markdownText(vectorText(column, row) ?? '');
  const value = plainValue(column, row);
  if (typeof value === 'number') return String(Number.isFinite(value) ? Number(value.toPrecision(6)) : value);
  return value === null ? '' : markdownText(String(value));
}

function markdownText(text: string): string {
  return text.replaceAll(/[\\|`*_~<>[\]&]/g, '\\$&').replaceAll(/\r\n|[\r\n]/g, '<br>');
}

function jsonText(column: Column, row: number): string {
  if (column instanceof VectorColumn) return vectorText(column, row) ?? 'null';
  const value = plainValue(column, row);
  return JSON.stringify(typeof value === 'number' && !Number.isFinite(value) ? String(value) : value);
}

function fieldText(column: Column, row: number, delimiter: string, guard: boolean): string {
  if (column instanceof VectorColumn) return quoted(vectorText(column, row) ?? '', delimiter);
  const value = plainValue(column, row);
  if (value === null) return '';
  if (typeof value === 'string') return column.type === 'time' ? value : cellText(value, delimiter, guard);
  return String(value);
}

function vectorText(column: VectorColumn, row: number): string | null {
  const vector = column.at(row);
  return vector === null ? null : `[${Array.from(vector, (value) => (Number.isFinite(value) ? String(value) : `"${value}"`)).join(',')}]`;
}

function cellText(text: string, delimiter: string, guard: boolean): string {
  return text === '' ? '""' : quoted(guard ? guardedText(text) : text, delimiter);
}

function quoted(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) || text !== text.trim() ? `"${text.replaceAll('"', '""')}"` : text;
}
