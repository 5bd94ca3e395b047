import { scanFences } from './scan-fences.ts';

export type FormatName = 'percent' | 'points' | 'fixed' | 'integer' | 'text';

export interface ValueFormat {
  readonly name: FormatName;
  readonly digits?: number;
}

/** One `{{ name.path[selector].field | format }}` of a prose text; offsets are in that text. */
export interface LiveReference {
  readonly source: string;
  readonly start: number;
  readonly end: number;
  readonly name: string;
  readonly path: readonly string[];
  readonly selector: string | null;
  readonly field: Field | null;
  readonly format: ValueFormat | null;
  /** What is wrong with it, where it cannot be understood. */
  readonly problem?: string;
}

type Field = (typeof fields)[number];

/** What a row of numbers may say: the contract's columns, and those that one kind or another adds. */
const fields = [
  'value',
  'low',
  'high',
  'n',
  'method',
  'reason',
  'baseline',
  'gain',
  'chance',
  'when_calibrated',
  'p',
  'q',
  'verdict',
] as const;
const formats: readonly string[] = ['percent', 'points', 'fixed', 'integer', 'text'];

function isField(word: string): word is Field {
  return fields.some((field) => field === word);
}

/** Finds the live values of a prose text; those inside code are left alone. */
export function findReferences(prose: string): readonly LiveReference[] {
  const code = codeRanges(prose);
  const found: LiveReference[] = [];
  for (const match of prose.matchAll(/\{\{((?:[^{}\n]|\n(?!\s*\n))*?)\}\}/g)) {
    if (code.some(([from, to]) => match.index >= from && match.index < to)) continue;
    found.push(readReference(match[0], match[1]!, match.index));
  }
  return found;
}

function codeRanges(prose: string): readonly (readonly [from: number, to: number])[] {
  const ranges: [number, number][] = scanFences(prose).map((fence) => [fence.start, fence.end]);
  for (const match of prose.matchAll(/(?:^|\n[ \t]*\r?\n)((?: {4}|\t).*(?:\r?\n(?: {4}|\t).*)*)/g))
    ranges.push([match.index, match.index + match[0].length]);
  for (const match of prose.matchAll(/(?<!`)(`+)(?!`)[\s\S]*?(?<!`)\1(?!`)/g)) ranges.push([match.index, match.index + match[0].length]);
  return ranges;
}

function readReference(source: string, inner: string, start: number): LiveReference {
  const base = { source, start, end: start + source.length, name: '', path: [], selector: null, field: null, format: null };
  const [subject, format, extra] = inner.split('|').map((part) => part.trim());
  if (extra !== undefined) return { ...base, problem: 'one format at a time' };
  const parsed = /^([a-z][a-z0-9_]*)((?:\.[A-Za-z_][A-Za-z0-9_]*)*)(?:\[([^\]]*)\])?(?:\.([a-z_]+))?$/.exec(subject ?? '');
  if (parsed === null) return { ...base, problem: 'a live value is written as cell.metric[slice].low' };
  const path = parsed[2]!.split('.').filter((word) => word !== '');
  let field = parsed[4] ?? null;
  if (field === null && parsed[3] === undefined && path.length > 1 && isField(path.at(-1)!)) field = path.pop()!;
  if (field !== null && !isField(field)) return { ...base, problem: `no field ${field}; there are ${fields.join(', ')}` };
  const understood = { ...base, name: parsed[1]!, path, selector: parsed[3] ?? null, field };
  if (format === undefined) return understood;
  const [word, digits] = format.split(/\s+/);
  if (!formats.includes(word ?? '')) return { ...understood, problem: `no format ${word ?? ''}; there are ${formats.join(', ')}` };
  if (digits !== undefined && !/^(?:\d|1\d)$/.test(digits)) return { ...understood, problem: `${digits} is no number of digits` };
  return { ...understood, format: { name: word as FormatName, ...(digits === undefined ? {} : { digits: Number(digits) }) } };
}

/**
 * A number in the reader's words: `28.6%`, `16.7 points`, `1,190`, with a true minus sign. Without a format it has
 * as many digits as its interval supports (two significant digits of the interval's width), else three significant ones.
 */
export function formatValue(value: number, format: ValueFormat | null, low = NaN, high = NaN): string {
  if (Number.isNaN(value)) return 'no value';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const unit = format?.name === 'points' ? ' points' : format?.name === 'percent' ? '%' : '';
  return withMinus(number(value, format, high - low)) + unit;
}

/** An interval in brackets, in the unit of the value and with as many digits: `[21.2, 37.3]`. */
export function formatInterval(low: number, high: number, format: ValueFormat | null): string {
  const end = (value: number): string => (Number.isFinite(value) ? withMinus(number(value, format, high - low)) : value > 0 ? '∞' : '−∞');
  return `[${end(low)}, ${end(high)}]`;
}

function number(value: number, format: ValueFormat | null, width: number): string {
  if (format?.name === 'percent' || format?.name === 'points') return grouped(value * 100, format.digits ?? 1);
  if (format?.name === 'integer') return grouped(value, 0);
  if (format?.name === 'fixed') return grouped(value, format.digits ?? 2);
  if (format?.name === 'text') return String(value);
  if (!(width > 0)) return grouped(value, decimalsOf(value));
  return grouped(value, digitsFor(width));
}

/** Two significant digits of the interval's width. */
function digitsFor(width: number): number {
  return Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(width))));
}

/** As many digits as the value has, up to three significant ones: 0.15, 1.33, 1,190. */
function decimalsOf(value: number): number {
  const short = Number(value.toPrecision(3));
  return Number.isInteger(short) ? 0 : Math.min(6, (/\.(\d+)/.exec(short.toFixed(6).replace(/0+$/, ''))?.[1] ?? '').length);
}

function grouped(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  const [whole, fraction] = text.split('.');
  const sign = value < 0 && Number(text) !== 0 ? '-' : '';
  return `${sign}${whole!.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${fraction === undefined ? '' : `.${fraction}`}`;
}

function withMinus(text: string): string {
  return text.replace(/^-/, '−');
}
