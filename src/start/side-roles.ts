import { VectorColumn } from '../frame/column.ts';
import type { ColumnFacts } from './column-facts.ts';
import type { ColumnRole } from './inferred.ts';
import { areParts } from './name-words.ts';
import { isCategory, isText, type TableFacts } from './table-facts.ts';

/** A part that a column may play beside labels and predictions. */
export interface SideRole {
  readonly role: ColumnRole;
  readonly why: string;
}

/** What a column is that is neither label nor prediction; `none` where it is one of the columns that a model may have read. */
export function sideRole(table: TableFacts, column: ColumnFacts): SideRole {
  const rules = [imageRole, idRole, splitRole, weightRole, timeRole, textRole, groupRole];
  for (const rule of rules) {
    const found = rule(column);
    if (found !== null && table.mayBe(column, found.role)) return found;
  }
  return { role: 'none', why: '' };
}

/** The side of a square image of this many values, and its channels; null where they make none. */
export function imageShape(width: number): readonly [height: number, width: number, channels: number] | null {
  for (const channels of [1, 3, 4]) {
    const side = Math.sqrt(width / channels);
    if (Number.isInteger(side) && side >= 4) return [side, side, channels];
  }
  return null;
}

function imageRole({ column, hints }: ColumnFacts): SideRole | null {
  if (!(column instanceof VectorColumn) || imageShape(column.width) === null) return null;
  if (!hints.image && !(column.values instanceof Uint8Array)) return null;
  return { role: 'image', why: `Its rows hold ${column.width} numbers, the pixels of a square.` };
}

function idRole({ name, unique, hints, type, whole, length, rows, min, max }: ColumnFacts): SideRole | null {
  if (!unique || rows < 3) return null;
  if (hints.id) return { role: 'id', why: 'Its name says so, and no value stands twice.' };
  if (type === 'number' && whole && max - min === rows - 1 && (min === 0 || min === 1) && rows >= 10)
    return { role: 'id', why: 'It numbers the rows.' };
  if (type === 'string' && length <= 40 && rows >= 10 && !hints.text && !/\s/.test(name))
    return { role: 'id', why: 'No value stands twice.' };
  return null;
}

function splitRole({ hints, distinct, values, type }: ColumnFacts): SideRole | null {
  if (distinct < 2 || distinct > 20) return null;
  if (areParts(values)) return { role: 'split', why: `Its values are ${values.join(' and ')}.` };
  const isFold =
    hints.split && !(type === 'number' && hints.words.length > 1) && values.every((value) => /^(fold|rep|cv)?[\s._-]*\d+$/i.test(value));
  return isFold ? { role: 'split', why: 'Its name says so, and its values number folds.' } : null;
}

function weightRole({ hints, type, min }: ColumnFacts): SideRole | null {
  return hints.weight && type === 'number' && min >= 0 ? { role: 'weight', why: 'Its name says so, and no value is below 0.' } : null;
}

function timeRole({ type }: ColumnFacts): SideRole | null {
  return type === 'time' ? { role: 'time', why: 'Its values are dates.' } : null;
}

function textRole(column: ColumnFacts): SideRole | null {
  if (!isText(column)) return null;
  return { role: 'text', why: column.hints.text ? 'Its name says so.' : 'Its values are long and mostly differ.' };
}

function groupRole(column: ColumnFacts): SideRole | null {
  const { hints, distinct, type } = column;
  if (!hints.person || distinct < 2) return null;
  if (isCategory(column) && distinct <= 12) return { role: 'group', why: 'Its name tells people apart.' };
  return type === 'number' && hints.words.includes('age') && distinct > 12
    ? { role: 'group', why: 'Its name tells people apart; it is cut into bins.' }
    : null;
}
