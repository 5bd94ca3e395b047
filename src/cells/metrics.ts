import { allRows, partitionBy, type Partition } from './metrics/partition.ts';
import type { CellKind, Frames, Host, Inputs, Step } from './kind.ts';
import { BodyError } from './kind.ts';
import { calibrationFrame, curveFrames, type Curve } from './metrics/curves.ts';
import { columnsOf, estimatesOf } from './metrics/estimates.ts';
import { gapsOf, verdictsOf } from './metrics/gaps.ts';
import { prepare } from './metrics/prepare.ts';
import { metricsSchema, type MetricsBody } from './metrics/schema.ts';
import { Statistics } from './metrics/statistics.ts';
import { confusionFrame, gapsFrame, metricsFrame, metricsOutput, type Table } from './metrics/tables.ts';
import { wantedMetrics } from './metrics/wanted.ts';
import type { MetricsOutput } from './output.ts';
import { parametersOf } from '../trust/expression.ts';

const mostCurves = 30;

/** The `metrics` kind: every metric asked for, for all rows and for each slice, with intervals. */
export const metrics: CellKind = {
  name: 'metrics',
  doc: 'Measures predictions against labels, for all rows and by slice, with an interval on every number.',
  keys: [
    { key: 'data', doc: 'the cell whose rows have labels and predictions', values: 'cell', required: true },
    { key: 'metrics', doc: 'the metrics to compute, by name, or {name: {beta: 2}}', values: 'metric' },
    { key: 'threshold', doc: 'scores from here up count as positive: a number or $input' },
    { key: 'by', doc: 'slices: a column, {cross: [a, b]}, {bin: column, quantiles: 4}, {name, where}, {slice: cell}', values: 'column' },
    { key: 'positive', doc: 'the class counted as positive' },
    { key: 'task', doc: 'what is predicted, where the roles do not say it', values: ['binary', 'multiclass', 'regression'] },
    { key: 'interval', doc: '{level: 0.95, replicates: 1000, seed: 1, method: auto}' },
  ],
  parts: ['confusion', 'roc', 'precision_recall', 'calibration', 'gaps'],
  template: 'data: {{predict}}\n',
  schema: metricsSchema,
  toStep: (body) => metricsStep(body as MetricsBody),
};

function metricsStep(body: MetricsBody): Step {
  const outputs = new WeakMap<object, MetricsOutput>();
  const slices = (body.by ?? []).filter((by) => typeof by === 'object' && 'slice' in by).map((by) => (by as { slice: string }).slice);
  const expressions = (body.by ?? []).flatMap((by) => (typeof by === 'object' && 'where' in by ? parametersOf(by.where) : []));
  const threshold = typeof body.threshold === 'string' ? [body.threshold.slice(1)] : [];
  return {
    reads: [body.data, ...new Set(slices)],
    inputs: [...new Set([...threshold, ...expressions])],
    sources: [],
    run(inputs, host) {
      const { frames, output } = measure(body, inputs, host);
      outputs.set(frames.get('')!.table, output);
      return Promise.resolve(frames);
    },
    show: (frames) => outputs.get(frames.get('')!.table)!,
  };
}

function measure(body: MetricsBody, inputs: Inputs, host: Host): { frames: Frames; output: MetricsOutput } {
  const frame = inputs.frames.get(body.data)!;
  const base = frame.key === undefined ? null : JSON.stringify([frame.key, body.task, body.positive]);
  const memo = <T>(key: string, make: () => T): T => (base === null ? make() : host.memo(`metrics ${base} ${key}`, make));
  const data = memo('prepared', () => prepare(frame, body.task, body.positive === undefined ? undefined : String(body.positive)));
  const threshold = thresholdOf(body, inputs);
  const statistics = new Statistics(data, threshold, memo);
  const wanted = wantedMetrics(body, data.task);
  const values = JSON.stringify([...inputs.values].filter(([name]) => body.threshold !== `$${name}`));
  const partitions = [
    allRows,
    ...(body.by ?? []).map((by, at) => memo(`by ${JSON.stringify(by)} ${values}`, () => partitionBy(frame, by, ['by', at], inputs))),
  ];
  const sampling = { level: body.interval?.level ?? 0.95, replicates: body.interval?.replicates ?? 1000, seed: body.interval?.seed ?? 1 };
  const columns = columnsOf(wanted, statistics);
  const bootstrap = body.interval?.method === 'bootstrap';
  const estimates = columns.map((column) =>
    partitions.map((partition) => estimatesOf(column, statistics, partition, { sampling, bootstrap, memo })),
  );
  const sliced = partitions.slice(1);
  const gaps = columns.map((column) => sliced.map((partition) => gapsOf(column, statistics, partition, sampling, memo)));
  const flat = gaps.flat(2);
  const better = columns.flatMap((column) => sliced.flatMap((partition) => partition.slices.map(() => column.wanted.metric.better)));
  const table: Table = {
    statistics,
    columns,
    partitions,
    estimates,
    gaps,
    ...verdictsOf(flat, better),
    level: sampling.level,
    threshold: decisionThreshold(statistics, threshold),
  };
  const curves = memo(`curves ${JSON.stringify(body.by ?? [])} ${values} ${sampling.level}`, () => {
    const drawn = curvesOf(statistics, partitions);
    return { ...curveFrames(drawn), calibration: calibrationFrame(drawn, sampling.level) };
  });
  const frames: Frames = new Map([
    ['', metricsFrame(table)],
    ['confusion', confusionFrame(table)],
    ['roc', curves.roc],
    ['precision_recall', curves.precisionRecall],
    ['calibration', curves.calibration],
    ['gaps', gapsFrame(table)],
  ]);
  return { frames, output: metricsOutput(table) };
}

function thresholdOf(body: MetricsBody, inputs: Inputs): number | null {
  if (body.threshold === undefined) return null;
  const value = typeof body.threshold === 'number' ? body.threshold : inputs.values.get(body.threshold.slice(1));
  if (typeof value !== 'number') throw new BodyError(`the threshold ${String(body.threshold)} is no number`, ['threshold']);
  return value;
}

function decisionThreshold({ data }: Statistics, threshold: number | null): number | null {
  if (data.task !== 'binary' || data.scores[data.positive] === null) return null;
  return threshold ?? (data.predicted === null ? 0.5 : null);
}

function curvesOf(statistics: Statistics, partitions: readonly Partition[]): Curve[] {
  const { task, classes, positive } = statistics.data;
  if (task === 'regression') return [];
  const codes = task === 'binary' ? [positive] : classes.map((_, code) => code);
  const drawn = task === 'binary' ? partitions : [allRows];
  const curves: Curve[] = [];
  for (const code of codes) {
    const rows = statistics.rankRows(code);
    if (rows === null) continue;
    for (const partition of drawn) {
      for (const [group, { slice }] of partition.slices.entries())
        curves.push({ slice, className: classes[code] ?? '', rows, partition, group });
    }
  }
  return curves.slice(0, mostCurves);
}
