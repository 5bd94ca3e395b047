import { isRowsClause, isWhereClause, type Clause, type Clauses, type Constraint, type Interval, type ListedValue } from './clause.ts';

/** Whether the values of a column are times, which expressions compare in their own way. */
type IsTime = (column: string) => boolean;

const longChain = 4;

/**
 * The expression that holds for the rows that all clauses select, as a slice says it. Throws where rows are selected by
 * number, which no expression can say, and where an expression would be too long.
 */
export function clausesExpression(clauses: Clauses, isTime: IsTime): string {
  const parts = Object.values(clauses).flatMap((clause) => partsOf(clause, isTime));
  const source = parts.length === 0 ? 'true' : parts.length === 1 ? parts[0]! : parts.map(bracketed).join(' && ');
  if (source.length > 2000) throw new Error('the selection names too many values for one expression; select fewer');
  return source;
}

function partsOf(clause: Clause, isTime: IsTime): string[] {
  if (isWhereClause(clause)) return [clause.where.replace(/^\s*(?:d|\(\s*d\s*\))\s*=>/, '').trim()];
  if (isRowsClause(clause))
    throw new Error(`${clause.of} has no ids, and a slice cannot name rows by their number; say which column holds ids: roles: {id: …}`);
  return Object.entries(clause).flatMap(([column, constraint]) => constraintParts(column, constraint, isTime(column)));
}

function constraintParts(column: string, constraint: Constraint, time: boolean): string[] {
  const cell = columnText(column);
  if (isList(constraint)) return [listExpression(cell, constraint, time)];
  return intervalParts(cell, constraint, time);
}

/** A column as an expression names it. */
export function columnText(column: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(column) ? `d.${column}` : `d[${JSON.stringify(column)}]`;
}

function isList(constraint: Constraint): constraint is readonly ListedValue[] {
  return Array.isArray(constraint);
}

/** A missing value counts as 0 where it is compared, so it is kept out where 0 is in the interval. */
function intervalParts(cell: string, { from, to, below }: Interval, time: boolean): string[] {
  const literal = (value: number | string): string => (time ? `op.parse_date(${JSON.stringify(value)})` : numberText(value));
  const number = (value: number | string): number => (time ? Date.parse(String(value)) : Number(value));
  const holdsZero =
    (from === undefined || number(from) <= 0) && (to === undefined || number(to) >= 0) && (below === undefined || number(below) > 0);
  return [
    ...(holdsZero ? [`${cell} != null`] : []),
    ...(from === undefined ? [] : [`${cell} >= ${literal(from)}`]),
    ...(to === undefined ? [] : [`${cell} <= ${literal(to)}`]),
    ...(below === undefined ? [] : [`${cell} < ${literal(below)}`]),
    ...(from === undefined && to === undefined && below === undefined ? [`!op.is_nan(${time ? '+' : ''}${cell})`] : []),
  ];
}

function listExpression(cell: string, values: readonly ListedValue[], time: boolean): string {
  const known = [...new Set(values)].filter((value) => value !== null);
  const tests = values.includes(null) ? [missing(cell, known, time)] : [];
  if (time) tests.push(...known.map((value) => `(${intervalParts(cell, { from: String(value), to: String(value) }, true).join(' && ')})`));
  else if (known.length > longChain) tests.push(`op.includes([${known.map(literalText).join(', ')}], ${cell})`);
  else tests.push(...known.map((value) => `${cell} === ${literalText(value)}`));
  return tests.length === 0 ? 'false' : tests.join(' || ');
}

/** NaN is no number that a list can name, and of an instant it is one that cannot be read. */
function missing(cell: string, known: readonly ListedValue[], time: boolean): string {
  if (known.some((value) => typeof value !== 'number') && !time) return `${cell} == null`;
  return `${cell} == null || op.is_nan(${time ? '+' : ''}${cell})`;
}

function literalText(value: ListedValue): string {
  return typeof value === 'number' ? numberText(value) : JSON.stringify(value);
}

function numberText(value: number | string): string {
  return Object.is(value, -0) ? '0' : String(value);
}

/** `||` and `?:` bind less than what joins the parts. */
function bracketed(part: string): string {
  return /\|\||\?/.test(part) ? `(${part})` : part;
}
