import type { ColumnTable } from 'arquero';
import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, VectorColumn, type Column } from '../frame/column.ts';
import { columnOf, makeFrame, type Frame } from '../frame/frame.ts';
import type { WireColumn, WireTable } from './wire.ts';

/** The columns of a frame, ready to cross; nothing is copied. */
export function toWire(frame: Frame): WireTable {
  return frame.table.columnNames().map((name) => [name, wireOf(columnOf(frame, name))] as const);
}

/** The table that crossed. */
export function fromWire(table: WireTable): ColumnTable {
  return makeFrame(table.map(([name, column]) => [name, columnFrom(column)])).table;
}

function wireOf(column: Column): WireColumn {
  const { nulls } = column;
  if (column instanceof StringColumn) return { type: 'string', codes: column.codes, dictionary: column.dictionary, nulls };
  if (column instanceof VectorColumn) return { type: 'vector', values: column.values, width: column.width, nulls };
  if (column instanceof BooleanColumn) return { type: 'boolean', values: column.values, nulls };
  return { type: column.type, values: column.values, nulls };
}

function columnFrom(column: WireColumn): Column {
  switch (column.type) {
    case 'number':
      return new NumberColumn(column.values, column.nulls);
    case 'time':
      return new TimeColumn(column.values, column.nulls);
    case 'boolean':
      return new BooleanColumn(column.values, column.nulls);
    case 'string':
      return new StringColumn(column.codes, column.dictionary, column.nulls);
    case 'vector':
      return new VectorColumn(column.values, column.width, column.nulls);
  }
}
