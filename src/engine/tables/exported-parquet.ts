import type { ColumnSource, SchemaElement } from 'hyparquet-writer';
import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, type Column, type VectorColumn } from '../../frame/column.ts';
import { isNull } from '../../frame/nulls.ts';
import { version } from '../build.ts';

/** Values of a row group are written in one go; so many let the worker hear again within a tenth of a second or so. */
const valuesPerGroup = 1_000_000;
const mostRowsPerGroup = 100_000;
const fewestRowsPerGroup = 2_000;

/** Rows that are written together, for so many columns. */
export function rowsPerGroup(columns: readonly Column[]): number {
  const values = columns.reduce((sum, column) => sum + (column.type === 'vector' ? column.width : 1), 0);
  return Math.max(fewestRowsPerGroup, Math.min(mostRowsPerGroup, Math.floor(valuesPerGroup / Math.max(1, values))));
}

/** Writes a Parquet file a group of rows at a time; each call gives the bytes that follow those before. */
export interface ParquetExporter {
  group(rows: ArrayLike<number>): Uint8Array<ArrayBuffer>;
  foot(): Uint8Array<ArrayBuffer>;
}

/**
 * Numbers are float64, times milliseconds in UTC, texts UTF-8 behind a dictionary where that is shorter; vectors of bytes
 * have one width (FIXED_LEN_BYTE_ARRAY), others are lists. A missing value is null, NaN is a value.
 */
export async function parquetExporter(names: readonly string[], columns: readonly Column[]): Promise<ParquetExporter> {
  const { ByteWriter, ParquetWriter } = await import('hyparquet-writer');
  const writer = new ByteWriter(1 << 16);
  const schema = [{ name: 'root', num_children: names.length }, ...names.flatMap((name, at) => elementsOf(name, columns[at]!))];
  const file = new ParquetWriter({ writer, schema, createdBy: `assay version ${version}` });
  const written = (): Uint8Array<ArrayBuffer> => {
    const bytes = writer.getBytes().slice();
    writer.index = 0;
    return bytes;
  };
  return {
    group(rows) {
      const data = names.map((name, at) => columnData(name, valuesOf(columns[at]!, rows)));
      if (rows.length > 0) void file.write({ columnData: data, rowGroupSize: rows.length });
      return written();
    },
    foot() {
      void file.finish();
      return written();
    },
  };
}

function elementsOf(name: string, column: Column): SchemaElement[] {
  const repetition_type = 'OPTIONAL';
  switch (column.type) {
    case 'number':
      return [{ name, type: 'DOUBLE', repetition_type }];
    case 'boolean':
      return [{ name, type: 'BOOLEAN', repetition_type }];
    case 'string':
      return [{ name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type }];
    case 'time':
      return [{ name, type: 'INT64', converted_type: 'TIMESTAMP_MILLIS', repetition_type }];
    case 'vector':
      return vectorElements(name, column);
  }
}

function vectorElements(name: string, { values, width }: VectorColumn): SchemaElement[] {
  if (values instanceof Uint8Array) return [{ name, type: 'FIXED_LEN_BYTE_ARRAY', type_length: width, repetition_type: 'OPTIONAL' }];
  return [
    { name, converted_type: 'LIST', repetition_type: 'OPTIONAL', num_children: 1 },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    { name: 'element', type: values instanceof Float32Array ? 'FLOAT' : 'DOUBLE', repetition_type: 'REQUIRED' },
  ];
}

/** A dictionary would take −0 for 0. */
function columnData(name: string, values: unknown[]): ColumnSource {
  const data = values as ColumnSource['data'];
  return values.some((value) => Object.is(value, -0)) ? { name, data, encoding: 'PLAIN' } : { name, data };
}

function valuesOf(column: Column, rows: ArrayLike<number>): unknown[] {
  const values = new Array<unknown>(rows.length);
  for (let at = 0; at < rows.length; at++) values[at] = valueAt(column, rows[at]!);
  return values;
}

function valueAt(column: Column, row: number): unknown {
  if (isNull(column.nulls, row)) return null;
  if (column instanceof NumberColumn) return column.values[row]!;
  if (column instanceof StringColumn) return column.dictionary[column.codes[row]!]!;
  if (column instanceof BooleanColumn) return column.values[row] === 1;
  if (column instanceof TimeColumn) return Number.isNaN(column.values[row]!) ? null : BigInt(Math.trunc(column.values[row]!));
  const vector = column.at(row);
  return vector instanceof Uint8Array ? vector : Array.from(vector ?? []);
}
