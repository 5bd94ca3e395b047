import { CodeNotAllowed } from './code-consent.ts';
import { BodyError } from '../cells/kind.ts';
import { SourceError } from '../io/source.ts';
import { ChartSpecError } from '../trust/chart-spec.ts';
import { ExpressionError } from '../trust/expression.ts';
import { fromExpression, type PlannedCell } from './plan.ts';
import type { CellResult } from './result.ts';

/** The one place where a cell's errors are caught: each becomes a state with a sentence at its place in the text. */
export function failureOf(cell: PlannedCell, error: unknown): CellResult {
  const base = { cell: cell.block.id, kind: cell.block.kind, key: '' };
  if (error instanceof SourceError) {
    const place = cell.place(new BodyError(error.message, ['source']));
    return { ...base, state: error.state, error: { ...place, needs: error.reference } };
  }
  if (error instanceof CodeNotAllowed) {
    return {
      ...base,
      state: 'needs-permission',
      error: { ...cell.place(new BodyError(error.message, [], error.hint)), code: error.sha256 },
    };
  }
  return { ...base, state: 'failed', error: cell.place(bodyErrorOf(error, cell)) };
}

function bodyErrorOf(error: unknown, cell: PlannedCell): BodyError {
  if (error instanceof BodyError) return error;
  if (error instanceof ExpressionError) return fromExpression(error, cell.body);
  if (error instanceof ChartSpecError) return new BodyError(error.message, ['spec', ...error.path], error.hint);
  if (error instanceof Error && /^(?:Invalid string length|allocation size overflow)/.test(error.message))
    return new BodyError('an expression makes a text that is too long for the memory', [], 'repeat, pad or replace less of it');
  const reads = (cell.step?.sources.length ?? 0) > 0;
  return new BodyError(error instanceof Error ? error.message : String(error), reads ? ['source'] : []);
}
