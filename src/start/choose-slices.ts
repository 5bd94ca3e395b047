import { NumberColumn, StringColumn, TimeColumn, VectorColumn, type Column } from '../frame/column.ts';
import { columnOf, type Frame } from '../frame/frame.ts';
import { isNull } from '../frame/nulls.ts';
import { betaRegularized } from '../stats/special.ts';
import { quantileSorted } from '../stats/intervals.ts';
import { benjaminiHochberg } from '../stats/tests.ts';
import type { Inferred, InferredColumn } from './inferred.ts';
import { Expression, columnRef, type FlowValue } from './yaml-flow.ts';

/** One entry of `by:`, as it is written. */
export interface ChosenSlice {
  readonly by: FlowValue;
  readonly column: string;
  /** A group of people, taken whatever it explains. */
  readonly isGroup: boolean;
  /** Share of the errors' variance that it explains beyond chance. */
  readonly explains: number;
}

interface Candidate {
  readonly by: FlowValue;
  readonly column: string;
  readonly codes: Int32Array;
  readonly count: number;
  readonly isGroup: boolean;
}

const most = 4;
const mostGroups = 3;
const mostValues = 12;
const fewestRows = 30;
const level = 0.05;
/** How far an edge may lie from its quarter, as a share of the rows. */
const leeway = 0.06;
const hour = 3_600_000;

/**
 * Slices by which the rows' errors differ beyond chance: at most four, each by what it explains of what those before it left
 * (an F test of the means, corrected over all columns), after the columns that tell people apart, at most three.
 */
export function chooseSlices(frame: Frame, inferred: Inferred, errors: Float64Array, rows: Uint32Array): readonly ChosenSlice[] {
  const scale = rows.length === 0 ? 1 : frame.table.totalRows() / rows.length;
  const candidates = inferred.columns
    .flatMap((column) => candidatesOf(frame, column, rows))
    .filter((candidate) => isUseful(candidate, errors, scale));
  const groups = candidates
    .filter(({ isGroup }) => isGroup)
    .map((candidate) => ({ candidate, ...explained(candidate, errors) }))
    .sort((a, b) => b.share - a.share)
    .slice(0, mostGroups);
  let rest = errors;
  for (const { candidate } of groups) rest = without(candidate, rest);
  const chosen: ChosenSlice[] = groups.map(({ candidate, share }) => chosenOf(candidate, share));
  let pool = candidates.filter(({ isGroup }) => !isGroup);
  for (let turn = 0; turn < most && pool.length > 0; turn++) {
    const tested = pool.map((candidate) => ({ candidate, ...explained(candidate, rest) }));
    const corrected = benjaminiHochberg(tested.map(({ p }) => p));
    const passing = tested.filter((one, at) => corrected[at]! < level && one.share > 0).sort((a, b) => b.share - a.share);
    const [best] = passing;
    if (best === undefined) break;
    chosen.push(chosenOf(best.candidate, best.share));
    rest = without(best.candidate, rest);
    // What explains nothing now will not once more is taken away.
    pool = passing
      .slice(1, 60)
      .map(({ candidate }) => candidate)
      .filter(({ column }) => column !== best.candidate.column);
  }
  return chosen;
}

function chosenOf({ by, column, isGroup }: Candidate, explains: number): ChosenSlice {
  return { by, column, isGroup, explains };
}

function candidatesOf(frame: Frame, { name, role }: InferredColumn, rows: Uint32Array): readonly Candidate[] {
  if (role !== 'none' && role !== 'group' && role !== 'time' && role !== 'split') return [];
  const column = columnOf(frame, name);
  const isGroup = role === 'group';
  if (column instanceof VectorColumn) return [];
  if (column instanceof TimeColumn) return periods(name, column, rows);
  const coded = categories(column, rows);
  if (coded !== null) return [{ by: name, column: name, ...coded, isGroup }];
  return column instanceof NumberColumn ? quarters(name, column, rows, isGroup) : [];
}

/** The value of each row among at most 12, the rows without one as a value of their own. */
function categories(column: Column, rows: Uint32Array): { readonly codes: Int32Array; readonly count: number } | null {
  if (column instanceof StringColumn && column.dictionary.length > 200) return null;
  const known = new Map<string | number | boolean, number>();
  const codes = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at]!;
    const value = column instanceof StringColumn ? column.codes[row]! : column.at(row);
    const key = isNull(column.nulls, row) || value === null || typeof value === 'object' ? 'missing' : value;
    let code = known.get(key);
    if (code === undefined) {
      if (known.size > mostValues) return null;
      known.set(key, (code = known.size));
    }
    codes[at] = code;
  }
  return { codes, count: known.size };
}

