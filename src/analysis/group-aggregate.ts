export type AggregateKind = 'group_min' | 'group_max' | 'difference' | 'ratio';
export type AggregateMethod = 'between_groups' | 'to_overall';

/**
 * One number for a metric of several groups, by Fairlearn's `MetricFrame`: the least, the most, the difference or the ratio,
 * between groups or each to the overall value. NaN with fewer than two groups, where a value is NaN, and for 0 / 0.
 */
export function groupAggregate(kind: AggregateKind, method: AggregateMethod, values: ArrayLike<number>, overall: number): number {
  if (values.length < 2) return NaN;
  let least = Infinity;
  let most = -Infinity;
  for (let group = 0; group < values.length; group++) {
    const value = values[group]!;
    if (Number.isNaN(value)) return NaN;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (kind === 'group_min') return least;
  if (kind === 'group_max') return most;
  if (method === 'between_groups') return kind === 'difference' ? most - least : least / most;
  return kind === 'difference' ? Math.max(most - overall, overall - least) : Math.min(upright(least / overall), upright(most / overall));
}

/** A ratio or its inverse, whichever is at most 1. */
function upright(ratio: number): number {
  return ratio > 1 ? 1 / ratio : ratio;
}
