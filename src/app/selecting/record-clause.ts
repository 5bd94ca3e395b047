import type { GalleryItem } from '../../cells/output.ts';
import { isRowsClause, isWhereClause, type Clause, type ListedValue } from '../../frame/selection/clause.ts';

/** What tells a record from all others: its id, or its row in the data, from 1. */
export type RecordKey = GalleryItem['selects'];

/** Whether a record is among those that are selected one by one. */
export function holdsRecord(own: Clause | null, record: RecordKey): boolean {
  if ('number' in record) return own !== null && isRowsClause(own) && own.rows.includes(record.number);
  return idsOf(own, record.column)?.includes(record.id) === true;
}

/** What is selected once a hand chose a record: it alone, or with `more` beside the others; one that is selected is let go. */
export function withRecord(own: Clause | null, record: RecordKey, data: string, more: boolean): Clause | null {
  if ('number' in record) {
    const rows = toggled(own !== null && isRowsClause(own) && own.of === data ? own.rows : [], record.number, more);
    return rows.length === 0 ? null : { of: data, rows: [...rows].sort((a, b) => a - b) };
  }
  const ids = toggled(idsOf(own, record.column) ?? [], record.id, more);
  return ids.length === 0 ? null : { [record.column]: ids };
}

function idsOf(own: Clause | null, column: string): readonly ListedValue[] | null {
  if (own === null || isRowsClause(own) || isWhereClause(own) || !Object.hasOwn(own, column)) return null;
  const list = own[column];
  return Array.isArray(list) ? (list as readonly ListedValue[]) : null;
}

function toggled<T>(list: readonly T[], value: T, more: boolean): readonly T[] {
  const others = list.filter((other) => other !== value);
  if (!more) return list.length === 1 && others.length === 0 ? [] : [value];
  return others.length < list.length ? others : [...list, value];
}
