import type { ConfusionOutput } from '../../cells/output.ts';
import {
  isRowsClause,
  isWhereClause,
  type Clause,
  type ColumnsClause,
  type Constraint,
  type ListedValue,
} from '../../frame/selection/clause.ts';
import { columnText } from '../../frame/selection/clause-expression.ts';

/** A cell of the matrix; −1 is the head of a row or of a column. */
export interface Spot {
  readonly actual: number;
  readonly predicted: number;
}

/** What a cell, a row (predicted −1) or a column (actual −1) of the matrix selects; the corner selects nothing. */
export function clauseOf({ actual, predicted }: ConfusionOutput, spot: Spot): ColumnsClause | null {
  const entries = [
    ...(spot.actual < 0 ? [] : [[actual.column, actual.constraints[spot.actual]!] as const]),
    ...(spot.predicted < 0 ? [] : [[predicted.column, predicted.constraints[spot.predicted]!] as const]),
  ];
  return entries.length === 0 ? null : Object.fromEntries(entries);
}

/** The rows that are predicted wrong, where both columns hold classes. */
export function mistakesOf({ actual, predicted }: ConfusionOutput): Clause | null {
  if (!predicted.constraints.every(isList)) return null;
  return { where: `${columnText(actual.column)} != ${columnText(predicted.column)}`, title: 'mistakes' };
}

/** Whether a cell's rows are among those selected. */
export function isSelected({ actual, predicted }: ConfusionOutput, spot: Spot, own: Clause | null): boolean {
  if (own === null || isRowsClause(own)) return false;
  if (isWhereClause(own)) return own.title === 'mistakes' && spot.actual !== spot.predicted;
  const axes = [
    { ...actual, at: spot.actual },
    { ...predicted, at: spot.predicted },
  ];
  if (!axes.some(({ column }) => Object.hasOwn(own, column))) return false;
  return axes.every(({ column, constraints, at }) => !Object.hasOwn(own, column) || isWithin(constraints[at]!, own[column]!));
}

function isWithin(constraint: Constraint, wanted: Constraint): boolean {
  if (isList(constraint) && isList(wanted)) return constraint.every((value) => wanted.includes(value));
  return JSON.stringify(constraint) === JSON.stringify(wanted);
}

function isList(constraint: Constraint): constraint is readonly ListedValue[] {
  return Array.isArray(constraint);
}

/** The most frequent mistakes: `4 as 9, 17 times`. */
export function frequentMistakes({ classes, counts }: ConfusionOutput, most = 3): readonly string[] {
  return counts
    .flatMap((row, actual) => row.map((n, predicted) => ({ actual, predicted, n })))
    .filter(({ actual, predicted, n }) => actual !== predicted && n > 0)
    .sort((a, b) => b.n - a.n)
    .slice(0, most)
    .map(
      ({ actual, predicted, n }) =>
        `${classes[actual]!} as ${classes[predicted]!}, ${n === 1 ? 'once' : `${n.toLocaleString('en-US')} times`}`,
    );
}
