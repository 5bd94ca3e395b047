import { BooleanColumn, NumberColumn, StringColumn, type Column } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import { isNull } from '../../frame/nulls.ts';
import type { Task } from '../../metrics/metric.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError } from '../kind.ts';

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
  readonly notes: readonly string[];
}

/** Reads the roles of a frame; throws `BodyError` that says which role is missing. */
export function prepare(frame: Frame, task: Task | undefined, positive: string | undefined): Prepared {
  const { label, prediction, score } = frame.roles;
  if (label === undefined) throw new BodyError('the data has no label', ['data'], 'name its column in roles: of the data cell');
  if (prediction === undefined && score === undefined) {
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

function taskOf(frame: Frame, label: Column): Task {
  if (frame.classes !== undefined) return frame.classes.length > 2 ? 'multiclass' : 'binary';
  if (frame.roles.score !== undefined) return frame.roles.score.size > 2 ? 'multiclass' : 'binary';
  if (!(label instanceof NumberColumn)) return distinctTexts(label, 3).length > 2 ? 'multiclass' : 'binary';
  const guessed = frame.roles.prediction === undefined ? null : columnOf(frame, frame.roles.prediction);
  if (hasFraction(label) || (guessed instanceof NumberColumn && hasFraction(guessed))) return 'regression';
  const distinct = distinctTexts(label, 21).length;
  return distinct > 20 ? 'regression' : distinct > 2 ? 'multiclass' : 'binary';
}

function hasFraction({ values }: NumberColumn): boolean {
  return values.some((value) => Number.isFinite(value) && !Number.isInteger(value));
}

function prepareRegression(frame: Frame, label: Column): Prepared {
  const prediction = frame.roles.prediction ?? [...(frame.roles.score?.values() ?? [])][0];
  const guessed = columnOf(frame, prediction!);
  if (!(label instanceof NumberColumn))
    throw new BodyError(`the label ${frame.roles.label} is no number, so there is nothing to regress on`, ['task']);
  if (!(guessed instanceof NumberColumn)) throw new BodyError(`the prediction ${prediction} is no number`, ['task']);
  const left = countUnknown(label.values, guessed.values);
  return {
    ...empty(frame),
    task: 'regression',
    target: finiteOnly(label.values),
    estimate: finiteOnly(guessed.values),
    notes: left === 0 ? [] : [`${rowsLeft(left)} out for want of a finite label or prediction.`],
  };
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
    notes: [...classNotes(actual, label, classes, frame), ...scoreNotes(actual, scores)],
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

/** Codes of a column's values among the classes; −1 for a missing value or another one. */
export function codesOf(column: Column, index: ReadonlyMap<string, number>): Int32Array {
  const codes = new Int32Array(column.length).fill(-1);
  if (column instanceof StringColumn) {
    const byCode = column.dictionary.map((word) => index.get(word) ?? -1);
    for (let row = 0; row < column.length; row++) if (!isNull(column.nulls, row)) codes[row] = byCode[column.codes[row]!]!;
    return codes;
  }
  if (!(column instanceof NumberColumn || column instanceof BooleanColumn)) return codes;
  const known = new Map<number, number>();
  for (let row = 0; row < column.length; row++) {
    if (isNull(column.nulls, row)) continue;
    const value = column.values[row]!;
    let code = known.get(value);
    if (code === undefined) known.set(value, (code = index.get(String(column.at(row))) ?? -1));
    codes[row] = code;
  }
  return codes;
}

/** Distinct values as text, at most `limit` of them; missing values and NaN are none. */
export function distinctTexts(column: Column, limit: number): string[] {
  const seen = new Set<string | number>();
  for (let row = 0; row < column.length && seen.size < limit; row++) {
    if (isNull(column.nulls, row)) continue;
    if (column instanceof StringColumn) seen.add(column.codes[row]!);
    else if (column instanceof NumberColumn || column instanceof BooleanColumn) {
      if (!Number.isNaN(column.values[row])) seen.add(column.values[row]!);
    }
  }
  const text = (value: string | number): string => {
    if (column instanceof StringColumn) return column.dictionary[Number(value)]!;
    return column instanceof BooleanColumn ? String(value === 1) : String(value);
  };
  return [...seen].map(text);
}

/** Numbers in their order, everything else as text. */
export function sortClasses(names: readonly string[]): string[] {
  const numeric = names.every((name) => name.trim() !== '' && Number.isFinite(Number(name)));
  return [...names].sort((a, b) => (numeric ? Number(a) - Number(b) : a < b ? -1 : a > b ? 1 : 0));
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

function scoreNotes(actual: Int32Array, scores: Prepared['scores']): string[] {
  const known = scores.filter((column) => column !== null);
  let missing = 0;
  for (let row = 0; row < actual.length; row++) missing += +known.some((column) => Number.isNaN(column[row]));
  return missing === 0 ? [] : [`${rowsLeft(missing)} out of metrics for want of a score.`];
}

function classNotes(actual: Int32Array, label: Column, classes: readonly string[], frame: Frame): string[] {
  const notes: string[] = [];
  let missing = 0;
  for (const code of actual) if (code === -1) missing++;
  if (missing > 0) notes.push(`${rowsLeft(missing)} out for want of a label among the classes.`);
  const present = distinctTexts(label, 2);
  if (present.length === 1 && actual.length > 0)
    notes.push(`The label ${frame.roles.label} has one class only, ${present[0]}; metrics that need two have no value.`);
  if (classes.length === 0 && actual.length > 0) notes.push(`The label ${frame.roles.label} has no value at all.`);
  return notes;
}
