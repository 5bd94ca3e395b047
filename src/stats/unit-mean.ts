import { studentCdf, studentQuantile } from './distributions.ts';
import type { Interval } from './intervals.ts';

/** Sums of rows by what is drawn: the row itself, or the group that it came in. */
export interface Units {
  /** Code of each row's group, 0 … count − 1. */
  readonly codes: ArrayLike<number>;
  readonly count: number;
}

export interface Spread {
  readonly se: number;
  readonly df: number;
}

/** A mean over rows with its standard error. */
export interface UnitMean extends Spread {
  readonly mean: number;
}

/**
 * Weighted mean of values and its standard error. Without weights and units that of Student, s / √n. With weights n is the
 * effective number (Σw)² / Σw². With units the deviations are summed by unit first, as rows of one unit err together (df: units − 1).
 * NaN below two units.
 */
export function unitMean(values: Float64Array, weights: Float64Array | null, units: Units | null): UnitMean {
  let weight = 0;
  let squares = 0;
  let mean = 0;
  for (let row = 0; row < values.length; row++) {
    const w = weights === null ? 1 : weights[row]!;
    if (w === 0) continue;
    weight += w;
    squares += w * w;
    mean += (w / weight) * (values[row]! - mean);
  }
  if (!(weight > 0)) return { mean: NaN, se: NaN, df: NaN };
  if (units !== null) {
    const shares = values.map((value, row) => ((weights === null ? 1 : weights[row]!) * (value - mean)) / weight);
    return { mean, ...unitSpread(shares, units) };
  }
  let deviations = 0;
  for (let row = 0; row < values.length; row++) deviations += (weights === null ? 1 : weights[row]!) * (values[row]! - mean) ** 2;
  const n = (weight * weight) / squares;
  return { mean, se: n > 1 ? Math.sqrt(deviations / weight / (n - 1)) : NaN, df: n - 1 };
}

/** Standard error of a sum of contributions that are 0 on average, from their sums by unit; only units that have a row count. */
export function unitSpread(contributions: Float64Array, { codes, count }: Units): Spread {
  const sums = new Float64Array(count);
  const seen = new Uint8Array(count);
  for (let row = 0; row < contributions.length; row++) {
    sums[codes[row]!]! += contributions[row]!;
    seen[codes[row]!] = 1;
  }
  let squares = 0;
  let present = 0;
  for (let unit = 0; unit < count; unit++) {
    squares += sums[unit]! ** 2;
    present += seen[unit]!;
  }
  return { se: present > 1 ? Math.sqrt((squares * present) / (present - 1)) : NaN, df: present - 1 };
}

/** Student's interval of a value and the two-sided p of its being 0; where nothing varies the value is certain. */
export function studentised(value: number, { se, df }: Spread, level: number): Interval & { readonly p: number } {
  if (!(df > 0) || Number.isNaN(se) || Number.isNaN(value)) return { low: NaN, high: NaN, p: NaN };
  if (se === 0) return { low: value, high: value, p: value === 0 ? 1 : 0 };
  const half = studentQuantile(0.5 + level / 2, df) * se;
  return { low: value - half, high: value + half, p: 2 * studentCdf(-Math.abs(value / se), df) };
}
