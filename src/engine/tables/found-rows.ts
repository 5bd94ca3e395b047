import { BooleanColumn, NumberColumn, StringColumn, TimeColumn, type Column } from '../../frame/column.ts';
import { isNull } from '../../frame/nulls.ts';
import { timeText } from '../../frame/time-text.ts';
import type { Breath } from './breath.ts';

const piece = 1 << 16;

/**
 * Marks the rows in which some column holds the text, in any case: words, truths and times hold it anywhere, numbers
 * begin with it (`0.93` finds 0.9312, `12` finds 12, 12.5 and 1,204). Missing values and vectors hold nothing.
 */
export async function foundRows(columns: readonly Column[], length: number, text: string, breath: Breath): Promise<Uint8Array> {
  const found = new Uint8Array(length);
  const wanted = text.toLowerCase();
  for (const column of columns.toSorted((one, other) => cost(one) - cost(other))) {
    const holds = await testOf(column, wanted, breath);
    if (holds === null) continue;
    for (let from = 0; from < length; from += piece) {
      const to = Math.min(length, from + piece);
      for (let row = from; row < to; row++) if (found[row] === 0 && !isNull(column.nulls, row) && holds(row)) found[row] = 1;
      await breath.take();
    }
  }
  return found;
}

/** Words are looked at first: their dictionaries are short. */
function cost(column: Column): number {
  return column instanceof StringColumn || column instanceof BooleanColumn ? 0 : column instanceof NumberColumn ? 1 : 2;
}

type Test = (row: number) => boolean;

async function testOf(column: Column, wanted: string, breath: Breath): Promise<Test | null> {
  if (column instanceof StringColumn) return wordTest(column, wanted, breath);
  if (column instanceof BooleanColumn) {
    const [no, yes] = ['false'.includes(wanted), 'true'.includes(wanted)];
    return no || yes ? (row) => (column.values[row] === 1 ? yes : no) : null;
  }
  if (column instanceof NumberColumn) {
    const begins = beginsWith(wanted);
    return begins === null ? null : (row) => begins(column.values[row]!);
  }
  return column instanceof TimeColumn ? timeTest(column, wanted) : null;
}

async function wordTest(column: StringColumn, wanted: string, breath: Breath): Promise<Test | null> {
  const { dictionary, codes } = column;
  const holds = new Uint8Array(dictionary.length);
  let any = false;
  for (let code = 0; code < dictionary.length; code++) {
    if (dictionary[code]!.toLowerCase().includes(wanted)) any = (holds[code] = 1) === 1;
    if (code % 4096 === 0) await breath.take();
  }
  return any ? (row) => holds[codes[row]!] === 1 : null;
}

function timeTest(column: TimeColumn, wanted: string): Test | null {
  if (!/^[-\d: .]+$/.test(wanted)) return null;
  return (row) => {
    const value = column.values[row]!;
    return !Number.isNaN(value) && timeText(new Date(value).toISOString()).includes(wanted);
  };
}

/** Tells whether a number's text begins with the text; null where no number does. Making the text of a number is slow, so most are ruled out by their size. */
export function beginsWith(wanted: string): ((value: number) => boolean) | null {
  const plain = wanted.replaceAll(',', '').replace('−', '-');
  const full = (value: number): boolean => String(value).toLowerCase().startsWith(plain);
  if (plain !== '' && ('nan'.startsWith(plain) || '-infinity'.startsWith(plain) || 'infinity'.startsWith(plain)))
    return plain === '-' ? (value) => value < 0 : (value) => !Number.isFinite(value) && full(value);
  if (!/^-?\d+(\.\d*)?(e[-+]?\d*)?$/.test(plain)) return null;
  if (plain.includes('e')) return full;
  const negative = plain.startsWith('-');
  const low = Math.abs(Number(plain));
  const decimals = plain.includes('.') ? plain.length - plain.indexOf('.') - 1 : null;
  const slack = 1e-9 * Math.max(1, low);
  const least = low - slack;
  const most = low + 10 ** -(decimals ?? 0) + slack;
  return (value) => {
    if (value < 0 !== negative) return false;
    let size = Math.abs(value);
    if (size < 1e21 && size >= 1e-6) {
      if (decimals === null && low > 0) while (size > most) size /= 10;
      if (size < least || size > most) return false;
    }
    return full(value);
  };
}
