import type { Ranks, RanksMetric } from '../../metrics/metric.ts';
import {
  aucEstimate,
  countsEstimate,
  meanEstimate,
  rowsEstimate,
  sum,
  undefinedEstimate,
  type Estimate,
  type Sampling,
} from './estimate.ts';
import type { Partition } from './partition.ts';
import { blocksEstimate } from './rank-blocks.ts';
import type { Statistics } from './statistics.ts';
import type { Wanted } from './wanted.ts';

/** One column of the metrics table: a metric, for one class where it is given per class. */
export interface Column {
  readonly wanted: Wanted;
  /** Class index, or null for the positive class (binary), an average, or all classes. */
  readonly code: number | null;
  readonly className: string;
}

/** The columns of the table: per class where asked for, else one a metric. */
export function columnsOf(wanted: readonly Wanted[], statistics: Statistics): readonly Column[] {
  const { classes, task } = statistics.data;
  return wanted.flatMap((item) => {
    const perClass = task === 'multiclass' && item.average === 'none' && (item.metric.from === 'counts' || item.metric.from === 'ranks');
    return perClass ? classes.map((className, code) => ({ wanted: item, code, className })) : [{ wanted: item, code: null, className: '' }];
  });
}

export interface EstimateOptions {
  readonly sampling: Sampling;
  readonly bootstrap: boolean;
  readonly memo: <T>(key: string, make: () => T) => T;
}

/** Estimates of one column for every slice of a partition. */
export function estimatesOf(column: Column, statistics: Statistics, partition: Partition, options: EstimateOptions): readonly Estimate[] {
  const { metric, parameters } = column.wanted;
  const effective = statistics.effective(partition);
  const factor = (group: number): number => effective?.[group] ?? 1;
  const each = (make: (group: number) => Estimate): Estimate[] => partition.slices.map((_, group) => make(group));
  if (metric.from === 'counts' || metric.from === 'matrix') {
    const matrices = statistics.counts(partition);
    if (matrices === null) return each(() => undefinedEstimate('missing-scores'));
    const { classes, positive, task } = statistics.data;
    const code = task === 'binary' && metric.from === 'counts' ? positive : column.code;
    return each((group) =>
      countsEstimate(
        column.wanted,
        matrices[group]!,
        Math.max(2, classes.length),
        code,
        factor(group),
        options.sampling,
        options.bootstrap,
      ),
    );
  }
  const kept = (make: () => readonly Estimate[]): readonly Estimate[] =>
    options.memo(
      `estimates ${metric.name} ${JSON.stringify([parameters, column.wanted.average, column.code, options.sampling])} ${partition.by} ${partition.key}`,
      make,
    );
  if (metric.from === 'ranks') return kept(() => rankEstimates(column, metric, statistics, partition, factor, options));
  if (metric.from === 'moments') {
    const moments = statistics.moments(partition, metric, parameters);
    return each((group) =>
      moments === null ? undefinedEstimate('missing-scores') : meanEstimate(metric, moments[group]!, factor(group), options.sampling.level),
    );
  }
  return kept(() => each((group) => rowsEstimate(metric, parameters, statistics.rows(partition, group), options.sampling)));
}

function rankEstimates(
  column: Column,
  metric: RanksMetric,
  statistics: Statistics,
  partition: Partition,
  factor: (group: number) => number,
  options: EstimateOptions,
): Estimate[] {
  const { task, positive, classes } = statistics.data;
  const single = task === 'binary' ? positive : column.code;
  const ofClass = (code: number): Estimate[] => {
    const ranks = statistics.ranks(partition, code);
    const rows = statistics.rankRows(code);
    if (ranks === null || rows === null) return partition.slices.map(() => undefinedEstimate('missing-scores'));
    return partition.slices.map((_, group) =>
      rankEstimate(
        metric,
        ranks[group]!,
        () => blocksEstimate(metric, ranks[group]!, rows, partition, group, factor(group), options.sampling),
        options,
      ),
    );
  };
  if (single !== null) return ofClass(single);
  const perClass = classes.map((_, code) => ofClass(code));
  return partition.slices.map((_, group) => overClasses(perClass.map((estimates) => estimates[group]!)));
}

function rankEstimate(metric: RanksMetric, ranks: Ranks, blocks: () => Estimate, options: EstimateOptions): Estimate {
  return metric.name === 'roc_auc' && !options.bootstrap ? aucEstimate(metric, ranks, options.sampling.level) : blocks();
}

/** Mean over the classes where it is defined. Its interval is the mean of theirs: as wide as if all erred together, so never too narrow. */
function overClasses(each: readonly Estimate[]): Estimate {
  const defined = each.filter((estimate) => !Number.isNaN(estimate.value));
  const first = defined[0];
  if (first === undefined) return each[0] ?? undefinedEstimate('no-rows');
  const mean = (key: 'value' | 'low' | 'high'): number => sum(Float64Array.from(defined, (estimate) => estimate[key])) / defined.length;
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
  const beta = Object.hasOwn(parameters, 'beta') ? `F${parameters['beta']}` : metric.title;
  const averaged =
    metric.from === 'counts' && column.code === null && (average === 'weighted' || average === 'micro') ? `, ${average}` : '';
  return `${beta}${averaged}`;
}
