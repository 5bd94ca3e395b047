import type { LiveValue, PlainValue } from '../cells/output.ts';
import { plainValue } from '../cells/table-output.ts';
import { columnOf, type Frame } from '../frame/frame.ts';
import { findReferences, formatInterval, formatValue, type LiveReference } from '../notebook/interpolation.ts';
import { nearest } from '../trust/nearest.ts';
import type { Standing } from './evaluate.ts';

/** Names of the cells that a prose block shows values of. */
export function readsOfProse(text: string): readonly string[] {
  return findReferences(text).map((reference) => reference.name);
}

/** The live values of a prose block, one for each `{{ }}` in order; prose may read any cell, above or below. */
export function liveValues(text: string, standings: ReadonlyMap<string, Standing>): readonly LiveValue[] {
  return findReferences(text).map((reference) => liveValue(reference, standings));
}

/** A reference that cannot be shown, with the reason in the reader's words. */
class NoValue extends Error {}

function liveValue(reference: LiveReference, standings: ReadonlyMap<string, Standing>): LiveValue {
  const base = { source: reference.source, working: [] };
  if (reference.problem !== undefined) return { ...base, state: 'error', text: reference.source, reason: reference.problem };
  const standing = standings.get(reference.name);
  if (standing === undefined) return { ...base, state: 'error', text: reference.source, reason: noCell(reference.name, standings) };
  if (standing.stored === null) return { ...base, state: 'waiting', text: '…', reason: `waits for ${reference.name}` };
  try {
    const value = show(reference, standing.stored.frames);
    return standing.result.state === 'stale' ? { ...value, earlier: true } : value;
  } catch (error) {
    if (!(error instanceof NoValue)) throw error;
    return { ...base, state: 'error', text: reference.source, reason: error.message };
  }
}

function noCell(name: string, standings: ReadonlyMap<string, Standing>): string {
  const near = nearest(name, standings.keys());
  return `no cell ${name}${near === undefined ? '' : `; the nearest name is ${near}`}`;
}

function show(reference: LiveReference, frames: ReadonlyMap<string, Frame>): LiveValue {
  const [first] = reference.path;
  const isPart = first !== undefined && first !== '' && frames.has(first);
  const frame = frames.get(isPart ? first : '');
  if (frame === undefined) throw new NoValue(`${reference.name} has no rows to show`);
  const path = isPart ? reference.path.slice(1) : reference.path;
  if (path.length > 1) throw new NoValue(`${path.join('.')} names more than one thing`);
  const names = frame.table.columnNames();
  if (path[0] === 'rows' && !names.includes('rows')) return plain(reference, frame.table.totalRows());
  return names.includes('metric') && names.includes('slice')
    ? showMetric(reference, frame, path[0])
    : showColumn(reference, frame, path[0]);
}

function showMetric(reference: LiveReference, frame: Frame, metric: string | undefined): LiveValue {
  if (metric === undefined) throw new NoValue(`${reference.source} needs a metric, as in ${reference.name}.recall`);
  const known = new Set(textsOf(frame, 'metric'));
  if (!known.has(metric)) {
    const near = nearest(metric, known);
    throw new NoValue(`no metric ${metric} in ${reference.name}${near === undefined ? '' : `; the nearest name is ${near}`}`);
  }
  const { slice, className } = selected(reference.selector);
  const rows = rowsWhere(frame, (row) => textAt(frame, 'metric', row) === metric && textAt(frame, 'class', row) === className);
  const wanted = slice ?? 'all';
  const row = rows.find((candidate) => textAt(frame, 'slice', candidate) === wanted);
  if (row === undefined) throw new NoValue(noSlice(frame, rows, metric, wanted, className));
  return metricValue(reference, frame, row, metric);
}

function noSlice(frame: Frame, rows: readonly number[], metric: string, wanted: string, className: string): string {
  if (rows.length === 0)
    return className === '' ? `${metric} is given per class: name one, as in ${metric}[class=…]` : `no class ${className} of ${metric}`;
  const near = nearest(wanted, new Set(rows.map((row) => textAt(frame, 'slice', row))));
  return `no slice ${wanted} of ${metric}${near === undefined ? '' : `; the nearest is ${near}`}`;
}

/** `afam=yes`, `afam=yes, single=no`, `single and Black`, `class=3`, or a class beside a slice. */
function selected(selector: string | null): { slice: string | null; className: string } {
  const parts = (selector ?? '').split(',').map((part) => part.trim().replace(/\s*=\s*/, '='));
  const className = parts.find((part) => part.startsWith('class='))?.slice('class='.length) ?? '';
  const rest = parts.filter((part) => part !== '' && !part.startsWith('class='));
  return { slice: rest.length === 0 ? null : rest.join(', '), className };
}

