import type { Clause, Clauses, Constraint, Interval } from '../../frame/selection/clause.ts';
import { BodyError } from '../kind.ts';

type Path = readonly (string | number)[];

/** Understands `clauses:` of a selection; throws `BodyError` at the node that is none. */
export function readClauses(value: unknown): Clauses {
  const clauses = mapOf(value, ['clauses'], 'clauses are written as CELL: {COLUMN: values}');
  return Object.fromEntries(Object.entries(clauses).map(([writer, clause]) => [writer, readClause(clause, ['clauses', writer])]));
}

function readClause(value: unknown, path: Path): Clause {
  const clause = mapOf(value, path, 'a clause is {COLUMN: [values]} or {COLUMN: {from: 1, to: 2}}');
  if (typeof clause['where'] === 'string') {
    allowOnly(clause, ['where', 'title'], path);
    const { title } = clause;
    if (title !== undefined && typeof title !== 'string') throw new BodyError('a title is text', [...path, 'title']);
    return { where: clause['where'], ...(title === undefined ? {} : { title }) };
  }
  if (typeof clause['of'] === 'string') {
    allowOnly(clause, ['of', 'rows'], path);
    return { of: clause['of'], rows: rowNumbers(clause['rows'], [...path, 'rows']) };
  }
  return Object.fromEntries(Object.entries(clause).map(([column, constraint]) => [column, readConstraint(constraint, [...path, column])]));
}

function readConstraint(value: unknown, path: Path): Constraint {
  if (Array.isArray(value)) return (value as readonly unknown[]).map((item, at) => readListed(item, [...path, at]));
  const interval = mapOf(value, path, `${String(path.at(-1))} is held to a list of values or to {from: 1, to: 2}`);
  allowOnly(interval, ['from', 'to', 'below'], path);
  const { from, to, below } = interval as Interval;
  for (const key of ['from', 'to', 'below'] as const) if (key in interval) requireBound(interval[key], [...path, key]);
  if (to !== undefined && below !== undefined)
    throw new BodyError('an interval ends with to or with below, not with both', [...path, 'below']);
  if (from !== undefined && to !== undefined) requireOrder(from, to, [...path, 'from'], 'above to', (a, b) => a > b);
  if (from !== undefined && below !== undefined) requireOrder(from, below, [...path, 'from'], 'not below', (a, b) => a >= b);
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }), ...(below === undefined ? {} : { below }) };
}

function readListed(value: unknown, path: Path): string | number | boolean | null {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new BodyError('a list holds numbers, texts, true, false, or null for what is missing', path);
}

function requireBound(value: unknown, path: Path): void {
  if (typeof value === 'string' && !Number.isNaN(Date.parse(value))) return;
  if (typeof value !== 'number' || !Number.isFinite(value)) throw new BodyError(`${String(value)} is neither a number nor a time`, path);
}

function requireOrder(
  from: number | string,
  end: number | string,
  path: Path,
  words: string,
  isWrong: (from: number, end: number) => boolean,
): void {
  if (typeof from !== typeof end) throw new BodyError(`from ${from} and ${end} are not of one kind`, path);
  const number = (value: number | string): number => (typeof value === 'number' ? value : Date.parse(value));
  if (isWrong(number(from), number(end))) throw new BodyError(`from ${from} is ${words} ${end}, so no row is selected`, path);
}

function rowNumbers(value: unknown, path: Path): readonly number[] {
  const isNumber = (row: unknown): row is number => typeof row === 'number' && Number.isInteger(row) && row >= 1;
  if (Array.isArray(value) && value.every(isNumber)) return value;
  throw new BodyError('rows are numbers from 1, as in rows: [12, 99]', path);
}

function allowOnly(value: Readonly<Record<string, unknown>>, keys: readonly string[], path: Path): void {
  const other = Object.keys(value).find((key) => !keys.includes(key));
  if (other !== undefined) throw new BodyError(`no key ${other} here`, [...path, other], `the keys are ${keys.join(', ')}`);
}

function mapOf(value: unknown, path: Path, form: string): Readonly<Record<string, unknown>> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Readonly<Record<string, unknown>>;
  throw new BodyError(form, path);
}
