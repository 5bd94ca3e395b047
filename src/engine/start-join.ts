import type { Frame, Roles } from '../frame/frame.ts';
import { inferColumns } from '../start/infer-columns.ts';
import type { ColumnRole, Corrections, Inferred } from '../start/inferred.ts';
import type { CellNames } from '../start/cell-names.ts';
import type { Pairing, ReadTable } from '../start/pair-tables.ts';
import type { Plan, PlannedTable } from '../start/plan.ts';
import { dataCell, joinCell } from '../start/write-cells.ts';
import { isCategory } from '../start/table-facts.ts';
import { factsOf } from '../start/column-facts.ts';
import type { Bench } from './evaluate.ts';
import type { CellResult } from './result.ts';

/** Joins two tables by their common id and works out what the columns of both mean together; null where there is nothing to join. */
export async function joinedTable(
  bench: Bench,
  run: (text: string, share: () => void) => Promise<Map<string, CellResult>>,
  tables: readonly (ReadTable & { readonly cell: string; readonly missing: readonly string[] })[],
  { join }: Pairing,
  names: CellNames,
  corrections: ReadonlyMap<string, Corrections>,
): Promise<{ readonly join: NonNullable<Plan['join']>; readonly inferred: Inferred } | null> {
  if (join === null) return null;
  const left = tables[join.left]!;
  const right = tables[join.right]!;
  const planned = { cell: names.fresh('joined'), left: left.cell, right: right.cell, on: join.on };
  const reading = [left, right].map(({ cell, file, missing }) =>
    dataCell({ cell, source: file, roles: {}, types: new Map(), positive: null, missing, part: '' }),
  );
  await run([...reading, joinCell(planned)].join('\n\n'), () => undefined);
  const frame = bench.memory.lastShown(planned.cell)?.frames.get('');
  if (frame === undefined) return null;
  const roles = new Map<string, ColumnRole>([
    ...clashing(left, right, join.on),
    ...(corrections.get(left.file)?.roles ?? []),
    ...[...(corrections.get(right.file)?.roles ?? [])].map(([name, role]) => [nameInJoin(left.frame, join.on, name), role] as const),
  ]);
  const inferred = inferColumns(frame, { ...corrections.get(left.file), roles });
  return inferred.models.length === 0 ? null : { join: planned, inferred };
}

/** A column that both tables have is the prediction of the label of the other, as in a submission beside the truth. */
function clashing(left: ReadTable, right: ReadTable, on: string): readonly (readonly [string, ColumnRole])[] {
  const label =
    left.inferred.roles.label ??
    [...left.frame.table.columnNames()].find((name) => name !== on && right.frame.table.columnNames().includes(name));
  if (label === undefined || !right.frame.table.columnNames().includes(label)) return [];
  const guess = factsOf(right.frame, label);
  const role = guess.type === 'number' && !guess.whole && isCategory(factsOf(left.frame, label)) ? 'score' : 'prediction';
  return [
    [label, 'label'],
    [nameInJoin(left.frame, on, label), role],
  ];
}

function nameInJoin(left: Frame, on: string, name: string): string {
  return name !== on && left.table.columnNames().includes(name) ? `${name}_2` : name;
}

/** Those roles of a join that one of its tables holds, under the names that its columns have there. */
export function rolesHeld(
  frame: Frame,
  { roles, positive, task, classes, types }: Inferred,
  { join }: Pairing,
  at: number,
): Pick<PlannedTable, 'roles' | 'types' | 'positive'> {
  const isLeft = join?.left === at;
  const own = new Set(frame.table.columnNames());
  const nameHere = (name: string): string | null => {
    if (isLeft) return own.has(name) ? name : null;
    if (name === join?.on) return null;
    const plain = name.replace(/_2$/, '');
    return own.has(name) ? name : name !== plain && own.has(plain) ? plain : null;
  };
  const kept = followed(roles, nameHere, isLeft ? [] : ['label']);
  return {
    roles: kept,
    types: new Map([...types].filter(([name]) => own.has(name) && isLeft)),
    positive: isLeft && task === 'binary' && positive !== null && classes.at(-1) !== positive ? positive : null,
  };
}

function followed(roles: Roles, nameHere: (name: string) => string | null, without: readonly string[]): Roles {
  const entries = Object.entries(roles).flatMap(([role, held]): (readonly [string, unknown])[] => {
    if (without.includes(role)) return [];
    if (typeof held === 'string') return nameHere(held) === null ? [] : [[role, nameHere(held)]];
    if (held instanceof Map) {
      const kept = [...(held as ReadonlyMap<string, string>)].flatMap(([key, name]) =>
        nameHere(name) === null ? [] : [[key, nameHere(name)!] as const],
      );
      return kept.length === 0 ? [] : [[role, new Map(kept)]];
    }
    const kept = (held as readonly (string | { readonly column: string })[]).filter(
      (one) => nameHere(typeof one === 'string' ? one : one.column) !== null,
    );
    return kept.length === 0 ? [] : [[role, kept]];
  });
  return Object.fromEntries(entries);
}
