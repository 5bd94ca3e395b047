import type { Frame } from '../frame/frame.ts';
import type { CellKind, Frames, Host, Inputs, KeyDoc, Step } from './kind.ts';
import { BodyError } from './kind.ts';
import { knownColumn } from './known-column.ts';
import { comparisonOutput } from './compare/blocks.ts';
import { compared } from './compare/comparison.ts';
import { checkModels, comparedOf, modelNames, preparedModels, referenceOf } from './compare/models.ts';
import type { Side } from './compare/pair.ts';
import { compareSchema, type CompareBody } from './compare/schema.ts';
import { flipsFrame, mainFrame, rowsFrame } from './compare/tables.ts';
import { thresholdInputs, thresholdsOf } from './compare/thresholds.ts';
import { inputsOfBy, measuringStep, slicesOfBy } from './measuring-step.ts';
import { breather } from './metrics/breather.ts';
import { codesOf, distinctTexts } from './metrics/class-codes.ts';
import { columnsOf } from './metrics/estimates.ts';
import { memoFor, type Memo } from './metrics/memo.ts';
import { allRows, partitionKey, partitionsBy } from './metrics/partition.ts';
import { samplingOf } from './metrics/sampling.ts';
import { Statistics } from './metrics/statistics.ts';
import { wantedMetrics } from './metrics/wanted.ts';
import type { AnalysisOutput } from './output.ts';
import type { Units } from '../stats/unit-mean.ts';

const keys: readonly KeyDoc[] = [
  { key: 'data', doc: 'The cell whose columns hold the predictions of all models.', values: 'cell' },
  {
    key: 'models',
    doc: 'Two or more cells over the same rows, [old, new], or with data: columns by model, {old: {score: s1}, new: {score: s2}}.',
    values: 'cell',
    required: true,
  },
  { key: 'models.prediction', doc: 'The column of what the model predicted.', values: 'column' },
  { key: 'models.score', doc: 'The column of its score, or columns by class.', values: 'column' },
  { key: 'models.threshold', doc: 'Its own threshold: a number, or $input.' },
  { key: 'reference', doc: 'The model that the others are compared with; the first unless given.' },
  { key: 'metrics', doc: 'The metrics to compare by, by name, or with parameters: {fbeta: {beta: 2}}.', values: 'metric' },
  { key: 'by', doc: 'Slices, written as in a metrics cell.', values: 'column' },
  { key: 'margin', doc: 'How much worse is still not worse, set before looking: a number, or by metric {roc_auc: 0.01}.' },
  { key: 'threshold', doc: 'Scores from here up count as positive: a number, $input, or by model {old: 0.5, new: $cut}.' },
  { key: 'cluster', doc: 'The column that names what rows came in groups of: several rows of one patient.', values: 'column' },
  {
    key: 'method',
    doc: 'auto takes what fits the metric; bootstrap draws rows anew for all; permutation lets the models change places for p.',
    values: ['auto', 'bootstrap', 'permutation'],
  },
  { key: 'positive', doc: 'The class that counts as positive.', values: 'class' },
  { key: 'task', doc: 'What is predicted, where the roles do not say it.', values: ['binary', 'multiclass', 'regression'] },
  { key: 'average', doc: 'How a metric of one class becomes one number for several.', values: ['macro', 'weighted', 'micro', 'none'] },
  { key: 'costs', doc: 'Costs of errors, written as in a metrics cell.' },
  { key: 'interval', doc: 'How intervals are made: {level: 0.95, replicates: 1000, seed: 1}.' },
  { key: 'interval.level', doc: 'How often such an interval holds the true value; 0.95 unless given.' },
  { key: 'interval.replicates', doc: 'How many times rows are drawn anew; 1000 unless given.' },
  { key: 'interval.seed', doc: 'The same seed gives the same interval; 1 unless given.' },
];

/** The `compare` kind: models on the same rows, with paired intervals and a verdict by metric and slice. */
export const compare: CellKind = {
  name: 'compare',
  doc: 'Compares models on the same rows, with a paired interval, a verdict, and how many rows would decide it.',
  keys,
  parts: ['flips', 'rows'],
  template: 'data: {{predict}}\nmodels:\n  old: {score: score}\n  new: {score: new_score}\n',
  schema: compareSchema,
  toStep: (body) => compareStep(body as CompareBody),
};