function metricValue(reference: LiveReference, frame: Frame, row: number, metric: string): LiveValue {
  const value = numberAt(frame, 'value', row);
  const low = numberAt(frame, 'low', row);
  const high = numberAt(frame, 'high', row);
  const reason = textAt(frame, 'reason', row);
  const working = workingOf(frame, row, metric, reference);
  if (reference.field !== null && reference.field !== 'value') {
    if (!has(frame, reference.field)) throw new NoValue(`no column ${reference.field} in ${reference.name}`);
    return { ...plain(reference, plainValue(columnOf(frame, reference.field), row)), working };
  }
  if (Number.isNaN(value))
    return { source: reference.source, state: 'undefined', text: 'no value', reason: reason.replaceAll('-', ' '), working };
  const text = formatValue(value, reference.format, low, high);
  const bounded = !Number.isNaN(low) && !Number.isNaN(high);
  return {
    source: reference.source,
    state: 'done',
    text,
    working,
    ...(bounded ? { interval: formatInterval(low, high, reference.format) } : {}),
  };
}

function workingOf(frame: Frame, row: number, metric: string, reference: LiveReference): LiveValue['working'] {
  const lines: [string, string][] = [[metric, formatValue(numberAt(frame, 'value', row), reference.format)]];
  const low = numberAt(frame, 'low', row);
  const high = numberAt(frame, 'high', row);
  if (!Number.isNaN(low)) lines.push(['Interval', `${formatValue(low, reference.format)} to ${formatValue(high, reference.format)}`]);
  lines.push(['Slice', textAt(frame, 'slice', row)], ['Rows', formatValue(numberAt(frame, 'n', row), { name: 'integer' })]);
  const method = textAt(frame, 'method', row);
  if (method !== '') lines.push(['Method', method]);
  lines.push(['From', reference.name]);
  return lines;
}

function showColumn(reference: LiveReference, frame: Frame, name: string | undefined): LiveValue {
  const names = frame.table.columnNames();
  const column = name ?? (names.length === 1 ? names[0] : undefined);
  if (column === undefined) throw new NoValue(`${reference.source} needs a column: ${names.join(', ')}`);
  if (!names.includes(column)) {
    const near = nearest(column, names);
    throw new NoValue(`no column ${column} in ${reference.name}${near === undefined ? '' : `; the nearest name is ${near}`}`);
  }
  const clauses = (reference.selector ?? '').split(',').filter((clause) => clause.trim() !== '');
  const rows = rowsWhere(frame, (row) => clauses.every((clause) => matches(frame, clause, row)));
  if (rows.length !== 1) throw new NoValue(`${rows.length} rows of ${reference.name} match; name one, as in ${column}[column=value]`);
  return plain(reference, plainValue(columnOf(frame, column), rows[0]!));
}

function matches(frame: Frame, clause: string, row: number): boolean {
  const equals = clause.indexOf('=');
  const column = clause.slice(0, equals).trim();
  if (equals === -1 || !frame.table.columnNames().includes(column)) throw new NoValue(`${clause.trim()} is no column=value of these rows`);
  return textAt(frame, column, row) === clause.slice(equals + 1).trim();
}

function plain(reference: LiveReference, value: PlainValue): LiveValue {
  const base = { source: reference.source, working: [['From', reference.name]] as const };
  if (value === null) return { ...base, state: 'undefined', text: 'no value', reason: 'missing' };
  return { ...base, state: 'done', text: typeof value === 'number' ? formatValue(value, reference.format) : String(value) };
}

function rowsWhere(frame: Frame, holds: (row: number) => boolean): number[] {
  const rows: number[] = [];
  for (let row = 0; row < frame.table.totalRows(); row++) if (holds(row)) rows.push(row);
  return rows;
}

function textsOf(frame: Frame, column: string): string[] {
  return rowsWhere(frame, () => true).map((row) => textAt(frame, column, row));
}

function has(frame: Frame, column: string): boolean {
  return frame.table.columnNames().includes(column);
}

/** '' where there is no such column: a derive may have left some of a metrics frame's columns out. */
function textAt(frame: Frame, column: string, row: number): string {
  return has(frame, column) ? String(plainValue(columnOf(frame, column), row) ?? '') : '';
}

function numberAt(frame: Frame, column: string, row: number): number {
  if (!has(frame, column)) return NaN;
  const value = plainValue(columnOf(frame, column), row);
  return typeof value === 'number' ? value : NaN;
}
