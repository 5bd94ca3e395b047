import type { PlainValue } from '../cells/output.ts';
import { plainValue } from '../cells/table-output.ts';
import { taskOf } from '../cells/metrics/task-of.ts';
import { NumberColumn, VectorColumn, type Column } from '../frame/column.ts';
import { columnOf, type Frame } from '../frame/frame.ts';
import type { CellNames, ColumnSample } from './protocol.ts';

const sampled = 5000;

/** What menus and completion may know of a frame: its columns, what its first rows hold, and what they mean. */
export function namesOf(cell: string, kind: string, frame: Frame): CellNames {
  const { roles, positive } = frame;
  return {
    cell,
    kind,
    rows: frame.table.totalRows(),
    columns: frame.table.columnNames().map((name) => {
      const column = columnOf(frame, name);
      return { name, type: column.type, ...(column instanceof VectorColumn ? {} : { sample: sampleOf(column) }) };
    }),
    roles,
    ...(positive === undefined ? {} : { positive }),
    ...taskOfRoles(frame),
  };
}

function taskOfRoles(frame: Frame): Pick<CellNames, 'task'> {
  const { label, labels, query } = frame.roles;
  if (labels !== undefined) return { task: 'multilabel' };
  if (query !== undefined) return { task: 'ranking' };
  // A selection of columns may have left the label out.
  return label === undefined || !frame.table.columnNames().includes(label) ? {} : { task: taskOf(frame, columnOf(frame, label)) };
}

/** What the first rows of a column hold. */
function sampleOf(column: Column): ColumnSample {
  const rows = Math.min(column.length, sampled);
  const counts = new Map<PlainValue, number>();
  let [least, greatest, whole] = [Infinity, -Infinity, true];
  for (let row = 0; row < rows; row++) {
    const value = plainValue(column, row);
    if (value === null) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    if (typeof value !== 'number' || !Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
    whole &&= Number.isInteger(value);
  }
  const most = [...counts].reduce<readonly [PlainValue, number]>((best, next) => (next[1] > best[1] ? next : best), [null, 0]);
  return {
    distinct: counts.size,
    most: most[0],
    ...(column instanceof NumberColumn && least <= greatest ? { range: [least, greatest] as const, whole } : {}),
  };
}
