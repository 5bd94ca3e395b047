import type { MetricColumn, MetricRow } from '../cells/output.ts';

/** The axis of one metric, the same in every row of the table. */
export interface MetricAxis {
  readonly low: number;
  readonly high: number;
  readonly lowLabel: string;
  readonly highLabel: string;
}

/** Chooses for a column the shortest axis of round ends that holds its values and all but far-off ends of intervals, within the metric's range. */
export function metricAxis(column: MetricColumn, rows: readonly MetricRow[], index: number): MetricAxis {
  const shown = rows.flatMap((row) => row.values[index] ?? []).filter((value) => Number.isFinite(value.value));
  const [least, most] = column.range;
  if (shown.length === 0) return axis(Number.isFinite(least) ? least : 0, Number.isFinite(most) ? most : 1);
  const ends = shown.flatMap((value) => [value.value, ...[value.low, value.high].filter(Number.isFinite)]).sort((a, b) => a - b);
  const values = shown.map((value) => value.value);
  const [low, high] = shown.length < 3 ? [ends[0]!, ends.at(-1)!] : withoutFarEnds(ends, Math.min(...values), Math.max(...values));
  const step = roundStep(spreadOf(low, high) * 1.1);
  const from = Math.max(least, Math.floor(low / step + 1e-9) * step);
  const to = Math.min(most, Math.ceil(high / step - 1e-9) * step);
  const start = from > 0 && from < to / 2.5 ? Math.max(least, 0) : from;
  const end = most <= 1 && to > 0.6 ? most : to;
  if (end > start) return axis(start, end);
  return start + step <= most ? axis(start, start + step) : axis(end - step, end);
}

/** An interval that alone would make the axis much longer is cut by it. */
function withoutFarEnds(ends: readonly number[], lowest: number, highest: number): [low: number, high: number] {
  let low = ends[0]!;
  let high = ends.at(-1)!;
  const nextLow = Math.min(lowest, ends[1] ?? low);
  const nextHigh = Math.max(highest, ends.at(-2) ?? high);
  if (high - nextHigh > 0.4 * (nextHigh - low)) high = nextHigh + 0.1 * (nextHigh - low);
  if (nextLow - low > 0.4 * (high - nextLow)) low = nextLow - 0.1 * (high - nextLow);
  return [low, high];
}

/** The distance that the axis has to show; of one value its size, and 1 of nothing. */
function spreadOf(low: number, high: number): number {
  const size = Math.abs(high);
  if (high - low > 1e-12 * Math.max(1, size)) return high - low;
  return size > 1e-12 ? size : 1;
}

function axis(low: number, high: number): MetricAxis {
  return { low, high, lowLabel: label(low), highLabel: label(high) };
}

function roundStep(span: number): number {
  const power = 10 ** Math.floor(Math.log10(span / 5));
  const unit = span / 5 / power;
  return power * (unit > 5 ? 10 : unit > 2.5 ? 5 : unit > 2 ? 2.5 : unit > 1 ? 2 : 1);
}

/** Short, since both ends stand over one whisker: `−15k`. */
function label(value: number): string {
  const notation = Math.abs(value) >= 1e4 ? 'compact' : 'standard';
  return Number(value.toPrecision(3)).toLocaleString('en-US', { notation }).replace('-', '−').replace('K', 'k');
}

/** Where a whisker stands on an axis of `width` pixels; an end that leaves the axis is an arrowhead. */
export interface Whisker {
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly arrowLow: boolean;
  readonly arrowHigh: boolean;
}

export function whisker(value: number, low: number, high: number, { low: from, high: to }: MetricAxis, width: number): Whisker {
  const place = (x: number): number => Math.max(0, Math.min(width, ((x - from) / (to - from)) * width));
  const bounded = Number.isNaN(low) ? value : low;
  const boundedHigh = Number.isNaN(high) ? value : high;
  return { at: place(value), from: place(bounded), to: place(boundedHigh), arrowLow: bounded < from, arrowHigh: boundedHigh > to };
}
