import { afterFrame, differencesFrame, mapFrame, numbersFrame, reliabilityFrame } from './calibration/frames.ts';
import type { CurveOptions } from './calibration/curve.ts';
import { differencesOf } from './calibration/differences.ts';
import { recalibrated, type Recalibrated } from './calibration/recalibrate.ts';
import { recalibratedFrame } from './calibration/recalibrated-frame.ts';
import { rowsToFit, type Fitting } from './calibration/fitting.ts';
import { calibrationSchema, type CalibrationBody } from './calibration/schema.ts';
import { rangeNotes } from './calibration/score-range.ts';
import { calibrationOutput, type After } from './calibration/show.ts';
import { calibrationsOf, viewsOf, withClassLosses, type Calibration } from './calibration/views.ts';
import { BodyError, type CellKind, type Frames, type Host, type Inputs, type Step } from './kind.ts';
import { inputsOfBy, measuringStep, slicesOfBy } from './measuring-step.ts';
import { breather } from './metrics/breather.ts';
import { memoFor, type Memo } from './metrics/memo.ts';
import { allRows, partitionKey, partitionsBy, type Partition } from './metrics/partition.ts';
import { prepare, type Prepared } from './metrics/prepare.ts';
import { samplingOf } from './metrics/sampling.ts';
import { numberText } from './number-text.ts';
import type { AnalysisOutput } from './output.ts';
import type { Frame } from '../frame/frame.ts';

/** The `calibration` kind: whether scores are the probabilities that they claim to be, and a repair where they are not. */
export const calibration: CellKind = {
  name: 'calibration',
  doc: 'Holds scores against the shares that they promise, with what chance alone would show, and recalibrates them.',
  keys: [
    { key: 'data', doc: 'The cell whose rows have labels and scores.', values: 'cell', required: true },
    { key: 'task', doc: 'What is predicted, where the roles do not say it.', values: ['binary', 'multiclass'] },
    { key: 'positive', doc: 'The class that counts as positive.', values: 'class' },
    { key: 'bins', doc: 'How many bins at most; 15 unless given.' },
    { key: 'strategy', doc: 'Bins of equal count (quantile, the default) or of equal width (uniform).', values: ['quantile', 'uniform'] },
    { key: 'by', doc: 'Slices, as in a metrics cell.', values: 'column' },
    {
      key: 'recalibrate',
      doc: 'How to turn scores into probabilities; a list compares several, and the first is what NAME.recalibrated holds.',
      values: ['platt', 'isotonic', 'temperature', 'beta', 'none'],
    },
    {
      key: 'fit_on',
      doc: 'Rows to fit the maps on: a cell of held-out rows, or {split: value}. Without it, folds of the data itself: no row is read by a map that saw it.',
      values: 'cell',
    },
    { key: 'fit_on.split', doc: 'Fit on the rows of this value of the split role; they are left out of everything else.' },
    { key: 'folds', doc: 'How many folds; 5 unless given.' },
    {
      key: 'cluster',
      doc: 'Rows with the same value of this column stay in one fold, and err together in the intervals of differences in losses and AUC.',
      values: 'column',
    },
    { key: 'interval', doc: 'How intervals are made: {level: 0.95, replicates: 1000, seed: 1}.' },
    { key: 'interval.level', doc: 'How often such an interval holds the true value; 0.95 unless given.' },
    { key: 'interval.replicates', doc: 'How many times chance is drawn; 1000 unless given.' },
    { key: 'interval.seed', doc: 'The same seed gives the same interval and the same folds; 1 unless given.' },
  ],
  parts: ['reliability', 'recalibrated', 'after', 'differences', 'map'],
  template: 'data: {{predict}}\n',
  schema: calibrationSchema,
  toStep: (body) => calibrationStep(body as CalibrationBody),
};

