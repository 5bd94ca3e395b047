import { isRowsClause, isWhereClause, type Clause, type Clauses, type Constraint, type Interval, type ListedValue } from './clause.ts';

const mostNamed = 4;

/** A clause in words, part by part: `age 20 to under 30`, `group a or b`, `rows 12 and 99 of scored`. */
export function clauseWords(clause: Clause): string {
  if (isWhereClause(clause)) return clause.title ?? clause.where;
  if (isRowsClause(clause))
    return `${clause.rows.length === 1 ? 'row' : 'rows'} ${listed(clause.rows.map(grouped), 'and')} of ${clause.of}`;
  const parts = Object.entries(clause).map(([column, constraint]) => `${column} ${constraintWords(constraint)}`);
  return parts.length === 0 ? 'all rows' : parts.join(', ');
}

/** All clauses in words; `all rows` where there is none. */
export function selectionText(clauses: Clauses): string {
  const words = Object.values(clauses).map(clauseWords);
  return words.length === 0 ? 'all rows' : words.join('; ');
}

/** What one column must hold, in words: `20 to under 30`, `a or b`. */
export function constraintWords(constraint: Constraint): string {
  return isList(constraint) ? listed(constraint.map(valueWords), 'or') : intervalWords(constraint);
}

function isList(constraint: Constraint): constraint is readonly ListedValue[] {
  return Array.isArray(constraint);
}

function intervalWords({ from, to, below }: Interval): string {
  const end = below === undefined ? (to === undefined ? null : valueWords(to)) : `under ${valueWords(below)}`;
  if (from === undefined) return end === null ? 'any number' : below === undefined ? `up to ${end}` : end;
  return end === null ? `from ${valueWords(from)}` : `${valueWords(from)} to ${end}`;
}

function valueWords(value: ListedValue): string {
  if (value === null) return 'missing';
  if (typeof value === 'number') return grouped(value);
  const text = String(value);
  return /^\d{4}-\d\d-\d\dT/.test(text) ? timeWords(text) : text === '' ? 'empty' : text;
}

function timeWords(text: string): string {
  return text
    .replace(/T00:00:00(?:\.000)?Z$/, '')
    .replace(/:00(?:\.000)?Z$/, '')
    .replace('T', ' ')
    .replace(/Z$/, '');
}

function grouped(value: number): string {
  return Number(value.toPrecision(6)).toLocaleString('en-US', { maximumFractionDigits: 6, useGrouping: Math.abs(value) >= 10_000 });
}

function listed(words: readonly string[], joint: 'and' | 'or'): string {
  if (words.length === 0) return 'nothing';
  if (words.length > mostNamed) return `${words.slice(0, mostNamed - 1).join(', ')} ${joint} ${words.length - mostNamed + 1} more`;
  return words.length === 1 ? words[0]! : `${words.slice(0, -1).join(', ')} ${joint} ${words.at(-1)!}`;
}
