import { isMapping, valueAt, withoutValue, withValue, type BodyPath, type BodyValue } from '../../notebook/body-value.ts';

type Spec = { readonly [key: string]: BodyValue };

/** What the shelf knows of a column. */
export interface ShelfColumn {
  readonly name: string;
  readonly type: string;
  readonly distinct?: number;
}

/** What the shelf knows of the rows that are drawn. */
export interface ShelfData {
  readonly columns: readonly ShelfColumn[];
  readonly rows: number;
  /** More rows than these are not drawn one by one. */
  readonly mostDrawn: number;
}

export const channels = ['x', 'y', 'color', 'size', 'facet'] as const;
export type Channel = (typeof channels)[number];

export const marks: readonly string[] = [
  'bar',
  'line',
  'point',
  'area',
  'rect',
  'tick',
  'circle',
  'square',
  'boxplot',
  'arc',
  'rule',
  'text',
];
export const types: readonly string[] = ['quantitative', 'nominal', 'ordinal', 'temporal'];
export const aggregates: readonly string[] = ['count', 'mean', 'median', 'sum', 'min', 'max', 'stdev', 'distinct'];
export const timeUnits: readonly string[] = ['year', 'yearquarter', 'yearmonth', 'yearmonthdate', 'quarter', 'month', 'day', 'hours'];
export const sorts: readonly (readonly [value: string, words: string])[] = [
  ['ascending', 'ascending'],
  ['descending', 'descending'],
  ['-y', 'largest y first'],
  ['y', 'smallest y first'],
  ['-x', 'largest x first'],
  ['x', 'smallest x first'],
];

/** One channel as the shelf shows it. */
export interface ChannelView {
  readonly field: string | null;
  readonly type: string | null;
  readonly aggregate: string | null;
  readonly bin: boolean;
  readonly timeUnit: string | null;
  readonly sort: string | null;
  /** It holds something that the shelf cannot show: a constant, a condition. */
  readonly foreign: boolean;
}

const composed: Readonly<Record<string, string>> = {
  layer: 'layers',
  concat: 'several charts',
  hconcat: 'several charts',
  vconcat: 'several charts',
  repeat: 'repeated charts',
  facet: 'a facet around a whole chart',
  spec: 'a chart within a chart',
};

/** Why the shelf cannot show a spec, in a sentence; null where it can. */
export function whyNotShown(spec: BodyValue | undefined): string | null {
  if (spec === undefined || spec === null) return null;
  if (!isMapping(spec)) return 'This spec is no map, so it is changed in the YAML.';
  const found = Object.keys(composed).find((key) => Object.hasOwn(spec, key));
  if (found !== undefined) return `This chart has ${composed[found]!}; the shelf shows charts of one mark, so it is changed in the YAML.`;
  const { encoding } = spec;
  return encoding === undefined || encoding === null || isMapping(encoding)
    ? null
    : 'The encoding is no map, so it is changed in the YAML.';
}

export function markOf(spec: BodyValue | undefined): string {
  const mark = valueAt(spec, ['mark']);
  const type = isMapping(mark) ? mark['type'] : mark;
  return typeof type === 'string' ? type : '';
}

/** The key under which a channel stands; a facet may be a row or a column. */
function keyOf(spec: BodyValue | undefined, channel: Channel): string {
  if (channel !== 'facet') return channel;
  return ['facet', 'column', 'row'].find((key) => valueAt(spec, ['encoding', key]) !== undefined) ?? 'facet';
}

export function channelOf(spec: BodyValue | undefined, channel: Channel): ChannelView {
  const value = valueAt(spec, ['encoding', keyOf(spec, channel)]);
  const text = (key: string): string | null => {
    const found = valueAt(value, [key]);
    return typeof found === 'string' ? found : null;
  };
  const bin = valueAt(value, ['bin']);
  const known = ['field', 'aggregate'].some((key) => text(key) !== null);
  return {
    field: text('field'),
    type: text('type'),
    aggregate: text('aggregate'),
    bin: bin !== undefined && bin !== null && bin !== false,
    timeUnit: text('timeUnit'),
    sort: text('sort'),
    foreign: value !== undefined && value !== null && !known,
  };
}

