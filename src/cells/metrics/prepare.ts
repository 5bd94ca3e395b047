import { NumberColumn, type Column } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import type { Task } from '../../metrics/metric.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError } from '../kind.ts';
import { codesOf, distinctTexts, sortClasses } from './class-codes.ts';
import { classNotes, weightNotes } from './class-notes.ts';
import { prepareQueries, type QueryData, type QueryReading } from './prepare-queries.ts';
import { prepareTags, type TagData } from './prepare-tags.ts';
import { isSinglePrecision, scoreNotes } from './score-notes.ts';
import { taskOf } from './task-of.ts';

/** Labels and predictions of a frame as the metrics read them. Codes are −1 where a value is missing. */
export interface Prepared {
  readonly task: Task;
  readonly rows: number;
  readonly classes: readonly string[];
  /** Index of the positive class; −1 unless binary. */
  readonly positive: number;
  readonly actual: Int32Array;
  /** From the prediction column; null when only scores are there. */
  readonly predicted: Int32Array | null;
  /** One array a class; binary: only that of the positive class, at its index. NaN where missing. */
  readonly scores: readonly (Float64Array | null)[];
  readonly weights: Float64Array | null;
  /** Regression: target and prediction, NaN where missing. */
  readonly target: Float64Array;
  readonly estimate: Float64Array;
  /** Regression: bounds of a forecast that is an interval. */
  readonly bounds: { readonly lower: Float64Array; readonly upper: Float64Array } | null;
  /** Whether the scores were of 32 bits. */
  readonly singlePrecision: boolean;
  /** Multilabel alone. */
  readonly tags: TagData | null;
  /** Ranking alone. */
  readonly queries: QueryData | null;
  readonly notes: readonly string[];
}

/** How a body reads the columns of a frame beside their roles. */
export interface Reading extends QueryReading {
  readonly separator?: string | undefined;
}

/** Reads the roles of a frame; throws `BodyError` that says which role is missing. */
export function prepare(frame: Frame, task: Task | undefined, positive: string | undefined, reading: Reading = {}): Prepared {
  const { label, prediction, score, labels, query, lower, upper } = frame.roles;
  if (task === 'multilabel' || (task === undefined && (labels !== undefined || reading.separator !== undefined)))
    return ofTags(frame, prepareTags(frame, reading.separator));
  if (task === 'ranking' || (task === undefined && (query !== undefined || reading.query !== undefined)))
    return ofQueries(frame, prepareQueries(frame, reading));
  if (label === undefined) throw new BodyError('the data has no label', ['data'], 'name its column in roles: of the data cell');
  if (prediction === undefined && score === undefined && (lower === undefined || upper === undefined)) {
    throw new BodyError(
      'the data has no predictions',
      ['data'],
      'name a prediction or a score column in roles: of the data cell, or predict with a model',
    );
  }
  const actual = columnOf(frame, label);
  const chosen = task ?? taskOf(frame, actual);
  return chosen === 'regression' ? prepareRegression(frame, actual) : prepareClasses(frame, actual, task, positive);
}

function ofTags(frame: Frame, tags: TagData): Prepared {
  const columns = tags.names.map((_, code) => scoresOfTag(tags, code));
  return {
    ...empty(frame),
    task: 'multilabel',
    classes: tags.names,
    scores: columns,
    tags,
    notes: [
      ...weightNotes(frame),
      ...tags.notes,
      ...scoreNotes(frame.table.totalRows(), columns, false).slice(tags.scored?.includes(0) === true ? 1 : 0),
    ],
  };
}

function scoresOfTag({ tags, scored }: TagData, code: number): Float64Array | null {
  if (scored === null) return null;
  return Float64Array.from(scored, (_, row) => tags.scores[row * tags.labels + code]!);
}

function ofQueries(frame: Frame, queries: QueryData): Prepared {
  return { ...empty(frame), task: 'ranking', queries, notes: [...weightNotes(frame), ...queries.notes] };
}

function prepareRegression(frame: Frame, label: Column): Prepared {
  const prediction = frame.roles.prediction ?? [...(frame.roles.score?.values() ?? [])][0];
  const guessed = prediction === undefined ? null : columnOf(frame, prediction);
  if (!(label instanceof NumberColumn))
    throw new BodyError(`the label ${frame.roles.label} is no number, so there is nothing to regress on`, ['task']);
  if (guessed !== null && !(guessed instanceof NumberColumn)) throw new BodyError(`the prediction ${prediction} is no number`, ['task']);
  const estimate = guessed?.values ?? new Float64Array(label.length).fill(NaN);
  const left = guessed === null ? 0 : countUnknown(label.values, estimate);
  return {
    ...empty(frame),
    task: 'regression',
    target: finiteOnly(label.values),
    estimate: finiteOnly(estimate),
    bounds: boundsOf(frame),
    notes: [...weightNotes(frame), ...(left === 0 ? [] : [`${rowsLeft(left)} out for want of a finite label or prediction.`])],
  };
}

