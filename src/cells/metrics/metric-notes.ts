import type { Prepared } from './prepare.ts';
import { find, many, nothing, rowsOf, short } from './score-notes.ts';
import type { Wanted } from './wanted.ts';

/** Notes that depend on the metrics asked for: how many rows a log loss held off 0 or 1, and queries that have no value. */
export function metricNotes(wanted: readonly Wanted[], data: Prepared): string[] {
  return [...clippedNotes(wanted, data), ...queryNotes(wanted, data)];
}

function queryNotes(wanted: readonly Wanted[], { queries }: Prepared): string[] {
  if (queries === null || !wanted.some(({ metric }) => metric.from === 'queries' && metric.reads === 'relevance')) return [];
  const relevant = new Uint8Array(queries.count);
  const seen = new Uint8Array(queries.count);
  for (let row = 0; row < queries.query.length; row++) {
    const own = queries.query[row]!;
    if (own < 0) continue;
    seen[own] = 1;
    if (queries.relevance[row] !== 0) relevant[own] = 1;
  }
  const without = seen.reduce((count, own, query) => count + own - relevant[query]!, 0);
  if (without === 0) return [];
  return [
    without === 1
      ? '1 query has no relevant item and is left out.'
      : `${many(without, '', 'queries')} have no relevant item and are left out.`,
  ];
}

function clippedNotes(wanted: readonly Wanted[], { actual, scores, positive, task }: Prepared): string[] {
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
