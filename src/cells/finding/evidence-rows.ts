import { columnOf, makeFrame, takeRows, type Frame } from '../../frame/frame.ts';
import { nearest } from '../../trust/nearest.ts';
import { isMetricsFrame } from '../check/metric-rule.ts';
import { rowsWhere, type Values } from '../frame-where.ts';
import { BodyError } from '../kind.ts';
import { countText, intervalText } from '../number-text.ts';
import type { FindingEvidence } from '../output.ts';
import { plainValue } from '../table-output.ts';
import type { Evidence } from './schema.ts';

/** Of a piece of evidence that is about many numbers so many are listed. */
const mostNumbers = 12;
/** Rows that a finding keeps to show. */
const keptRows = 20;

export interface Shown {
  /** One entry a number; one for all rows. */
  readonly evidence: readonly FindingEvidence[];
  /** The first rows, where the evidence is rows. */
  readonly rows: Frame | null;
}

/** What a piece of evidence comes to now; throws `BodyError` at its place for a metric, class or slice that there is not. */
export function evidenceRows(frame: Frame, evidence: Evidence, at: number, values: Values): Shown {
  if (isMetricsFrame(frame)) return { evidence: numbersOf(frame, evidence, at, values), rows: null };
  const { metric, slice, class: label } = evidence;
  for (const [key, given] of Object.entries({ metric, slice, class: label }))
    if (given !== undefined) throw new BodyError(`${key} is a word of metrics; ${evidence.data} holds rows`, ['evidence', at, key]);
  return rowsOf(frame, evidence, values);
}

function rowsOf(frame: Frame, { data, where }: Evidence, values: Values): Shown {
  const of = frame.table.totalRows();
  const chosen = where === undefined ? null : rowsWhere(frame.table, where, values);
  const n = chosen?.length ?? of;
  const condition = where ?? '';
  const what = condition === '' ? `rows of ${data}` : `rows of ${data} where ${condition}`;
  const found = condition === '' ? countText(n, 'row') : `${countText(n, 'row')} of ${countText(of, 'row').replace(/ rows?$/, '')}`;
  const entry: FindingEvidence = { cell: data, what, found: n === 0 ? 'none now' : found, seen: n > 0, rows: n, ...noNumber };
  return { evidence: [entry], rows: n === 0 ? null : firstRows(frame, chosen) };
}

function firstRows(frame: Frame, chosen: Uint32Array | null): Frame {
  const rows = chosen?.slice(0, keptRows) ?? Uint32Array.from({ length: Math.min(keptRows, frame.table.totalRows()) }, (_, row) => row);
  const names = frame.table.columnNames();
  return makeFrame(
    names.map((name) => [name, takeRows(columnOf(frame, name), rows)] as const),
    { roles: frame.roles },
  );
}

const noNumber = { value: NaN, low: NaN, high: NaN };

function numbersOf(frame: Frame, evidence: Evidence, at: number, values: Values): readonly FindingEvidence[] {
  const { data, where } = evidence;
  const named = namedRows(frame, evidence, at);
  const holding = where === undefined ? null : new Set(rowsWhere(frame.table, where, values));
  const rows = holding === null ? named : named.filter((row) => holding.has(row));
  const about = aboutWords(evidence.metric ?? 'a number', evidence.class === undefined ? '' : String(evidence.class), evidence.slice ?? '');
  const condition = where === undefined ? '' : ` where ${where}`;
  if (rows.length === 0)
    return [{ cell: data, what: `${about} in ${data}${condition}`, found: 'none now', seen: false, rows: 0, ...noNumber }];
  const listed = rows.slice(0, mostNumbers).map((row): FindingEvidence => {
    const number = (column: string): number => numberAt(frame, column, row);
    const [value, low, high, n] = ['value', 'low', 'high', 'n'].map(number) as [number, number, number, number];
    const reason = textAt(frame, 'reason', row).replaceAll('-', ' ');
    const said = Number.isNaN(value) && reason !== '' ? `no value: ${reason}` : intervalText(value, low, high);
    const what = aboutWords(textAt(frame, 'metric', row), textAt(frame, 'class', row), textAt(frame, 'slice', row));
    return { cell: data, what, found: `${said}, ${countText(n, 'row')}`, seen: true, rows: n, value, low, high };
  });
  const more = rows.length - listed.length;
  if (more === 0) return listed;
  return [...listed, { cell: data, what: `${about} in ${data}${condition}`, found: `${more} more`, seen: true, rows: NaN, ...noNumber }];
}

/** The numbers that are named: of one metric, class and slice. Without a slice or a condition they are those of all rows. */
function namedRows(frame: Frame, evidence: Evidence, at: number): readonly number[] {
  const { data, where } = evidence;
  const slice = evidence.slice ?? (where === undefined ? 'all' : undefined);
  let rows = Array.from({ length: frame.table.totalRows() }, (_, row) => row);
  for (const [key, given] of Object.entries({ metric: evidence.metric, class: evidence.class, slice })) {
    if (given === undefined) continue;
    const known = new Set(rows.map((row) => textAt(frame, key, row)));
    rows = rows.filter((row) => textAt(frame, key, row) === String(given));
    if (rows.length > 0) continue;
    const near = nearest(String(given), known);
    const hint = near === undefined ? undefined : `the nearest name is ${near}`;
    throw new BodyError(`no ${key} ${String(given)} in ${data}`, ['evidence', at, key], hint, near);
  }
  return rows;
}

function aboutWords(metric: string, label: string, slice: string): string {
  return `${metric}${label === '' ? '' : ` of class ${label}`}${slice === '' || slice === 'all' ? '' : ` of ${slice}`}`;
}

function textAt(frame: Frame, column: string, row: number): string {
  return frame.table.columnIndex(column) < 0 ? '' : String(plainValue(columnOf(frame, column), row) ?? '');
}

function numberAt(frame: Frame, column: string, row: number): number {
  const value = plainValue(columnOf(frame, column), row);
  return typeof value === 'number' ? value : NaN;
}
