import type { PlainTable } from '../engine/plain-tables.ts';
import { intervalDifference, type Bounded } from '../analysis/interval-difference.ts';
import { benjaminiHochberg } from '../stats/tests.ts';
import { formatInterval, formatValue } from '../notebook/interpolation.ts';
import type { JsonReport } from './json.ts';

export type BaselineVerdict = 'worse' | 'better' | 'within-noise' | 'lost' | 'gone' | 'unchanged';

/** A number of this run against the same of the accepted one. */
export interface BaselineRow {
  readonly cell: string;
  readonly metric: string;
  readonly class: string;
  readonly slice: string;
  readonly verdict: BaselineVerdict;
  readonly before: Bounded;
  readonly now: Bounded;
  readonly sentence: string;
}

export interface BaselineComparison {
  readonly rows: readonly BaselineRow[];
  /** Numbers of this run that the accepted one does not have. */
  readonly added: number;
}

export interface BaselineOptions {
  /** The direction of a metric; `neither` is not judged. */
  readonly better: (metric: string) => 'higher' | 'lower' | 'neither';
  /** A number that is worse by more than this fails though it may be noise. */
  readonly tolerance?: number;
}

const level = 0.05;

/** Whether the comparison fails a build: a number convincingly worse, worse by more than the tolerance, or without a value now. */
export function isWorse({ rows }: BaselineComparison): boolean {
  return rows.some(({ verdict }) => verdict === 'worse' || verdict === 'lost');
}

/**
 * Sets every measured number of a run beside that of the accepted run, by cell, metric, class and slice. A difference is
 * convincing when its interval (from the two intervals) leaves 0 after correction over all of them (Benjamini–Hochberg, 5 %).
 */
export function compareWithBaseline(now: JsonReport, accepted: JsonReport, options: BaselineOptions): BaselineComparison {
  const before = numbersOf(accepted);
  const current = numbersOf(now);
  const pairs = [...before].map(([id, old]) => ({ old, found: current.get(id) ?? null }));
  const differences = pairs.map(({ old, found }) => (found === null ? null : intervalDifference(old, found)));
  const tested = differences.flatMap((difference, at) => (difference === null || Number.isNaN(difference.p) ? [] : [at]));
  const corrected = benjaminiHochberg(tested.map((at) => differences[at]!.p));
  const q = new Map(tested.map((at, position) => [at, corrected[position]!]));
  const rows = pairs.map(({ old, found }, at): BaselineRow => {
    const { cell, metric, class: name, slice } = old;
    const gap = differences[at] ?? null;
    const verdict = found === null ? 'gone' : verdictOf(old, found, gap?.value ?? NaN, q.get(at) ?? 1, options);
    const values = { before: boundsOf(old), now: found === null ? none : boundsOf(found) };
    return { cell, metric, class: name, slice, verdict, ...values, sentence: sentenceOf(old, found, verdict) };
  });
  return { rows, added: [...current.keys()].filter((id) => !before.has(id)).length };
}

const none: Bounded = { value: NaN, low: NaN, high: NaN };

interface Measured extends Bounded {
  readonly cell: string;
  readonly metric: string;
  readonly class: string;
  readonly slice: string;
  readonly reason: string;
}

function boundsOf({ value, low, high }: Bounded): Bounded {
  return { value, low, high };
}

function verdictOf(old: Measured, found: Measured, difference: number, q: number, options: BaselineOptions): BaselineVerdict {
  if (Number.isNaN(old.value)) return 'unchanged';
  if (Number.isNaN(found.value)) return 'lost';
  if (difference === 0) return 'unchanged';
  const direction = options.better(old.metric);
  if (direction === 'neither') return 'within-noise';
  const isBetter = difference > 0 === (direction === 'higher');
  if (!isBetter && options.tolerance !== undefined && Math.abs(difference) > options.tolerance) return 'worse';
  if (q > level) return 'within-noise';
  return isBetter ? 'better' : 'worse';
}

function sentenceOf(old: Measured, found: Measured | null, verdict: BaselineVerdict): string {
  const what = `${old.metric}${old.class === '' ? '' : ` of ${old.class}`}${old.slice === 'all' || old.slice === '' ? '' : `, ${old.slice}`}`;
  const before = numberText(old);
  if (found === null) return `${what} is gone; it was ${before}`;
  const now = numberText(found);
  switch (verdict) {
    case 'worse':
      return `${what} is worse: ${now} against ${before} in the accepted run`;
    case 'better':
      return `${what} is better: ${now} against ${before} in the accepted run`;
    case 'lost':
      return `${what} has no value any more${found.reason === '' ? '' : ` (${found.reason.replaceAll('-', ' ')})`}; it was ${before}`;
    case 'within-noise':
      return `${what} is ${now} against ${before}: no convincing difference`;
    default:
      return `${what} is unchanged, ${now}`;
  }
}

function numberText({ value, low, high }: Bounded): string {
  const text = formatValue(value, null, low, high);
  return Number.isNaN(low) || Number.isNaN(high) ? text : `${text} ${formatInterval(low, high, null)}`;
}

const wanted = ['metric', 'class', 'slice', 'value', 'low', 'high', 'reason'] as const;

/** Every number of the cells whose main frame has the columns of a metrics frame, by what it is about. */
function numbersOf(report: JsonReport): ReadonlyMap<string, Measured> {
  const numbers = new Map<string, Measured>();
  for (const { name, tables } of report.cells) {
    const table = tables?.[name];
    const at = table === undefined ? null : placesOf(table);
    if (table === undefined || at === null) continue;
    for (const row of table.rows) {
      const [metric, label, slice] = [row[at.metric], row[at.class], row[at.slice]].map((value) => String(value ?? ''));
      const measured: Measured = {
        cell: name,
        metric: metric!,
        class: label!,
        slice: slice!,
        value: numberOf(row[at.value]),
        low: numberOf(row[at.low]),
        high: numberOf(row[at.high]),
        reason: String(row[at.reason] ?? ''),
      };
      numbers.set(JSON.stringify([name, metric, label, slice]), measured);
    }
  }
  return numbers;
}

function placesOf(table: PlainTable): Record<(typeof wanted)[number], number> | null {
  const places = wanted.map((name) => [name, table.columns.findIndex((column) => column.name === name)] as const);
  return places.every(([, at]) => at !== -1) ? (Object.fromEntries(places) as Record<(typeof wanted)[number], number>) : null;
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : typeof value === 'string' ? Number(value) : NaN;
}
