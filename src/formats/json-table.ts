import { StringColumn, TimeColumn, type Column } from '../frame/column.ts';
import { isNull } from '../frame/nulls.ts';
import { makeFrame, type Frame } from '../frame/frame.ts';
import { columnNames } from './column-names.ts';
import { columnOfValues } from './column-of-values.ts';
import { checkColumns, checkRows, count, quoted, type ReadOptions } from './format.ts';
import { parseTime } from './parse-time.ts';

const mostCells = 200_000_000;

/** Collects objects, one a row, into columns: the union of their keys, in order of first appearance. */
export class JsonRows {
  private readonly columns = new Map<string, unknown[]>();
  private rows = 0;

  constructor(
    private readonly file: string,
    private readonly options: ReadOptions,
  ) {}

  /** Takes a row; `place` says where it stands, for messages. */
  add(row: unknown, place: string): void {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      throw new Error(
        `${this.file}, ${place}: ${quoted(JSON.stringify(row))} is no object of columns; write each row as {"column": value}`,
      );
    }
    checkRows(this.file, this.rows + 1, this.options.limits.rows);
    for (const [key, value] of Object.entries(row)) {
      let values = this.columns.get(key);
      if (values === undefined) this.columns.set(key, (values = this.begin()));
      values[this.rows] = value;
    }
    this.rows++;
    // Rows that each name other columns take far more room than their text.
    if (this.rows * this.columns.size > mostCells)
      throw new Error(
        `${this.file} has ${count(this.rows)} rows and ${count(this.columns.size)} columns, over ${count(mostCells)} cells; give all rows the same columns`,
      );
  }

  finish(): Frame {
    for (const values of this.columns.values()) values.length = this.rows;
    return frameOfColumns(this.file, this.columns, this.options);
  }

  private begin(): unknown[] {
    checkColumns(this.file, this.columns.size + 1, this.options.limits.columns);
    return new Array<unknown>(this.rows);
  }
}

/** Makes a frame of lists of values by column name; they must be equally long. */
export function frameOfColumns(file: string, columns: ReadonlyMap<string, readonly unknown[]>, options: ReadOptions): Frame {
  checkColumns(file, columns.size, options.limits.columns);
  const raw = [...columns.keys()];
  const { names, notes } = columnNames(raw);
  options.checkNames?.(names);
  const wanted = options.columns === undefined ? null : new Set(options.columns);
  const length = columns.get(raw[0] ?? '')?.length ?? 0;
  checkRows(file, length, options.limits.rows);
  const made: [string, Column][] = [];
  raw.forEach((key, index) => {
    const name = names[index]!;
    const values = columns.get(key)!;
    if (values.length !== length) throw new Error(`${file}: column ${name} has ${values.length} values where ${names[0]} has ${length}`);
    if (wanted?.has(name) ?? true) made.push([name, columnOfJson(name, values, options)]);
  });
  return makeFrame(made, { notes });
}

function columnOfJson(name: string, values: readonly unknown[], options: ReadOptions): Column {
  const column = columnOfValues(name, values, options);
  return column instanceof StringColumn && !options.types?.has(name) ? (asTimes(column) ?? column) : column;
}

/** JSON has no times of its own: text is taken as times where every word is an ISO date or date-time. */
function asTimes(column: StringColumn): TimeColumn | undefined {
  if (column.dictionary.length === 0) return undefined;
  const encoder = new TextEncoder();
  const times = new Float64Array(column.dictionary.length);
  for (const [code, word] of column.dictionary.entries()) {
    const bytes = encoder.encode(word);
    times[code] = parseTime(bytes, 0, bytes.length);
    if (Number.isNaN(times[code])) return undefined;
  }
  const values = Float64Array.from(column.codes, (code, row) => (isNull(column.nulls, row) ? NaN : times[code]!));
  return new TimeColumn(values, column.nulls);
}
