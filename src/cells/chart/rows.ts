import { columnOf, type Frame } from '../../frame/frame.ts';
import type { PlainValue } from '../output.ts';
import { plainValue } from '../table-output.ts';

export type ChartRow = Readonly<Record<string, PlainValue>>;

/** Rows of the named columns as Vega reads them, all of them or those that are numbered. */
export function rowsOf(frame: Frame, names: readonly string[], numbers: Uint32Array | null): ChartRow[] {
  const columns = names.map((name) => columnOf(frame, name));
  return Array.from({ length: numbers?.length ?? frame.table.totalRows() }, (_, at) => {
    const row = numbers?.[at] ?? at;
    const made: Record<string, PlainValue> = {};
    for (let name = 0; name < names.length; name++) made[names[name]!] = plainValue(columns[name]!, row);
    return made;
  });
}
