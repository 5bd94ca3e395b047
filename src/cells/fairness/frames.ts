import type { Frame } from '../../frame/frame.ts';
import { frameOfColumns } from '../metrics/curves.ts';
import type { Estimate } from '../metrics/estimate.ts';
import type { Column } from '../metrics/estimates.ts';
import { verdictOf, type Aggregate } from './aggregates.ts';
import type { Scope } from './scopes.ts';

/** A metric in the groups of a scope, as the metrics cell would give it. */
export interface GroupEstimates {
  readonly column: Column;
  readonly scope: Scope;
  readonly estimates: readonly Estimate[];
  readonly whole: Estimate;
}

/** One row an aggregate: the columns of a metrics frame, then by, control, low_group, high_group, excluded, chance, p, q, verdict. */
export function aggregatesFrame(aggregates: readonly Aggregate[], q: Float64Array): Frame {
  const of = <T>(read: (aggregate: Aggregate, at: number) => T): T[] => aggregates.map(read);
  return frameOfColumns({
    metric: of(({ metric }) => metric),
    class: of(({ className }) => className),
    slice: of(({ scope }) => scope.slice),
    n: of(({ n }) => n),
    value: of(({ value }) => value),
    low: of(({ low }) => low),
    high: of(({ high }) => high),
    method: of(({ method }) => method),
    reason: of(({ reason }) => reason),
    by: of(({ scope }) => scope.by),
    control: of(({ scope }) => scope.control),
    low_group: of(({ lowGroup }) => lowGroup),
    high_group: of(({ highGroup }) => highGroup),
    excluded: of(({ excluded }) => excluded),
    chance: of(({ chance }) => chance),
    p: of(({ p }) => p),
    q: [...q],
    verdict: of((aggregate, at) => verdictOf(aggregate, q[at]!) ?? ''),
  });
}

/** One row a metric and group; `control` is the level that the group is looked at within. */
export function groupsFrame(groups: readonly GroupEstimates[], least: number): Frame {
  const rows = groups.flatMap(({ column, scope, estimates }) =>
    scope.groups.slices.map(({ slice }, group) => ({
      metric: column.wanted.metric.name,
      class: column.className,
      slice: scope.control === '' ? slice : `${slice}, ${scope.control}`,
      ...estimates[group]!,
      reason: estimates[group]!.reason === '' && estimates[group]!.n < least ? 'too-few-rows' : estimates[group]!.reason,
      by: scope.by,
      control: scope.control,
    })),
  );
  const of = <K extends keyof (typeof rows)[number]>(key: K): (typeof rows)[number][K][] => rows.map((row) => row[key]);
  return frameOfColumns({
    metric: of('metric'),
    class: of('class'),
    slice: of('slice'),
    n: of('n'),
    value: of('value'),
    low: of('low'),
    high: of('high'),
    method: of('method'),
    reason: of('reason'),
    by: of('by'),
    control: of('control'),
  });
}
