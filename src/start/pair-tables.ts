import type { Column } from '../frame/column.ts';
import { columnOf, type Frame } from '../frame/frame.ts';
import { factsOf } from './column-facts.ts';
import type { Inferred } from './inferred.ts';
import { wordsOf } from './name-words.ts';

export interface ReadTable {
  readonly file: string;
  readonly frame: Frame;
  readonly inferred: Inferred;
}

/** How several tables stand to each other. */
export interface Pairing {
  /** The table to measure on. */
  readonly main: number;
  /** What the others are, in words, by their place. */
  readonly parts: ReadonlyMap<number, string>;
  /** The table that models learned from. */
  readonly baseline: number | null;
  readonly join: { readonly left: number; readonly right: number; readonly on: string } | null;
}

const learned = new Set(['train', 'training', 'reference', 'ref', 'baseline', 'base', 'historic', 'history', 'old', 'past']);
const measured = new Set([
  'test',
  'testing',
  'eval',
  'evaluation',
  'holdout',
  'production',
  'prod',
  'current',
  'live',
  'new',
  'valid',
  'validation',
  'val',
  'dev',
]);
const mostIds = 200_000;

/** Says which table is which: one with the other's predictions by a common id, training rows beside test rows, or tables of their own. */
export function pairTables(tables: readonly ReadTable[]): Pairing {
  const join = tables.length === 2 ? joinOf(tables[0]!, tables[1]!) : null;
  if (join !== null) return { main: join.left, parts: new Map(), baseline: null, join };
  const main = mainOf(tables);
  const parts = new Map<number, string>();
  let baseline: number | null = null;
  for (const [at, table] of tables.entries()) {
    if (at === main) continue;
    const isSame = haveSameColumns(table.frame, tables[main]!.frame);
    const isLearned = isSame && wordsOf(table.file).some((word) => learned.has(word));
    if (isLearned && table.inferred.roles.label !== undefined && table.inferred.task === tables[main]!.inferred.task) baseline ??= at;
    parts.set(
      at,
      isLearned ? 'the rows to learn from or to compare with' : isSame ? 'another table with the same columns' : 'a table of its own',
    );
  }
  return { main, parts, baseline, join: null };
}

function mainOf(tables: readonly ReadTable[]): number {
  const points = ({ file, inferred }: ReadTable): number => {
    const words = wordsOf(file);
    const named = words.some((word) => measured.has(word)) ? 1 : words.some((word) => learned.has(word)) ? -1 : 0;
    return (inferred.models.length > 0 ? 10 : 0) + (inferred.task === 'none' ? 0 : 5) + named;
  };
  let best = 0;
  for (const [at, table] of tables.entries()) if (points(table) > points(tables[best]!)) best = at;
  return best;
}

function haveSameColumns(one: Frame, other: Frame): boolean {
  const names = new Set(one.table.columnNames());
  const shared = other.table.columnNames().filter((name) => names.has(name)).length;
  return shared >= 0.9 * Math.max(names.size, other.table.numCols());
}

/** The column by which two tables say something of the same rows: unique in both, or a name of ids, with mostly the same values. */
function joinOf(one: ReadTable, other: ReadTable): Pairing['join'] {
  const shared = one.frame.table.columnNames().filter((name) => other.frame.table.columnNames().includes(name));
  const isSame = haveSameColumns(one.frame, other.frame);
  if (isSame && shared.length > 2) return null;
  const on = shared.find((name) => isKeyOf(one.frame, other.frame, name));
  if (on === undefined) return null;
  const hasLabel = ({ inferred }: ReadTable): boolean => inferred.roles.label !== undefined;
  const isGuess = ({ file }: ReadTable): boolean =>
    wordsOf(file).some((word) => /^(pred|preds|predictions?|submissions?|scores?|output|outputs)$/.test(word));
  const isTurned = isGuess(one) ? !isGuess(other) : !hasLabel(one) && hasLabel(other);
  return isTurned ? { left: 1, right: 0, on } : { left: 0, right: 1, on };
}

function isKeyOf(one: Frame, other: Frame, name: string): boolean {
  const first = columnOf(one, name);
  const second = columnOf(other, name);
  if (first.type !== second.type || first.type === 'vector') return false;
  if (!factsOf(one, name).unique || !factsOf(other, name).unique) return false;
  const known = new Set(idsOf(second));
  const ids = idsOf(first);
  return ids.filter((id) => known.has(id)).length >= 0.5 * Math.min(ids.length, known.size);
}

function idsOf(column: Column): readonly string[] {
  return Array.from({ length: Math.min(column.length, mostIds) }, (_, row) => textOf(column.at(row)));
}

function textOf(value: ReturnType<Column['at']>): string {
  return value instanceof Date ? value.toJSON() : typeof value === 'object' ? '' : String(value);
}
