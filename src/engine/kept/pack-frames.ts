import type { Frames } from '../../cells/kind.ts';
import type { Output } from '../../cells/output.ts';
import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, VectorColumn, type Codes, type Column } from '../../frame/column.ts';
import { columnOf, isColumn, makeFrame, type Frame } from '../../frame/frame.ts';
import type { Nulls } from '../../frame/nulls.ts';
import { pack, Unkeepable, unpack, type Packed } from './pack.ts';

/** What of a finished cell is kept. */
export interface Keepable {
  readonly frames: Frames;
  readonly output: Output;
  readonly ms: number;
  readonly backend?: string;
}

/** Where a column stands among the frames that the cell read. */
interface Place {
  readonly frame: string;
  readonly column: string;
}

/**
 * Packs a result. A column that is the very same as one that the cell read is kept by its place there: a prediction is
 * its scores, not the table again. Throws `Unkeepable` for frames that can tell more than they hold.
 */
export function packResult(result: Keepable, read: ReadonlyMap<string, Frame>): Packed {
  const places = placesOf(read);
  return pack(result, (item) => {
    if (isColumn(item)) {
      const place = places.get(item);
      return place === undefined ? { as: item.type, value: partsOf(item) } : { as: 'place', value: place };
    }
    return isFrame(item) ? { as: 'frame', value: frameParts(item) } : undefined;
  });
}

/** The result that was packed, given what the cell reads now. */
export function unpackResult(packed: Packed, read: ReadonlyMap<string, Frame>): Keepable {
  return unpack(packed, (as, value) => {
    if (as === 'place') return columnAt(value as Place, read);
    if (as !== 'frame') return columnFrom(as as Column['type'], value as readonly unknown[]);
    const { columns, ...rest } = value as { readonly columns: readonly (readonly [string, Column])[] };
    return makeFrame(columns, rest);
  }) as Keepable;
}

function placesOf(read: ReadonlyMap<string, Frame>): ReadonlyMap<Column, Place> {
  const places = new Map<Column, Place>();
  for (const [frame, held] of read) for (const column of held.table.columnNames()) places.set(columnOf(held, column), { frame, column });
  return places;
}

function columnAt({ frame, column }: Place, read: ReadonlyMap<string, Frame>): Column {
  const held = read.get(frame);
  if (held === undefined) throw new Unkeepable(`${frame} is not read any more`);
  return columnOf(held, column);
}

function isFrame(item: object): item is Frame {
  return 'table' in item && 'roles' in item && 'notes' in item;
}

function frameParts(frame: Frame): unknown {
  const { table, behind, measured, ...rest } = frame;
  if (behind !== undefined || measured !== undefined) throw new Unkeepable('a frame that remembers rows cannot be kept');
  return { ...rest, columns: table.columnNames().map((name) => [name, columnOf(frame, name)]) };
}

function partsOf(column: Column): readonly unknown[] {
  if (column instanceof StringColumn) return [column.codes, column.dictionary, column.nulls];
  if (column instanceof VectorColumn) return [column.values, column.width, column.nulls];
  return [column.values, column.nulls];
}

function columnFrom(type: Column['type'], parts: readonly unknown[]): Column {
  if (type === 'string') return new StringColumn(parts[0] as Codes, parts[1] as readonly string[], parts[2] as Nulls | null);
  if (type === 'vector') return new VectorColumn(parts[0] as VectorColumn['values'], parts[1] as number, parts[2] as Nulls | null);
  if (type === 'number') return new NumberColumn(parts[0] as Float64Array, parts[1] as Nulls | null);
  if (type === 'time') return new TimeColumn(parts[0] as Float64Array, parts[1] as Nulls | null);
  if (type === 'boolean') return new BooleanColumn(parts[0] as Uint8Array, parts[1] as Nulls | null);
  throw new Unkeepable(`no column is called ${String(type)}`);
}
