import { aucEstimates } from './auc-classes.ts';
import { drawnEstimates } from './drawn-estimates.ts';
import type { RanksMetric, Task } from '../../metrics/metric.ts';
import { takeOrdered } from '../../metrics/scan-ranks.ts';
import {
  aucEstimate,
  countsEstimate,
  extremeEstimate,
  meanEstimate,
  resampledRows,
  sum,
  undefinedEstimate,
  type Estimate,
} from './estimate.ts';
import type { HostBootstraps } from './host-bootstraps.ts';
import type { MatrixDraws } from './matrix-value.ts';
import { isOneVsOne, pairEstimates } from './pair-estimates.ts';
import type { Partition } from './partition.ts';
import { queryEstimates } from './query-estimates.ts';
import { blocksEstimate } from './rank-blocks.ts';
import { orderEstimate, rowsEstimate } from './spread-estimate.ts';
import { topLabel, type Statistics } from './statistics.ts';
import { tagEstimates } from './tag-estimates.ts';
import type { UnitSums } from './unit-sums.ts';
import type { Sampling, Wanted } from './wanted.ts';

/** One column of the metrics table: a metric, for one class where it is given per class. */
export interface Column {
  readonly wanted: Wanted;
  /** The class that is set against the rest: the positive one (binary), or the one that the column is of; null for a mean over classes, or all classes. */
  readonly code: number | null;
  /** '' unless the metric is given per class. */
  readonly className: string;
}

/** The columns of the table: per class where asked for, else one a metric. */
export function columnsOf(wanted: readonly Wanted[], task: Task, classes: readonly string[], positive: number): readonly Column[] {
  return wanted.flatMap((item): Column[] => {
    const byClass = item.metric.from === 'counts' || item.metric.from === 'ranks' || item.metric.from === 'order';
    if (item.metric.from === 'order' && item.metric.topLabel === true) return [{ wanted: item, code: topLabel, className: '' }];
    if ((task === 'multiclass' || task === 'multilabel') && item.average === 'none' && byClass) {
      return classes.map((className, code) => ({ wanted: item, code, className }));
    }
    return [{ wanted: item, code: task === 'binary' && byClass ? positive : null, className: '' }];
  });
}

export interface EstimateOptions {
  readonly sampling: Sampling;
  readonly draws: MatrixDraws;
  readonly memo: <T>(key: string, make: () => T) => T;
  /** Bootstrap estimates that the host has drawn. */
  readonly bootstrapped: HostBootstraps;
  /** Where rows are drawn in clusters or strata. */
  readonly units?: UnitSums | null;
}

/** Estimates of one column for every slice of a partition. */
export function estimatesOf(column: Column, statistics: Statistics, partition: Partition, options: EstimateOptions): readonly Estimate[] {
  const { metric, parameters } = column.wanted;
  const { sampling, draws } = options;
  const { classes } = statistics.data;
  const effective = statistics.effective(partition);
  const factor = (group: number): number => effective?.[group] ?? 1;
  const unknown = (): readonly Estimate[] =>
    partition.slices.map(() => undefinedEstimate(statistics.data.rows === 0 ? 'no-rows' : 'missing-scores'));
  const kept = (make: () => readonly Estimate[]): readonly Estimate[] =>
    options.memo(
      `estimates ${metric.name} ${JSON.stringify([parameters, column.code, column.wanted.average, sampling])} ${partition.by} ${partition.key}`,
      make,
    );
  const supports: Supports =
    column.wanted.average === 'weighted' ? (code, group) => statistics.ranks(partition, code)?.[group]?.positives ?? 0 : () => 1;
  const units = options.units ?? null;
  const drawn = units === null ? null : () => drawnEstimates(column, statistics, partition, units, sampling);
  switch (metric.from) {
    case 'counts':
    case 'matrix': {
      const size = Math.max(2, classes.length);
      if (statistics.data.tags !== null) return tagEstimates(column, statistics, partition, sampling) ?? unknown();
      const matrices = statistics.counts(partition);
      const spreads = sampling.method === 'auto' ? (units?.counts(partition) ?? null) : null;
      if (drawn !== null && sampling.method !== 'none' && spreads === null)
        return options.bootstrapped(column, partition, column.code) ?? drawn() ?? unknown();
      const estimateOf = (matrix: Float64Array, group: number): Estimate => {
        const spread = spreads?.[group]!.inside ?? null;
        const estimate = countsEstimate(column.wanted, matrix, size, column.code, factor(group), draws, spread);
        const reason = estimate.reason === '' && spread !== null ? units!.reason(spread.units) : estimate.reason;
        return reason === estimate.reason ? estimate : { ...estimate, reason };
      };
      return matrices?.map(estimateOf) ?? unknown();
    }
    case 'moments': {
      if (drawn !== null) return kept(() => drawn() ?? unknown());
      const moments = statistics.moments(partition, metric, parameters);
      return kept(() => moments?.map((own, group) => meanEstimate(metric, own, factor(group), sampling)) ?? unknown());
    }
    case 'ranks':
      if (isOneVsOne(column.wanted) && statistics.data.task === 'multiclass')
        return kept(() => pairEstimates(column.wanted, statistics, partition, sampling) ?? unknown());
      if (metric.name === 'roc_auc' && sampling.method !== 'bootstrap' && (units !== null || column.code === null)) {
        const codes = column.code === null ? classes.map((_, code) => code) : [column.code];
        const weighted = column.wanted.average === 'weighted';
        return kept(() => aucEstimates({ metric, codes, weighted }, statistics, partition, units, sampling) ?? unknown());
      }
      return kept(() =>
        overClasses(
          column.code === null ? classes.map((_, code) => code) : [column.code],
          (code) =>
            options.bootstrapped(column, partition, code) ??
            (drawn === null ? null : drawnEstimates({ ...column, code }, statistics, partition, units!, sampling)) ??
            rankEstimates(metric, code, statistics, partition, factor, sampling) ??
            unknown(),
          partition.slices.length,
          supports,
        ),
      );
    case 'order':
      return kept(() =>
        overClasses(
          column.code === null ? classes.map((_, code) => code) : [column.code],
          (code) =>
            options.bootstrapped(column, partition, code) ??
            (drawn === null ? null : drawnEstimates({ ...column, code }, statistics, partition, units!, sampling)) ??
            orderEstimates(column, code, statistics, partition, sampling) ??
            unknown(),
          partition.slices.length,
          supports,
        ),
      );
    case 'tags':
      return tagEstimates(column, statistics, partition, sampling) ?? unknown();
    case 'queries':
    case 'lists':
      return queryEstimates(column.wanted, statistics, partition, sampling) ?? unknown();
    case 'rows':
      if (drawn !== null && metric.extreme !== true) return kept(() => drawn() ?? unknown());
      return kept(() =>
        statistics.rows(partition).map((rows) => {
          const resampled = resampledRows(metric, parameters, rows);
          return metric.extreme === true ? extremeEstimate(resampled) : rowsEstimate(metric, resampled, sampling, partition.slices.length);
        }),
      );
  }
}

