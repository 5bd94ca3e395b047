import {
  isRowsClause,
  isWhereClause,
  type Clause,
  type ColumnsClause,
  type Constraint,
  type Interval,
  type ListedValue,
} from '../../frame/selection/clause.ts';
import type { EditableColumn } from './editable-column.ts';

/** What a column must hold, as its fields show it: two texts, or a list. */
export function fieldsOf(own: Clause | null, { column }: EditableColumn): { from: string; to: string; list: readonly ListedValue[] } {
  const constraint = own === null || isRowsClause(own) || isWhereClause(own) || !Object.hasOwn(own, column) ? undefined : own[column];
  if (constraint === undefined) return { from: '', to: '', list: [] };
  if (Array.isArray(constraint)) return { from: '', to: '', list: constraint as readonly ListedValue[] };
  const { from, to, below } = constraint as Interval;
  return { from: textOf(from), to: textOf(below ?? to), list: [] };
}

/** The clause with other texts in the fields of a column, or the sentence that says why they are no interval. Empty texts bound nothing. */
export function withInterval(
  own: Clause | null,
  about: EditableColumn,
  from: string,
  to: string,
): { clause: Clause | null } | { problem: string } {
  const low = boundOf(from, about.kind);
  const high = boundOf(to, about.kind);
  for (const [text, bound] of [
    [from, low],
    [to, high],
  ] as const)
    if (bound === undefined)
      return { problem: `${text.trim()} is no ${about.kind === 'time' ? 'time; write it as 2026-01-31 09:30' : 'number'}.` };
  const number = (bound: number | string): number => (typeof bound === 'string' ? Date.parse(bound) : bound);
  const open = about.binned || about.kind === 'time';
  if (typeof low !== 'undefined' && low !== null && typeof high !== 'undefined' && high !== null) {
    const wrong = open ? number(low) >= number(high) : number(low) > number(high);
    if (wrong) return { problem: `From has to be below to.` };
  }
  const constraint: Interval = {
    ...(isBound(low) ? { from: low } : {}),
    ...(isBound(high) ? (open ? { below: high } : { to: high }) : {}),
  };
  return { clause: withConstraint(own, about.column, Object.keys(constraint).length === 0 ? null : constraint) };
}

/** The clause with a value of a column chosen or not. */
export function withListed(own: Clause | null, about: EditableColumn, value: ListedValue, chosen: boolean): Clause | null {
  const { list } = fieldsOf(own, about);
  const others = list.filter((other) => other !== value);
  const next = chosen ? [...others, value] : others;
  return withConstraint(own, about.column, next.length === 0 ? null : next);
}

function withConstraint(own: Clause | null, column: string, constraint: Constraint | null): Clause | null {
  const known: ColumnsClause = own === null || isRowsClause(own) || isWhereClause(own) ? {} : own;
  const others = Object.entries(known).filter(([name]) => name !== column);
  const entries = constraint === null ? others : [...others, [column, constraint] as const];
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** A text as a bound: null for none, undefined for what cannot be read. */
function boundOf(text: string, kind: EditableColumn['kind']): number | string | null | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return null;
  if (kind !== 'time') return Number.isFinite(Number(trimmed)) ? Number(trimmed) : undefined;
  const isDay = /^\d{4}-\d\d-\d\d$/.test(trimmed);
  const instant = Date.parse(isDay ? trimmed : /[zZ]|[+-]\d\d:?\d\d$/.test(trimmed) ? trimmed : `${trimmed.replace(' ', 'T')}Z`);
  return Number.isNaN(instant) ? undefined : new Date(instant).toISOString();
}

function isBound(bound: number | string | null | undefined): bound is number | string {
  return bound !== null && bound !== undefined;
}

function textOf(bound: number | string | undefined): string {
  if (typeof bound !== 'string') return bound === undefined ? '' : String(bound);
  return bound
    .replace(/T00:00:00(?:\.000)?Z$/, '')
    .replace(/:00(?:\.000)?Z$/, '')
    .replace('T', ' ');
}
