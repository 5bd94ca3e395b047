import { countText } from '../number-text.ts';
import { BodyError } from '../kind.ts';
import { rowsOfBits } from '../selection/row-mask.ts';
import { aggregateUnit } from './aggregate-unit.ts';
import { mentionedColumns } from './fields.ts';
import { withAll } from './layer-all.ts';
import { rowsOf } from './rows.ts';
import type { Shown } from './shown.ts';

type Json = Readonly<Record<string, unknown>>;

/** A spec with its data in it, and the number of rows that reach the chart. */
export interface Placed {
  readonly spec: Json;
  readonly rows: number;
}

/**
 * Puts data into a spec: computed groups where a view aggregates, else the rows of the columns it mentions.
 * Throws `BodyError` when more than `limit` rows would reach the chart; rows are never sampled in silence.
 */
export function placeData(spec: Json, shown: Shown, limit: number): Placed {
  const placer = new Placer(shown, limit);
  const placed = placer.view(spec, {}, false);
  if (!placer.needsRows) return { spec: placed, rows: placer.rows };
  const { frame, selected } = shown;
  const total = selected?.count ?? frame.table.totalRows();
  requireFew(total, limit);
  const numbers = selected === null ? null : rowsOfBits(selected.bits);
  const values = rowsOf(frame, mentionedColumns(spec, frame.table.columnNames()), numbers);
  return { spec: { data: { values }, ...placed }, rows: Math.max(placer.rows, total) };
}

function requireFew(rows: number, limit: number): void {
  if (rows <= limit) return;
  throw new BodyError(
    `${countText(rows, 'row')} reach the chart, at most ${limit.toLocaleString('en-US')} can`,
    ['spec'],
    'add an aggregate or bin, or filter with where',
  );
}

class Placer {
  needsRows = false;
  rows = 0;
  constructor(
    private readonly shown: Shown,
    private readonly limit: number,
  ) {}

  view(view: Json, inherited: Json, transformed: boolean): Json {
    const changed = transformed || view['transform'] !== undefined;
    const encoding = { ...inherited, ...asObject(view['encoding']) };
    if (view['mark'] !== undefined) return this.unit(view, encoding, changed, []);
    if (view['repeat'] !== undefined) return this.untouched(view);
    if (view['facet'] !== undefined) return this.facet(view, changed);
    for (const key of ['layer', 'concat', 'hconcat', 'vconcat']) {
      const children = view[key];
      if (!Array.isArray(children)) continue;
      const { encoding: _, ...rest } = view;
      const own = key === 'layer' ? encoding : {};
      return { ...rest, [key]: (children as readonly Json[]).map((child) => this.view(child, own, changed)) };
    }
    return this.untouched(view);
  }

  private unit(view: Json, encoding: Json, transformed: boolean, outer: readonly Json[]): Json {
    const made = transformed ? null : aggregateUnit(this.shown, view['mark'], [encoding, ...outer]);
    if (made === null) {
      this.needsRows = true;
      return { ...view, encoding };
    }
    requireFew(made.rows.length, this.limit);
    this.rows += made.rows.length;
    const placed = { ...view, data: { values: made.rows }, encoding: made.encodings[0]! };
    return this.shown.filtered ? withAll(placed) : placed;
  }

  /** A facet of one unit groups by its own fields too; a facet of anything else needs the rows. */
  private facet(view: Json, transformed: boolean): Json {
    const child = asObject(view['spec']);
    const facet = asObject(view['facet']);
    const single = facet['field'] !== undefined;
    const made =
      transformed || child['mark'] === undefined || child['transform'] !== undefined
        ? null
        : aggregateUnit(this.shown, child['mark'], [asObject(child['encoding']), single ? { facet } : facet]);
    if (made === null) return this.untouched(view);
    requireFew(made.rows.length, this.limit);
    this.rows += made.rows.length;
    const [encoding, by] = made.encodings;
    return { ...view, data: { values: made.rows }, facet: single ? by!['facet'] : by, spec: { ...child, encoding } };
  }

  private untouched(view: Json): Json {
    this.needsRows = true;
    return view;
  }
}

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}