function calibrationStep(body: CalibrationBody): Step {
  const fitOn = typeof body.fit_on === 'string' ? [body.fit_on] : [];
  return measuringStep([body.data, ...fitOn, ...slicesOfBy(body.by)], inputsOfBy(body.by), (inputs, host, signal) =>
    calibrate(body, inputs, host, signal),
  );
}

async function calibrate(
  body: CalibrationBody,
  inputs: Inputs,
  host: Host,
  signal: AbortSignal,
): Promise<{ frames: Frames; output: AnalysisOutput }> {
  const frame = inputs.frames.get(body.data)!;
  const positive = body.positive === undefined ? undefined : String(body.positive);
  const memo = memoFor(frame, host, 'calibration', body.task, positive, body.fit_on, fitKey(body, inputs));
  const whole = memo('prepared', () => classesOnly(prepare(frame, body.task, positive)));
  const fitting = memo(`fitting ${JSON.stringify([body.folds, body.cluster, body.interval?.seed])}`, () =>
    rowsToFit(body, frame, whole, inputs),
  );
  const data = fitting.data;
  const sampling = samplingOf(body.interval);
  const options: CurveOptions = { bins: body.bins ?? 15, binning: body.strategy ?? 'quantile', sampling };
  const breathe = breather(signal);
  const partitions: readonly Partition[] = [
    allRows,
    ...(body.by ?? []).flatMap((by, at) => memo(`by ${partitionKey(by, inputs)}`, () => partitionsBy(frame, by, ['by', at], inputs))),
  ];
  host.progress(0, 'binning scores');
  const calibrations = await measured(data, partitions, options, memo, breathe);
  const after: After[] = [];
  const methods = methodsOf(body);
  for (const [at, method] of methods.entries()) {
    host.progress((at + 1) / (methods.length + 1), `recalibrating by ${method}`);
    await breathe();
    const ownMemo: Memo = (key, make) => memo(`after ${method} ${foldKey(body)} ${key}`, make);
    const made = ownMemo('scores', () => recalibrated(data, fitting.fit, method, fitting.own));
    after.push(await afterOf(made, { data, partitions, options, memo, ownMemo, fitting, before: calibrations[0]!, breathe }));
  }
  const multiclass = data.task === 'multiclass';
  const good = after.filter(({ made }) => made.problem === '');
  const notes = notesOf(whole, fitting, after, body);
  const frames: Frames = new Map([
    ['', numbersFrame(calibrations, multiclass)],
    ['reliability', reliabilityFrame(calibrations, sampling.level)],
    ['recalibrated', newData(frame, whole, fitting, after[0])],
    [
      'after',
      afterFrame(
        good.map(({ made, calibrations: own }) => ({ method: made.method, calibrations: own })),
        multiclass,
      ),
    ],
    ['differences', differencesFrame(good.flatMap(({ differences }) => differences))],
    ['map', mapFrame(good.map(({ made }) => made))],
  ]);
  return { frames, output: calibrationOutput({ multiclass, calibrations, after: good, how: fitting.how, sampling, notes }) };
}

/** What was made of held-out rows is kept only as long as they stay the same; rows without a key are never taken for those before. */
function fitKey({ fit_on: fitOn }: CalibrationBody, inputs: Inputs): string | undefined {
  return typeof fitOn === 'string' ? inputs.frames.get(fitOn)?.key : undefined;
}

function foldKey(body: CalibrationBody): string {
  return JSON.stringify([body.folds, body.cluster, body.interval?.seed]);
}

function methodsOf({ recalibrate }: CalibrationBody): readonly Recalibrated['method'][] {
  const asked = recalibrate === undefined ? [] : typeof recalibrate === 'string' ? [recalibrate] : recalibrate;
  return [...new Set(asked.filter((method) => method !== 'none'))];
}

