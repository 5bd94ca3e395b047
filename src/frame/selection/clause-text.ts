import type { Clause, Clauses } from './clause.ts';

/** Clauses as JSON that is the same for the same selection, whatever the order of writers, columns and keys. */
export function clausesText(clauses: Clauses): string {
  return JSON.stringify(ordered(clauses));
}

/** One clause as JSON that is the same for the same clause. */
export function clauseText(clause: Clause): string {
  return JSON.stringify(ordered(clause));
}

/** The clauses in such a text without those of one writer, as a cell reads them that writes to the selection itself. */
export function withoutClause(text: string, writer: string): string {
  const { [writer]: _, ...others } = JSON.parse(text) as Record<string, Clause>;
  return clausesText(others);
}

function ordered(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(ordered);
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, ordered((value as Record<string, unknown>)[key])]));
}