function compareStep(body: CompareBody): Step {
  checkModels(body);
  const cells = Array.isArray(body.models) ? body.models : [body.data!];
  return measuringStep([...cells, ...slicesOfBy(body.by)], [...thresholdInputs(body), ...inputsOfBy(body.by)], (inputs, host, signal) =>
    compareModels(body, inputs, host, signal),
  );
}

async function compareModels(
  body: CompareBody,
  inputs: Inputs,
  host: Host,
  signal: AbortSignal,
): Promise<{ frames: Frames; output: AnalysisOutput }> {
  const positive = body.positive === undefined ? undefined : String(body.positive);
  const memo = memoOf(body, inputs, host);
  const { base, prepared } = memo('compared', () => {
    const found = comparedOf(body, inputs);
    return { base: found.base, prepared: preparedModels(found, body.task, positive) };
  });
  const names = modelNames(body);
  const thresholds = thresholdsOf(body, inputs);
  const sides = prepared.map((data, at): Side => {
    const threshold = thresholds[at] ?? null;
    const statistics = new Statistics(data, threshold, (key, make) => memo(`model ${at} ${key}`, make), host.kernels);
    const scored = data.task === 'binary' && (data.scores[data.positive] ?? null) !== null;
    return { name: names[at]!, statistics, threshold: scored ? (threshold ?? (data.predicted === null ? 0.5 : null)) : null };
  });
  const [data] = prepared as [(typeof prepared)[number]];
  const { metrics, average, costs } = body;
  const wanted = wantedMetrics({ data: '', metrics, average, costs }, data.task, data);
  checkMargins(
    body,
    wanted.map(({ metric }) => metric.name),
  );
  const partitions = [
    allRows,
    ...(body.by ?? []).flatMap((by, at) => memo(`by ${partitionKey(by, inputs)}`, () => partitionsBy(base, by, ['by', at], inputs))),
  ];
  const { level, replicates, seed } = samplingOf(body.interval);
  const comparison = await compared({
    sides,
    reference: referenceOf(body),
    columns: columnsOf(wanted, data.task, data.classes, data.positive),
    partitions,
    units: unitsOf(base, body.cluster),
    marginOf: (metric) => (typeof body.margin === 'number' ? body.margin : (body.margin?.[metric] ?? 0)),
    how: { level, replicates, seed, method: body.method ?? 'auto', breathe: breather(signal) },
    memo,
    notes: [...new Set(prepared.flatMap(({ notes }) => notes))],
    progress: (share, what) => host.progress(share, what),
  });
  const frames: Frames = new Map([
    ['', mainFrame(comparison)],
    ['flips', flipsFrame(comparison)],
    ['rows', rowsFrame(comparison)],
  ]);
  return { frames, output: comparisonOutput(comparison) };
}

/** Keeps what does not read a threshold under the keys of the cells that are compared; for the run where one has none. */
function memoOf(body: CompareBody, inputs: Inputs, host: Host): Memo {
  const cells = Array.isArray(body.models) ? body.models : [body.data!];
  const read = cells.map((name) => inputs.frames.get(name)!);
  const whole = read.every((frame) => frame.key !== undefined);
  const columns = Array.isArray(body.models)
    ? body.models
    : Object.entries(body.models).map(([name, { prediction, score }]) => [name, prediction, [...(score ?? [])]]);
  const [first] = read as [Frame];
  const { key: _, ...unkept } = first;
  return memoFor(
    whole ? first : unkept,
    host,
    'compare',
    read.map(({ key }) => key),
    columns,
    body.task,
    body.positive,
    body.cluster,
  );
}

function checkMargins({ margin }: CompareBody, names: readonly string[]): void {
  if (margin === undefined || typeof margin === 'number') return;
  const foreign = Object.keys(margin).find((name) => !names.includes(name));
  if (foreign !== undefined)
    throw new BodyError(`${foreign} is not among the metrics`, ['margin', foreign], `the metrics are ${[...new Set(names)].join(', ')}`);
}

/** Groups of rows by the values of a column; a row without a value is a group of its own. */
function unitsOf(frame: Frame, name: string | undefined): Units | null {
  if (name === undefined) return null;
  const column = knownColumn(frame, name, ['cluster']);
  const values = distinctTexts(column, Infinity);
  const codes = codesOf(column, new Map(values.map((value, code) => [value, code])));
  let count = values.length;
  return { codes: codes.map((code) => (code === -1 ? count++ : code)), count };
}
