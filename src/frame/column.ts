import { isNull, type Nulls } from './nulls.ts';

export type Codes = Uint8Array | Uint16Array | Uint32Array;
export type Value = number | string | boolean | Date | ArrayLike<number> | null;

/**
 * Columns implement Arquero's column protocol (`length`, `at`, iteration), so that a table wraps the
 * typed arrays below without copying. `at` gives null for a missing value and,
 * since Arquero's outer joins ask for row −∞, for a row that is not there; NaN and '' are values.
 */
abstract class BaseColumn<T> {
  abstract readonly type: 'number' | 'string' | 'boolean' | 'time' | 'vector';
  abstract readonly length: number;
  abstract readonly nulls: Nulls | null;
  abstract readonly byteLength: number;
  abstract at(row: number): T | null;
  *[Symbol.iterator](): Iterator<T | null> {
    for (let row = 0; row < this.length; row++) yield this.at(row);
  }
}

/** Numbers in float64. Where `nulls` has a bit the array holds NaN, so that kernels may read it directly. */
export class NumberColumn extends BaseColumn<number> {
  readonly type = 'number';
  readonly length: number;
  readonly byteLength: number;
  constructor(
    readonly values: Float64Array,
    readonly nulls: Nulls | null = null,
  ) {
    super();
    this.length = values.length;
    this.byteLength = values.byteLength + (nulls?.byteLength ?? 0);
  }
  at(row: number): number | null {
    return isNull(this.nulls, row) ? null : (this.values[row] ?? null);
  }
}

/** Strings as codes into a dictionary of distinct values, in order of first appearance. A missing row has code 0 and its null bit. */
export class StringColumn extends BaseColumn<string> {
  readonly type = 'string';
  readonly length: number;
  readonly byteLength: number;
  constructor(
    readonly codes: Codes,
    readonly dictionary: readonly string[],
    readonly nulls: Nulls | null = null,
  ) {
    super();
    this.length = codes.length;
    let characters = 0;
    for (const word of dictionary) characters += word.length;
    this.byteLength = codes.byteLength + 2 * characters + (nulls?.byteLength ?? 0);
  }
  at(row: number): string | null {
    const code = this.codes[row];
    return code === undefined || isNull(this.nulls, row) ? null : (this.dictionary[code] ?? null);
  }
}

/** Booleans as bytes 0 and 1. */
export class BooleanColumn extends BaseColumn<boolean> {
  readonly type = 'boolean';
  readonly length: number;
  readonly byteLength: number;
  constructor(
    readonly values: Uint8Array,
    readonly nulls: Nulls | null = null,
  ) {
    super();
    this.length = values.length;
    this.byteLength = values.byteLength + (nulls?.byteLength ?? 0);
  }
  at(row: number): boolean | null {
    const value = this.values[row];
    return value === undefined || isNull(this.nulls, row) ? null : value === 1;
  }
}

/** Instants as milliseconds since 1970-01-01 UTC; `at` gives a Date, as Arquero's date functions expect. */
export class TimeColumn extends BaseColumn<Date> {
  readonly type = 'time';
  readonly length: number;
  readonly byteLength: number;
  constructor(
    readonly values: Float64Array,
    readonly nulls: Nulls | null = null,
  ) {
    super();
    this.length = values.length;
    this.byteLength = values.byteLength + (nulls?.byteLength ?? 0);
  }
  at(row: number): Date | null {
    const value = this.values[row];
    return value === undefined || isNull(this.nulls, row) ? null : new Date(value);
  }
}

/** Vectors of one width (pixels of an image, an embedding), row-major in one array: length × width values. */
export class VectorColumn extends BaseColumn<ArrayLike<number>> {
  readonly type = 'vector';
  readonly length: number;
  readonly byteLength: number;
  constructor(
    readonly values: Uint8Array | Float32Array | Float64Array,
    readonly width: number,
    readonly nulls: Nulls | null = null,
  ) {
    super();
    if (width < 1 || values.length % width !== 0) {
      throw new Error(`a vector column of width ${width} cannot hold ${values.length} values`);
    }
    this.length = values.length / width;
    this.byteLength = values.byteLength + (nulls?.byteLength ?? 0);
  }
  at(row: number): ArrayLike<number> | null {
    return !(row >= 0 && row < this.length) || isNull(this.nulls, row)
      ? null
      : this.values.subarray(row * this.width, (row + 1) * this.width);
  }
}

export type Column = NumberColumn | StringColumn | BooleanColumn | TimeColumn | VectorColumn;
export type ColumnType = Column['type'];

/** Makes the narrowest code array that can address a dictionary of `size` words. */
export function makeCodes(length: number, size: number): Codes {
  return size <= 0x100 ? new Uint8Array(length) : size <= 0x10000 ? new Uint16Array(length) : new Uint32Array(length);
}
