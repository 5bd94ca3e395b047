import type { Metric } from '../../metrics/metric.ts';
import { logInterval, mover, shrink, student, wilson, clopperPearson, type Interval } from '../../stats/intervals.ts';
import { gradientOf } from '../../stats/gradient.ts';
import type { Spread } from '../../stats/unit-spread.ts';
import { matrixValue, oneAgainstRest, ratioOf } from './matrix-value.ts';
import type { Sampling, Wanted } from './wanted.ts';

/** Cells beyond which derivatives by each would cost more than draws. */
const mostCells = 400;

/** One confusion matrix; `effective` turns weights into rows. */
interface Cells {
  readonly matrix: Float64Array;
  readonly classes: number;
  readonly code: number | null;
  readonly effective: number;
  readonly spread: Spread | null;
}

type NamedInterval = Interval & { readonly method: string };

/** Derivatives of a metric by the cells of its matrix; 0 for a cell of 0. */
export function cellGradient(wanted: Wanted, { classes, code }: Pick<Cells, 'classes' | 'code'>, matrix: Float64Array): Float64Array {
  return gradientOf((cells) => matrixValue(wanted, cells, classes, code).value, matrix);
}

/** The interval of a metric of counts in closed form; null where there is none, and draws have to do. */
export function countsInterval(wanted: Wanted, cells: Cells, value: number, sampling: Sampling): NamedInterval | null {
  const ratio = ratioOf(wanted, cells.matrix, cells.classes, cells.code);
  if (ratio !== null) return shareInterval(wanted, cells, ratio, sampling);
  if (cells.matrix.length > mostCells) return null;
  if (cells.spread === null) {
    const known = knownInterval(wanted, cells, sampling.level);
    if (known !== null) return known;
  }
  return deltaInterval(wanted, cells, value, sampling.level);
}

/** Wilson's or Clopper and Pearson's; with a spread, on the rows less their design effect. Rao & Scott (1992). */
function shareInterval(
  wanted: Wanted,
  cells: Cells,
  [numerator, denominator]: readonly [number, number],
  { proportion = 'wilson', level }: Sampling,
): NamedInterval | null {
  const { effective, spread, matrix } = cells;
  const share = numerator / denominator;
  let n = denominator * effective;
  let method: string = proportion === 'wilson' ? 'wilson' : 'clopper-pearson';
  if (spread !== null) {
    if (matrix.length > mostCells) return null;
    const simple = (share * (1 - share)) / n;
    const variance = spread.variance(cellGradient(wanted, cells, matrix));
    const effect = simple > 0 && variance > 0 ? variance / simple : Math.max(1, spread.size);
    n = (n / effect) * shrink(spread.df, level);
    method = `${method}, deff ${effect.toPrecision(2)}`;
  }
  if (Number.isNaN(n)) return null;
  return { ...(proportion === 'wilson' ? wilson(share * n, n, level) : clopperPearson(share * n, n, level)), method };
}

/** F1 from the Jaccard index that it is a function of; balanced accuracy and informedness from the two shares that they add up. */
function knownInterval({ metric }: Wanted, { matrix, classes, code, effective }: Cells, level: number): NamedInterval | null {
  if (metric.name === 'f1' && code !== null) {
    const { tp, fp, fn } = oneAgainstRest(matrix, classes, code);
    const jaccard = wilson(tp * effective, (tp + fp + fn) * effective, level);
    return { low: 2 - 2 / (1 + jaccard.low), high: 2 - 2 / (1 + jaccard.high), method: 'wilson' };
  }
  const half = metric.name === 'balanced_accuracy' ? 0.5 : metric.name === 'informedness' && code !== null ? 1 : null;
  if (half === null || classes !== 2) return null;
  const { tp, fp, fn, tn } = oneAgainstRest(matrix, 2, code ?? 1);
  const sensitivity = { value: tp / (tp + fn), ...wilson(tp * effective, (tp + fn) * effective, level) };
  const fallOut = { value: fp / (fp + tn), ...wilson(fp * effective, (fp + tn) * effective, level) };
  if (Number.isNaN(sensitivity.value) || Number.isNaN(fallOut.value)) return null;
  const { low, high } = mover(sensitivity, fallOut);
  const shift = half === 0.5 ? 1 : 0;
  return { low: half * (low + shift), high: half * (high + shift), method: 'newcombe' };
}

