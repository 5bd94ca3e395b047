/** A value that a list may name; null stands for missing and NaN, a time is ISO text. */
export type ListedValue = number | string | boolean | null;

/**
 * Values from `from` on, up to and with `to`, or up to but without `below`, as a bin ends. A time is ISO text.
 * Missing values and NaN are in no interval.
 */
export interface Interval {
  readonly from?: number | string;
  readonly to?: number | string;
  readonly below?: number | string;
}

/** What a column must hold: a value of an interval, or one of a list. */
export type Constraint = Interval | readonly ListedValue[];

/** Rows whose columns all hold what is asked of them. */
export interface ColumnsClause {
  readonly [column: string]: Constraint;
}

/** Rows by their number, from 1, in the frame that the writer shows; for a frame without ids. `of` names its cell. */
export interface RowsClause {
  readonly of: string;
  readonly rows: readonly number[];
}

/** Rows where an expression holds, such as those of a named slice. */
export interface WhereClause {
  readonly where: string;
  readonly title?: string;
}

/** What one writer selects. The value of `of` and `where` is text, which no constraint is, so that columns may have these names. */
export type Clause = ColumnsClause | RowsClause | WhereClause;

/** All clauses of a selection by the cell that wrote them; a row is selected when every clause holds. */
export type Clauses = Readonly<Record<string, Clause>>;

export function isRowsClause(clause: Clause): clause is RowsClause {
  return typeof (clause as Partial<RowsClause>).of === 'string';
}

export function isWhereClause(clause: Clause): clause is WhereClause {
  return typeof (clause as Partial<WhereClause>).where === 'string';
}
