import { NumberColumn, type Column } from '../../frame/column.ts';
import { columnOf, makeFrame, takeRows, type Frame } from '../../frame/frame.ts';
import { makeNulls, setNull } from '../../frame/nulls.ts';
import type { Prepared } from '../metrics/prepare.ts';

/** The data with its columns and roles, its score columns replaced by the new scores. `rows` are those to keep; all for null. */
export function recalibratedFrame(
  frame: Frame,
  data: Prepared,
  scores: readonly (Float64Array | null)[],
  rows: Uint32Array | null,
  notes: readonly string[],
): Frame {
  const replaced = new Map<string, Float64Array>();
  for (const [name, column] of frame.roles.score ?? []) {
    const own = name === '' ? data.positive : data.classes.indexOf(name);
    const values = scores[own] ?? null;
    const positive = scores[data.positive] ?? null;
    if (values !== null) replaced.set(column, values);
    else if (positive !== null)
      replaced.set(
        column,
        positive.map((score) => 1 - score),
      );
  }
  const columns = frame.table.columnNames().map((name): [string, Column] => {
    const values = replaced.get(name);
    const column = values === undefined ? columnOf(frame, name) : numbersOf(values);
    return [name, rows === null ? column : takeRows(column, rows)];
  });
  return makeFrame(columns, {
    roles: frame.roles,
    ...(frame.classes === undefined ? {} : { classes: frame.classes }),
    ...(data.positive === -1 ? {} : { positive: data.classes[data.positive]! }),
    notes,
  });
}

function numbersOf(values: Float64Array): NumberColumn {
  if (!values.some(Number.isNaN)) return new NumberColumn(values);
  const nulls = makeNulls(values.length);
  for (let row = 0; row < values.length; row++) if (Number.isNaN(values[row])) setNull(nulls, row);
  return new NumberColumn(values, nulls);
}
