import { desc } from 'arquero';
import { columnOf, frameFromTable, makeFrame, takeRows } from '../../frame/frame.ts';
import { counterUniform, shuffledRows } from '../../stats/counter-random.ts';
import { checkExpression } from '../../trust/expression.ts';
import { filterTable } from '../frame-where.ts';
import { requireColumn } from '../known-column.ts';
import { BodyError } from '../kind.ts';
import { boundText } from './bounded-text.ts';
import { joinFrames } from './join.ts';
import { followRoles, keepRoles } from './roles.ts';
import type { Sample, VerbName, Verbs } from './schema.ts';
import type { Path, Surroundings, Working } from './working.ts';

type Verb = (working: Working, verbs: Verbs, path: Path, around: Surroundings) => Working;

/** Arquero's verbs, each on the table that the one before it left. */
export const verbs: Readonly<Record<VerbName, Verb>> = {
  derive: (working, { derive = {}, groupby }, path, around) => {
    const source = boundText(expressions(working, derive, around), [...path, 'derive']);
    const table = grouped(working, groupby, path).params(Object.fromEntries(around.values)).derive(source).ungroup();
    return { table, roles: working.roles };
  },
  filter: (working, { filter = '', groupby }, path, around) => {
    return { table: filterTable(grouped(working, groupby, path), filter, around.values).ungroup(), roles: working.roles };
  },
  rollup: (working, { rollup = {}, groupby }, path, around) => {
    const source = boundText(expressions(working, rollup, around), [...path, 'rollup']);
    const table = grouped(working, groupby, path).params(Object.fromEntries(around.values)).rollup(source);
    return { table, roles: keepRoles(working.roles, groupby ?? []) };
  },
  select: (working, { select = [] }, path) => {
    select.forEach((name, at) => requireColumn(working.table.columnNames(), name, [...path, 'select', at]));
    return { table: working.table.select(...select), roles: keepRoles(working.roles, select) };
  },
  rename: renameColumns,
  orderby: (working, { orderby = [] }, path) => {
    orderby.forEach((key, at) => {
      const here = typeof key === 'string' ? [...path, 'orderby', at] : [...path, 'orderby', at, 'desc'];
      requireColumn(working.table.columnNames(), typeof key === 'string' ? key : key.desc, here);
    });
    const table = working.table.orderby(...orderby.map((key) => (typeof key === 'string' ? key : desc(key.desc))));
    return { ...working, table };
  },
  join: (working, { join }, path, around) => joinFrames(working, join!, [...path, 'join'], around),
  sample: (working, { sample }, path) => takeSample(working, sample!, [...path, 'sample']),
  limit: (working, { limit = 0 }) => ({ ...working, table: working.table.slice(0, limit) }),
};

function grouped(working: Working, groupby: readonly string[] | undefined, path: Path): Working['table'] {
  if (groupby === undefined) return working.table;
  groupby.forEach((name, at) => requireColumn(working.table.columnNames(), name, [...path, 'groupby', at]));
  return working.table.groupby(...groupby);
}

/** Expressions that passed the allow-list; plain numbers and booleans are constants. */
function expressions(
  working: Working,
  given: Readonly<Record<string, string | number | boolean>>,
  around: Surroundings,
): Record<string, string> {
  const scope = { columns: working.table.columnNames(), params: [...around.values.keys()], aggregates: true };
  return Object.fromEntries(Object.entries(given).map(([name, source]) => [name, checkExpression(String(source), scope)]));
}

function renameColumns(working: Working, { rename = {} }: Verbs, path: Path): Working {
  const columns = working.table.columnNames();
  const names = new Map(Object.entries(rename));
  for (const old of names.keys()) requireColumn(columns, old, [...path, 'rename', old]);
  const taken = new Set<string>();
  for (const column of columns) {
    const now = names.get(column) ?? column;
    if (taken.has(now))
      throw new BodyError(`two columns would be called ${now}`, [...path, 'rename', names.has(column) ? column : keyFor(names, now)]);
    taken.add(now);
  }
  const table = working.table.rename(Object.fromEntries(names));
  return { table, roles: followRoles(working.roles, (column) => names.get(column) ?? column) };
}

function keyFor(names: ReadonlyMap<string, string>, value: string): string {
  return [...names].find(([, name]) => name === value)?.[0] ?? value;
}

/** Rows drawn by a counter-based generator, so that a seed gives the same rows on every machine. */
function takeSample(working: Working, sample: Sample, path: Path): Working {
  const frame = frameFromTable(working.table);
  const total = frame.table.totalRows();
  const seed = sample.seed ?? 1;
  if (sample.replace !== true && sample.size > total) {
    throw new BodyError(
      `a sample of ${sample.size} rows cannot be drawn from ${total} rows`,
      [...path, 'size'],
      'draw fewer, or say replace: true',
    );
  }
  if (total === 0 && sample.size > 0) throw new BodyError('a sample cannot be drawn from 0 rows', [...path, 'size']);
  const rows =
    sample.replace === true
      ? Uint32Array.from({ length: sample.size }, (_, at) => Math.floor(counterUniform(seed, 0, at) * total))
      : shuffledRows(total, seed).subarray(0, sample.size);
  const columns = frame.table.columnNames().map((name) => [name, takeRows(columnOf(frame, name), rows)] as const);
  return { table: makeFrame(columns).table, roles: working.roles };
}
