import { BooleanColumn, NumberColumn, StringColumn, VectorColumn } from '../../frame/column.ts';
import { isNull } from '../../frame/nulls.ts';
import type { FilledTensor, Filler } from './match-columns.ts';

/** Rows that can be given to the model, and what is wrong with the others. */
export interface UsableRows {
  readonly rows: Uint32Array;
  /** Sentences for the reader; empty when nothing is wrong. */
  readonly notes: readonly string[];
}

/** Leaves out rows with a missing or non-finite input, since backends hide them, and counts them by column; counts unknown categories too. */
export function usableRows(tensors: readonly FilledTensor[], total: number): UsableRows {
  const bad = new Uint8Array(total);
  const troubles: string[] = [];
  const notes: string[] = [];
  for (const filler of tensors.flatMap(({ fillers }) => fillers)) {
    const { missing, infinite } = markBad(filler, bad);
    const parts = [...(missing > 0 ? [`${missing} missing`] : []), ...(infinite > 0 ? [`${infinite} not finite`] : [])];
    if (parts.length > 0) troubles.push(`${filler.input.column}: ${parts.join(', ')}`);
    notes.push(...unknownCategories(filler));
  }
  const rows = new Uint32Array(total);
  let count = 0;
  for (let row = 0; row < total; row++) if (bad[row] === 0) rows[count++] = row;
  if (troubles.length > 0) {
    const left = total - count;
    notes.unshift(`${left} of ${total} rows get no prediction, since an input is missing or not finite (${troubles.join('; ')})`);
  }
  return { rows: rows.subarray(0, count), notes };
}

function markBad({ column, mean, scale }: Filler, bad: Uint8Array): { missing: number; infinite: number } {
  let missing = 0;
  let infinite = 0;
  for (let row = 0; row < column.length; row++) {
    if (isNull(column.nulls, row)) missing++;
    else if (column instanceof NumberColumn && !Number.isFinite(Math.fround((column.values[row]! - mean) / scale))) infinite++;
    else if (column instanceof VectorColumn && !allFinite(column, row)) infinite++;
    else continue;
    bad[row] = 1;
  }
  return { missing, infinite };
}

function allFinite({ values, width }: VectorColumn, row: number): boolean {
  if (values instanceof Uint8Array) return true;
  for (let at = row * width; at < (row + 1) * width; at++) if (!Number.isFinite(Math.fround(values[at]!))) return false;
  return true;
}

function unknownCategories({ input, column }: Filler): string[] {
  if (input.type !== 'one_hot') return [];
  const known = new Set(input.categories);
  const unknown = new Map<string, number>();
  for (let row = 0; row < column.length; row++) {
    if (isNull(column.nulls, row)) continue;
    const word = categoryAt(column, row);
    if (!known.has(word)) unknown.set(word, (unknown.get(word) ?? 0) + 1);
  }
  if (unknown.size === 0) return [];
  const rows = [...unknown.values()].reduce((sum, count) => sum + count, 0);
  const words = [...unknown.keys()].slice(0, 5).join(', ');
  return [
    `${rows === 1 ? '1 row has' : `${rows} rows have`} a ${input.column} that the model does not know (${words}); it sees none of its categories there`,
  ];
}

/** The category of a row of strings, booleans or numbers as text. */
export function categoryAt(column: Filler['column'], row: number): string {
  if (column instanceof StringColumn) return column.dictionary[column.codes[row]!]!;
  if (column instanceof BooleanColumn) return column.values[row] === 1 ? 'true' : 'false';
  return column instanceof NumberColumn ? String(column.values[row]!) : '';
}
