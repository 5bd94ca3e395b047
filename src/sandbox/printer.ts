import { ColumnTable } from 'arquero';
import { longestLine, mostLines } from './wire.ts';

/** A console that keeps what code prints, up to a number of lines. */
export function printer(): { readonly lines: string[]; readonly console: Readonly<Record<string, (...values: unknown[]) => void>> } {
  const lines: string[] = [];
  const print = (...values: unknown[]): void => {
    if (lines.length < mostLines) lines.push(values.map(textOf).join(' ').slice(0, longestLine));
  };
  return { lines, console: { log: print, info: print, warn: print, error: print, debug: print, table: print } };
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (value instanceof ColumnTable) return `table of ${value.numRows()} rows: ${value.columnNames().join(', ')}`;
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  try {
    const plain = (_: string, item: unknown): unknown => (typeof item === 'bigint' ? `${item}n` : Number.isNaN(item) ? 'NaN' : item);
    const text: unknown = JSON.stringify(value, plain);
    return typeof text === 'string' ? text : String(value);
  } catch {
    return Object.prototype.toString.call(value);
  }
}
