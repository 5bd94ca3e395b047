import * as v from 'valibot';
import { makeFrame, takeRows, columnOf, type Frame } from '../../frame/frame.ts';
import type { Clauses } from '../../frame/selection/clause.ts';
import { clauseText } from '../../frame/selection/clause-text.ts';
import type { Host, Inputs } from '../kind.ts';
import { both, countBits, maskOf, rowsOfBits, type Bits } from './row-mask.ts';

/** `filter: $picks` of a body. */
export const filterSchema = v.pipe(v.string(), v.regex(/^\$[a-z][a-z0-9_]*$/, 'filter names a selection, as in filter: $picks'));

/** `select: {into: picks}` of a body: where the cell writes what a hand selects in it. */
export const selectSchema = v.strictObject({
  into: v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/, 'into names a selection, as in into: picks')),
});

/** The rows that a selection leaves of one frame. */
export interface Selected {
  readonly bits: Bits;
  readonly count: number;
  /** What the rows depend on beside the frame; parts made of them are kept by it. */
  readonly key: string;
}

/** The input that `filter` names, for `Step.selections`. */
export function selectionsOf(filter: string | undefined): readonly string[] {
  return filter === undefined ? [] : [filter.slice(1)];
}

/** The rows that the selection which `filter` names leaves of a frame; null where it leaves all. Each clause is worked out once. */
export function selectedRows(
  frame: Frame,
  filter: string | undefined,
  data: string,
  inputs: Inputs,
  host: Pick<Host, 'memo'>,
): Selected | null {
  if (filter === undefined) return null;
  const name = filter.slice(1);
  const value = inputs.values.get(name);
  return rowsOfClauses(frame, JSON.parse(typeof value === 'string' ? value : '{}') as Clauses, { selection: name, data }, host);
}

/** The rows of a frame that hold every clause; null where there is none. */
export function rowsOfClauses(
  frame: Frame,
  clauses: Clauses,
  reader: { readonly selection: string; readonly data: string },
  host: Pick<Host, 'memo'>,
): Selected | null {
  const list = Object.values(clauses);
  if (list.length === 0) return null;
  const key = [...new Set(list.map(clauseText))].sort().join(' ');
  return keep(frame, host, `selected ${key}`, () => {
    const masks = list.map((clause) => keep(frame, host, `mask ${clauseText(clause)}`, () => maskOf(frame, clause, reader)));
    const bits = both(masks, frame.table.totalRows());
    return { bits, count: countBits(bits), key };
  });
}

/** The selected rows of a frame as rows of a part of it, whose rows are those that are numbered. */
export function amongRows(selected: Selected, rows: Uint32Array): Selected {
  const bits = new Uint32Array((rows.length + 31) >>> 5);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    bits[at >>> 5]! |= ((selected.bits[row >>> 5]! >>> (row & 31)) & 1) << (at & 31);
  }
  return { bits, count: countBits(bits), key: selected.key };
}

/** The frame with only the selected rows; the same frame where that is all of them. */
export function withSelected(frame: Frame, selected: Selected | null, host: Pick<Host, 'memo'>): Frame {
  if (selected === null) return frame;
  const { table: _, ...rest } = frame;
  return keep(frame, host, `rows ${selected.key}`, () => {
    const rows = rowsOfBits(selected.bits);
    const key = frame.key === undefined ? {} : { key: `${frame.key} ${selected.key}` };
    return makeFrame(
      frame.table.columnNames().map((name) => [name, takeRows(columnOf(frame, name), rows)] as const),
      { ...rest, ...key },
    );
  });
}

/** What was made of a frame before, by the frame's key; made anew where it has none. */
export function keep<T>(frame: Frame, host: Pick<Host, 'memo'>, what: string, make: () => T): T {
  return frame.key === undefined ? make() : host.memo(`${frame.key} ${what}`, make);
}
