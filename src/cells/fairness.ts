import { correctedOf, metricAggregates, parityAggregates, type About, type Aggregate, type Measured } from './fairness/aggregates.ts';
import { binaryExtras } from './fairness/binary-extras.ts';
import { aggregatesFrame, groupsFrame, type GroupEstimates } from './fairness/frames.ts';
import { drawScope, groupNumbers } from './fairness/group-numbers.ts';
import { fairnessOutput, type Fairness } from './fairness/output.ts';
import { fairnessSchema, type FairnessBody } from './fairness/schema.ts';
import { scopesOf, type Scope } from './fairness/scopes.ts';
import { calibrationGap, meanPrediction } from './fairness/score-means.ts';
import { BodyError, type CellKind, type Frames, type Host, type Inputs, type Step } from './kind.ts';
import { inputsOfBy, inputsOfThreshold, measuringStep, slicesOfBy } from './measuring-step.ts';
import { breather } from './metrics/breather.ts';
import { columnsOf, estimatesOf, type Column, type EstimateOptions } from './metrics/estimates.ts';
import { MatrixDraws } from './metrics/matrix-value.ts';
import { memoFor } from './metrics/memo.ts';
import { prepare, type Prepared } from './metrics/prepare.ts';
import { samplingOf } from './metrics/sampling.ts';
import { Statistics } from './metrics/statistics.ts';
import { decisionThreshold, thresholdOf } from './metrics/threshold-of.ts';
import { wantedMetrics, type Wanted } from './metrics/wanted.ts';
import type { AnalysisOutput } from './output.ts';

/** The `fairness` kind: metrics by group, and what lies between the groups. */
export const fairness: CellKind = {
  name: 'fairness',
  doc: 'Sets groups of people against each other: metrics by group, differences and ratios with intervals, and what chance alone would make.',
  keys: [
    { key: 'data', doc: 'The cell whose rows have labels and predictions.', values: 'cell', required: true },
    {
      key: 'sensitive',
      doc: 'Columns whose groups are compared, or entries as in by: of metrics, as {cross: [a, b]}; the group role unless given.',
      values: 'column',
    },
    {
      key: 'metrics',
      doc: 'Metrics by group; selection_rate, recall, false_positive_rate, precision and accuracy unless given. Also mean_prediction and calibration_gap.',
      values: 'metric',
    },
    { key: 'control', doc: 'Columns to look within: groups are compared at each level of them.', values: 'column' },
    { key: 'method', doc: 'Whether groups are compared with each other or with all rows.', values: ['between_groups', 'to_overall'] },
    {
      key: 'agg',
      doc: 'How equalised odds joins recall and false-positive rate: the worse, or their mean.',
      values: ['worst_case', 'mean'],
    },
    { key: 'privileged', doc: 'The group from which signed differences of all others are taken.' },
    { key: 'least', doc: 'Smaller groups are shown and left out of comparisons; 30 unless given.' },
    { key: 'threshold', doc: 'Scores from here up count as positive: a number, or $input.' },
    { key: 'positive', doc: 'The class that counts as positive.', values: 'class' },
    { key: 'task', doc: 'What is predicted, where the roles do not say it.', values: ['binary', 'multiclass', 'regression'] },
    { key: 'interval', doc: 'How intervals are made: {level: 0.95, replicates: 1000, seed: 1}.' },
    { key: 'interval.level', doc: 'How often such an interval holds the true value; 0.95 unless given.' },
    { key: 'interval.replicates', doc: 'How many times rows are drawn anew; 1000 unless given.' },
    { key: 'interval.seed', doc: 'The same seed gives the same interval; 1 unless given.' },
    { key: 'interval.method', doc: 'auto, bootstrap for all, or none.', values: ['auto', 'bootstrap', 'none'] },
    {
      key: 'interval.proportion',
      doc: 'How the interval of a share is made; wilson unless given, clopper_pearson is never too narrow.',
      values: ['wilson', 'clopper_pearson'],
    },
    { key: 'interval.cluster', doc: 'The column of what several rows belong to: rows of one are drawn together.', values: 'column' },
    { key: 'interval.stratify', doc: 'label, or a column: rows are drawn within its values.', values: 'column' },
  ],
  parts: ['groups'],
  template: 'data: {{predict}}\nsensitive: [column]\n',
  schema: fairnessSchema,
  toStep: (body) => toStep(body as FairnessBody),
};

function toStep(body: FairnessBody): Step {
  return measuringStep(
    [body.data, ...slicesOfBy(body.sensitive)],
    [...inputsOfThreshold(body.threshold), ...inputsOfBy(body.sensitive)],
    (inputs, host, signal) => measure(body, inputs, host, signal),
  );
}