function quarters(name: string, { values }: NumberColumn, rows: Uint32Array, isGroup: boolean): readonly Candidate[] {
  const own = Float64Array.from(rows, (row) => values[row]!);
  const sorted = own.filter((value) => Number.isFinite(value)).sort();
  if (sorted.length < own.length / 2) return missingness(name, own);
  const edges = quarterEdges(sorted);
  const codes = Int32Array.from(own, (value) => (Number.isNaN(value) ? -1 : edges.filter((edge) => value > edge).length));
  const by = new Map<string, FlowValue>([
    ['bin', name],
    ['edges', edges],
  ]);
  const bins: Candidate = { by, column: name, codes, count: edges.length + 1, isGroup };
  return sorted.length < own.length * 0.98 ? [bins, ...missingness(name, own)] : [bins];
}

/** Edges near the quarters, as round as they can be, so that slices keep their names when rows are added. */
function quarterEdges(sorted: Float64Array): readonly number[] {
  const edges = [1, 2, 3].map((quarter) => {
    const exact = quantileSorted(sorted, quarter / 4);
    const low = quantileSorted(sorted, quarter / 4 - leeway);
    const high = quantileSorted(sorted, quarter / 4 + leeway);
    for (let digits = 1; digits < 8; digits++) {
      const round = Number(exact.toPrecision(digits));
      if (round === exact || (round > low && round < high)) return round;
    }
    return exact;
  });
  return [...new Set(edges)].filter((edge) => edge >= sorted[0]! && edge < sorted.at(-1)!);
}

function missingness(name: string, own: Float64Array): readonly Candidate[] {
  const by = new Map<string, FlowValue>([
    ['name', `${name} missing`],
    ['where', new Expression(`${columnRef(name)} == null`)],
  ]);
  return [{ by, column: name, codes: Int32Array.from(own, (value) => +Number.isNaN(value)), count: 2, isGroup: false }];
}

const lengths = [
  ['year', 365.25 * 24 * hour],
  ['quarter', 91 * 24 * hour],
  ['month', 30.4 * 24 * hour],
  ['week', 7 * 24 * hour],
  ['day', 24 * hour],
  ['hour', hour],
] as const;

/** By the longest period of which the times hold three or more. */
function periods(name: string, { values }: TimeColumn, rows: Uint32Array): readonly Candidate[] {
  const own = Float64Array.from(rows, (row) => values[row]!);
  const known = own.filter((value) => Number.isFinite(value));
  const first = known.reduce((least, value) => Math.min(least, value), Infinity);
  const span = known.reduce((end, value) => Math.max(end, value), -Infinity) - first;
  const period = lengths.find(([, length]) => span / length >= 3);
  if (period === undefined) return [];
  const codes = Int32Array.from(own, (value) => (Number.isFinite(value) ? Math.floor((value - first) / period[1]) : -1));
  const by = new Map<string, FlowValue>([
    ['time', name],
    ['period', period[0]],
  ]);
  return [{ by, column: name, codes, count: Math.floor(span / period[1]) + 1, isGroup: false }];
}

/** Whether two of its slices or more have enough rows to say anything. */
function isUseful({ codes, count }: Candidate, errors: Float64Array, scale: number): boolean {
  const rows = new Float64Array(count);
  for (let at = 0; at < codes.length; at++) if (codes[at]! >= 0 && !Number.isNaN(errors[at]!)) rows[codes[at]!]!++;
  return rows.filter((own) => own * scale >= fewestRows).length >= 2;
}

function explained({ codes, count }: Candidate, errors: Float64Array): { readonly share: number; readonly p: number } {
  const sums = new Float64Array(count);
  const rows = new Float64Array(count);
  let n = 0;
  let sum = 0;
  let squares = 0;
  for (let at = 0; at < codes.length; at++) {
    const code = codes[at]!;
    const error = errors[at]!;
    if (code < 0 || error !== error) continue;
    n++;
    rows[code]!++;
    sums[code]! += error;
    sum += error;
    squares += error * error;
  }
  const groups = rows.filter((own) => own > 0).length;
  const total = squares - (sum * sum) / n;
  let between = -(sum * sum) / n;
  for (let code = 0; code < count; code++) if (rows[code]! > 0) between += sums[code]! ** 2 / rows[code]!;
  const free = n - groups;
  if (groups < 2 || free < 1 || !(total > 0)) return { share: 0, p: NaN };
  const within = Math.max(0, total - between);
  const noise = within / free;
  return {
    share: (between - (groups - 1) * noise) / (total + noise),
    p: betaRegularized(within / total, free / 2, (groups - 1) / 2),
  };
}

/** What is left of the errors when each slice's mean is taken away. */
function without({ codes, count }: Candidate, errors: Float64Array): Float64Array {
  const sums = new Float64Array(count);
  const rows = new Float64Array(count);
  for (let at = 0; at < codes.length; at++) {
    if (codes[at]! < 0 || Number.isNaN(errors[at]!)) continue;
    rows[codes[at]!]!++;
    sums[codes[at]!]! += errors[at]!;
  }
  return errors.map((error, at) => (codes[at]! < 0 ? error : error - sums[codes[at]!]! / rows[codes[at]!]!));
}