/** The spec with a column on a channel, or none, and with what follows from it: types, and mark and aggregates that fit. */
export function withColumn(spec: BodyValue | undefined, channel: Channel, name: string | null, data: ShelfData): Spec {
  const base = isMapping(spec) ? spec : {};
  const key = keyOf(base, channel);
  const old = valueAt(base, ['encoding', key]);
  const column = data.columns.find((candidate) => candidate.name === name);
  const type = typeOf(column, channel, data);
  const before = channelOf(base, channel);
  // A column of the same form takes the place of another: bins, aggregates and the mark stay as they were chosen.
  if (name !== null && before.field !== null && before.type === type)
    return grouped(set(removed(base, ['encoding', key, 'title']), ['encoding', key, 'field'], name), channel, name);
  const fromBefore = ['field', 'type', 'aggregate', 'bin', 'timeUnit', 'sort', 'title', 'value', 'datum'];
  const kept = isMapping(old) ? without(old, fromBefore) : {};
  let next: Spec = name === null ? removed(base, ['encoding', key]) : set(base, ['encoding', key], { field: name, type, ...kept });
  if (channel === 'x' || channel === 'y') next = fitted(next, data);
  return grouped(next, channel, name);
}

/** The spec with another mark; what else the mark says stays. */
export function withMark(spec: BodyValue | undefined, mark: string): Spec {
  const base = isMapping(spec) ? spec : {};
  return set(base, isMapping(base['mark']) ? ['mark', 'type'] : ['mark'], mark);
}

export type ChannelKey = 'type' | 'aggregate' | 'bin' | 'timeUnit' | 'sort';

/** The spec with another property of a channel, or without it where the value is null. */
export function withProperty(spec: BodyValue | undefined, channel: Channel, property: ChannelKey, value: string | boolean | null): Spec {
  const base = isMapping(spec) ? spec : {};
  const path = ['encoding', keyOf(base, channel), property];
  if (value === null || value === false) return removed(base, path);
  let next = set(base, path, value);
  if (property === 'aggregate' && value === 'count')
    next = set(removed(next, [...path.slice(0, -1), 'field']), [...path.slice(0, -1), 'type'], 'quantitative');
  if (property === 'aggregate') next = removed(next, [...path.slice(0, -1), 'bin']);
  if (property === 'bin') next = removed(next, [...path.slice(0, -1), 'aggregate']);
  return next;
}

function typeOf(column: ShelfColumn | undefined, channel: Channel, data: ShelfData): string {
  if (column?.type === 'time') return channel === 'facet' ? 'ordinal' : 'temporal';
  if (column?.type !== 'number') return 'nominal';
  if (channel === 'facet') return 'ordinal';
  const isCode = column.distinct !== undefined && column.distinct <= 6 && data.rows > 20;
  return channel === 'color' && isCode ? 'ordinal' : 'quantitative';
}

type Form = 'number' | 'category' | 'time' | 'count' | 'none';

function formOf(spec: Spec, channel: 'x' | 'y'): Form {
  const { field, type, aggregate, foreign } = channelOf(spec, channel);
  if (field === null) return aggregate === 'count' ? 'count' : foreign ? 'category' : 'none';
  return type === 'quantitative' ? 'number' : type === 'temporal' ? 'time' : 'category';
}

