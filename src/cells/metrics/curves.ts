import { NumberColumn, StringColumn } from '../../frame/column.ts';
import { columnFromValues } from '../../frame/column-from-values.ts';
import { makeFrame, type Frame } from '../../frame/frame.ts';
import { calibrationBins } from '../../metrics/calibration.ts';
import { takeOrdered, type RankRows } from '../../metrics/scan-ranks.ts';
import { wilson } from '../../stats/intervals.ts';

const mostPoints = 500;
const mostBins = 10;

/** One slice of one class whose curve is drawn. */
export interface Curve {
  readonly slice: string;
  readonly className: string;
  readonly rows: RankRows;
  /** Places of the slice in the order of scores; null for all. */
  readonly places: Uint32Array | null;
}

interface Points {
  readonly threshold: Float64Array;
  readonly tp: Float64Array;
  readonly fp: Float64Array;
}

/** Weights of true and false positives at every distinct score, from the highest down; the first point is at +∞. */
function pointsOf({ rows, places }: Curve): Points {
  const length = places === null ? rows.scores.length : places.length;
  const threshold = new Float64Array(length + 1);
  const tp = new Float64Array(length + 1);
  const fp = new Float64Array(length + 1);
  threshold[0] = Infinity;
  let count = 0;
  let last = NaN;
  for (let at = 0; at < length; at++) {
    const place = places === null ? at : places[at]!;
    const score = rows.scores[place]!;
    if (score !== last) {
      count++;
      threshold[count] = last = score;
      tp[count] = tp[count - 1]!;
      fp[count] = fp[count - 1]!;
    }
    const weight = rows.weights === null ? 1 : rows.weights[place]!;
    const own = weight * rows.positive[place]!;
    tp[count]! += own;
    fp[count]! += weight - own;
  }
  return { threshold: threshold.subarray(0, count + 1), tp: tp.subarray(0, count + 1), fp: fp.subarray(0, count + 1) };
}

/** Indexes to draw: the corners of the steps, thinned evenly where there are too many; ends stay. */
function thinned({ tp, fp }: Points): Uint32Array {
  const corners = new Uint32Array(tp.length);
  let count = 0;
  for (let at = 0; at < tp.length; at++) {
    const straight =
      at > 0 &&
      at < tp.length - 1 &&
      ((tp[at - 1] === tp[at] && tp[at] === tp[at + 1]) || (fp[at - 1] === fp[at] && fp[at] === fp[at + 1]));
    if (!straight) corners[count++] = at;
  }
  const step = Math.max(1, count / mostPoints);
  const kept: number[] = [];
  for (let at = 0; at < count - 1; at += step) kept.push(corners[Math.floor(at)]!);
  kept.push(corners[count - 1]!);
  return Uint32Array.from(kept);
}

/** ROC and precision–recall curves as frames, thinned for drawing. */
export function curveFrames(curves: readonly Curve[]): { readonly roc: Frame; readonly precisionRecall: Frame } {
  const roc = { slice: [] as string[], class: [] as string[], threshold: [] as number[], fpr: [] as number[], tpr: [] as number[] };
  const pr = { slice: [] as string[], class: [] as string[], threshold: [] as number[], recall: [] as number[], precision: [] as number[] };
  for (const curve of curves) {
    const points = pointsOf(curve);
    const positives = points.tp.at(-1)!;
    const negatives = points.fp.at(-1)!;
    for (const at of thinned(points)) {
      if (positives > 0 && negatives > 0) {
        roc.slice.push(curve.slice);
        roc.class.push(curve.className);
        roc.threshold.push(points.threshold[at]!);
        roc.fpr.push(points.fp[at]! / negatives);
        roc.tpr.push(points.tp[at]! / positives);
      }
      if (positives > 0 && at > 0) {
        pr.slice.push(curve.slice);
        pr.class.push(curve.className);
        pr.threshold.push(points.threshold[at]!);
        pr.recall.push(points.tp[at]! / positives);
        pr.precision.push(points.tp[at]! / (points.tp[at]! + points.fp[at]!));
      }
    }
  }
  return { roc: frameOfColumns(roc), precisionRecall: frameOfColumns(pr) };
}

/** Calibration in ten bins of equal count; equal scores are never parted. Wilson's band of the observed share. */
export function calibrationFrame(curves: readonly Curve[], level: number): Frame {
  const table = {
    slice: [] as string[],
    class: [] as string[],
    bin: [] as number[],
    mean_predicted: [] as number[],
    observed: [] as number[],
    low: [] as number[],
    high: [] as number[],
    n: [] as number[],
  };
  for (const curve of curves) {
    for (const [bin, { score, positive, weight, n }] of calibrationBins(takeOrdered(curve.rows, curve.places), mostBins).entries()) {
      const { low, high } = wilson((positive / weight) * n, n, level);
      table.slice.push(curve.slice);
      table.class.push(curve.className);
      table.bin.push(bin + 1);
      table.mean_predicted.push(score / weight);
      table.observed.push(positive / weight);
      table.low.push(low);
      table.high.push(high);
      table.n.push(n);
    }
  }
  return frameOfColumns(table);
}

/** A frame of plain columns: arrays of numbers become number columns even when empty, and the usual words text columns. */
export function frameOfColumns(columns: Readonly<Record<string, readonly (number | string)[]>>): Frame {
  const texts = new Set(['slice', 'class', 'at', 'metric', 'method', 'reason', 'actual', 'predicted']);
  return makeFrame(
    Object.entries(columns).map(([name, values]) => [
      name,
      texts.has(name) || typeof values[0] === 'string'
        ? textColumn(values as readonly string[])
        : new NumberColumn(Float64Array.from(values as readonly number[])),
    ]),
  );
}

function textColumn(values: readonly string[]): StringColumn {
  const column = columnFromValues(values);
  return column instanceof StringColumn ? column : new StringColumn(new Uint8Array(0), []);
}
