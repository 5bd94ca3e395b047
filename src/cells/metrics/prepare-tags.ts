import { BooleanColumn, NumberColumn, StringColumn, type Column } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import { isNull } from '../../frame/nulls.ts';
import type { Tags } from '../../metrics/metric.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError } from '../kind.ts';
import { sortClasses } from './class-codes.ts';

/** Labels of rows that have several, with what is predicted and scored of each; a row that lacks one of them is marked as such. */
export interface TagData {
  readonly names: readonly string[];
  readonly tags: Tags;
  /** Whether a row's labels, predictions and scores are known; the latter null where there are none. */
  readonly labelled: Uint8Array;
  readonly predicted: Uint8Array | null;
  readonly scored: Uint8Array | null;
  readonly notes: readonly string[];
}

interface Bits {
  readonly values: Uint8Array;
  readonly known: Uint8Array;
}

/** Reads labels from columns of 0 and 1, or from one column of text with a separator; throws `BodyError` for what is neither. */
export function prepareTags(frame: Frame, separator: string | undefined): TagData {
  const names = separator === undefined ? namesOfColumns(frame) : namesInTexts(frame, separator);
  if (names.length === 0)
    throw new BodyError('the data has no label of several', ['task'], 'name columns in roles: {labels: {label: column}}');
  if (names.length > 1000) throw new BodyError('there are more than 1,000 labels', ['task']);
  const rows = frame.table.totalRows();
  const { predictions, score, prediction } = frame.roles;
  const labels =
    separator === undefined ? bitsOfColumns(frame, frame.roles.labels!, names, 'labels') : bitsOfText(frame, 'label', names, separator);
  const guessed =
    separator !== undefined && prediction !== undefined
      ? bitsOfText(frame, 'prediction', names, separator)
      : predictions === undefined
        ? null
        : bitsOfColumns(frame, predictions, names, 'predictions');
  const scores = score === undefined ? null : scoresOf(frame, score, names);
  if (guessed === null && scores === null)
    throw new BodyError('the data has no predictions', ['data'], 'name predictions: or score: by label in roles: of the data cell');
  const left = countZeros(labels.known);
  const without = guessed === null ? 0 : countZeros(guessed.known);
  const unscored = scores === null ? 0 : countZeros(scores.known);
  return {
    names,
    tags: {
      labels: names.length,
      actual: labels.values,
      predicted: guessed?.values ?? new Uint8Array(rows * names.length),
      scores: scores?.values ?? new Float64Array(0),
    },
    labelled: labels.known,
    predicted: guessed?.known ?? null,
    scored: scores?.known ?? null,
    notes: [...leftNotes(left, 'a label'), ...leftNotes(without, 'a prediction'), ...leftNotes(unscored, 'a score')],
  };
}

function leftNotes(count: number, want: string): string[] {
  if (count === 0) return [];
  return [`${count === 1 ? '1 row is' : `${count.toLocaleString('en-US')} rows are`} left out for want of ${want}.`];
}

function countZeros(known: Uint8Array): number {
  return known.reduce((count, own) => count + 1 - own, 0);
}

function namesOfColumns({ roles }: Frame): string[] {
  if (roles.labels === undefined)
    throw new BodyError(
      'the data has no labels',
      ['task'],
      'name columns in roles: {labels: {label: column}}, or say separator: for a column that holds several',
    );
  return [...roles.labels.keys()];
}