/** Mark, bins and aggregates that fit what stands on x and y. */
function fitted(spec: Spec, data: ShelfData): Spec {
  const forms = { x: formOf(spec, 'x'), y: formOf(spec, 'y') };
  const alone = (['x', 'y'] as const).find((axis) => isEmpty(forms[other(axis)]) && !isEmpty(forms[axis]));
  if (alone !== undefined) return fittedAlone(spec, alone, forms[alone]);
  if (isEmpty(forms.x)) return withoutCounts(spec);
  let next = plain(plain(withoutCounts(spec), 'x'), 'y');
  const number = (['x', 'y'] as const).find((axis) => forms[axis] === 'number');
  if (number === undefined) {
    if (forms.x === 'category' && forms.y === 'category') next = set(withMark(next, 'rect'), ['encoding', 'color'], count());
    return next;
  }
  const across = forms[other(number)];
  if (across === 'category') return withMark(set(next, ['encoding', number, 'aggregate'], 'mean'), 'bar');
  if (across === 'time') return withMark(set(next, ['encoding', number, 'aggregate'], 'mean'), 'line');
  if (data.rows <= data.mostDrawn) return withMark(next, 'point');
  for (const axis of ['x', 'y']) next = set(next, ['encoding', axis, 'bin'], true);
  return set(withMark(next, 'rect'), ['encoding', 'color'], count());
}

/** One column alone: a histogram, bars of counts, or counts over time. */
function fittedAlone(spec: Spec, axis: 'x' | 'y', form: Form): Spec {
  let next = set(plain(withoutCounts(spec), axis), ['encoding', other(axis)], count());
  if (form === 'number') next = set(next, ['encoding', axis, 'bin'], true);
  if (form === 'time') next = set(next, ['encoding', axis, 'timeUnit'], 'yearmonth');
  return withMark(next, form === 'time' ? 'line' : 'bar');
}

function other(axis: 'x' | 'y'): 'x' | 'y' {
  return axis === 'x' ? 'y' : 'x';
}

function isEmpty(form: Form): boolean {
  return form === 'none' || form === 'count';
}

function count(): Spec {
  return { aggregate: 'count', type: 'quantitative' };
}

/** Without bins and aggregates of an axis. */
function plain(spec: Spec, axis: 'x' | 'y'): Spec {
  return ['bin', 'aggregate', 'timeUnit'].reduce((next, key) => removed(next, ['encoding', axis, key]), spec);
}

/** Without the counts that stood in for a column: on x, on y, and as the colour of squares. */
function withoutCounts(spec: Spec): Spec {
  return (['x', 'y', 'color'] as const).reduce((next, channel) => {
    const { field, aggregate } = channelOf(next, channel);
    return field === null && aggregate === 'count' ? removed(next, ['encoding', channel]) : next;
  }, spec);
}

/** Bars of a mean in several colours stand side by side: their sum means nothing. */
function grouped(spec: Spec, channel: Channel, name: string | null): Spec {
  const bare = ['xOffset', 'yOffset'].reduce((next, key) => {
    const offset = valueAt(next, ['encoding', key, 'field']);
    const colour = valueAt(next, ['encoding', 'color', 'field']);
    return offset !== undefined && (channel === 'color' || offset !== colour) ? removed(next, ['encoding', key]) : next;
  }, spec);
  const colour = channelOf(bare, 'color');
  const bars = (['x', 'y'] as const).find((axis) => {
    const { aggregate } = channelOf(bare, axis);
    return aggregate !== null && aggregate !== 'count' && aggregate !== 'sum';
  });
  const isSet = channel === 'color' ? name !== null : colour.field !== null;
  if (!isSet || markOf(bare) !== 'bar' || bars === undefined || colour.field === null || colour.type === 'quantitative') return bare;
  if (formOf(bare, other(bars)) !== 'category' || channelOf(bare, other(bars)).field === colour.field) return bare;
  return set(bare, ['encoding', `${other(bars)}Offset`], { field: colour.field });
}

function set(spec: Spec, path: BodyPath, value: BodyValue): Spec {
  return withValue(spec, path, value) as Spec;
}

function removed(spec: Spec, path: BodyPath): Spec {
  return valueAt(spec, path) === undefined ? spec : (withoutValue(spec, path) as Spec);
}

function without(value: Spec, keys: readonly string[]): Spec {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !keys.includes(key)));
}