/**
 * By the delta method: a bounded number by Wilson's interval at the number of rows that has its variance, a positive one on
 * the scale of logarithms, any other by Student's. Cells of 0 would have no variance, so the larger counts of that of the
 * matrix and that with two pseudo-rows spread over it.
 */
function deltaInterval(wanted: Wanted, cells: Cells, value: number, level: number): NamedInterval | null {
  const { matrix, classes, code, effective, spread } = cells;
  let rows = 0;
  for (const cell of matrix) rows += cell * effective;
  const df = spread?.df ?? Math.min(rows - 1, rarest(cells));
  if (!(df >= 1)) return null;
  const range = rangeOf(wanted.metric);
  const own = varianceAt(wanted, cells, matrix, spread);
  if (range === null) return { ...student(value, Math.sqrt(own * (df + 1)), df + 1, level), method: 'delta' };
  const smooth = smoothed(matrix, classes, effective);
  const at = matrixValue(wanted, smooth, classes, code).value;
  const other = varianceAt(wanted, cells, smooth, null);
  if (range[1] === Infinity) {
    const variance = value > 0 ? own / value ** 2 : other / at ** 2;
    const { low, high } = logInterval(value > 0 ? value : at, variance, df, level);
    return { low: value > 0 ? low : 0, high, method: 'log delta' };
  }
  const [least, most] = range;
  const perRow = Math.max(own / ((value - least) * (most - value)) || 0, other / ((at - least) * (most - at)) || 0);
  if (!(perRow > 0)) return null;
  const n = (1 / perRow) * shrink(df, level);
  const share = (value - least) / (most - least);
  const { low, high } = wilson(share * n, n, level);
  return { low: least + low * (most - least), high: least + high * (most - least), method: 'delta' };
}

/** Rows of the rarer of two classes, 1 at least: with few of them the variance itself is uncertain. */
function rarest({ matrix, classes, effective }: Cells): number {
  if (classes !== 2) return Infinity;
  return Math.max(1, effective * Math.min(matrix[0]! + matrix[1]!, matrix[2]! + matrix[3]!));
}

function varianceAt(wanted: Wanted, cells: Cells, matrix: Float64Array, spread: Spread | null): number {
  const gradient = cellGradient(wanted, cells, matrix);
  if (spread !== null) return spread.variance(gradient);
  let variance = 0;
  for (let cell = 0; cell < matrix.length; cell++) variance += matrix[cell]! * gradient[cell]! ** 2;
  return variance / cells.effective;
}

/** Two rows more, spread over the cells of classes that are there. */
function smoothed(matrix: Float64Array, classes: number, effective: number): Float64Array {
  const present: boolean[] = [];
  for (let code = 0; code < classes; code++) {
    let actual = 0;
    for (let other = 0; other < classes; other++) actual += matrix[code * classes + other]!;
    present.push(actual > 0);
  }
  const count = present.filter(Boolean).length;
  const extra = 2 / effective / Math.max(1, count * count);
  return matrix.map((cell, at) => (present[Math.floor(at / classes)]! && present[at % classes]! ? cell + extra : cell));
}

/** Its range where both ends are finite or the lower one is 0; null for any other, and for a share whose range says nothing. */
function rangeOf({ range }: Metric): readonly [number, number] | null {
  const [least, most] = range;
  if (Number.isFinite(least) && Number.isFinite(most)) return range;
  return least === 0 ? range : null;
}
