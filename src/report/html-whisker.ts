import type { CheckResult } from '../cells/output.ts';
import { whisker, type MetricAxis } from './metric-axis.ts';

type Tone = 'all' | 'better' | 'worse' | 'undecided';

interface Bounded {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** Of a whisker in a table, and of one against a limit. */
const width = 76;
const checkWidth = 92;
const pad = 6;

/** A point with its interval; `whole` is drawn as a hairline. */
export function whiskerSvg({ value, low, high }: Bounded, axis: MetricAxis, tone: Tone, whole = NaN): string {
  const mark = whisker(value, low, high, axis, width - 2 * pad);
  const at = (x: number): string => place(pad + x);
  const line = Number.isNaN(whole) ? '' : `<path class="whole" d="M${at(whisker(whole, whole, whole, axis, width - 2 * pad).at)} 0v18"/>`;
  const interval = `<path d="M${at(mark.from)} 9H${at(mark.to)}"/>`;
  const high_ = mark.arrowHigh ? `<path class="end" d="M${at(mark.to + 5)} 9l-5-3.500v7z"/>` : '';
  const low_ = mark.arrowLow ? `<path class="end" d="M${at(mark.from - 5)} 9l5-3.500v7z"/>` : '';
  const point = Number.isNaN(value) ? '' : `${interval}${high_}${low_}<circle cx="${at(mark.at)}" cy="9" r="3.500"/>`;
  return `<svg class="mark ${tone}" width="${width}" height="18" aria-hidden="true">${line}${point}</svg>`;
}

/** A check's number against its limit; nothing where it has none. */
export function checkWhisker({ value = NaN, limit = NaN, low = NaN, high = NaN }: CheckResult): string {
  if (Number.isNaN(value) || Number.isNaN(limit)) return '';
  const ends = [value, limit, low, high].filter(Number.isFinite);
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const room = (most - least || Math.abs(most) || 1) * 0.4;
  const axis = { low: least - room, high: most + room, lowLabel: '', highLabel: '' };
  const mark = whisker(value, low, high, axis, checkWidth);
  const rule = whisker(limit, NaN, NaN, axis, checkWidth).at;
  return `<svg class="mark" width="${checkWidth}" height="18" aria-hidden="true"><path class="base" d="M0 9H${checkWidth}"/><path d="M${place(mark.from)} 9H${place(mark.to)}"/><circle cx="${place(mark.at)}" cy="9" r="3.500"/><path class="limit" d="M${place(rule)} 2v14"/></svg>`;
}

function place(x: number): string {
  return String(Math.round(x * 10) / 10);
}
