import type { ViewSpec } from '../../engine/tables/table-methods.ts';
import { formatCount } from '../outputs/format-number.ts';

/** What of a table is on screen, as one line: `Rows 48,211 to 48,243 of 388,590, by scored, high to low`. */
export function statusLine(
  shown: { readonly from: number; readonly to: number },
  { total, all, columns, spec }: { readonly total: number; readonly all: number; readonly columns: number; readonly spec: ViewSpec },
): string {
  const rows = total === 1 ? 'row' : 'rows';
  const part = shown.to - shown.from < total ? `Rows ${formatCount(shown.from + 1)} to ${formatCount(shown.to)} of ` : '';
  const of = total < all ? ` of ${formatCount(all)}` : '';
  const wide = `, ${formatCount(columns)} ${columns === 1 ? 'column' : 'columns'}`;
  return `${part}${formatCount(total)}${part === '' ? of : ''} ${rows}${wide}${orderWords(spec)}`;
}

function orderWords({ orderby = [] }: ViewSpec): string {
  if (orderby.length === 0) return '';
  return `, by ${orderby.map(({ column, descending }) => `${column}, ${descending ? 'high to low' : 'low to high'}`).join('; ')}`;
}
