import { outcomesOf } from './chart-outcomes.ts';

type Json = Readonly<Record<string, unknown>>;
type Made = ReadonlyMap<string, () => number>;

/** Parts of a time unit that return, and how many of them there are. */
const returning: Readonly<Record<string, number>> = {
  quarter: 4,
  month: 12,
  week: 54,
  dayofyear: 366,
  date: 31,
  day: 7,
  hours: 24,
  minutes: 60,
  milliseconds: 1000,
  seconds: 60,
};

/** What is known of the rows of a view before Vega sees them: how many they become, and how many values a field has at most. */
export class KnownRows {
  constructor(
    private readonly rows: readonly Json[],
    /** The most rows that are drawn. */
    readonly most = rows.length,
    private readonly made: Made = new Map(),
    /** Whether any name may be a column by now. */
    private readonly pivoted = false,
  ) {}

  /** The rows after the transforms of a view. */
  after(transform: unknown): KnownRows {
    if (!Array.isArray(transform)) return this;
    return (transform as readonly Json[]).reduce<KnownRows>((known, item) => known.afterOne(item), this);
  }

  private afterOne(item: Json): KnownRows {
    const as = textsOf(item['as']);
    if (Array.isArray(item['fold'])) {
      const fields = textsOf(item['fold']);
      const [key = 'key', value = 'value'] = as;
      const values = (): number => fields.reduce((sum, field) => sum + this.count([field]), 0);
      return this.with([key], () => fields.length, this.most * Math.max(1, fields.length)).with([value], values);
    }
    if (typeof item['calculate'] === 'string') {
      const source = item['calculate'];
      return this.with(as, () => outcomesOf(source, (columns) => this.count(columns)));
    }
    if (item['bin'] !== undefined || item['timeUnit'] !== undefined) return this.with(as, () => this.countOf(item));
    if (Array.isArray(item['flatten'])) return this.flattened(textsOf(item['flatten']), as);
    // Aggregates, windows and pivots name what they make in many ways; what no row has may differ in each.
    const known = this.with([...as, ...namesMadeBy(item)], () => this.most);
    return item['pivot'] === undefined ? known : new KnownRows(this.rows, this.most, known.made, true);
  }

  /** A row for each item of a list, or character of a text. */
  private flattened(fields: readonly string[], as: readonly string[]): KnownRows {
    const columns = fields.map((field) => (this.made.has(field) ? null : this.columnOf(field)));
    const sizes = this.rows.map((row) =>
      Math.max(0, ...columns.flatMap((name) => (name === null ? Object.values(row) : [row[name]])).map(sizeOf)),
    );
    const total = sizes.reduce((sum, size) => sum + size, 0);
    const most = Math.ceil((this.most * total) / Math.max(1, this.rows.length));
    return this.with([...fields, ...as], () => most, most);
  }

  private with(names: readonly string[], count: () => number, most = this.most): KnownRows {
    return new KnownRows(this.rows, most, new Map([...this.made, ...names.map((name) => [name, count] as const)]), this.pivoted);
  }

  /** The most values that a definition of a channel has: of its field, its bins or its time units. */
  countOf(definition: Json): number {
    const { field, bin, timeUnit } = definition;
    const values = typeof field === 'string' ? this.count([field]) : 1;
    return Math.min(values, binsOf(bin), typeof field === 'string' ? this.unitsOf(field, timeUnit) : Infinity);
  }

  /** The most combinations of values that fields have together. */
  count(fields: readonly string[]): number {
    const computed = fields.filter((field) => this.made.has(field));
    const plain = fields.filter((field) => !this.made.has(field));
    if (this.pivoted && plain.some((field) => !this.has(this.columnOf(field)))) return this.most;
    const columns = plain.map((field) => this.columnOf(field));
    const tuples = columns.length === 0 ? 1 : new Set(this.rows.map((row) => JSON.stringify(columns.map((name) => row[name])))).size;
    return Math.min(
      this.most,
      computed.reduce((product, field) => product * this.made.get(field)!(), tuples),
    );
  }

  /** A field may be escaped, or a path into a value. */
  private columnOf(field: string): string {
    const plain = field.replaceAll(/\\(.)/g, '$1');
    if (this.has(field)) return field;
    if (this.has(plain)) return plain;
    return field.split(/[.[\]'"]+/).find((step) => step !== '') ?? field;
  }

  private has(column: string): boolean {
    return this.rows.some((row) => Object.hasOwn(row, column));
  }

  private unitsOf(field: string, timeUnit: unknown): number {
    const unit =
      typeof timeUnit === 'string'
        ? timeUnit
        : typeof timeUnit === 'object' && timeUnit !== null && 'unit' in timeUnit
          ? timeUnit.unit
          : null;
    if (typeof unit !== 'string') return Infinity;
    let rest = unit;
    let units = 1;
    for (const [part, times] of Object.entries(returning)) {
      if (!rest.includes(part)) continue;
      rest = rest.replace(part, '');
      units *= times;
    }
    if (!unit.includes('year')) return units;
    if (this.made.has(field)) return Infinity;
    const column = this.columnOf(field);
    return units * (new Set(this.rows.map((row) => new Date(row[column] as string | number).getUTCFullYear())).size + 1);
  }
}

function binsOf(bin: unknown): number {
  if (bin === true) return 20;
  if (typeof bin !== 'object' || bin === null || 'binned' in bin) return Infinity;
  const { maxbins, step, extent } = bin as Json;
  if (typeof step === 'number' && Array.isArray(extent)) return Math.ceil((Number(extent[1]) - Number(extent[0])) / step) + 1;
  return typeof maxbins === 'number' ? maxbins : 20;
}

function sizeOf(value: unknown): number {
  return typeof value === 'string' || Array.isArray(value) ? value.length : 0;
}

function textsOf(value: unknown): readonly string[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === 'string');
}

/** `as` within the entries of a transform: `window: [{op, as}]`. */
function namesMadeBy(item: Json): readonly string[] {
  return Object.values(item).flatMap((value) =>
    Array.isArray(value)
      ? (value as readonly unknown[]).flatMap((entry) =>
          typeof entry === 'object' && entry !== null && 'as' in entry ? textsOf(entry.as) : [],
        )
      : [],
  );
}
