import type { Column } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import { BodyError } from '../kind.ts';

/** A cell whose rows are compared. */
export interface Named {
  readonly name: string;
  readonly frame: Frame;
}

/**
 * For each row of the first cell the row of the other: by the id role where both have one, else by position (null). Throws
 * `BodyError` that says how many and which rows differ.
 */
export function alignedRows(first: Named, other: Named, path: readonly (string | number)[]): Uint32Array | null {
  const own = first.frame.table.totalRows();
  const others = other.frame.table.totalRows();
  const { id } = first.frame.roles;
  const otherId = other.frame.roles.id;
  if (id === undefined || otherId === undefined) {
    if (own === others) return null;
    throw new BodyError(
      `${first.name} has ${count(own)} rows and ${other.name} has ${count(others)}`,
      path,
      'give both the role id, so that their rows can be matched',
    );
  }
  const places = rowsById(other, otherId, path);
  rowsById(first, id, path);
  const ids = columnOf(first.frame, id);
  const rows = new Uint32Array(own);
  const missing: string[] = [];
  for (let row = 0; row < own; row++) {
    const key = textAt(ids, row);
    const place = places.get(key);
    if (place === undefined) missing.push(key);
    else rows[row] = place;
  }
  if (missing.length > 0) throw new BodyError(`${other.name} lacks ${someOf(missing, own, first.name)}`, path, sameRows);
  if (others > own) {
    const known = new Set(Array.from({ length: own }, (_, row) => textAt(ids, row)));
    const extra = [...places.keys()].filter((key) => !known.has(key));
    throw new BodyError(`${first.name} lacks ${someOf(extra, others, other.name)}`, path, sameRows);
  }
  return rows;
}

const sameRows = 'compare the same rows: keep those that both cells have';

/** Throws where the two cells do not say the same label for the same row. */
export function checkLabels(first: Named, other: Named, rows: Uint32Array | null, path: readonly (string | number)[]): void {
  const { label } = first.frame.roles;
  const otherLabel = other.frame.roles.label;
  if (label === undefined || otherLabel === undefined) return;
  const own = columnOf(first.frame, label);
  const others = columnOf(other.frame, otherLabel);
  const differing: number[] = [];
  for (let row = 0; row < own.length; row++) {
    if (textAt(own, row) !== textAt(others, rows === null ? row : rows[row]!)) differing.push(row);
  }
  if (differing.length === 0) return;
  const [row] = differing as [number];
  const names = differing.slice(0, 5).map((at) => count(at + 1));
  const example = `in row ${count(row + 1)} ${textAt(own, row)} and ${textAt(others, rows === null ? row : rows[row]!)}`;
  throw new BodyError(
    `the labels of ${first.name} and ${other.name} differ in ${count(differing.length)} of ${count(own.length)} rows (${names.join(', ')}${differing.length > 5 ? ', …' : ''}): ${example}`,
    path,
    rows === null ? 'their rows may be in another order; give both the role id' : undefined,
  );
}

function rowsById({ name, frame }: Named, id: string, path: readonly (string | number)[]): Map<string, number> {
  const ids = columnOf(frame, id);
  const rows = new Map<string, number>();
  const repeated = new Set<string>();
  for (let row = 0; row < ids.length; row++) {
    const key = textAt(ids, row);
    if (rows.has(key)) repeated.add(key);
    rows.set(key, row);
  }
  if (repeated.size > 0) {
    const some = [...repeated].slice(0, 5).join(', ');
    throw new BodyError(
      `the id ${id} of ${name} repeats ${count(repeated.size)} of its values, such as ${some}`,
      path,
      'an id names one row',
    );
  }
  return rows;
}

function someOf(ids: readonly string[], rows: number, name: string): string {
  const some = ids.slice(0, 5).join(', ');
  return `${count(ids.length)} of the ${count(rows)} rows of ${name}: ${some}${ids.length > 5 ? ', …' : ''}`;
}

function textAt(column: Column, row: number): string {
  const value = column.at(row);
  if (value === null) return 'missing';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
