import type { CellKind, Frames, Host, Inputs, Step } from './kind.ts';
import { baselinesOf, learnedFrom, type Baseline, type Learned } from './metrics/baselines.ts';
import { breather } from './metrics/breather.ts';
import { calibrationFrame, curveFrames, type Curve } from './metrics/curves.ts';
import type { Estimate } from './metrics/estimate.ts';
import { columnsOf, estimatesOf, type Column, type EstimateOptions } from './metrics/estimates.ts';
import { gapsOf, verdictsOf, type Gap } from './metrics/gaps.ts';
import { MatrixDraws } from './metrics/matrix-value.ts';
import { allRows, partitionKey, partitionsBy, rowsOfSlice, slicesAt, type Partition } from './metrics/partition.ts';
import { inputsOfBy, inputsOfThreshold, measuringStep, slicesOfBy } from './measuring-step.ts';
import { hostBootstraps } from './metrics/host-bootstraps.ts';
import { memoFor, type Memo } from './metrics/memo.ts';
import { metricNotes } from './metrics/metric-notes.ts';
import { prepare } from './metrics/prepare.ts';
import { samplingOf } from './metrics/sampling.ts';
import { metricsSchema, type MetricsBody } from './metrics/schema.ts';
import { Statistics } from './metrics/statistics.ts';
import { intervalNotes } from './metrics/interval-notes.ts';
import { UnitSums } from './metrics/unit-sums.ts';
import { unitsOf } from './metrics/units.ts';
import { confusionFrame, gapsFrame, metricsFrame, metricsOutput, type Table } from './metrics/tables.ts';
import { decisionThreshold, thresholdOf } from './metrics/threshold-of.ts';
import { wantedMetrics } from './metrics/wanted.ts';
import type { MetricsOutput } from './output.ts';
import type { Frame } from '../frame/frame.ts';

const mostCurves = 30;

/** The `metrics` kind: every metric asked for, for all rows and for each slice, with intervals. */
export const metrics: CellKind = {
  name: 'metrics',
  doc: 'Measures predictions against labels, for all rows and by slice, with an interval on every number.',
  keys: [
    { key: 'data', doc: 'The cell whose rows have labels and predictions.', values: 'cell', required: true },
    { key: 'metrics', doc: 'The metrics to compute, by name, or with parameters: {fbeta: {beta: 2}}.', values: 'metric' },
    { key: 'threshold', doc: 'Scores from here up count as positive: a number, or $input.' },
    {
      key: 'by',
      doc: 'Slices: a column, {cross: [a, b]}, {bin: column, quantiles: 4}, {time: column, period: month}, {each: column, separator: "|"}, {name, where} or {slice: cell}.',
      values: 'column',
    },
    {
      key: 'baseline',
      doc: 'The cell whose labels the dummies beside every score learn from; else the rows that are scored.',
      values: 'cell',
    },
    { key: 'positive', doc: 'The class that counts as positive.', values: 'class' },
    {
      key: 'task',
      doc: 'What is predicted, where the roles do not say it.',
      values: ['binary', 'multiclass', 'multilabel', 'regression', 'ranking'],
    },
    {
      key: 'average',
      doc: 'How a metric of one class becomes one number for several.',
      values: ['macro', 'weighted', 'micro', 'samples', 'none'],
    },
    {
      key: 'costs',
      doc: 'What outcomes cost, for mean_cost and total_cost: {fp: 1, fn: 5}, or {actual: {predicted: cost}}; else 1 an error.',
    },
    { key: 'separator', doc: 'What stands between the labels of a row that has several in one column of text, such as "|".' },
    { key: 'query', doc: 'The column of the query that a row was shown for; the task is then ranking.', values: 'column' },
    { key: 'item', doc: 'The column of the item that a row shows.', values: 'column' },
    { key: 'popularity', doc: 'The column of how often the item was chosen in training.', values: 'column' },
    { key: 'users', doc: 'How many users there were in training, for novelty.' },
    { key: 'filter', doc: 'A selection as $name: measures only the rows that other cells select.' },
    { key: 'select', doc: 'Where the rows of slices that a hand selects are written to: {into: picks}.' },
    { key: 'interval', doc: 'How intervals are made: {level: 0.95, replicates: 1000, seed: 1, method: auto}.' },
    { key: 'interval.level', doc: 'How often such an interval holds the true value; 0.95 unless given.' },
    { key: 'interval.replicates', doc: 'How many times rows are drawn anew; 1000 unless given.' },
    { key: 'interval.seed', doc: 'The same seed gives the same interval; 1 unless given.' },
    { key: 'interval.method', doc: 'auto, bootstrap for all, or none.', values: ['auto', 'bootstrap', 'none'] },
    {
      key: 'interval.proportion',
      doc: 'How the interval of a share is made; wilson unless given, clopper_pearson is never too narrow.',
      values: ['wilson', 'clopper_pearson'],
    },
    {
      key: 'interval.cluster',
      doc: 'The column of what several rows belong to, such as a patient: rows of one are drawn together.',
      values: 'column',
    },
    {
      key: 'interval.stratify',
      doc: 'label, or a column: rows are drawn within its values, each as often as it has rows.',
      values: 'column',
    },
  ],
  parts: ['confusion', 'roc', 'precision_recall', 'calibration', 'gaps'],
  template: 'data: {{predict}}\n',
  schema: metricsSchema,
  toStep: (body) => metricsStep(body as MetricsBody),
};

