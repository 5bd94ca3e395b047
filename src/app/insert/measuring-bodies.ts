import type { CellNames } from '../../engine/protocol.ts';
import { columnNamed, groupColumns, otherPredictions, scoreColumn } from './columns.ts';
import type { Filled } from './filled.ts';
import { isScored, rowsOf, sourceOf, type Place } from './place.ts';
import { word, words } from './yaml-words.ts';

/** Rows above that can be measured. */
function scoredRows(place: Place): CellNames | undefined {
  const rows = rowsOf(place);
  return rows !== undefined && isScored(rows) ? rows : undefined;
}

/** A control between 0 and 1 above that is called a threshold. */
function thresholdInput({ cells }: Place): string | undefined {
  return cells.findLast((cell) => cell.kind === 'input' && /threshold|cut/.test(cell.id) && /^type:[ \t]*(?:range|number)/m.test(cell.body))
    ?.id;
}

function hasScores({ roles, task, columns }: CellNames): boolean {
  if (roles?.score === undefined) return false;
  if (task === 'binary') return true;
  const classes = columns.find(({ name }) => name === roles.label)?.sample?.distinct ?? Infinity;
  return task === 'multiclass' && roles.score.size >= classes;
}

export function metricsBody(place: Place): Filled | null {
  const rows = scoredRows(place);
  if (rows === undefined) return null;
  const by = rows.task === 'multilabel' || rows.task === 'ranking' ? [] : groupColumns(rows, 8);
  const threshold = rows.task === 'binary' && rows.roles?.score !== undefined ? thresholdInput(place) : undefined;
  return {
    name: 'quality',
    says: ['of ', { name: rows.cell }, ...(by.length === 0 ? [] : [' by ', { name: by[0]! }])],
    body:
      `data: ${rows.cell}\n` +
      (threshold === undefined ? '' : `threshold: $${threshold}\n`) +
      (by.length === 0 ? '' : `by: ${words(by)}\n`),
  };
}

export function thresholdBody(place: Place): Filled | null {
  const rows = scoredRows(place);
  if (rows === undefined || rows.task !== 'binary' || !hasScores(rows)) return null;
  return {
    name: `${rows.cell}_cut`,
    says: ['where to cut the scores of ', { name: rows.cell }],
    body: `data: ${rows.cell}\nchoose: {max: f1}\n`,
  };
}

export function calibrationBody(place: Place): Filled | null {
  const rows = scoredRows(place);
  if (rows === undefined || !hasScores(rows)) return null;
  return { name: `${rows.cell}_calibration`, says: ['of ', { name: rows.cell }], body: `data: ${rows.cell}\n` };
}

export function compareBody(place: Place): Filled | null {
  return comparedCells(place) ?? comparedColumns(place);
}

/** Two models that predicted the same rows. */
function comparedCells(place: Place): Filled | null {
  const predicted = place.frames.filter((frame) => frame.kind === 'predict' && isScored(frame));
  const last = predicted.at(-1);
  const other = predicted.slice(0, -1).findLast((frame) => sourceOf(place, frame.cell) === sourceOf(place, last!.cell));
  if (last === undefined || other === undefined) return null;
  const says = [{ name: other.cell }, ' with ', { name: last.cell }];
  return { name: `${other.cell}_or_${last.cell}`, says, body: `models: ${words([other.cell, last.cell])}\n` };
}

/** A second column of predictions in the same rows. */
function comparedColumns(place: Place): Filled | null {
  const rows = scoredRows(place);
  if (rows === undefined || (rows.task !== 'binary' && rows.task !== 'regression')) return null;
  const own = rows.task === 'regression' ? rows.roles?.prediction : scoreColumn(rows);
  const other = otherPredictions(rows).find((name) => name !== own);
  if (own === undefined || other === undefined) return null;
  const key = rows.task === 'regression' ? 'prediction' : 'score';
  const model = (column: string): string => `  ${word(column)}: {${key}: ${word(column)}}\n`;
  return {
    name: `${rows.cell}_compare`,
    says: [{ name: other }, ' with ', { name: own }],
    body: `data: ${rows.cell}\nmodels:\n${model(other)}${model(own)}`,
  };
}

/** Groups of rows set against each other; `any` takes a column without the role. */
export function fairnessBody(place: Place, any: boolean): Filled | null {
  const rows = scoredRows(place);
  if (rows === undefined || rows.task === 'multilabel' || rows.task === 'ranking') return null;
  const named = (rows.roles?.group ?? []).filter((name) => (columnNamed(rows, name)?.sample?.distinct ?? 0) >= 2);
  const group = named.find((name) => columnNamed(rows, name)!.sample!.distinct <= 20) ?? (any ? groupColumns(rows, 20)[0] : undefined);
  if (group === undefined) return null;
  const says = ['between groups of ', { name: group }, ' in ', { name: rows.cell }];
  return { name: `${rows.cell}_fairness`, says, body: `data: ${rows.cell}\nsensitive: ${words([group])}\n` };
}
