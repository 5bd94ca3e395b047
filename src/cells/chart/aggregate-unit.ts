import { NumberColumn, TimeColumn, type Column } from '../../frame/column.ts';
import { columnOf } from '../../frame/frame.ts';
import type { PlainValue } from '../output.ts';
import { aggregateBy, summative } from './aggregate.ts';
import { allOf } from './all-of.ts';
import { binOf, binsOf } from './bins.ts';
import { columnNamed, fieldPath } from './fields.ts';
import { binnedDimension, derivedDimension, dimensionOf, groupBy, type Dimension, type Groups } from './group.ts';
import type { ChartRow } from './rows.ts';
import type { Shown } from './shown.ts';
import { timeFloor, timeParts } from './time-unit.ts';

type Json = Readonly<Record<string, unknown>>;

/** Encodings whose aggregates are already computed, and the groups that they draw. */
export interface Aggregated {
  readonly encodings: readonly Json[];
  readonly rows: readonly ChartRow[];
}

const composite = new Set(['boxplot', 'errorbar', 'errorband']);

/**
 * Computes bins, time units and aggregates of a unit before Vega sees a row. Vega-Lite still finds the aggregates in
 * the encodings, over one row a group, so that stacking, sorting and titles are its own. Null for what is left to it:
 * no aggregate, a composite mark, conditions on rows, sorting by another field, foreign operations.
 */
export function aggregateUnit(shown: Shown, mark: unknown, encodings: readonly Json[]): Aggregated | null {
  const type = typeof mark === 'object' && mark !== null ? (mark as Json)['type'] : mark;
  if (composite.has(String(type)) || !encodings.some(hasAggregate)) return null;
  const plan = new Plan(shown);
  const drafts = encodings.map((encoding) => plan.encoding(encoding));
  if (drafts.includes(null)) return null;
  const key = `groups ${JSON.stringify(plan.dimensions.map((entry) => entry.key))}`;
  const groups = shown.keep(key, () =>
    groupBy(
      plan.dimensions.map((entry) => entry.dimension),
      shown.frame.table.totalRows(),
    ),
  );
  const all = plan.measures.map(({ name, op, column }) => shown.keep(`${key} ${name}`, () => aggregateBy(op, column, groups, null)));
  if (all.includes(null)) return null;
  const { selected } = shown;
  const measured = selected === null ? all : plan.measures.map(({ op, column }) => aggregateBy(op, column, groups, selected.bits));
  const values = [...measured, ...(shown.filtered ? all : [])] as (readonly (number | null)[])[];
  const names = plan.measures.map((measure) => measure.name);
  return {
    encodings: drafts as Json[],
    rows: rowsOfGroups(plan.dimensions, groups, [...names, ...(shown.filtered ? names.map(allOf) : [])], values),
  };
}

/** Whether any channel of an encoding aggregates. */
function hasAggregate(encoding: Json): boolean {
  return Object.values(encoding).some((channel) => definitions(channel).some((definition) => definition['aggregate'] !== undefined));
}

function definitions(channel: unknown): readonly Json[] {
  const list: readonly unknown[] = Array.isArray(channel) ? channel : [channel];
  return list.filter((item): item is Json => typeof item === 'object' && item !== null);
}

function rowsOfGroups(
  dimensions: readonly NamedDimension[],
  groups: Groups,
  measures: readonly string[],
  measured: readonly (readonly (number | null)[])[],
): ChartRow[] {
  return Array.from({ length: groups.size }, (_, group) => {
    const row: Record<string, PlainValue> = {};
    dimensions.forEach((entry, at) => (row[entry.name] = groups.values[at]?.[group] ?? null));
    measures.forEach((name, at) => (row[name] = measured[at]?.[group] ?? null));
    return row;
  });
}

interface NamedDimension {
  readonly name: string;
  /** Tells it from the other dimensions of the frame, as the name does not where two columns differ by a dot. */
  readonly key: string;
  readonly dimension: Dimension;
}

interface Measure {
  readonly name: string;
  readonly op: string;
  readonly column: Column | null;
}

/** Gathers what the encodings group by and measure, each under a column name of its own. */
class Plan {
  readonly dimensions: NamedDimension[] = [];
  readonly measures: Measure[] = [];
  constructor(private readonly shown: Shown) {}

