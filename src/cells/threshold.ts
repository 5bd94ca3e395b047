import type { CellKind, Frames, Host, Inputs, Step } from './kind.ts';
import { BodyError } from './kind.ts';
import { inputsOfBy, measuringStep, slicesOfBy } from './measuring-step.ts';
import { breather } from './metrics/breather.ts';
import { MatrixDraws } from './metrics/matrix-value.ts';
import { samplingOf } from './metrics/sampling.ts';
import type { AnalysisOutput } from './output.ts';
import { curveFramesOf } from './threshold/curve-frames.ts';
import { chosenFrame, choiceFrame, comparedFrame, pointsFrame } from './threshold/frames.ts';
import { inputsOf } from './threshold/given.ts';
import { liveThresholds } from './threshold/live.ts';
import { outputOf } from './threshold/output.ts';
import { curveNames, thresholdSchema, type ThresholdBody } from './threshold/schema.ts';
import { rowsOfSide, sidesOf } from './threshold/sides.ts';
import { checkChoose, strategyOf } from './threshold/strategy.ts';
import { unitOf, type Unit, type UnitOptions } from './threshold/unit.ts';
import { nearest } from '../trust/nearest.ts';
import type { Prepared } from './metrics/prepare.ts';

/** The `threshold` kind: from which score up a row is positive, chosen by a rule, with what that gives. */
export const threshold: CellKind = {
  name: 'threshold',
  doc: 'Chooses from which score up a row counts as positive, says how sure the choice is, and draws every curve.',
  keys: [
    { key: 'data', doc: 'The cell whose rows have labels and scores.', values: 'cell', required: true },
    { key: 'positive', doc: 'The class that counts as positive.', values: 'class' },
    {
      key: 'classes',
      doc: 'Of several classes those to choose a threshold for, each against the rest; all unless given.',
      values: 'class',
    },
    { key: 'threshold', doc: 'The live threshold, beside the chosen one: a number, $input, or one for each class or slice: {yes: 0.4}.' },
    {
      key: 'choose',
      doc: 'What the threshold is chosen for: one of max, cost, recall, precision, false_positive_rate, top. {max: f1} unless given.',
    },
    { key: 'choose.max', doc: 'The metric to have the most of, such as f1, informedness or accuracy.', values: 'metric' },
    { key: 'choose.cost', doc: 'What a row costs by its outcome: {fp: 1, fn: 5, tp: 0, tn: 0}; a gain is a negative cost.' },
    { key: 'choose.cost.fp', doc: 'A row of the other class that counts as positive.' },
    { key: 'choose.cost.fn', doc: 'A row of the positive class that does not.' },
    { key: 'choose.cost.tp', doc: 'A row of the positive class that counts as such; 0 unless given.' },
    { key: 'choose.cost.tn', doc: 'A row of the other class that counts as such; 0 unless given.' },
    { key: 'choose.recall', doc: 'Recall of at least this, and the best precision then.' },
    { key: 'choose.precision', doc: 'Precision of at least this, and the best recall then.' },
    { key: 'choose.false_positive_rate', doc: 'A false-positive rate of at most this, and the best recall then.' },
    { key: 'choose.top', doc: 'Room for so many rows, or for a share of them below 1. A tie is never parted.' },
    { key: 'choose.best', doc: 'The metric to have the most of under a constraint.', values: 'metric' },
    { key: 'by', doc: 'A threshold for each slice of a column, or of entries as in metrics.', values: 'column' },
    {
      key: 'select_on',
      doc: 'Rows to choose on, apart from those that are measured: half, {split: value} of the split role, or {cell: name}.',
    },
    { key: 'select_on.split', doc: 'Choose on the rows of this value of the split role.' },
    { key: 'select_on.cell', doc: 'Choose on the rows of this cell.', values: 'cell' },
    { key: 'curves', doc: 'The curves to draw; two that fit the choice unless given.', values: curveNames },
    { key: 'interval', doc: 'How intervals are made: {level: 0.95, replicates: 1000, seed: 1}.' },
    { key: 'interval.level', doc: 'How often such an interval holds the true value; 0.95 unless given.' },
    { key: 'interval.replicates', doc: 'How many times rows are drawn anew; 1000 unless given.' },
    { key: 'interval.seed', doc: 'The same seed gives the same halves, folds and intervals; 1 unless given.' },
  ],
  parts: ['compared', 'choice', 'points', ...curveNames],
  template: 'data: {{predict}}\nchoose: {max: f1}\n',
  schema: thresholdSchema,
  toStep: (body) => thresholdStep(body as ThresholdBody),
};