function bitsOfColumns(frame: Frame, map: ReadonlyMap<string, string>, names: readonly string[], role: 'labels' | 'predictions'): Bits {
  checkNames(map, names, role);
  const rows = frame.table.totalRows();
  const values = new Uint8Array(rows * names.length);
  const known = new Uint8Array(rows).fill(1);
  for (const [code, name] of names.entries()) {
    const column = columnOf(frame, map.get(name)!);
    if (!(column instanceof NumberColumn || column instanceof BooleanColumn))
      throw new BodyError(`column ${map.get(name)} of ${role} is no column of 0 and 1`, ['data']);
    for (let row = 0; row < rows; row++) {
      const value = column.values[row]!;
      if (isNull(column.nulls, row) || Number.isNaN(value)) known[row] = 0;
      else if (value === 0 || value === 1) values[row * names.length + code] = value;
      else throw new BodyError(`column ${map.get(name)} of ${role} holds ${value} in row ${row + 1}; it may hold 0 and 1`, ['data']);
    }
  }
  return { values, known };
}

function checkNames(map: ReadonlyMap<string, string>, names: readonly string[], role: string): void {
  const known = new Set(names);
  const foreign = [...map.keys()].find((name) => !known.has(name));
  if (foreign !== undefined) {
    const near = nearest(foreign, names);
    throw new BodyError(
      `${role} names ${foreign}, which is none of the labels`,
      ['data'],
      near === undefined ? undefined : `the nearest is ${near}`,
      near,
    );
  }
  const lacking = names.find((name) => !map.has(name));
  if (lacking !== undefined) throw new BodyError(`${role} has no column of the label ${lacking}`, ['data'], `add ${lacking}: column`);
}

function scoresOf(frame: Frame, map: ReadonlyMap<string, string>, names: readonly string[]): { values: Float64Array; known: Uint8Array } {
  checkNames(map, names, 'score');
  const rows = frame.table.totalRows();
  const values = new Float64Array(rows * names.length);
  const known = new Uint8Array(rows).fill(1);
  for (const [code, name] of names.entries()) {
    const column = columnOf(frame, map.get(name)!);
    if (!(column instanceof NumberColumn)) throw new BodyError(`the score ${map.get(name)} is no number`, ['data']);
    for (let row = 0; row < rows; row++) {
      const score = column.values[row]!;
      values[row * names.length + code] = score;
      if (Number.isNaN(score)) known[row] = 0;
    }
  }
  return { values, known };
}

function textColumn(frame: Frame, role: 'label' | 'prediction'): StringColumn {
  const name = frame.roles[role];
  if (name === undefined) throw new BodyError(`the data has no ${role}`, ['data'], 'name its column in roles: of the data cell');
  const column: Column = columnOf(frame, name);
  if (!(column instanceof StringColumn)) throw new BodyError(`the ${role} ${name} is no text to part by a separator`, ['separator']);
  return column;
}

function partsOf(text: string, separator: string): string[] {
  return text
    .split(separator)
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function namesInTexts(frame: Frame, separator: string): string[] {
  const columns = [textColumn(frame, 'label'), ...(frame.roles.prediction === undefined ? [] : [textColumn(frame, 'prediction')])];
  const names = columns.flatMap((column) => column.dictionary.flatMap((text) => partsOf(text, separator)));
  return sortClasses([...new Set([...names, ...(frame.roles.score?.keys() ?? [])])].filter((name) => name !== ''));
}

function bitsOfText(frame: Frame, role: 'label' | 'prediction', names: readonly string[], separator: string): Bits {
  const column = textColumn(frame, role);
  const index = new Map(names.map((name, code) => [name, code]));
  const codes = column.dictionary.map((text) => partsOf(text, separator).map((part) => index.get(part)!));
  const values = new Uint8Array(column.length * names.length);
  const known = new Uint8Array(column.length);
  for (let row = 0; row < column.length; row++) {
    if (isNull(column.nulls, row)) continue;
    known[row] = 1;
    for (const code of codes[column.codes[row]!]!) values[row * names.length + code] = 1;
  }
  return { values, known };
}

/** One label by row: 1 or 0, −1 where the row's labels are not known. */
export function labelOf({ tags, labelled }: TagData, code: number): Int32Array {
  return Int32Array.from(labelled, (known, row) => (known === 1 ? tags.actual[row * tags.labels + code]! : -1));
}
