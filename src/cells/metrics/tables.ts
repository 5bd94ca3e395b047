import type { Frame } from '../../frame/frame.ts';
import type { MetricColumn, MetricRow, MetricsOutput, MetricValue } from '../output.ts';
import { frameOfColumns } from './curves.ts';
import type { Estimate } from './estimate.ts';
import { titleOf, type Column } from './estimates.ts';
import { leastRows, type Gap } from './gaps.ts';
import type { Partition } from './partition.ts';
import type { Statistics } from './statistics.ts';

/** Everything that a metrics cell computed: estimates by column, partition and slice; gaps by column, sliced partition and slice, and flat in that order. */
export interface Table {
  readonly statistics: Statistics;
  readonly columns: readonly Column[];
  readonly partitions: readonly Partition[];
  readonly estimates: readonly (readonly (readonly Estimate[])[])[];
  readonly gaps: readonly (readonly (readonly Gap[])[])[];
  readonly q: Float64Array;
  readonly verdicts: readonly ('better' | 'worse' | 'undecided' | undefined)[];
  readonly level: number;
  readonly threshold: number | null;
}

/** One row a metric and slice; the columns are a contract: metric, class, slice, n, value, low, high, method, reason. */
export function metricsFrame(table: Table): Frame {
  const rows = {
    metric: [] as string[],
    class: [] as string[],
    slice: [] as string[],
    n: [] as number[],
    value: [] as number[],
    low: [] as number[],
    high: [] as number[],
    method: [] as string[],
    reason: [] as string[],
  };
  for (const [c, column] of table.columns.entries()) {
    for (const [p, partition] of table.partitions.entries()) {
      const sizes = table.statistics.sizes(partition);
      for (const [group, { slice }] of partition.slices.entries()) {
        const estimate = table.estimates[c]![p]![group]!;
        rows.metric.push(column.wanted.metric.name);
        rows.class.push(column.className);
        rows.slice.push(slice);
        rows.n.push(estimate.n);
        rows.value.push(estimate.value);
        rows.low.push(estimate.low);
        rows.high.push(estimate.high);
        rows.method.push(estimate.method);
        rows.reason.push(estimate.reason === '' && sizes[group]! < leastRows ? 'too-few-rows' : estimate.reason);
      }
    }
  }
  return frameOfColumns(rows);
}

/** Each slice against the rows outside it; q is p corrected over the whole table. */
export function gapsFrame(table: Table): Frame {
  const rows = {
    metric: [] as string[],
    class: [] as string[],
    slice: [] as string[],
    n: [] as number[],
    value: [] as number[],
    low: [] as number[],
    high: [] as number[],
    method: [] as string[],
    reason: [] as string[],
    p: [] as number[],
    q: [] as number[],
  };
  let at = 0;
  for (const [c, column] of table.columns.entries()) {
    for (const [p, partition] of table.partitions.slice(1).entries()) {
      for (const [group, { slice }] of partition.slices.entries()) {
        const gap = table.gaps[c]![p]![group]!;
        rows.metric.push(column.wanted.metric.name);
        rows.class.push(column.className);
        rows.slice.push(slice);
        rows.n.push(gap.n);
        rows.value.push(gap.value);
        rows.low.push(gap.low);
        rows.high.push(gap.high);
        rows.method.push(gap.method);
        rows.reason.push(Number.isNaN(gap.value) ? 'too-few-rows' : '');
        rows.p.push(gap.p);
        rows.q.push(table.q[at++]!);
      }
    }
  }
  return frameOfColumns(rows);
}

/** Confusion matrices of all slices, one row a cell; `share` is of the actual class. */
export function confusionFrame({ statistics, partitions }: Table): Frame {
  const rows = { slice: [] as string[], actual: [] as string[], predicted: [] as string[], n: [] as number[], share: [] as number[] };
  const names = statistics.data.classes;
  const classes = Math.max(2, names.length);
  for (const partition of statistics.data.task === 'regression' ? [] : partitions) {
    for (const [group, matrix] of (statistics.counts(partition) ?? []).entries()) {
      for (let actual = 0; actual < names.length; actual++) {
        let total = 0;
        for (let predicted = 0; predicted < classes; predicted++) total += matrix[actual * classes + predicted]!;
        for (let predicted = 0; predicted < names.length; predicted++) {
          rows.slice.push(partition.slices[group]!.slice);
          rows.actual.push(names[actual]!);
          rows.predicted.push(names[predicted]!);
          rows.n.push(matrix[actual * classes + predicted]!);
          rows.share.push(matrix[actual * classes + predicted]! / total);
        }
      }
    }
  }
  return frameOfColumns(rows);
}

/** The table as the page shows it. */
export function metricsOutput(table: Table): MetricsOutput {
  const { statistics, threshold } = table;
  const { data } = statistics;
  const verdicts = verdictByPlace(table);
  const rows: MetricRow[] = table.partitions.flatMap((partition, p) => {
    const sizes = statistics.sizes(partition);
    return partition.slices.map((slice, group) => {
      const tooFew = p > 0 && sizes[group]! < leastRows;
      const values = tooFew ? [] : table.columns.map((_, c) => valueOf(table.estimates[c]![p]![group]!, verdicts(c, p, group)));
      return { by: partition.by, ...slice, n: sizes[group]!, values, tooFew };
    });
  });
  return {
    type: 'table',
    layout: 'metrics',
    part: '',
    columns: table.columns.map(columnOutput),
    rows,
    level: table.level,
    comparisons: table.q.reduce((count, q) => count + (Number.isNaN(q) ? 0 : 1), 0),
    ...(threshold === null ? {} : { threshold }),
    ...(data.positive === -1 || data.classes[data.positive] === undefined ? {} : { positive: data.classes[data.positive]! }),
    notes: data.notes,
  };
}

function verdictByPlace(table: Table): (column: number, partition: number, group: number) => MetricValue['verdict'] {
  const starts: number[][] = [];
  let at = 0;
  for (const [c] of table.columns.entries()) {
    starts[c] = [];
    for (const [p, partition] of table.partitions.slice(1).entries()) {
      starts[c][p + 1] = at;
      at += partition.slices.length;
    }
  }
  return (column, partition, group) => (partition === 0 ? undefined : table.verdicts[starts[column]![partition]! + group]);
}

function valueOf(estimate: Estimate, verdict: MetricValue['verdict']): MetricValue {
  const { value, low, high, n, method, reason } = estimate;
  return { value, low, high, n, method, ...(reason === '' ? {} : { reason }), ...(verdict === undefined ? {} : { verdict }) };
}

function columnOutput(column: Column): MetricColumn {
  const { metric } = column.wanted;
  return {
    metric: metric.name,
    class: column.className,
    title: titleOf(column),
    better: metric.better,
    range: metric.range,
    formula: metric.formula,
  };
}
