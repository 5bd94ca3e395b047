import type { Filled } from './filled.ts';
import { numbersOf, rowsOf, subjectOf, type MeasuredRow, type Place } from './place.ts';
import { columnOfRow, quoted, word } from './yaml-words.ts';

const fewest = 30;
const most = 4;

/** Rules that hold today: numbers within the interval that they have now, or a label in every row. */
export function checkBody(place: Place): Filled | null {
  const numbers = numbersOf(place);
  const rules = numbers === undefined ? [] : rulesAtTodaysLevel(place.measured.get(numbers.cell) ?? [], place.better);
  if (numbers === undefined || rules.length === 0) return rowsCheck(place);
  return {
    name: `${numbers.cell}_check`,
    says: ['hold ', { name: numbers.cell }, ' at today’s level'],
    body: `data: ${numbers.cell}\nrules:\n${rules.join('')}`,
  };
}

function rulesAtTodaysLevel(rows: readonly MeasuredRow[], better: Place['better']): readonly string[] {
  const overall = rows.filter((row) => row.slice === 'all' && row.class === '' && row.n >= fewest && Number.isFinite(row.value));
  const rules: string[] = [];
  for (const row of overall) {
    const expect = expectToday(row, better.get(row.metric) ?? 'neither');
    if (expect === null || rules.length === most) continue;
    rules.push(`  - {metric: ${word(row.metric)}, expect: ${quoted(expect)}}\n`);
  }
  return rules;
}

/** What holds today: a number is no worse than the worse end of its interval; null where no direction is better. */
export function expectToday(row: MeasuredRow, better: 'higher' | 'lower' | 'neither'): string | null {
  if (better === 'neither') return null;
  const higher = better === 'higher';
  const bound = higher ? row.low : row.high;
  const limit = rounded(Number.isFinite(bound) ? bound : row.value, higher ? Math.floor : Math.ceil);
  return `d.value ${higher ? '>=' : '<='} ${limit}`;
}

/** To two digits, so that a rule reads well, and never inside the interval. */
function rounded(value: number, round: (value: number) => number): number {
  if (value === 0) return 0;
  const unit = 10 ** (Math.floor(Math.log10(Math.abs(value))) - 1);
  return Number((round(Number((value / unit).toPrecision(12))) * unit).toPrecision(2));
}

function rowsCheck(place: Place): Filled | null {
  const rows = rowsOf(place) ?? subjectOf(place);
  const column = rows?.roles?.label ?? rows?.columns[0]?.name;
  if (rows === undefined || column === undefined || rows.kind === 'model') return null;
  return {
    name: `${rows.cell}_check`,
    says: [{ name: column }, ' is there in every row of ', { name: rows.cell }],
    body: `data: ${rows.cell}\nrules:\n  - {expect: ${quoted(`${columnOfRow(column)} != null`)}}\n`,
  };
}
