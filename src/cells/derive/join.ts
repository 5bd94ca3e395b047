import type { ColumnTable } from 'arquero';
import { columnOf, frameFromTable } from '../../frame/frame.ts';
import { requireColumn } from '../known-column.ts';
import { BodyError } from '../kind.ts';
import { plainValue } from '../table-output.ts';
import { keepRoles, followRoles } from './roles.ts';
import type { Join } from './schema.ts';
import type { Path, Surroundings, Working } from './working.ts';

/** Joins another frame on equal keys; its columns that are already there get `_2`, those of the left side keep their names. */
export function joinFrames(working: Working, join: Join, path: Path, around: Surroundings): Working {
  const other = around.frames.get(join.with)!;
  const [left, right] = keysOf(join, path);
  left.forEach((name, at) => requireColumn(working.table.columnNames(), name, keyPath(join, path, 0, at)));
  right.forEach((name, at) => requireColumn(other.table.columnNames(), name, keyPath(join, path, 1, at)));
  requireBounded(working.table, other.table, left, right, join, path, around.limits.rows);
  const how = join.how ?? 'inner';
  const options = { left: how !== 'inner', right: how === 'full', suffix: ['', '_2'] };
  const table = working.table.join(other.table, [left, right], undefined, options);
  const shared = new Set(left.filter((name, at) => name === right[at]));
  const before = new Set(working.table.columnNames());
  const brought = followRoles(other.roles, (name) => (shared.has(name) ? null : before.has(name) ? `${name}_2` : name));
  return { table, roles: keepRoles({ ...brought, ...working.roles }, table.columnNames()) };
}

function keysOf(join: Join, path: Path): readonly [left: string[], right: string[]] {
  const { on } = join;
  if (on.every((item) => typeof item === 'string')) return [on, on];
  const [left, right] = on;
  if (left!.length !== right!.length) {
    throw new BodyError(
      `the join has ${left!.length} keys on the left and ${right!.length} on the right`,
      [...path, 'on'],
      'name as many on either side',
    );
  }
  return [left!, right!];
}

function keyPath(join: Join, path: Path, side: number, at: number): Path {
  return typeof join.on[0] === 'string' ? [...path, 'on', at] : [...path, 'on', side, at];
}

/** Counts the rows that equal keys will make before they are made: many times many can outgrow any memory. */
function requireBounded(
  table: ColumnTable,
  other: ColumnTable,
  left: readonly string[],
  right: readonly string[],
  join: Join,
  path: Path,
  limit: number,
): void {
  const counts = new Map<string, number>();
  for (const key of keysOfRows(other, right)) counts.set(key, (counts.get(key) ?? 0) + 1);
  let rows = 0;
  for (const key of keysOfRows(table, left)) rows += counts.get(key) ?? (join.how === undefined || join.how === 'inner' ? 0 : 1);
  if (rows <= limit) return;
  const hint = 'join on keys that name one row on one side';
  throw new BodyError(
    `the join with ${join.with} makes ${rows.toLocaleString('en-US')} rows; at most ${limit.toLocaleString('en-US')} are allowed`,
    [...path, 'on'],
    hint,
  );
}

function* keysOfRows(table: ColumnTable, names: readonly string[]): Generator<string> {
  const frame = frameFromTable(table.select(...names));
  const columns = names.map((name) => columnOf(frame, name));
  for (let row = 0; row < frame.table.totalRows(); row++) yield columns.map((column) => String(plainValue(column, row))).join('\u0000');
}
