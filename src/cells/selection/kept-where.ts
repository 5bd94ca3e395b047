import { columnOf, makeFrame, takeRows, type Frame } from '../../frame/frame.ts';
import { parametersOf } from '../../trust/expression.ts';
import { rowsWhere, type Values } from '../frame-where.ts';
import type { Host } from '../kind.ts';
import { keep } from './selected.ts';

/** The rows of a frame where an expression holds, as a frame of their own and by number; worked out once for one frame. */
export function keptWhere(
  whole: Frame,
  where: string,
  values: Values,
  host: Pick<Host, 'memo'>,
): { readonly frame: Frame; readonly rows: Uint32Array } {
  const used = new Map(parametersOf(where).map((name) => [name, values.get(name) ?? null] as const));
  const key = `where ${JSON.stringify([where, ...used])}`;
  return keep(whole, host, key, () => {
    const { table, ...rest } = whole;
    const rows = rowsWhere(table, where, used);
    const columns = table.columnNames().map((name) => [name, takeRows(columnOf(whole, name), rows)] as const);
    return { rows, frame: makeFrame(columns, { ...rest, ...(whole.key === undefined ? {} : { key: `${whole.key} ${key}` }) }) };
  });
}