function boundsOf(frame: Frame): Prepared['bounds'] {
  const { lower, upper } = frame.roles;
  if (lower === undefined || upper === undefined) return null;
  const read = (name: string): Float64Array => {
    const column = columnOf(frame, name);
    if (!(column instanceof NumberColumn)) throw new BodyError(`the bound ${name} is no number`, ['data']);
    return column.values;
  };
  return { lower: read(lower), upper: read(upper) };
}

function empty(frame: Frame): Prepared {
  return {
    task: 'binary',
    rows: frame.table.totalRows(),
    classes: [],
    positive: -1,
    actual: new Int32Array(0),
    predicted: null,
    scores: [],
    weights: weightsOf(frame),
    target: new Float64Array(0),
    estimate: new Float64Array(0),
    bounds: null,
    singlePrecision: false,
    tags: null,
    queries: null,
    notes: [],
  };
}

function prepareClasses(frame: Frame, label: Column, task: Task | undefined, wanted: string | undefined): Prepared {
  const { prediction, score } = frame.roles;
  const guessed = prediction === undefined ? null : columnOf(frame, prediction);
  const named = [...(score?.keys() ?? [])].filter((name) => name !== '');
  const seen = [...distinctTexts(label, 1001), ...(guessed === null ? [] : distinctTexts(guessed, 1001)), ...named];
  const classes = withPositive(frame.classes ?? sortClasses([...new Set(seen)]), wanted ?? frame.positive);
  if (classes.length > 1000)
    throw new BodyError(`the label ${frame.roles.label} has more than 1,000 values`, ['task'], 'say task: regression if it is a number');
  const binary = task === 'binary' || (task === undefined && classes.length <= 2);
  const positive = binary ? positiveOf(classes, wanted ?? frame.positive) : -1;
  const index = new Map(classes.map((name, code) => [name, code]));
  const actual = codesOf(label, index);
  const predicted = guessed === null ? null : codesOf(guessed, index);
  const scores = scoresOf(frame, classes, positive);
  return {
    ...empty(frame),
    task: binary ? 'binary' : 'multiclass',
    classes,
    positive,
    actual,
    predicted: binary ? predicted : (predicted ?? highestScore(scores, frame.table.totalRows())),
    scores,
    singlePrecision: isSinglePrecision(scores),
    notes: [
      ...weightNotes(frame),
      ...classNotes(actual, predicted, classes, frame),
      ...scoreNotes(frame.table.totalRows(), scores, !binary),
    ],
  };
}

/** Where the data has one class at most, the positive class that is asked for is the other one. */
function withPositive(classes: readonly string[], positive: string | undefined): readonly string[] {
  return positive === undefined || classes.length > 1 || classes.includes(positive) ? classes : [...classes, positive];
}

function positiveOf(classes: readonly string[], wanted: string | undefined): number {
  if (wanted === undefined) return classes.length - 1;
  const index = classes.indexOf(wanted);
  if (index === -1) {
    const near = nearest(wanted, classes);
    throw new BodyError(`no class ${wanted} in the label`, ['positive'], `its classes are ${classes.slice(0, 10).join(', ')}`, near);
  }
  return index;
}

function scoresOf(frame: Frame, classes: readonly string[], positive: number): (Float64Array | null)[] {
  const { score } = frame.roles;
  return classes.map((name, code) => {
    if (positive !== -1 && code !== positive) return null;
    const column = score?.get(name) ?? (code === positive ? score?.get('') : undefined);
    if (column === undefined) return null;
    const values = columnOf(frame, column);
    if (!(values instanceof NumberColumn)) throw new BodyError(`the score ${column} is no number`, ['data']);
    return values.values;
  });
}

function highestScore(scores: readonly (Float64Array | null)[], rows: number): Int32Array | null {
  const known = scores.filter((column) => column !== null);
  if (known.length !== scores.length) return null;
  const best = new Int32Array(rows).fill(-1);
  for (let row = 0; row < rows; row++) {
    let most = -Infinity;
    for (const [code, column] of known.entries()) {
      const score = column[row]!;
      if (score > most) {
        most = score;
        best[row] = code;
      }
      if (Number.isNaN(score)) {
        best[row] = -1;
        break;
      }
    }
  }
  return best;
}

function weightsOf(frame: Frame): Float64Array | null {
  if (frame.roles.weight === undefined) return null;
  const column = columnOf(frame, frame.roles.weight);
  if (!(column instanceof NumberColumn)) throw new BodyError(`the weight ${frame.roles.weight} is no number`, ['data']);
  const bad = column.values.findIndex((value) => !(value >= 0));
  if (bad !== -1)
    throw new BodyError(`the weight ${frame.roles.weight} is ${column.at(bad) ?? 'missing'} in row ${bad + 1}; weights are 0 or more`, [
      'data',
    ]);
  return column.values;
}

function countUnknown(a: Float64Array, b: Float64Array): number {
  let count = 0;
  for (let row = 0; row < a.length; row++) if (!Number.isFinite(a[row]) || !Number.isFinite(b[row])) count++;
  return count;
}

function finiteOnly(values: Float64Array): Float64Array {
  return values.some((value) => Math.abs(value) === Infinity) ? values.map((value) => (Number.isFinite(value) ? value : NaN)) : values;
}

function rowsLeft(count: number): string {
  return count === 1 ? '1 row is left' : `${count.toLocaleString('en-US')} rows are left`;
}
