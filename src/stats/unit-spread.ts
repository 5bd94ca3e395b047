/** Rows in groups that are drawn together (or each alone), which may be drawn within strata. */
export interface Units {
  /** Unit of each row, 0 … count − 1. */
  readonly of: Int32Array;
  readonly count: number;
  /** Stratum of each unit; null where there is one. */
  readonly strata: Int32Array | null;
  readonly strataCount: number;
  /** Whether several rows may share a unit. */
  readonly clustered: boolean;
}

/** Spread of the sums of a part of the rows over units. */
export interface Spread {
  /** Variance of a number with these derivatives by the sums. */
  variance(gradient: Float64Array): number;
  /** Units less strata. */
  readonly df: number;
  readonly units: number;
  /** Mean number of rows of a unit. */
  readonly size: number;
}

/** A slice, the rows outside it, and how numbers of the two go together. */
export interface SliceSpread {
  readonly inside: Spread;
  readonly outside: Spread;
  covariance(inside: Float64Array, outside: Float64Array): number;
}

/** What rows add to `size` sums; false for a row that is in none. */
export interface RowSums {
  readonly size: number;
  add(row: number, into: Float64Array, at: number): boolean;
}

interface Moment {
  readonly products: Float64Array;
  df: number;
  units: number;
  rows: number;
}

/**
 * Variances of sums over units by slice, linearised: Σ over strata of C/(C − 1) · Σ over their C units of the squared distance
 * from the stratum's mean (a stratum of one unit is set against 0). `codes` gives each row's slice, −1 for none; null for one slice.
 * Binder (1983); for shares it leads to the design effect of Rao & Scott (1992).
 */
export function unitSpreads(units: Units, codes: Int32Array | null, slices: number, rows: RowSums): readonly SliceSpread[] {
  const { size } = rows;
  const inside = Array.from({ length: slices }, () => empty(size));
  const outside = Array.from({ length: slices }, () => empty(size));
  const cross = Array.from({ length: slices }, () => empty(size));
  for (const stratum of rowsByStratum(units)) {
    const sums = scanStratum(stratum, units, codes, slices, rows);
    for (let slice = 0; slice < slices; slice++) {
      const at = slice * size;
      const own = sums.own.subarray(at, at + size);
      const rest = sums.all.map((value, index) => value - own[index]!);
      const square = sums.square.subarray(at * size, (at + size) * size);
      const mixed = sums.mixed.subarray(at * size, (at + size) * size);
      const other = new Float64Array(size * size);
      const between = new Float64Array(size * size);
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) {
          const cell = i * size + j;
          const turned = j * size + i;
          other[cell] = sums.allSquare[cell]! - mixed[cell]! - mixed[turned]! + square[cell]!;
          between[cell] = mixed[cell]! - square[cell]!;
        }
      }
      const restUnits = sums.units - sums.whole[slice]!;
      fold(inside[slice]!, square, own, own, sums.count[slice]!, sums.rows[slice]!);
      fold(outside[slice]!, other, rest, rest, restUnits, sums.allRows - sums.rows[slice]!);
      fold(cross[slice]!, between, own, rest, sums.units, 0);
    }
  }
  return inside.map((own, slice) => ({
    inside: spreadOf(own, size),
    outside: spreadOf(outside[slice]!, size),
    covariance: (first, second) => quadratic(cross[slice]!.products, first, second),
  }));
}

function empty(size: number): Moment {
  return { products: new Float64Array(size * size), df: 0, units: 0, rows: 0 };
}

function fold(into: Moment, products: Float64Array, first: Float64Array, second: Float64Array, count: number, rows: number): void {
  if (count === 0) return;
  const size = first.length;
  const factor = count > 1 ? count / (count - 1) : 1;
  const centre = count > 1 ? 1 / count : 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) into.products[i * size + j]! += factor * (products[i * size + j]! - centre * first[i]! * second[j]!);
  }
  into.df += count - 1;
  into.units += count;
  into.rows += rows;
}

function spreadOf({ products, df, units, rows }: Moment, size: number): Spread {
  return {
    variance: (gradient) => Math.max(0, quadratic(products, gradient, gradient, size)),
    df,
    units,
    size: units === 0 ? NaN : rows / units,
  };
}

