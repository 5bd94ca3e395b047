import { logLoss } from '../../analysis/score-decomposition.ts';
import type { Prepared } from '../metrics/prepare.ts';

/** Losses by row; NaN without a label or a score. Of several classes scores that do not sum to 1 are divided by their sum for the log loss, as the metrics do. */
export function rowLosses({ task, actual, positive, scores, rows }: Prepared): {
  readonly brier: Float64Array;
  readonly log: Float64Array;
} {
  const brier = new Float64Array(rows).fill(NaN);
  const log = new Float64Array(rows).fill(NaN);
  const columns = scores.filter((column) => column !== null);
  for (let row = 0; row < rows; row++) {
    const own = actual[row]!;
    if (own < 0) continue;
    if (task === 'binary') {
      const p = columns[0]![row]!;
      const y = +(own === positive);
      brier[row] = (p - y) ** 2;
      log[row] = Number.isNaN(p) ? NaN : logLoss(p, y);
      continue;
    }
    let sum = 0;
    for (const column of columns) sum += column[row]!;
    const total = Math.abs(sum - 1) > 1e-3 ? sum : 1;
    let squares = 0;
    for (let code = 0; code < columns.length; code++) squares += (columns[code]![row]! / total - +(code === own)) ** 2;
    brier[row] = squares;
    log[row] = Number.isNaN(sum) ? NaN : logLoss(columns[own]![row]! / total, 1);
  }
  return { brier, log };
}
