export type { Clause, Clauses, ColumnsClause, Constraint, Interval, RowsClause, WhereClause } from '../../frame/selection/clause.ts';
