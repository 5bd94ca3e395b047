import type { Frame } from '../frame/frame.ts';
import { classCodes, numbersAt, sampledRows } from './agreement.ts';
import { factsOf, type ColumnFacts } from './column-facts.ts';
import type { ColumnRole, Corrections } from './inferred.ts';

const mostRows = 20_000;
const mostRowsWide = 2_000;

/** The facts of all columns, and an even sample of the rows on which columns are compared. */
export class TableFacts {
  readonly columns: readonly ColumnFacts[];
  readonly sample: Uint32Array;
  readonly rows: number;
  private readonly roles: ReadonlyMap<string, ColumnRole>;

  constructor(frame: Frame, corrections: Corrections) {
    const names = frame.table.columnNames();
    this.rows = frame.table.totalRows();
    this.columns = names.map((name) => factsOf(frame, name));
    this.sample = sampledRows(this.rows, names.length > 500 ? mostRowsWide : mostRows);
    this.roles = corrections.roles ?? new Map();
  }

  named(name: string): ColumnFacts | undefined {
    return this.columns.find((column) => column.name === name);
  }

  /** The columns that a person gave this role. */
  said(role: ColumnRole): readonly ColumnFacts[] {
    return this.columns.filter(({ name }) => this.roles.get(name) === role);
  }

  /** Whether a column may be understood to have this role: a person said nothing of it, or just that. */
  mayBe({ name }: ColumnFacts, role: ColumnRole): boolean {
    const said = this.roles.get(name);
    return said === undefined || said === role;
  }

  isSaid({ name }: ColumnFacts, role: ColumnRole): boolean {
    return this.roles.get(name) === role;
  }

  codes({ column }: ColumnFacts, classes: readonly string[]): Int32Array {
    return classCodes(column, classes, this.sample);
  }

  numbers({ column }: ColumnFacts): Float64Array {
    return numbersAt(column, this.sample);
  }
}

/** Whether a column holds few enough values to be classes: texts, booleans, or up to 20 whole numbers. */
export function isCategory({ type, distinct, whole }: ColumnFacts): boolean {
  if (type === 'number') return whole && distinct <= 20;
  return (type === 'string' || type === 'boolean') && distinct <= 100;
}

/** Whether a column holds texts to read: long ones, mostly no two alike. */
export function isText({ type, length, distinct, rows, hints }: ColumnFacts): boolean {
  const differ = distinct === Infinity || distinct > Math.max(20, rows / 2);
  return type === 'string' && differ && length > (hints.text ? 12 : 25);
}