function classesOnly(data: Prepared): Prepared {
  if (data.task !== 'binary' && data.task !== 'multiclass')
    throw new BodyError(
      `calibration is of classes; this is a ${data.task} task`,
      ['task'],
      'say task: binary if the label has two classes',
    );
  const lacking = data.classes.findIndex((_, code) => (data.task === 'multiclass' || code === data.positive) && data.scores[code] === null);
  if (lacking !== -1 || data.classes.length === 0)
    throw new BodyError(
      `the data has no score of class ${data.classes[lacking] ?? '(the label has no values)'}`,
      ['data'],
      'name a score column of each class in roles: of the data cell',
    );
  return data;
}

/** Calibrations of all partitions, those of all rows first. */
async function measured(
  data: Prepared,
  partitions: readonly Partition[],
  options: CurveOptions,
  memo: Memo,
  breathe: () => Promise<void>,
): Promise<readonly Calibration[]> {
  const views = viewsOf(data, memo);
  const made: Calibration[] = [];
  for (const partition of partitions) {
    await breathe();
    const own = calibrationsOf(views, partition, options, memo);
    made.push(...(data.task === 'multiclass' ? withClassLosses(own, data, partition, options.sampling.level) : own));
  }
  return made;
}

interface Around {
  readonly data: Prepared;
  readonly partitions: readonly Partition[];
  readonly options: CurveOptions;
  readonly memo: Memo;
  readonly ownMemo: Memo;
  readonly fitting: Fitting;
  readonly before: Calibration;
  readonly breathe: () => Promise<void>;
}

async function afterOf(made: Recalibrated, { data, partitions, options, memo, ownMemo, fitting, before, breathe }: Around): Promise<After> {
  if (made.problem !== '') return { made, calibrations: [], differences: [] };
  const later: Prepared = { ...data, scores: made.scores };
  const calibrations = await measured(later, partitions, options, ownMemo, breathe);
  const differences = ownMemo(`differences ${JSON.stringify(options)}`, () => {
    const first = { data, view: viewsOf(data, memo)[0]!, calibration: before };
    const second = { data: later, view: viewsOf(later, ownMemo)[0]!, calibration: calibrations[0]! };
    return differencesOf(made, first, second, options.sampling, fitting.units);
  });
  return { made, calibrations, differences };
}

/** The data with recalibrated scores, or as it is where nothing was asked for. */
function newData(frame: Frame, whole: Prepared, fitting: Fitting, first: After | undefined): Frame {
  if (first === undefined) return frame;
  const { method, scores, problem } = first.made;
  const note = problem === '' ? `Scores are recalibrated by ${method}, ${fitting.how}.` : `No recalibration by ${method}: ${problem}.`;
  return recalibratedFrame(frame, whole, scores, fitting.rest, [...frame.notes, note]);
}

function notesOf(whole: Prepared, fitting: Fitting, after: readonly After[], body: CalibrationBody): string[] {
  const notes = [...whole.notes, ...rangeNotes(whole), ...fitting.notes];
  for (const { made } of after) {
    if (made.problem !== '') notes.push(`No recalibration by ${made.method}: ${made.problem}.`);
    else notes.push(`${made.method}: ${mapWords(made)}.`);
  }
  if (whole.task === 'multiclass' && after.some(({ made }) => made.problem === '' && made.method !== 'temperature'))
    notes.push(
      'Of several classes each is mapped against the rest, and the results are divided by their sum; temperature heats all classes together.',
    );
  if (body.cluster !== undefined)
    notes.push('Intervals of one curve take rows as independent; those of differences in losses and AUC go by cluster.');
  return notes;
}

function mapWords({ maps, method }: Recalibrated): string {
  const words = maps.map(({ className, parameters, knots }) => {
    const own =
      knots === null ? parameters.map(([name, value]) => `${name} ${numberText(value)}`).join(', ') : `${knots.score.length} knots`;
    return className === '' ? own : `${className} ${own}`;
  });
  const of = method === 'platt' ? ' (of the log odds of a probability, else of the score itself)' : '';
  return words.join('; ') + of;
}