function thresholdStep(body: ThresholdBody): Step {
  if (body.choose !== undefined) checkChoose(body.choose);
  const by = typeof body.by === 'string' ? [] : body.by;
  const other = typeof body.select_on === 'object' && 'cell' in body.select_on ? [body.select_on.cell] : [];
  return measuringStep([body.data, ...slicesOfBy(by), ...other], [...inputsOf(body), ...inputsOfBy(by)], (inputs, host, signal) =>
    chooseThresholds(body, inputs, host, signal),
  );
}

const mostBlocks = 400;

async function chooseThresholds(
  body: ThresholdBody,
  inputs: Inputs,
  host: Host,
  signal: AbortSignal,
): Promise<{ frames: Frames; output: AnalysisOutput }> {
  const sampling = samplingOf(body.interval);
  const strategy = strategyOf(body.choose ?? { max: 'f1' }, inputs);
  const sides = sidesOf(body, inputs, host, sampling.seed);
  const { data } = sides.measuring.statistics;
  const codes = codesOf(body, data);
  const live = liveThresholds(body.threshold, inputs);
  const { partitions } = sides.measuring;
  const count = codes.length * partitions.reduce((sum, { slices }) => sum + slices.length, 0);
  const blocks = Math.max(60, Math.floor(mostBlocks / Math.sqrt(count)));
  const options: UnitOptions = { sides, strategy, sampling, draws: new MatrixDraws(sampling, 2), blocks };
  const breathe = breather(signal);
  const units: Unit[] = [];
  for (const code of codes) {
    const className = data.task === 'binary' ? '' : data.classes[code]!;
    const { positives = 0, negatives = 0 } = rowsOfSide(sides.measuring, code, 0, 'all')?.cuts ?? {};
    let shared: number | null = null;
    for (const [partition, { slices, by }] of partitions.entries()) {
      for (const { slice, label } of slices) {
        host.progress(units.length / count, `choosing the threshold of ${className === '' ? slice : className}`);
        await breathe();
        const own = live.of(className, slice, label);
        const unit = unitOf({ code, className, slice, label, by, partition, live: own, shared, total: positives + negatives }, options);
        if (partition === 0 && unit.chosenCut !== -1) shared = unit.points[0]!.threshold;
        units.push(unit);
      }
    }
  }
  live.requireAllUsed(units);
  const curves = curveFramesOf(units, options, data.classes);
  const frames: Frames = new Map([
    ['', chosenFrame(units)],
    ['compared', comparedFrame(units)],
    ['choice', choiceFrame(units)],
    ['points', pointsFrame(units)],
    ...curves,
  ]);
  return { frames, output: outputOf({ units, strategy, sampling, sides, curves, drawn: body.curves }) };
}

/** Codes of the classes that get a threshold: the positive one of two, else those asked for. */
function codesOf(body: ThresholdBody, data: Prepared): readonly number[] {
  if (data.task !== 'binary' && data.task !== 'multiclass')
    throw new BodyError(`a threshold needs scores of classes; this is ${data.task}`, ['data']);
  const scored = data.task === 'binary' ? [data.positive] : [...data.classes.keys()];
  if (scored.every((code) => (data.scores[code] ?? null) === null))
    throw new BodyError('the data has no scores', ['data'], 'name a score column in roles: of the data cell, or predict with a model');
  if (body.classes === undefined) return scored.filter((code) => (data.scores[code] ?? null) !== null);
  return body.classes.map((given, at) => {
    const code = data.classes.indexOf(String(given));
    if (code !== -1 && scored.includes(code)) return code;
    const near = nearest(String(given), data.classes);
    const why = code === -1 ? `no class ${String(given)} in the label` : `${String(given)} is not the positive class`;
    throw new BodyError(why, ['classes', at], `there are ${scored.map((each) => data.classes[each]).join(', ')}`, near);
  });
}
