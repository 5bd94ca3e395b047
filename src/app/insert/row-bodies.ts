import type { CellNames } from '../../engine/protocol.ts';
import { categories, columnNamed, isSpread, numberColumns, scoreColumn } from './columns.ts';
import type { Filled } from './filled.ts';
import { freshName, holdsRows, rowsOf, subjectOf, type Place } from './place.ts';
import { columnOfRow, literal, quoted, word, words } from './yaml-words.ts';

/** The nearest model above over the rows that have most of the columns which it takes. */
export function predictBody(place: Place): Filled | null {
  const model = place.frames.findLast(({ kind }) => kind === 'model');
  const inputs = place.cells.find(({ id }) => id === model?.cell)?.body ?? '';
  const taken = new Set(inputs.match(/[\p{L}\p{N}_]+/gu));
  const candidates = place.frames.filter((frame) => holdsRows(frame) && !frame.columns.some(({ name }) => name === 'prediction'));
  const counts = candidates.map(({ columns }) => columns.filter(({ name }) => taken.has(name)).length);
  const rows = candidates[counts.lastIndexOf(Math.max(...counts))];
  if (model === undefined || rows === undefined) return null;
  return {
    name: 'scored',
    says: ['scores of ', { name: model.cell }, ' for ', { name: rows.cell }],
    body: `model: ${model.cell}\ndata: ${rows.cell}\n`,
  };
}

/** Rows of the most frequent value of a column, or above the middle of a number. */
export function sliceBody(place: Place): Filled | null {
  const rows = rowsOf(place);
  const where = rows === undefined ? null : firstCondition(rows);
  if (rows === undefined || where === null) return null;
  return {
    name: `${rows.cell}_slice`,
    says: ['rows of ', { name: rows.cell }, ' where ', { name: where }],
    body: `data: ${rows.cell}\nwhere: ${quoted(where)}\n`,
  };
}

function firstCondition(rows: CellNames): string | null {
  const named = [...(rows.roles?.group ?? []), ...categories(rows, 50), ...(rows.roles?.label === undefined ? [] : [rows.roles.label])];
  for (const name of named) {
    const most = columnNamed(rows, name)?.sample?.most ?? null;
    if (most !== null && columnNamed(rows, name)?.type !== 'time') return `${columnOfRow(name)} == ${literal(most)}`;
  }
  const number = numberColumns(rows)[0];
  return number === undefined ? null : `${columnOfRow(number.name)} > ${middle(number.sample!.range!)}`;
}

/** A number between two that is written with few digits. */
function middle([least, greatest]: readonly [number, number]): number {
  const exact = least / 2 + greatest / 2;
  for (let digits = 1; digits < 17; digits++) {
    const short = Number(exact.toPrecision(digits));
    if (short > least && short < greatest) return short;
  }
  return exact;
}

/** Working columns: how far a prediction is off, which rows are wrong, else which lie above the middle. */
export function deriveBody(place: Place): Filled | null {
  const rows = rowsOf(place);
  if (rows === undefined) return null;
  const { label, prediction } = rows.roles ?? {};
  const score = scoreColumn(rows);
  const one = (name: string, says: string, step: string): Filled => ({
    name: freshName(place.notebook, name),
    says: [says, { name: rows.cell }],
    body: `data: ${rows.cell}\nsteps:\n${step}`,
  });
  if (rows.task === 'regression' && label !== undefined && prediction !== undefined)
    return one(
      `${rows.cell}_errors`,
      'how far off each row is in ',
      `  - derive: {error: ${quoted(`${columnOfRow(prediction)} - ${columnOfRow(label)}`)}}\n  - orderby: [{desc: error}]\n`,
    );
  if (label !== undefined && prediction !== undefined && columnNamed(rows, label)?.type === columnNamed(rows, prediction)?.type)
    return one(`${rows.cell}_mistakes`, 'mistakes in ', `  - filter: ${quoted(`${columnOfRow(prediction)} != ${columnOfRow(label)}`)}\n`);
  if (score !== undefined) return one(`${rows.cell}_sorted`, 'highest scores first in ', `  - orderby: [{desc: ${word(score)}}]\n`);
  const number = numberColumns(rows)[0] ?? rows.columns.find(isSpread);
  if (number === undefined) return one(`${rows.cell}_first`, 'first rows of ', '  - limit: 100\n');
  const high = `${columnOfRow(number.name)} > ${middle(number.sample!.range!)}`;
  return one(`${rows.cell}_derived`, 'a new column for ', `  - derive: {high: ${quoted(high)}}\n`);
}

/** The rows themselves; images and texts as a gallery. */
export function tableBody(place: Place): Filled | null {
  const subject = subjectOf(place);
  const rows = subject === undefined || subject.kind === 'model' ? rowsOf(place) : subject;
  if (rows === undefined) return null;
  const image = rows.roles?.image?.[0]?.column;
  const gallery = image === undefined ? '' : `as: gallery\nimage: ${word(image)}\nlimit: 24\n`;
  return {
    name: `${rows.cell}_${image === undefined ? 'table' : 'gallery'}`,
    says: [image === undefined ? 'rows of ' : 'images of ', { name: rows.cell }],
    body: `data: ${rows.cell}\n${gallery === '' ? 'limit: 100\n' : gallery}`,
  };
}

/** A slider between 0 and 1, or over the scores. */
export function inputBody(): Filled {
  return {
    name: 'threshold',
    says: ['a slider that others read as ', { name: '$threshold' }],
    body: 'type: range\nlabel: Threshold\nmin: 0\nmax: 1\nstep: 0.01\nvalue: 0.5\n',
  };
}

/** A model of which the file is still to come, with the numbers above as its inputs. */
export function modelBody(place: Place): Filled | null {
  const rows = rowsOf(place);
  const inputs = rows === undefined ? [] : numberColumns(rows).map(({ name }) => name);
  if (rows === undefined || inputs.length === 0) return null;
  return {
    name: 'scorer',
    says: ['a file of a model for ', { name: rows.cell }],
    body: `source: model.json\ninputs: ${words(inputs.slice(0, 20))}\n`,
  };
}
