import { StringColumn, VectorColumn, type Column } from './column.ts';
import { takeRows } from './frame.ts';

/**
 * The given rows of a column, in that order, copied when somebody first asks for its arrays: a value at a row is read
 * where it is, so that of a million rows a window costs a window.
 */
export function takenColumn(source: Column, rows: Uint32Array): Column {
  let copy: Column | null = null;
  const copied = (): Column => (copy ??= takeRows(source, rows));
  const property = (name: string): PropertyDescriptor => ({
    enumerable: true,
    get: () => (copied() as unknown as Record<string, unknown>)[name],
  });
  return Object.create(Object.getPrototypeOf(source) as object, {
    type: { value: source.type, enumerable: true },
    length: { value: rows.length, enumerable: true },
    byteLength: { get: () => copy?.byteLength ?? 0, enumerable: true },
    at: { value: (row: number) => source.at(rows[row] ?? -Infinity) },
    nulls: source.nulls === null ? { value: null, enumerable: true } : property('nulls'),
    ...(source instanceof StringColumn
      ? { codes: property('codes'), dictionary: { value: source.dictionary } }
      : { values: property('values') }),
    ...(source instanceof VectorColumn ? { width: { value: source.width } } : {}),
  }) as Column;
}
