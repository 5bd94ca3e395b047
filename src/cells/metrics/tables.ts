import type { Frame } from '../../frame/frame.ts';
import type { MetricColumn, MetricRow, MetricsOutput, MetricValue } from '../output.ts';
import { gainOf, type Baseline } from './baselines.ts';
import { countsBehind } from './counts-behind.ts';
import { frameOfColumns } from './curves.ts';
import type { Estimate } from './estimate.ts';
import { titleOf, type Column } from './estimates.ts';
import { leastRows, type Gap } from './gaps.ts';
import type { Partition } from './partition.ts';
import { markedIfRare, rarestClass } from './rare-classes.ts';
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
  readonly seed: number;
  readonly threshold: number | null;
  /** Dummies by column, partition and slice, and the cell that they learned from. */
  readonly baselines: readonly (readonly (readonly Baseline[])[])[];
  readonly learnedFrom: string;
}

/** Rows that the page shows; the frame has all. */
const mostShown = 400;

/** What one row says of a number, beside the metric, class and slice that it is about. */
type Said = Pick<Estimate, 'n' | 'value' | 'low' | 'high' | 'method'> & { readonly reason: string };

/**
 * One row a metric and slice; the first columns are a contract: metric, class, slice, n, value, low, high, method, reason.
 * Then what a dummy scores, and how far the value has come from there towards perfection.
 */
export function metricsFrame(table: Table): Frame {
  const sizes = table.partitions.map((partition) => table.statistics.sizes(partition));
  const rarest = table.partitions.map((partition) => rarestClass(table.statistics, partition));
  const baseline: number[] = [];
  const gain: number[] = [];
  const rows = rowsBySlice(table, table.partitions, (column, partition, group) => {
    const estimate = table.estimates[column]![partition]![group]!;
    const dummy = table.baselines[column]![partition]![group]!.value;
    baseline.push(dummy);
    gain.push(gainOf(table.columns[column]!.wanted.metric, estimate.value, dummy));
    const tooFew = estimate.reason === '' && sizes[partition]![group]! < leastRows;
    return tooFew ? { ...estimate, reason: 'too-few-rows' } : markedIfRare(estimate, rarest[partition]![group]!);
  });
  return frameOfColumns({ ...rows, baseline, gain });
}

/** Each slice against the rows outside it; q is p corrected over the whole table. */
export function gapsFrame(table: Table): Frame {
  const p: number[] = [];
  const rows = rowsBySlice(table, table.partitions.slice(1), (column, partition, group) => {
    const gap = table.gaps[column]![partition]![group]!;
    p.push(gap.p);
    return { ...gap, reason: Number.isNaN(gap.value) ? 'too-few-rows' : '' };
  });
  return frameOfColumns({ ...rows, p, q: [...table.q] });
}

/** The rows of a frame of numbers by metric, partition and slice, in that order. */
function rowsBySlice(
  table: Table,
  partitions: readonly Partition[],
  say: (column: number, partition: number, group: number) => Said,
): Record<string, (string | number)[]> {
  const rows: Record<string, (string | number)[]> = {
    metric: [],
    class: [],
    slice: [],
    n: [],
    value: [],
    low: [],
    high: [],
    method: [],
    reason: [],
  };
  for (const [c, { wanted, className }] of table.columns.entries()) {
    for (const [p, partition] of partitions.entries()) {
      for (const [group, { slice }] of partition.slices.entries()) {
        const said: Record<string, string | number> = { metric: wanted.metric.name, class: className, slice, ...say(c, p, group) };
        for (const [name, values] of Object.entries(rows)) values.push(said[name]!);
      }
    }
  }
  return rows;
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
  const rows: MetricRow[] = [];
  let hidden = 0;
  for (const [p, partition] of table.partitions.entries()) {
    const sizes = statistics.sizes(partition);
    const behind = table.columns.map((column) => countsBehind(column, statistics, partition));
    for (const [group, slice] of partition.slices.entries()) {
      if (rows.length >= mostShown) {
        hidden++;
        continue;
      }
      const tooFew = p > 0 && sizes[group]! < leastRows;
      const values = tooFew
        ? []
        : table.columns.map((_, c) => ({
            ...valueOf(table.estimates[c]![p]![group]!, verdicts(c, p, group)),
            ...(behind[c]![group]!.length === 0 ? {} : { counts: behind[c]![group]! }),
            ...dummyOf(table.baselines[c]![p]![group]!),
          }));
      rows.push({ by: partition.by, ...slice, n: sizes[group]!, values, tooFew });
    }
  }
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
    seed: table.seed,
    learnedFrom: table.learnedFrom,
    notes:
      hidden === 0
        ? data.notes
        : [...data.notes, `${hidden.toLocaleString('en-US')} more slices are in the frame; a table or a chart can filter them.`],
  };
}

function dummyOf({ value, strategy }: Baseline): Pick<MetricValue, 'baseline' | 'strategy'> {
  return strategy === '' || Number.isNaN(value) ? {} : { baseline: value, strategy };
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