function orderEstimates(
  { wanted }: Column,
  code: number,
  statistics: Statistics,
  partition: Partition,
  sampling: Sampling,
): readonly Estimate[] | null {
  const { metric, parameters } = wanted;
  const rows = statistics.rankRows(code);
  if (rows === null || metric.from !== 'order') return null;
  return statistics
    .places(partition, code)
    .map((places) => orderEstimate(metric, parameters, takeOrdered(rows, places), sampling, partition.slices.length));
}

function rankEstimates(
  metric: RanksMetric,
  code: number,
  statistics: Statistics,
  partition: Partition,
  factor: (group: number) => number,
  sampling: Sampling,
): readonly Estimate[] | null {
  const ranks = statistics.ranks(partition, code);
  const rows = statistics.rankRows(code);
  if (ranks === null || rows === null) return null;
  const places = statistics.places(partition, code);
  const closed = metric.name === 'roc_auc' && sampling.method !== 'bootstrap';
  return ranks.map((own, group) =>
    closed ? aucEstimate(metric, own, factor(group), sampling) : blocksEstimate(metric, own, rows, places[group]!, factor(group), sampling),
  );
}

/** How much a class counts in a mean over classes, by slice. */
type Supports = (code: number, group: number) => number;

/** The estimates of one class, or their means over several. */
function overClasses(
  codes: readonly number[],
  ofClass: (code: number) => readonly Estimate[],
  slices: number,
  supports: Supports,
): readonly Estimate[] {
  const each = codes.map(ofClass);
  if (each.length === 1) return each[0]!;
  return Array.from({ length: slices }, (_, group) =>
    meanOfClasses(
      each.map((estimates) => estimates[group]!),
      codes.map((code) => supports(code, group)),
    ),
  );
}

/** Mean over the classes where it is defined. Its interval is the mean of theirs: as wide as if all erred together, so never too narrow. */
function meanOfClasses(each: readonly Estimate[], weights: readonly number[]): Estimate {
  const defined = each.filter((estimate) => !Number.isNaN(estimate.value));
  const total = sum(weights.filter((_, at) => !Number.isNaN(each[at]!.value)));
  const first = defined[0];
  if (first === undefined) return each[0] ?? undefinedEstimate('no-rows');
  const mean = (key: 'value' | 'low' | 'high'): number =>
    sum(each.map((estimate, at) => (Number.isNaN(estimate.value) ? 0 : weights[at]! * estimate[key]))) / total;
  return {
    value: mean('value'),
    low: mean('low'),
    high: mean('high'),
    n: Math.max(...each.map((estimate) => estimate.n)),
    method: `${first.method}, mean of classes`,
    reason: '',
  };
}

/** Title of a metric for a heading. */
export function titleOf(column: Column): string {
  const { metric, average, parameters } = column.wanted;
  const options = [
    ...Object.entries(parameters)
      .filter(([name, value]) => metric.parameters[name] !== value)
      .map(([name, value]) => `${name.replaceAll('_', ' ')} ${metric.accepts[name]?.words?.[value] ?? value}`),
    ...(metric.from === 'counts' && column.code === null && average !== 'none' ? [average] : []),
  ];
  return [metric.title, ...options].join(', ');
}
