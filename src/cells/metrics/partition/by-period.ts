import { TimeColumn } from '../../../frame/column.ts';
import type { Frame } from '../../../frame/frame.ts';
import { BodyError } from '../../kind.ts';
import type { By } from '../schema.ts';
import { boundSlices, columnFor, type Parts, type Path } from './parts.ts';

const day = 86_400_000;
/** A Monday. */
const monday = Date.UTC(1970, 0, 5);

type ByPeriod = Extract<By, { time: string }>;
type Period = ByPeriod['period'];

/** A slice for each hour, day, week (from Monday), month, quarter or year (UTC) that some row falls in, in the order of time. */
export function byPeriod(frame: Frame, by: ByPeriod, path: Path): Parts {
  const column = columnFor(frame, by.time, [...path, 'time']);
  if (!(column instanceof TimeColumn))
    throw new BodyError(`${by.time} is no time, so it has no periods`, [...path, 'time'], `say types: {${by.time}: time} in the data cell`);
  const starts = column.values.map((value) => startOf(value, by.period));
  const observed = [...new Set(starts)].filter((start) => !Number.isNaN(start)).sort((a, b) => a - b);
  boundSlices(observed.length, `${by.time} by ${by.period} makes`, path, 'choose a longer period');
  const index = new Map(observed.map((start, code) => [start, code]));
  const slices = observed.map((start) => {
    const name = nameOf(start, by.period);
    const ends = { from: new Date(start).toISOString(), below: new Date(endOf(start, by.period)).toISOString() };
    return { slice: `${by.time}=${name}`, label: name, clause: { [by.time]: ends } };
  });
  const codes = Int32Array.from(starts, (start) => index.get(start) ?? slices.length);
  return codes.includes(slices.length)
    ? { codes, slices: [...slices, { slice: `${by.time}=missing`, label: 'missing', clause: { [by.time]: [null] } }] }
    : { codes, slices };
}

/** First millisecond of the period that holds an instant; NaN for none. */
function startOf(instant: number, period: Period): number {
  if (!Number.isFinite(instant)) return NaN;
  switch (period) {
    case 'hour':
      return Math.floor(instant / 3_600_000) * 3_600_000;
    case 'day':
      return Math.floor(instant / day) * day;
    case 'week':
      return Math.floor((instant - monday) / (7 * day)) * 7 * day + monday;
    case 'month':
    case 'quarter':
    case 'year': {
      const date = new Date(instant);
      const month = date.getUTCMonth();
      const first = period === 'month' ? month : period === 'quarter' ? month - (month % 3) : 0;
      return Date.UTC(date.getUTCFullYear(), first, 1);
    }
  }
}

/** First millisecond of the period after the one that begins at an instant. */
function endOf(start: number, period: Period): number {
  const days = { hour: 1 / 24, day: 1, week: 7, month: 31, quarter: 92, year: 366 }[period];
  return startOf(start + (days + (days < 31 ? 0 : 1)) * day, period);
}

/** `2026`, `2026-Q2`, `2026-04`, `2026-04-13` (also of the week that begins then), `2026-04-13 09:00`. */
function nameOf(start: number, period: Period): string {
  const text = new Date(start).toISOString();
  switch (period) {
    case 'hour':
      return `${text.slice(0, 10)} ${text.slice(11, 16)}`;
    case 'day':
    case 'week':
      return text.slice(0, 10);
    case 'month':
      return text.slice(0, 7);
    case 'quarter':
      return `${text.slice(0, 4)}-Q${Math.floor(new Date(start).getUTCMonth() / 3) + 1}`;
    case 'year':
      return text.slice(0, 4);
  }
}
