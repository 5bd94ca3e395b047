import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, VectorColumn, type Column } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import { isNull } from '../../frame/nulls.ts';
import { roleOf } from '../../cells/table-output.ts';
import type { Breath } from './breath.ts';

/** A row and how far it lies. */
export interface Near {
  readonly row: number;
  readonly distance: number;
}

/** Categories with more words than this are taken for names or free text and left out. */
const mostWords = 1000;
const piece = 1 << 16;

/**
 * The columns that say how alike two rows are: the features, or all numbers, truths and categories without another role;
 * where there are none, vectors, as those of images.
 */
export function comparedColumns(frame: Frame): readonly string[] {
  const features = (frame.roles.feature ?? []).filter((name) => frame.table.columnIndex(name) >= 0);
  const names = features.length > 0 ? features : frame.table.columnNames().filter((name) => isFree(roleOf(frame.roles, name)));
  const compared = names.filter((name) => isComparable(columnOf(frame, name)));
  return compared.length > 0 ? compared : frame.table.columnNames().filter((name) => columnOf(frame, name) instanceof VectorColumn);
}

function isFree(role: string | undefined): boolean {
  return role === undefined || role === 'feature' || role === 'group';
}

function isComparable(column: Column): boolean {
  if (column instanceof StringColumn) return column.dictionary.length <= mostWords;
  return column instanceof NumberColumn || column instanceof BooleanColumn || column instanceof TimeColumn;
}

/**
 * The `most` rows nearest to a row, which is not among them: the root of the mean over columns of squared differences, of numbers
 * and times in standard deviations of the column, of vectors their root mean square; 1 where categories or truths differ or one value is missing; 0 where both are.
 */
export async function nearestRows(columns: readonly Column[], row: number, most: number, breath: Breath): Promise<Near[]> {
  const length = columns[0]?.length ?? 0;
  const sums = new Float64Array(length);
  for (const column of columns) {
    const add = await differenceOf(column, row, sums, breath);
    for (let from = 0; from < length; from += piece) {
      const to = Math.min(length, from + piece);
      for (let other = from; other < to; other++) add(other);
      await breath.take();
    }
  }
  return smallest(sums, row, most).map((other) => ({ row: other, distance: Math.sqrt(sums[other]! / columns.length) }));
}

async function differenceOf(column: Column, row: number, sums: Float64Array, breath: Breath): Promise<(other: number) => void> {
  const missing = (other: number): boolean => isNull(column.nulls, other);
  if (column instanceof NumberColumn || column instanceof TimeColumn) {
    const { values } = column;
    const own = values[row]!;
    const scale = 1 / (await deviationOf(values, breath));
    return (other) => {
      const difference = (values[other]! - own) * scale;
      if (Number.isFinite(difference)) sums[other]! += difference * difference;
      else if (values[other] !== own && !(Number.isNaN(own) && Number.isNaN(values[other]))) sums[other]! += 1;
    };
  }
  if (column instanceof VectorColumn) return vectorDifference(column, row, sums, breath);
  const codes = column instanceof StringColumn ? column.codes : column.values;
  const own = codes[row]!;
  const ownMissing = missing(row);
  return (other) => {
    if (missing(other) ? !ownMissing : ownMissing || codes[other] !== own) sums[other]! += 1;
  };
}

async function vectorDifference(column: VectorColumn, row: number, sums: Float64Array, breath: Breath): Promise<(other: number) => void> {
  const { values, width } = column;
  const own = row * width;
  const scale = 1 / ((await deviationOf(values, breath)) ** 2 * width);
  const missing = isNull(column.nulls, row);
  return (other) => {
    if (missing || isNull(column.nulls, other)) {
      if (missing !== isNull(column.nulls, other)) sums[other]! += 1;
      return;
    }
    let sum = 0;
    for (let at = 0, from = other * width; at < width; at++) sum += (values[from + at]! - values[own + at]!) ** 2;
    sums[other]! += sum * scale;
  };
}

/** Standard deviation of the finite values; 1 where they do not differ. */
async function deviationOf(values: Float64Array | Float32Array | Uint8Array, breath: Breath): Promise<number> {
  let count = 0;
  let mean = 0;
  let squares = 0;
  for (let from = 0; from < values.length; from += piece) {
    const to = Math.min(values.length, from + piece);
    for (let at = from; at < to; at++) {
      const value = values[at]!;
      if (!Number.isFinite(value)) continue;
      count++;
      const difference = value - mean;
      mean += difference / count;
      squares += difference * (value - mean);
    }
    await breath.take();
  }
  const deviation = Math.sqrt(squares / count);
  return deviation > 0 && Number.isFinite(deviation) ? deviation : 1;
}

/** Rows with the smallest sums but one row, nearest first; of equals the first. */
function smallest(sums: Float64Array, but: number, most: number): number[] {
  const found: number[] = [];
  for (let row = 0; row < sums.length; row++) {
    if (row === but || (found.length === most && sums[row]! >= sums[found[most - 1]!]!)) continue;
    let place = found.length;
    while (place > 0 && sums[found[place - 1]!]! > sums[row]!) place--;
    found.splice(place, 0, row);
    found.length = Math.min(found.length, most);
  }
  return found;
}
