import type { Frame, SliceName } from '../../frame/frame.ts';
import { checkExpression, parametersOf } from '../../trust/expression.ts';
import { BodyError, type Inputs } from '../kind.ts';
import { standing } from '../standing-expression.ts';
import { binned } from './partition/binned.ts';
import { byColumn, crossed } from './partition/by-column.ts';
import { byEach } from './partition/by-each.ts';
import { byPeriod } from './partition/by-period.ts';
import type { Parts, Path, Slice } from './partition/parts.ts';
import type { By } from './schema.ts';

export type { Slice } from './partition/parts.ts';

/** Rows parted into slices; −1 is in none. All rows are one slice where `codes` is null. */
export interface Partition {
  readonly key: string;
  readonly by: string;
  readonly slices: readonly Slice[];
  readonly codes: Int32Array | null;
}

export const allRows: Partition = { key: '', by: '', slices: [{ slice: 'all', label: 'All rows' }], codes: null };

/** What a partition of one frame depends on: the entry itself, and the values of the inputs that its expression reads. */
export function partitionKey(by: By, inputs: Inputs): string {
  if (typeof by === 'string' || !('where' in by || 'slice' in by)) return JSON.stringify(by);
  const where = 'where' in by ? by.where : (inputs.frames.get(by.slice)?.slice?.where ?? '');
  return JSON.stringify([by, where, ...parametersOf(where).map((name) => inputs.values.get(name))]);
}

/** Parts the rows of a frame as one entry of `by` says; several partitions where its slices overlap. */
export function partitionsBy(frame: Frame, by: By, path: Path, inputs: Inputs): readonly Partition[] {
  const key = partitionKey(by, inputs);
  const one = (heading: string, parts: Parts): readonly Partition[] => [{ key, by: heading, ...parts }];
  if (typeof by === 'string') return one(by, byColumn(frame, by, path));
  if ('cross' in by) return one(by.cross.join(' × '), crossed(frame, by.cross, path));
  if ('bin' in by) return one(by.bin, binned(frame, by, path));
  if ('time' in by) return one(by.time, byPeriod(frame, by, path));
  if ('each' in by) return byEach(frame, by, path).map((parts, at) => ({ key: `${key} ${at}`, by: by.each, ...parts }));
  if ('where' in by) return one('named slices', named(frame, by.name, by.where, inputs));
  const slice = inputs.frames.get(by.slice)?.slice;
  if (slice === undefined) throw new BodyError(`${by.slice} is no slice`, [...path, 'slice']);
  return one('named slices', named(frame, slice.title, slice.where, inputs));
}

/** Rows of the slice that goes by this name, ascending; null where no partition has it. */
export function rowsOfSlice(partitions: readonly Partition[], slice: string, rows: number): Uint32Array | null {
  for (const { codes, slices } of partitions) {
    const group = slices.findIndex((each) => each.slice === slice);
    if (group === -1) continue;
    const all = Uint32Array.from({ length: rows }, (_, row) => row);
    return codes === null ? all : all.filter((row) => codes[row] === group);
  }
  return null;
}

/** The slices of partitions that a row is in. */
export function slicesAt(partitions: readonly Partition[], row: number): readonly SliceName[] {
  return partitions.flatMap(({ by, slices, codes }) => {
    const slice = slices[codes?.[row] ?? -1];
    return slice === undefined ? [] : [{ by, slice: slice.slice, label: slice.label }];
  });
}

function named(frame: Frame, name: string, where: string, inputs: Inputs): Parts {
  const source = checkExpression(where, { columns: frame.table.columnNames(), params: [...inputs.values.keys()] });
  const kept = frame.table.params(Object.fromEntries(inputs.values)).filter(source).indices(false);
  const codes = new Int32Array(frame.table.totalRows()).fill(-1);
  for (const row of kept) codes[row] = 0;
  const clause = { where: standing(where, inputs.values), title: name };
  return { slices: [{ slice: name, label: name, clause }], codes };
}