  /** The encoding over the columns of the groups; null where it is left to Vega. */
  encoding(encoding: Json): Json | null {
    const rewritten: Record<string, unknown> = {};
    for (const [channel, definition] of Object.entries(encoding)) {
      const list = Array.isArray(definition)
        ? (definition as readonly unknown[]).map((item) => this.channel(item, channel))
        : this.channel(definition, channel);
      if (list === null || (Array.isArray(list) && list.includes(null))) return null;
      rewritten[channel] = list;
    }
    return rewritten;
  }

  private channel(definition: unknown, channel: string): unknown {
    if (typeof definition !== 'object' || definition === null) return definition;
    const json = definition as Json;
    const { sort } = json;
    if (json['condition'] !== undefined) return null;
    if (typeof sort === 'object' && sort !== null && 'field' in sort) return null;
    if (json['aggregate'] !== undefined) return this.measured(json);
    if (json['field'] === undefined) return json;
    const column = this.column(json['field']);
    if (column === null) return null;
    if (json['bin'] !== undefined && json['bin'] !== false && json['bin'] !== null) return this.binned(json, column, channel);
    return json['timeUnit'] === undefined ? this.plain(json, column) : this.floored(json, column);
  }

  private column(field: unknown): Column | null {
    const { frame } = this.shown;
    const names = frame.table.columnNames();
    const name = typeof field === 'string' ? columnNamed(field, names) : '';
    return names.includes(name) ? columnOf(frame, name) : null;
  }

  private measured(json: Json): Json | null {
    const op = json['aggregate'];
    const { field } = json;
    const column = field === undefined ? null : this.column(field);
    if (typeof op !== 'string' || (field !== undefined && column === null)) return null;
    const name = `${op}_${field === undefined ? 'rows' : plainName(field)}`;
    if (!this.measures.some((measure) => measure.name === name)) this.measures.push({ name, op, column });
    const title = op === 'count' ? 'Rows' : `${op[0]!.toUpperCase()}${op.slice(1)} of ${String(field)}`;
    return { title, ...json, field: name, aggregate: summative.has(op) ? 'sum' : 'mean' };
  }

  private plain(json: Json, column: Column): Json | null {
    const name = plainName(json['field']);
    if (!this.add(name, [json['field']], () => dimensionOf(column))) return null;
    return name === json['field'] ? json : { title: json['field'], ...json, field: name };
  }

  private floored(json: Json, column: Column): Json | null {
    const floor = timeFloor(json['timeUnit']);
    if (floor === null || !(column instanceof TimeColumn)) return null;
    const name = `${String(json['timeUnit'])}_${plainName(json['field'])}`;
    this.add(name, [json['field'], json['timeUnit']], () => derivedDimension(column, floor, (time) => new Date(time).toISOString()));
    return { title: `${String(json['field'])} (${timeParts(json['timeUnit'])!.join('-')})`, ...json, field: name };
  }

  private binned(json: Json, column: Column, channel: string): Json | null {
    if (!(column instanceof NumberColumn)) return null;
    const bins = binsOf(json, channel, () => this.shown.extent(String(json['field']), column));
    const count = bins === null ? 0 : Math.round((bins.stop - bins.start) / bins.step);
    if (bins === null || count > 10_000) return null;
    const name = `bin_${bins.step}_${plainName(json['field'])}`.replaceAll('.', '_');
    this.add(name, [json['field'], bins], () =>
      binnedDimension(
        column,
        Math.max(1, count),
        (value) => binOf(value, bins),
        (bin) => bins.start + (bin + 0.5) * bins.step,
      ),
    );
    const title = `${String(json['field'])} (binned)`;
    return { title, ...json, field: name, bin: { step: bins.step, extent: [bins.start, bins.stop], nice: false } };
  }

  private add(name: string, about: unknown, make: () => Dimension | null): boolean {
    if (this.dimensions.some((entry) => entry.name === name)) return true;
    const key = `${name} ${JSON.stringify(about)}`;
    const dimension = this.shown.keep(`dimension ${key}`, make);
    if (dimension === null) return false;
    this.dimensions.push({ name, key, dimension });
    return true;
  }
}

/** A name that Vega does not read as a path. */
function plainName(field: unknown): string {
  const name = String(field);
  return fieldPath(name) === name ? name : name.replaceAll(/[.[\]\\'"]/g, '_');
}