async function measure(
  body: FairnessBody,
  inputs: Inputs,
  host: Host,
  signal: AbortSignal,
): Promise<{ frames: Frames; output: AnalysisOutput }> {
  const frame = inputs.frames.get(body.data)!;
  const positive = body.positive === undefined ? undefined : String(body.positive);
  const memo = memoFor(frame, host, body.task, positive);
  const data = memo('prepared', () => prepare(frame, body.task, positive));
  const threshold = thresholdOf(body.threshold, inputs);
  const statistics = new Statistics(data, threshold, memo, host.kernels);
  const sampling = samplingOf(body.interval);
  const classify = data.task !== 'regression';
  const rates = classify ? ratesOf(data) : [];
  const wanted = columnsFor(wantedOf(body, data), data);
  const options: EstimateOptions = {
    sampling,
    draws: new MatrixDraws(sampling, Math.max(2, data.classes.length)),
    memo,
    bootstrapped: () => null,
  };
  const breathe = breather(signal);
  const aggregates: Aggregate[] = [];
  const groups: GroupEstimates[] = [];
  const scopes = scopesOf(frame, body, inputs, memo);
  for (const [at, scope] of scopes.entries()) {
    host.progress(at / scopes.length, `comparing groups of ${scope.by}`);
    const about = aboutOf(scope, statistics, body, sampling.level);
    const kept = keptOf(scope, statistics, body.least);
    const drawing = drawScope(statistics, scope, kept, sampling);
    const measured = (column: Column): Measured => ({ column, numbers: groupNumbers(column, drawing) });
    for (let code = 0; code < rates.length; code++) {
      await breathe();
      const [selection, recall, fpr] = rates[code]!.map(measured);
      aggregates.push(...parityAggregates({ selection: selection!, recall: recall!, fpr: fpr! }, about));
    }
    for (const column of wanted) {
      await breathe();
      aggregates.push(...metricAggregates(measured(column), about));
      const [whole] = estimatesOf(column, statistics, scope.whole, options);
      groups.push({ column, scope, estimates: estimatesOf(column, statistics, scope.groups, options), whole: whole! });
    }
    for (const own of rates) aggregates.push(...binaryExtras(drawing, about, own[0]!.code!, own[0]!.className));
  }
  if (body.privileged !== undefined) requirePrivileged(String(body.privileged), scopes);
  const q = correctedOf(aggregates);
  const all: Fairness = {
    aggregates,
    q,
    groups,
    level: sampling.level,
    least: body.least,
    seed: sampling.seed,
    threshold: decisionThreshold(data, threshold),
    notes: data.notes,
  };
  const frames: Frames = new Map([
    ['', aggregatesFrame(aggregates, q)],
    ['groups', groupsFrame(groups, body.least)],
  ]);
  return { frames, output: fairnessOutput(all) };
}

const usualRates = ['selection_rate', 'recall', 'false_positive_rate'] as const;

/** Selection rate, recall and false-positive rate of the positive class, or of each class against the rest. */
function ratesOf(data: Prepared): readonly (readonly Column[])[] {
  const wanted = wantedMetrics({ data: '', metrics: [...usualRates] }, data.task);
  const codes = data.task === 'binary' ? [data.positive] : [...data.classes.keys()];
  return codes.map((code) =>
    wanted.map((item): Column => ({ wanted: item, code, className: data.task === 'binary' ? '' : data.classes[code]! })),
  );
}

const scoreMeans = new Map([meanPrediction, calibrationGap].map((metric) => [metric.name, metric]));

function wantedOf(body: FairnessBody, data: Prepared): readonly Wanted[] {
  const asked =
    body.metrics ?? (data.task === 'regression' ? ['mean_absolute_error', 'mean_error'] : [...usualRates, 'precision', 'accuracy']);
  return asked.flatMap((item, at): readonly Wanted[] => {
    const mean = typeof item === 'string' ? scoreMeans.get(item) : undefined;
    if (mean === undefined) return wantedMetrics({ data: body.data, metrics: [item] }, data.task, data);
    if (data.task !== 'binary') throw new BodyError(`${mean.name} is a metric of binary tasks; this one is ${data.task}`, ['metrics', at]);
    return [{ metric: mean, parameters: {}, average: 'macro' }];
  });
}

/** One column a metric; of several classes one for each class where the metric is of one class. */
function columnsFor(wanted: readonly Wanted[], data: Prepared): readonly Column[] {
  if (data.task === 'multilabel' || data.task === 'ranking')
    throw new BodyError(`groups are not compared in ${data.task} tasks`, ['task'], 'slice a metrics cell by group instead');
  const split = wanted.map((item) => ({ ...item, average: 'none' as const }));
  return columnsOf(data.task === 'multiclass' ? split : wanted, data.task, data.classes, data.positive);
}

function keptOf({ groups }: Scope, statistics: Statistics, least: number): readonly number[] {
  const sizes = statistics.sizes(groups);
  return [...groups.slices.keys()].filter((group) => sizes[group]! >= least);
}

function aboutOf(scope: Scope, statistics: Statistics, body: FairnessBody, level: number): About {
  const sizes = statistics.sizes(scope.groups);
  const kept = keptOf(scope, statistics, body.least);
  const small = scope.groups.slices.flatMap(({ label }, group) =>
    sizes[group]! > 0 && sizes[group]! < body.least ? [`${label}: ${sizes[group]!} rows`] : [],
  );
  const n = kept.reduce((sum, group) => sum + sizes[group]!, 0);
  return { scope, labels: kept.map((group) => scope.groups.slices[group]!.label), small, n, level, body };
}

function requirePrivileged(name: string, scopes: readonly Scope[]): void {
  const known = [...new Set(scopes.flatMap(({ groups }) => groups.slices.map(({ label }) => label)))];
  if (!known.includes(name)) throw new BodyError(`no group ${name}`, ['privileged'], `there are ${known.slice(0, 10).join(', ')}`);
}
