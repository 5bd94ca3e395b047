import type { ColumnTable } from 'arquero';
import { frameFromTable, type Frame } from '../frame/frame.ts';
import { checkExpression } from '../trust/expression.ts';
import type { PlainValue } from './output.ts';

/** Values of inputs, without their `$`. */
export type Values = ReadonlyMap<string, PlainValue>;

/** The rows of a table where the expression holds, as Arquero's filter; throws `ExpressionError` for what is not allowed. */
export function filterTable(table: ColumnTable, where: string, values: Values): ColumnTable {
  const source = checkExpression(where, { columns: table.columnNames(), params: [...values.keys()], aggregates: true });
  return table.params(Object.fromEntries(values)).filter(source);
}

/** The frame with only the rows where the expression holds, in their order. */
export function frameWhere(frame: Frame, where: string, values: Values): Frame {
  const { table, ...rest } = frame;
  return frameFromTable(filterTable(table, where, values), rest);
}

/** Row numbers where the expression holds, in order. */
export function rowsWhere(table: ColumnTable, where: string, values: Values): Uint32Array {
  return Uint32Array.from(filterTable(table, where, values).indices(false));
}
