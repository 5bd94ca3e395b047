import type { PlainValue } from '../../cells/output.ts';
import { timeText } from '../../frame/time-text.ts';
import { formatCell, formatNumber } from '../outputs/format-number.ts';

/** A value as a cell of a table shows it: `gap` is no value, `odd` a number that is none. */
export interface CellText {
  readonly text: string;
  readonly tone: 'plain' | 'gap' | 'odd';
}

/** What stands in a cell; `digits` after the point are those of the column. A missing value, an empty text and NaN each have their own word. */
export function cellText(value: PlainValue, type: string, digits: number): CellText {
  if (type === 'vector') return { text: 'vector', tone: 'gap' };
  if (value === null) return { text: 'missing', tone: 'gap' };
  if (value === '') return { text: 'empty', tone: 'gap' };
  if (typeof value === 'number') return { text: numberText(value, digits), tone: Number.isFinite(value) ? 'plain' : 'odd' };
  return { text: type === 'time' && typeof value === 'string' ? timeText(value) : String(value), tone: 'plain' };
}

function numberText(value: number, digits: number): string {
  const tiny = value !== 0 && Math.abs(value) < 10 ** -digits;
  return digits === 0 || tiny || !Number.isFinite(value) ? formatCell(value) : formatNumber(value, digits);
}
