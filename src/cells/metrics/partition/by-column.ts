import { TimeColumn } from '../../../frame/column.ts';
import type { Frame } from '../../../frame/frame.ts';
import type { ColumnsClause } from '../../../frame/selection/clause.ts';
import { BodyError } from '../../kind.ts';
import { codesOf, distinctTexts, sortClasses } from '../class-codes.ts';
import { boundSlices, columnFor, mostSlices, valueOfText, type Parts, type Path, type Slice } from './parts.ts';

/** A slice for each value of a column, and one for the rows without a value. */
export function byColumn(frame: Frame, name: string, path: Path): Parts {
  const column = columnFor(frame, name, path);
  if (column instanceof TimeColumn)
    throw new BodyError(`${name} is a time, so it has too many values`, path, `give a period: {time: ${name}, period: month}`);
  const values = sortClasses(distinctTexts(column, mostSlices + 1));
  boundSlices(values.length, `${name} makes`, path, `bin it: {bin: ${name}, quantiles: 4}`);
  const codes = codesOf(column, new Map(values.map((value, code) => [value, code])));
  const slices = values.map((value) => ({ slice: `${name}=${value}`, label: value, clause: { [name]: [valueOfText(column, value)] } }));
  if (!codes.includes(-1)) return { slices, codes };
  return {
    slices: [...slices, { slice: `${name}=missing`, label: 'missing', clause: { [name]: [null] } }],
    codes: codes.map((code) => (code === -1 ? values.length : code)),
  };
}

/** A slice for each crossing of columns that some row has. */
export function crossed(frame: Frame, names: readonly string[], path: Path): Parts {
  const parts = names.map((name, at) => byColumn(frame, name, [...path, 'cross', at]));
  const rows = frame.table.totalRows();
  const joint = new Float64Array(rows);
  for (const part of parts) for (let row = 0; row < rows; row++) joint[row] = joint[row]! * part.slices.length + part.codes[row]!;
  const observed = [...new Set(joint)].sort((a, b) => a - b);
  boundSlices(observed.length, `${names.join(' × ')} makes`, path);
  const index = new Map(observed.map((value, code) => [value, code]));
  return {
    codes: Int32Array.from(joint, (value) => index.get(value)!),
    slices: observed.map((value) => {
      const chosen: Slice[] = [];
      let rest = value;
      for (const part of [...parts].reverse()) {
        chosen.unshift(part.slices[rest % part.slices.length]!);
        rest = Math.floor(rest / part.slices.length);
      }
      const name = chosen.map((slice) => slice.slice).join(', ');
      return { slice: name, label: name, clause: Object.assign({}, ...chosen.map((slice) => slice.clause)) as ColumnsClause };
    }),
  };
}