function metricsStep(body: MetricsBody): Step {
  return measuringStep(
    [body.data, ...slicesOfBy(body.by), ...(body.baseline === undefined ? [] : [body.baseline])],
    [...inputsOfThreshold(body.threshold), ...inputsOfBy(body.by)],
    (inputs, host, signal) => measure(body, inputs, host, signal),
    body,
    (frames, inputs, host) => {
      const { frame, read, partitions } = rowsOf(body, inputs, host);
      return withRows(frames, frame, read.rows, partitions);
    },
  );
}

async function measure(
  body: MetricsBody,
  inputs: Inputs,
  host: Host,
  signal: AbortSignal,
): Promise<{ frames: Frames; output: MetricsOutput }> {
  const { frame, memo, read, partitions } = rowsOf(body, inputs, host);
  const wanted = wantedMetrics(body, read.task, read);
  const data = { ...read, notes: [...read.notes, ...metricNotes(wanted, read)] };
  const threshold = thresholdOf(body.threshold, inputs);
  const statistics = new Statistics(data, threshold, memo, host.kernels);
  const sampling = samplingOf(body.interval);
  const learned = body.baseline === undefined ? null : learnedFrom(inputs.frames.get(body.baseline)!, data, body.baseline);
  const columns = columnsOf(wanted, data.task, data.classes, data.positive);
  const draws = new MatrixDraws(sampling, Math.max(2, data.classes.length));
  const drawn = memo(`units ${sampling.cluster ?? ''} ${sampling.stratify ?? ''}`, () => unitsOf(frame, data, sampling));
  const units = drawn === null ? null : new UnitSums(drawn, statistics);
  const bootstrapped = await hostBootstraps(columns, { statistics, partitions, sampling, units: drawn, host, memo, signal });
  const options: EstimateOptions = { sampling, draws, memo, bootstrapped, units };
  const breathe = breather(signal);
  const sliced = partitions.slice(1);
  const estimates: (readonly Estimate[])[][] = [];
  const gaps: (readonly Gap[])[][] = [];
  for (const [at, column] of columns.entries()) {
    host.progress(at / columns.length, `measuring ${column.wanted.metric.name}`);
    estimates.push(await forEach(partitions, (partition) => estimatesOf(column, statistics, partition, options), breathe));
    gaps.push(await forEach(sliced, (partition) => gapsOf(column, statistics, partition, options), breathe));
  }
  const better = columns.flatMap((column) => sliced.flatMap((partition) => partition.slices.map(() => column.wanted.metric.better)));
  const table: Table = {
    statistics,
    columns,
    partitions,
    estimates,
    gaps,
    ...verdictsOf(gaps.flat(2), better),
    level: sampling.level,
    seed: sampling.seed,
    threshold: decisionThreshold(data, threshold),
    baselines: columns.map((column) => partitions.map((partition) => dummiesOf(column, statistics, partition, learned, options.memo))),
    learnedFrom: body.baseline ?? '',
  };
  const curves = memo(`curves ${JSON.stringify([sampling.level, ...partitions.map((partition) => partition.key)])}`, () => {
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
  const output = metricsOutput(table);
  const said = intervalNotes(columns, partitions, statistics, units, sampling);
  return {
    frames: withRows(frames, frame, read.rows, partitions),
    output: said.length === 0 ? output : { ...output, notes: [...output.notes, ...said] },
  };
}

interface MeasuredRows {
  readonly frame: Frame;
  readonly memo: Memo;
  readonly read: ReturnType<typeof prepare>;
  readonly partitions: readonly Partition[];
}

/** What is measured, and by which slices. */
function rowsOf(body: MetricsBody, inputs: Inputs, host: Host): MeasuredRows {
  const frame = inputs.frames.get(body.data)!;
  const positive = body.positive === undefined ? undefined : String(body.positive);
  const memo = memoFor(frame, host, body.task, positive, body.separator, body.query, body.item, body.popularity, body.users);
  const read = memo('prepared', () => prepare(frame, body.task, positive, body));
  const by = (body.by ?? []).flatMap((entry, at) =>
    memo(`by ${partitionKey(entry, inputs)}`, () => partitionsBy(frame, entry, ['by', at], inputs)),
  );
  return { frame, memo, read, partitions: [allRows, ...by] };
}

/** Lets the numbers tell the rows behind them, and a row the slices that it is in. */
function withRows(frames: Frames, frame: Frame, rows: MeasuredRows['read']['rows'], partitions: readonly Partition[]): Frames {
  const behind: Frame['behind'] = (slice) => {
    const found = rowsOfSlice(partitions, slice, rows);
    return found === null ? null : { frame, rows: found };
  };
  const measured: Frame['measured'] = { frame, slicesAt: (row) => slicesAt(partitions.slice(1), row) };
  return new Map([...frames, ['', { ...frames.get('')!, behind, measured }]]);
}

async function forEach<T, R>(items: readonly T[], make: (item: T) => R, breathe: () => Promise<void>): Promise<R[]> {
  const made: R[] = [];
  for (const item of items) {
    await breathe();
    made.push(make(item));
  }
  return made;
}

/** Dummies of metrics that read no threshold are kept. */
function dummiesOf(column: Column, statistics: Statistics, partition: Partition, learned: Learned | null, memo: Memo): readonly Baseline[] {
  const { metric, parameters } = column.wanted;
  const make = (): readonly Baseline[] => baselinesOf(column, statistics, partition, learned);
  if (metric.from === 'counts' || metric.from === 'matrix' || learned !== null) return make();
  return memo(`baselines ${metric.name} ${JSON.stringify([parameters, column.code])} ${partition.by} ${partition.key}`, make);
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
        curves.push({ slice, className: classes[code] ?? '', rows, places: statistics.places(partition, code)[group]! });
    }
  }
  return curves.slice(0, mostCurves);
}