function quadratic(products: Float64Array, first: Float64Array, second: Float64Array, size = first.length): number {
  let total = 0;
  for (let i = 0; i < size; i++) {
    let line = 0;
    for (let j = 0; j < size; j++) line += products[i * size + j]! * second[j]!;
    total += first[i]! * line;
  }
  return total;
}

/** Rows of each stratum, those of one unit side by side. */
function rowsByStratum({ of, count, strata, strataCount }: Units): readonly Uint32Array[] {
  const starts = new Uint32Array(count + 1);
  for (const unit of of) starts[unit + 1]!++;
  for (let unit = 0; unit < count; unit++) starts[unit + 1]! += starts[unit]!;
  const next = starts.slice();
  const order = new Uint32Array(of.length);
  for (let row = 0; row < of.length; row++) order[next[of[row]!]!++] = row;
  if (strata === null) return [order];
  const lists: number[][] = Array.from({ length: strataCount }, () => []);
  for (let unit = 0; unit < count; unit++) {
    const list = lists[strata[unit]!]!;
    for (let at = starts[unit]!; at < starts[unit + 1]!; at++) list.push(order[at]!);
  }
  return lists.map((list) => Uint32Array.from(list));
}

interface StratumSums {
  readonly own: Float64Array;
  readonly all: Float64Array;
  readonly square: Float64Array;
  readonly mixed: Float64Array;
  readonly allSquare: Float64Array;
  /** By slice: units with a row in it, and units without one outside it. */
  readonly count: Float64Array;
  readonly whole: Float64Array;
  readonly rows: Float64Array;
  units: number;
  allRows: number;
}

function scanStratum(order: Uint32Array, { of }: Units, codes: Int32Array | null, slices: number, { size, add }: RowSums): StratumSums {
  const sums: StratumSums = {
    own: new Float64Array(slices * size),
    all: new Float64Array(size),
    square: new Float64Array(slices * size * size),
    mixed: new Float64Array(slices * size * size),
    allSquare: new Float64Array(size * size),
    count: new Float64Array(slices),
    whole: new Float64Array(slices),
    rows: new Float64Array(slices),
    units: 0,
    allRows: 0,
  };
  const unitAll = new Float64Array(size);
  const unitOwn = new Float64Array(slices * size);
  const unitRows = new Uint32Array(slices);
  const touched: number[] = [];
  for (let at = 0; at < order.length;) {
    const unit = of[order[at]!]!;
    let rows = 0;
    for (; at < order.length && of[order[at]!] === unit; at++) {
      const row = order[at]!;
      if (!add(row, unitAll, 0)) continue;
      rows++;
      const slice = codes === null ? 0 : codes[row]!;
      if (slice < 0) continue;
      if (unitRows[slice]!++ === 0) touched.push(slice);
      add(row, unitOwn, slice * size);
    }
    if (rows === 0) continue;
    sums.units++;
    sums.allRows += rows;
    outer(sums.allSquare, 0, unitAll, 0, unitAll, size);
    for (let index = 0; index < size; index++) sums.all[index]! += unitAll[index]!;
    for (const slice of touched) {
      const from = slice * size;
      sums.count[slice]!++;
      sums.rows[slice]! += unitRows[slice]!;
      if (unitRows[slice] === rows) sums.whole[slice]!++;
      outer(sums.square, from * size, unitOwn, from, unitOwn.subarray(from, from + size), size);
      outer(sums.mixed, from * size, unitOwn, from, unitAll, size);
      for (let index = from; index < from + size; index++) {
        sums.own[index]! += unitOwn[index]!;
        unitOwn[index] = 0;
      }
      unitRows[slice] = 0;
    }
    touched.length = 0;
    unitAll.fill(0);
  }
  return sums;
}

function outer(into: Float64Array, at: number, first: Float64Array, from: number, second: Float64Array, size: number): void {
  for (let i = 0; i < size; i++) {
    const value = first[from + i]!;
    if (value !== 0) for (let j = 0; j < size; j++) into[at + i * size + j]! += value * second[j]!;
  }
}
