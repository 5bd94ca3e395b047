import { ChartSpecError, type ChartPath } from './chart-spec-error.ts';
import { KnownRows } from './known-rows.ts';

type Json = Readonly<Record<string, unknown>>;

/** The most of what a chart makes of its rows; more holds the page up, or asks for a picture that no browser paints. */
const most = { views: 100, series: 1000, stacked: 50_000, rows: 150_000 } as const;
const facets = ['row', 'column', 'facet'];
const paths = new Set(['line', 'area', 'trail', 'errorband']);
/** Channels that part lines and areas into series. */
const parting = new Set(
  'detail key color fill stroke opacity fillOpacity strokeOpacity strokeWidth strokeDash shape size angle'.split(' '),
);
const wayOut = 'filter, bin or aggregate it first';

interface Named {
  readonly definition: Json;
  readonly path: ChartPath;
}

/** What stands above a view. */
interface Above {
  readonly rows: KnownRows;
  readonly encoding: ReadonlyMap<string, Named>;
  readonly facets: readonly Named[];
  readonly times: number;
  readonly repeated: Readonly<Record<string, readonly string[]>>;
  /** Whether it lies on a layer that was counted. */
  readonly layered: boolean;
}

/**
 * Holds a checked spec whose data is in place to a bounded number of views, series, stacked points and rows, however
 * many values its fields have. Throws `ChartSpecError` that names the field.
 */
export function checkPlacedParts(spec: Json): void {
  new Parts().view(spec, { rows: new KnownRows([]), encoding: new Map(), facets: [], times: 1, repeated: {}, layered: false }, []);
}

class Parts {
  private views = 0;
  private series = 0;
  private rows = 0;

  view(view: Json, above: Above, path: ChartPath): void {
    const encoding = new Map([...above.encoding, ...namedIn(view['encoding'], [...path, 'encoding'])]);
    const rows = rowsOf(view, above.rows).after(view['transform']);
    const own = { ...above, ...facetOf(view, path, above), ...repeatOf(view, above), rows, encoding };
    if (view['mark'] !== undefined) return this.unit(view['mark'], own, path);
    for (const key of ['layer', 'concat', 'hconcat', 'vconcat']) {
      const children = view[key];
      if (!Array.isArray(children)) continue;
      children.forEach((child, at) => {
        this.view(child as Json, { ...own, layered: own.layered || (key === 'layer' && at > 0) }, [...path, key, at]);
      });
    }
    const { spec } = view;
    if (typeof spec === 'object' && spec !== null) this.view(spec as Json, own, [...path, 'spec']);
  }

  private unit(mark: unknown, above: Above, path: ChartPath): void {
    const { rows, encoding, times } = above;
    const parted = [...above.facets, ...facets.flatMap((channel) => encoding.get(channel) ?? [])];
    const views = parted.reduce((product, named) => product * countOf(named, above), 1);
    if (!above.layered) this.views += views * times;
    // Views that are written one by one are bounded with the spec.
    if (this.views > most.views) refuse(parted, above, 'view', this.views, most.views);
    if ((this.rows += rows.most * times) > most.rows)
      throw new ChartSpecError(
        `the views of the chart may draw ${figure(this.rows)} rows; at most ${figure(most.rows)} are drawn`,
        path,
        'filter or aggregate first, or draw fewer views',
      );
    const type = String(typeof mark === 'object' && mark !== null ? (mark as Json)['type'] : mark);
    if (paths.has(type)) this.lines(type, mark, above, parted);
  }

  private lines(type: string, mark: unknown, above: Above, parted: readonly Named[]): void {
    const { encoding, times } = above;
    const by = [...encoding]
      .filter(([channel, { definition }]) => parting.has(channel.split(' ')[0]!) && definition['aggregate'] === undefined)
      .map(([, named]) => named);
    const widest = widestOf(by, above);
    if (widest === null) return;
    const series = togetherOf([...parted, ...by], above);
    if ((this.series += series * times) > most.series)
      refuse([...parted, ...by], above, type === 'area' ? 'area' : 'line', this.series, most.series);
    const along = stackedAlong(type, mark, encoding);
    const points = along === null ? 0 : series * countOf(along, above);
    if (points * times > most.stacked)
      throw new ChartSpecError(
        `${figure(series)} areas over ${figure(points / series)} places stack ${figure(points)} points; at most ${figure(most.stacked)} are drawn`,
        widest.path,
        `filter, bin or aggregate ${fieldOf(widest, above)} first`,
      );
  }
}

/** Names the field, or the fields that only together are too many. */
function refuse(by: readonly Named[], above: Above, part: string, parts: number, limit: number): void {
  const widest = widestOf(by, above);
  if (widest === null) return;
  const values = countOf(widest, above);
  const why =
    values > limit
      ? `${fieldOf(widest, above)} has ${figure(values)} values, and the chart draws ${part === 'area' ? 'an' : 'a'} ${part} for each`
      : `the chart draws ${figure(parts)} ${part}s by ${[...new Set(by.map((named) => fieldOf(named, above)))].join(' and ')}`;
  throw new ChartSpecError(`${why}; at most ${figure(limit)} are drawn`, widest.path, wayOut);
}

function figure(count: number): string {
  return Math.round(count).toLocaleString('en-US');
}

