import { columnOf, type Frame } from '../../frame/frame.ts';
import type { PlainValue } from '../output.ts';
import { plainValue } from '../table-output.ts';

export type ChartRow = Readonly<Record<string, PlainValue>>;

/** Rows of the named columns as Vega reads them. */
export function rowsOf(frame: Frame, names: readonly string[]): ChartRow[] {
  const columns = names.map((name) => columnOf(frame, name));
  return Array.from({ length: frame.table.totalRows() }, (_, row) => {
    const made: Record<string, PlainValue> = {};
    for (let at = 0; at < names.length; at++) made[names[at]!] = plainValue(columns[at]!, row);
    return made;
  });
}
