import { BooleanColumn, NumberColumn, StringColumn, VectorColumn } from '../../frame/column.ts';
import type { Batch } from '../../runtimes/runtime.ts';
import type { FilledTensor, Filler } from './match-columns.ts';
import { categoryAt } from './usable-rows.ts';

/** Makes the model's inputs of the given rows: numbers standardized in float64, categories as indicators, pixels divided. */
export function fillBatch(tensors: readonly FilledTensor[], rows: Uint32Array): Batch {
  return {
    rows: rows.length,
    inputs: tensors.map(({ name, shape, width, fillers }) => {
      const values = new Float32Array(rows.length * width);
      for (const filler of fillers) fill(filler, rows, values, width);
      return { name, values, shape };
    }),
  };
}

function fill(filler: Filler, rows: Uint32Array, values: Float32Array, stride: number): void {
  if (filler.input.type === 'one_hot') fillCategories(filler, filler.input.categories, rows, values, stride);
  else if (filler.input.type === 'image') fillPixels(filler, filler.input.divide, rows, values, stride);
  else fillNumbers(filler, rows, values, stride);
}

function fillNumbers({ column, offset, mean, scale }: Filler, rows: Uint32Array, values: Float32Array, stride: number): void {
  if (!(column instanceof NumberColumn) && !(column instanceof BooleanColumn)) return;
  for (let i = 0; i < rows.length; i++) values[i * stride + offset] = (column.values[rows[i]!]! - mean) / scale;
}

function fillCategories(
  { column, offset }: Filler,
  categories: readonly string[],
  rows: Uint32Array,
  values: Float32Array,
  stride: number,
): void {
  const placeOf = new Map(categories.map((word, place) => [word, place]));
  const places = column instanceof StringColumn ? column.dictionary.map((word) => placeOf.get(word) ?? -1) : null;
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i]!;
    const place =
      places !== null && column instanceof StringColumn ? places[column.codes[row]!]! : (placeOf.get(categoryAt(column, row)) ?? -1);
    if (place !== -1) values[i * stride + offset + place] = 1;
  }
}

function fillPixels({ column, offset, width }: Filler, divide: number, rows: Uint32Array, values: Float32Array, stride: number): void {
  if (!(column instanceof VectorColumn)) return;
  for (let i = 0; i < rows.length; i++) {
    const from = rows[i]! * width;
    const to = i * stride + offset;
    for (let at = 0; at < width; at++) values[to + at] = column.values[from + at]! / divide;
  }
}
