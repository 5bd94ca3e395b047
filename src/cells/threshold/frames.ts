import type { Frame } from '../../frame/frame.ts';
import { frameOfColumns } from '../metrics/curves.ts';
import { leastRows } from '../metrics/gaps.ts';
import type { Measure, Point } from './point.ts';
import type { Unit } from './unit.ts';

interface Said {
  readonly unit: Unit;
  readonly slice: string;
  readonly measure: Measure;
  readonly point: Point | null;
}

/** The chosen threshold of each class and slice and what it gives: one row a metric, class and slice, so that it is a metrics frame. */
export function chosenFrame(units: readonly Unit[]): Frame {
  const rows = byMetric(units.map((unit) => said(unit, unit.points[0]!, unit.slice)));
  return frameOfColumns({
    ...contract(rows),
    at: rows.map(({ point }) => point!.at),
    threshold: rows.map(({ point }) => point!.threshold),
  });
}

/** Every threshold beside the chosen one; the slice says which: `live`, or `afam=yes, live`. */
export function comparedFrame(units: readonly Unit[]): Frame {
  const rows = byMetric(
    units.flatMap((unit) => unit.points.map((point) => said(unit, point, unit.slice === 'all' ? point.at : `${unit.slice}, ${point.at}`))),
  );
  const difference = (name: 'value' | 'low' | 'high'): number[] =>
    rows.map(({ point, measure }) => (point!.difference?.metric === measure.metric ? point!.difference[name] : NaN));
  return frameOfColumns({
    ...contract(rows),
    at: rows.map(({ point }) => point!.at),
    threshold: rows.map(({ point }) => point!.threshold),
    difference: difference('value'),
    difference_low: difference('low'),
    difference_high: difference('high'),
  });
}

/** The threshold and what it is chosen for, when the threshold is chosen anew on every replicate. */
export function choiceFrame(units: readonly Unit[]): Frame {
  return frameOfColumns(
    contract(byMetric(units.map((unit) => unit.choice.map((measure) => ({ unit, slice: unit.slice, measure, point: null }))))),
  );
}

/** Confusion counts at every threshold that is compared; sums of weights. */
export function pointsFrame(units: readonly Unit[]): Frame {
  const rows = units.flatMap((unit) => unit.points.map((point) => ({ unit, point })));
  return frameOfColumns({
    slice: rows.map(({ unit }) => unit.slice),
    class: rows.map(({ unit }) => unit.className),
    at: rows.map(({ point }) => point.at),
    threshold: rows.map(({ point }) => point.threshold),
    tp: rows.map(({ point }) => point.counts.tp),
    fp: rows.map(({ point }) => point.counts.fp),
    fn: rows.map(({ point }) => point.counts.fn),
    tn: rows.map(({ point }) => point.counts.tn),
  });
}

function said(unit: Unit, point: Point, slice: string): Said[] {
  return point.measures.map((measure) => ({ unit, slice, measure: withReason(measure, unit), point }));
}

/** A number of a small slice says that it is one. */
function withReason(measure: Measure, unit: Unit): Measure {
  const few = measure.reason === '' && (unit.measuring?.cuts.rows ?? 0) < leastRows;
  return few ? { ...measure, reason: 'too-few-rows' } : measure;
}

/** The rows of one metric together, in the order of the metrics. */
function byMetric(lists: readonly (readonly Said[])[]): readonly Said[] {
  const metrics = new Map<string, Said[]>();
  for (const one of lists.flat()) {
    const list = metrics.get(one.measure.metric) ?? [];
    list.push(one);
    metrics.set(one.measure.metric, list);
  }
  return [...metrics.values()].flat();
}

function contract(rows: readonly Said[]): Readonly<Record<string, readonly (number | string)[]>> {
  return {
    metric: rows.map(({ measure }) => measure.metric),
    class: rows.map(({ unit }) => unit.className),
    slice: rows.map(({ slice }) => slice),
    n: rows.map(({ measure }) => measure.n),
    value: rows.map(({ measure }) => measure.value),
    low: rows.map(({ measure }) => measure.low),
    high: rows.map(({ measure }) => measure.high),
    method: rows.map(({ measure }) => measure.method),
    reason: rows.map(({ measure }) => measure.reason),
  };
}
