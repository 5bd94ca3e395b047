import { StringColumn } from '../../../frame/column.ts';
import type { Frame } from '../../../frame/frame.ts';
import { isNull } from '../../../frame/nulls.ts';
import { BodyError } from '../../kind.ts';
import type { By } from '../schema.ts';
import { boundSlices, columnFor, type Parts, type Path } from './parts.ts';

type ByEach = Extract<By, { each: string }>;

/**
 * A slice for each value of a column that holds several values a row, as `drama|comedy`. Slices overlap, and one list of codes
 * holds one slice a row, so values that share no row are put together: as many lists as it takes, most frequent values first.
 */
export function byEach(frame: Frame, by: ByEach, path: Path): readonly Parts[] {
  const column = columnFor(frame, by.each, [...path, 'each']);
  if (!(column instanceof StringColumn))
    throw new BodyError(`${by.each} holds no texts, so they have no several values`, [...path, 'each'], `name it alone: ${by.each}`);
  const rowsOf = rowsByValue(column, by.separator ?? '|');
  boundSlices(rowsOf.size, `${by.each} makes`, path);
  const ordered = [...rowsOf].sort(([a, one], [b, other]) => other.length - one.length || (a < b ? -1 : 1));
  const lists: { readonly codes: Int32Array; readonly slices: Parts['slices'][number][] }[] = [];
  for (const [value, rows] of ordered) {
    let list = lists.find(({ codes }) => rows.every((row) => codes[row] === -1));
    if (list === undefined) lists.push((list = { codes: new Int32Array(column.length).fill(-1), slices: [] }));
    for (const row of rows) list.codes[row] = list.slices.length;
    list.slices.push({ slice: `${by.each}=${value}`, label: value });
  }
  return lists;
}

function rowsByValue(column: StringColumn, separator: string): Map<string, number[]> {
  const parted = column.dictionary.map((word) => [
    ...new Set(
      word
        .split(separator)
        .map((value) => value.trim())
        .filter((value) => value !== ''),
    ),
  ]);
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < column.length; row++) {
    const values = isNull(column.nulls, row) ? [] : parted[column.codes[row]!]!;
    for (const value of values.length === 0 ? ['missing'] : values) {
      const rows = rowsOf.get(value);
      if (rows === undefined) rowsOf.set(value, [row]);
      else rows.push(row);
    }
  }
  return rowsOf;
}
