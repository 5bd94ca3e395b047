import { columnNamed } from './columns.ts';
import type { Filled } from './filled.ts';
import { numbersOf, rowsOf, type MeasuredRow, type Place } from './place.ts';
import { columnOfRow, quoted, word } from './yaml-words.ts';

const fewest = 30;

/** A finding about the slice that stands out most for the worse, else about a number of all rows, else about rows. */
export function findingBody(place: Place): Filled | null {
  const numbers = numbersOf(place);
  const measured = numbers === undefined ? [] : (place.measured.get(numbers.cell) ?? []).filter(isSolid);
  const row =
    worstSlice(measured, place.better) ?? measured.find(({ slice, class: label }) => slice === 'all' && label === '') ?? measured[0];
  if (numbers === undefined || row === undefined) return rowsFinding(place);
  const about = row.slice === 'all' ? row.metric : `${row.metric} of ${row.slice}`;
  const pairs = [`data: ${numbers.cell}`, `metric: ${word(row.metric)}`];
  if (row.class !== '') pairs.push(`class: ${word(row.class)}`);
  if (row.slice !== 'all') pairs.push(`slice: ${word(row.slice)}`);
  return filled(`${numbers.cell}_finding`, ['a problem with ', { name: about }], `The ${about} is not good enough`, pairs);
}

function isSolid({ n, value }: MeasuredRow): boolean {
  return n >= fewest && Number.isFinite(value);
}

/** The slice whose interval lies farthest beyond the number of all rows, on the wrong side. */
function worstSlice(rows: readonly MeasuredRow[], better: Place['better']): MeasuredRow | undefined {
  let worst: MeasuredRow | undefined;
  let most = 0;
  for (const row of rows) {
    const whole = rows.find((other) => other.metric === row.metric && other.class === row.class && other.slice === 'all');
    const direction = better.get(row.metric) ?? 'neither';
    if (whole === undefined || row.slice === 'all' || direction === 'neither') continue;
    const gap = direction === 'higher' ? whole.value - row.high : row.low - whole.value;
    const share = gap / (Math.abs(whole.value) || 1);
    if (share > most) [worst, most] = [row, share];
  }
  return worst;
}

/** Mistakes where there are any to speak of, else the rows themselves. */
function rowsFinding(place: Place): Filled | null {
  const rows = rowsOf(place);
  if (rows === undefined) return null;
  const { label, prediction } = rows.roles ?? {};
  const compares =
    rows.task !== 'regression' &&
    label !== undefined &&
    prediction !== undefined &&
    columnNamed(rows, label)?.type === columnNamed(rows, prediction)?.type;
  const where = compares ? [`where: ${quoted(`${columnOfRow(prediction)} != ${columnOfRow(label)}`)}`] : [];
  const title = compares ? `Rows of ${rows.cell} are predicted wrongly` : `Rows of ${rows.cell} look wrong`;
  return filled(`${rows.cell}_finding`, ['a problem with ', { name: rows.cell }], title, [`data: ${rows.cell}`, ...where]);
}

function filled(name: string, says: Filled['says'], title: string, pairs: readonly string[]): Filled {
  const body = `title: ${word(title)}\nseverity: medium\nstatus: open\nevidence:\n  - {${pairs.join(', ')}}\n`;
  return { name, says, body };
}