/** Every definition of an encoding, those within conditions too, by channel; a list is its widest. */
function namedIn(encoding: unknown, path: ChartPath): Map<string, Named> {
  const found = new Map<string, Named>();
  if (typeof encoding !== 'object' || encoding === null) return found;
  for (const [channel, given] of Object.entries(encoding as Json)) {
    const list: readonly unknown[] = Array.isArray(given) ? (given as readonly unknown[]) : [given];
    list.forEach((item, at) => {
      if (typeof item !== 'object' || item === null) return;
      const here = Array.isArray(given) ? [...path, channel, at] : [...path, channel];
      // Several details part rows together: each has a name of its own here.
      found.set(at === 0 ? channel : `${channel} ${at}`, { definition: inner(item as Json), path: here });
    });
  }
  return found;
}

/** A field may stand in the condition of a channel. */
function inner(definition: Json): Json {
  const { condition } = definition;
  if (definition['field'] !== undefined || typeof condition !== 'object' || condition === null) return definition;
  const first: unknown = Array.isArray(condition)
    ? (condition as readonly unknown[]).find((item) => typeof item === 'object' && item !== null && 'field' in item)
    : condition;
  return (first as Json | undefined) ?? definition;
}

function rowsOf(view: Json, above: KnownRows): KnownRows {
  const { data } = view;
  return typeof data === 'object' && data !== null && 'values' in data ? new KnownRows(data.values as readonly Json[]) : above;
}

function facetOf(view: Json, path: ChartPath, above: Above): Pick<Above, 'facets'> {
  const facet = view['facet'];
  if (typeof facet !== 'object' || facet === null) return { facets: above.facets };
  const single = (facet as Json)['field'] !== undefined;
  const named = single ? [{ definition: facet as Json, path: [...path, 'facet'] }] : [...namedIn(facet, [...path, 'facet']).values()];
  return { facets: [...above.facets, ...named] };
}

function repeatOf(view: Json, above: Above): Pick<Above, 'times' | 'repeated'> {
  const { repeat } = view;
  if (typeof repeat !== 'object' || repeat === null) return { times: above.times, repeated: above.repeated };
  const lists = (Array.isArray(repeat) ? { repeat } : repeat) as Readonly<Record<string, readonly string[]>>;
  const times = Object.values(lists).reduce((product, list) => product * list.length, above.times);
  return { times, repeated: { ...above.repeated, ...lists } };
}

/** The fields of a definition: one, or those that a repeat puts in its place. */
function fieldsOf({ definition }: Named, { repeated }: Above): readonly string[] {
  const { field } = definition;
  if (typeof field === 'string') return [field];
  if (typeof field === 'object' && field !== null && 'repeat' in field) return repeated[String(field.repeat)] ?? [];
  return [];
}

function countOf(named: Named, above: Above): number {
  const fields = fieldsOf(named, above);
  return Math.max(1, ...fields.map((field) => above.rows.countOf({ ...named.definition, field })));
}

function fieldOf(named: Named, above: Above): string {
  return fieldsOf(named, above)[0] ?? 'the field';
}

/** Combinations of values; fields that are drawn as they are cannot be combined more often than rows combine them. */
function togetherOf(named: readonly Named[], above: Above): number {
  const plain = named.flatMap((item) => {
    const fields = fieldsOf(item, above);
    return fields.length === 1 && item.definition['bin'] === undefined && item.definition['timeUnit'] === undefined ? fields : [];
  });
  const product = named.reduce((all, item) => all * countOf(item, above), 1);
  return plain.length < named.length ? Math.min(above.rows.most, product) : Math.min(product, above.rows.count(plain));
}

function widestOf(named: readonly Named[], above: Above): Named | null {
  const counted = named.filter((item) => fieldsOf(item, above).length > 0).map((item) => ({ item, count: countOf(item, above) }));
  counted.sort((one, other) => other.count - one.count);
  return counted[0]?.item ?? null;
}

/** The channel along which Vega-Lite stacks, adding a point for every series at every place; null where it does not. */
function stackedAlong(type: string, mark: unknown, encoding: ReadonlyMap<string, Named>): Named | null {
  const [x, y] = [encoding.get('x'), encoding.get('y')];
  if (x === undefined || y === undefined) return null;
  const measured = [x, y].filter(({ definition }) => isMeasure(definition));
  if (measured.length === 0) return null;
  const horizontal =
    measured.length === 1
      ? measured[0] === x
      : hasStack(x) || (!hasStack(y) && (aggregates(x) !== aggregates(y) ? aggregates(x) : orientOf(mark) === 'horizontal'));
  const [measure, along] = horizontal ? [x, y] : [y, x];
  const { stack } = measure.definition;
  const stacks = type === 'area' ? stack !== null && stack !== false : stack !== undefined && stack !== null && stack !== false;
  return stacks ? along : null;
}

function isMeasure(definition: Json): boolean {
  return definition['bin'] === undefined && (definition['type'] === 'quantitative' || definition['aggregate'] !== undefined);
}

function hasStack({ definition }: Named): boolean {
  return definition['stack'] !== undefined && definition['stack'] !== null && definition['stack'] !== false;
}

function aggregates({ definition }: Named): boolean {
  return definition['aggregate'] !== undefined;
}

function orientOf(mark: unknown): unknown {
  return typeof mark === 'object' && mark !== null ? (mark as Json)['orient'] : undefined;
}
