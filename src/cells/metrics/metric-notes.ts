import type { Prepared } from './prepare.ts';
import { find, many, nothing, rowsOf, short } from './score-notes.ts';
import type { Wanted } from './wanted.ts';

/** Notes that depend on the metrics asked for: how many rows a log loss held off 0 or 1. */
export function metricNotes(wanted: readonly Wanted[], { actual, scores, positive, task }: Prepared): string[] {
  const loss = wanted.find(({ metric }) => metric.name === 'log_loss');
  if (loss === undefined || (task !== 'binary' && task !== 'multiclass')) return [];
  const eps = loss.parameters['eps']!;
  const clipped = nothing();
  for (let row = 0; row < actual.length; row++) {
    const own = actual[row]!;
    const score = scores[task === 'binary' ? positive : own]?.[row];
    if (own === -1 || score === undefined || !(score >= 0 && score <= 1)) continue;
    if (score < eps || score > 1 - eps) find(clipped, row, score, 0);
  }
  return clipped.count === 0
    ? []
    : [`Log loss holds the scores of ${many(clipped.count, 'row', 'rows')} ${short(eps)} off 0 or 1, ${rowsOf(clipped)}.`];
}
