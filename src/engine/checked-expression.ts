import { rowsWhere } from '../cells/frame-where.ts';
import type { Frame } from '../frame/frame.ts';
import { checkExpression, ExpressionError } from '../trust/expression.ts';
import type { ExpressionAnswer, ExpressionRequest } from './protocol.ts';

interface Frames {
  /** The frame that a cell, or a part of one, last showed. */
  frame(cell: string, part: string): Frame;
}

/** Checks an expression against the columns of a frame and counts the rows that it chooses. */
export function checkedExpression(frames: Frames, request: ExpressionRequest): ExpressionAnswer {
  const [cell, part = ''] = request.cell.split('.') as [string, string?];
  const { table } = frames.frame(cell, part);
  const values = new Map(request.values);
  try {
    if (request.expression.trim() === '') return { ok: false, message: 'the expression is empty', offset: 0 };
    const scope = { columns: table.columnNames(), params: [...values.keys()], aggregates: true };
    checkExpression(request.expression, scope);
    const total = table.totalRows();
    if (request.about === 'columns') return { ok: true, matching: total, total };
    const matching = rowsWhere(table, request.expression, values);
    if (request.within === undefined) return { ok: true, matching: matching.length, total };
    const within = rowsWhere(table, request.within, values);
    const rows = new Set(matching);
    return { ok: true, matching: within.filter((row) => rows.has(row)).length, total: within.length };
  } catch (error) {
    if (error instanceof ExpressionError) {
      const { message, offset, hint, replacement } = error;
      return { ok: false, message, offset, ...(hint === undefined ? {} : { hint }), ...(replacement === undefined ? {} : { replacement }) };
    }
    return { ok: false, message: error instanceof Error ? error.message : String(error), offset: 0 };
  }
}
