import { BooleanColumn, NumberColumn, StringColumn, type Column } from '../frame/column.ts';
import { isNull } from '../frame/nulls.ts';
import { midranks } from '../analysis/midranks.ts';

/** Rows spread evenly over a table, at most `most` of them. */
export function sampledRows(rows: number, most: number): Uint32Array {
  const count = Math.min(rows, most);
  return Uint32Array.from({ length: count }, (_, at) => Math.floor((at * rows) / count));
}

/** The class of each of these rows among `classes`, −1 for none. */
export function classCodes(column: Column, classes: readonly string[], rows: Uint32Array): Int32Array {
  const index = new Map(classes.map((name, code) => [name, code]));
  if (column instanceof StringColumn) {
    const byCode = column.dictionary.map((word) => index.get(word) ?? -1);
    return Int32Array.from(rows, (row) => (isNull(column.nulls, row) ? -1 : byCode[column.codes[row]!]!));
  }
  return Int32Array.from(rows, (row) => {
    const value = column.at(row);
    return value === null || typeof value === 'object' ? -1 : (index.get(String(value)) ?? -1);
  });
}

/** The numbers of these rows; NaN where there is none. */
export function numbersAt(column: Column, rows: Uint32Array): Float64Array {
  if (column instanceof NumberColumn) return Float64Array.from(rows, (row) => column.values[row]!);
  if (column instanceof BooleanColumn) return Float64Array.from(rows, (row) => (isNull(column.nulls, row) ? NaN : column.values[row]!));
  return new Float64Array(rows.length).fill(NaN);
}

/** How far two lists of classes agree beyond what chance would give them, Cohen's kappa, and the share of rows that agree. */
export function kappaOf(one: Int32Array, other: Int32Array, classes: number): { readonly kappa: number; readonly share: number } {
  const first = new Float64Array(classes);
  const second = new Float64Array(classes);
  let rows = 0;
  let same = 0;
  for (let at = 0; at < one.length; at++) {
    const [a, b] = [one[at]!, other[at]!];
    if (a < 0 || b < 0) continue;
    rows++;
    first[a]!++;
    second[b]!++;
    if (a === b) same++;
  }
  if (rows === 0) return { kappa: 0, share: 0 };
  const chance = first.reduce((sum, count, code) => sum + (count / rows) * (second[code]! / rows), 0);
  const share = same / rows;
  return { kappa: chance >= 1 ? 0 : (share - chance) / (1 - chance), share };
}

/** The chance that a row that is so has the higher value of the two, ties counting half; NaN where one side is empty. */
export function aucOf(values: Float64Array, isPositive: (at: number) => boolean | null): number {
  const kept: number[] = [];
  for (let at = 0; at < values.length; at++) if (!Number.isNaN(values[at]!) && isPositive(at) !== null) kept.push(at);
  const ranks = midranks(Float64Array.from(kept, (at) => values[at]!));
  let positives = 0;
  let sum = 0;
  kept.forEach((at, place) => {
    if (isPositive(at) !== true) return;
    positives++;
    sum += ranks[place]!;
  });
  const negatives = kept.length - positives;
  return positives === 0 || negatives === 0 ? NaN : (sum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

/** How well numbers forecast others: their correlation, and the means and spreads of both. */
export function likeness(
  guess: Float64Array,
  truth: Float64Array,
): { readonly correlation: number; readonly shift: number; readonly spread: number; readonly error: number } {
  let n = 0;
  let meanG = 0;
  let meanT = 0;
  let gg = 0;
  let tt = 0;
  let gt = 0;
  let error = 0;
  for (let at = 0; at < guess.length; at++) {
    const g = guess[at]!;
    const t = truth[at]!;
    if (!Number.isFinite(g) || !Number.isFinite(t)) continue;
    n++;
    const dg = g - meanG;
    const dt = t - meanT;
    meanG += dg / n;
    meanT += dt / n;
    gg += dg * (g - meanG);
    tt += dt * (t - meanT);
    gt += dg * (t - meanT);
    error += Math.abs(g - t);
  }
  const sd = Math.sqrt(tt / n);
  return {
    correlation: gg === 0 || tt === 0 ? 0 : gt / Math.sqrt(gg * tt),
    shift: sd === 0 ? Infinity : Math.abs(meanG - meanT) / sd,
    spread: tt === 0 ? Infinity : Math.sqrt(gg / tt),
    error: error / n,
  };
}
