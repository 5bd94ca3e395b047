import type { CellKind, KeyDoc } from '../cells/kind.ts';
import { bySchema } from '../cells/metrics/schema.ts';
import { ruleSchema } from '../cells/check/schema.ts';
import { fieldLabel } from './field-label.ts';
import type { FormField, Widget } from './form-field.ts';

/** What this file reads of a valibot schema. */
interface Schema {
  readonly kind: string;
  readonly type: string;
  readonly wrapped?: Schema;
  readonly default?: unknown;
  readonly entries?: Readonly<Record<string, Schema>>;
  readonly options?: readonly unknown[];
  readonly item?: Schema;
  readonly items?: readonly Schema[];
  readonly key?: Schema;
  readonly value?: Schema;
  readonly literal?: unknown;
  readonly requirement?: unknown;
  readonly pipe?: readonly Schema[];
}

interface Place {
  readonly kind: CellKind;
  /** Keys from the top of the body, those of lists and maps left out. */
  readonly path: readonly string[];
}

/** The form of a kind: its keys as its schema has them, with the words and hints of its documentation, in the order of that. */
export function describeFields(kind: CellKind): readonly FormField[] {
  // A text of its own has no form.
  if (kind.text !== undefined) return [];
  const order = kind.keys.map(({ key }) => key);
  const fields = fieldsOf(kind.schema, { kind, path: [] });
  const at = (key: string): number => (order.includes(key) ? order.indexOf(key) : order.length);
  return fields.toSorted((a, b) => at(a.key) - at(b.key));
}

function fieldsOf(schema: Schema, { kind, path }: Place): readonly FormField[] {
  return Object.entries(schema.entries ?? {}).map(([key, own]) => {
    const place = { kind, path: [...path, key] };
    const doc = docOf(place);
    const otherwise = typeof own.default === 'string' || typeof own.default === 'number' ? String(own.default) : saidDefault(doc);
    return {
      key,
      label: fieldLabel(key),
      doc: doc?.doc ?? '',
      required: own.type !== 'optional',
      ...(otherwise === undefined ? {} : { otherwise }),
      widget: widgetOf(own, place),
      ...(doc?.when === undefined ? {} : { when: doc.when }),
    };
  });
}

function widgetOf(schema: Schema, place: Place): Widget {
  if (schema.type === 'optional') return widgetOf(schema.wrapped!, place);
  switch (schema.type) {
    case 'string':
      return textWidget(schema, place);
    case 'number':
      return numberWidget(schema);
    case 'boolean':
      return { type: 'boolean' };
    case 'picklist':
      return { type: 'choice', options: schema.options as readonly string[] };
    case 'literal':
      return { type: 'literal', value: schema.literal as string };
    case 'strict_object':
      return { type: 'group', fields: fieldsOf(schema, place) };
    case 'array':
      return listWidget(schema.item!, place);
    case 'strict_tuple':
      return { type: 'list', item: widgetOf(schema.items![0]!, place) };
    case 'record':
      return mapWidget(widgetOf(schema.value!, place), place);
    case 'custom':
      return mapWidget(textWidget(schema, place), place);
    case 'union':
      return unionWidget(schema, place);
    default:
      return { type: 'yaml' };
  }
}

function textWidget(schema: Schema, place: Place): Widget {
  if (isInputName(schema)) return { type: 'input', numbers: false };
  if (place.path.at(-1) === 'column') return { type: 'column' };
  const values = docOf(place)?.values;
  if (values === 'cell') return cellWidget(place);
  if (values === 'column' || values === 'metric' || values === 'class') return { type: values };
  if (values === 'expression') return { type: 'expression', about: place.path.some((key) => making.has(key)) ? 'columns' : 'rows' };
  return { type: 'text' };
}

/** Keys whose expressions make values instead of choosing rows. */
const making = new Set(['derive', 'rollup', 'caption']);

function cellWidget({ kind, path }: Place): Widget {
  const fits = new RegExp(`^${path.join('.')}: \\{\\{(\\w+)\\}\\}`, 'm').exec(kind.template)?.[1];
  return { type: 'cell', ...(fits === undefined ? {} : { fits }) };
}

function isInputName(schema: Schema): boolean {
  return (schema.pipe ?? []).some(({ type, requirement }) => type === 'regex' && String(requirement).startsWith('/^\\$'));
}

function numberWidget(schema: Schema): Widget {
  const bound = (type: string): number | undefined =>
    schema.pipe?.find((action) => action.type === type)?.requirement as number | undefined;
  const [min, max, above, below] = [bound('min_value'), bound('max_value'), bound('gt_value'), bound('lt_value')];
  return {
    type: 'number',
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(above === undefined ? {} : { above }),
    ...(below === undefined ? {} : { below }),
    ...(schema.pipe?.some(({ type }) => type === 'integer') === true ? { integer: true } : {}),
  };
}

function listWidget(item: Schema, place: Place): Widget {
  if (item === (bySchema as unknown)) return { type: 'by' };
  if (item === (ruleSchema as unknown)) return { type: 'rules', fields: fieldsOf(item, place) };
  if (isSorting(item)) return { type: 'sort' };
  if (item.type === 'string' && docOf(place)?.values === 'expression') return { type: 'columns' };
  const widget = widgetOf(item, place);
  if (widget.type === 'column') return { type: 'columns' };
  if (widget.type === 'metric') return { type: 'metrics' };
  return widget.type === 'group' ? { type: 'entries', fields: widget.fields } : { type: 'list', item: widget };
}

/** Entries of `orderby`: a column, or `{desc: column}`. */
function isSorting(schema: Schema): boolean {
  const options = (schema.type === 'union' ? schema.options : []) as readonly Schema[];
  return options.some(({ entries }) => entries !== undefined && Object.keys(entries).join() === 'desc');
}

function mapWidget(value: Widget, place: Place): Widget {
  const values = docOf(place)?.values;
  if (value.type === 'yaml') return value;
  if (place.path.at(-1) === 'rename') return { type: 'map', keys: 'column', value: { type: 'text' } };
  if (typeof values === 'object') return { type: 'map', keys: 'column', value: { type: 'choice', options: values } };
  return { type: 'map', keys: 'text', value };
}

function unionWidget(schema: Schema, place: Place): Widget {
  const options = schema.options as readonly Schema[];
  const every = options.flatMap((option) => flat(widgetOf(option, place)));
  const widgets = every.filter((widget, at) => every.findIndex((other) => JSON.stringify(other) === JSON.stringify(widget)) === at);
  const types = new Set(widgets.map(({ type }) => type));
  if (docOf(place)?.values === 'class' && options.every(({ type }) => scalars.has(type))) return { type: 'class' };
  if (docOf(place)?.values === 'expression' && !types.has('columns')) return { type: 'expression', about: 'columns' };
  if (options.every(({ type }) => scalars.has(type)) && !types.has('input')) return { type: 'value' };
  if (types.has('by')) return { type: 'by' };
  if (types.has('metric')) return { type: 'metric' };
  if (types.has('input')) {
    const rest = widgets.filter(({ type }) => type !== 'input' && type !== 'number');
    const input: Widget = { type: 'input', numbers: true };
    return rest.length === 0 ? input : either([input, ...rest]);
  }
  const list = widgets.find(({ type }) => type === 'columns' || type === 'list' || type === 'entries');
  const single = widgets.find((widget) => widget !== list);
  if (list !== undefined && widgets.length === 2 && isOneOf(single!, list)) return list;
  return either(widgets);
}

const scalars = new Set(['string', 'number', 'boolean']);

function flat(widget: Widget): readonly Widget[] {
  return widget.type === 'either' ? widget.options.map((option) => option.widget) : [widget];
}

/** Whether a list is only another way to write several of a value. */
function isOneOf(single: Widget, list: Widget): boolean {
  if (list.type === 'columns') return single.type === 'column';
  if (list.type === 'entries') return single.type === 'group';
  return list.type === 'list' && JSON.stringify(list.item) === JSON.stringify(single);
}

function either(widgets: readonly Widget[]): Widget {
  if (widgets.length === 1) return widgets[0]!;
  return { type: 'either', options: widgets.map((widget) => ({ label: optionLabel(widget), widget })) };
}

/** What a form calls one of several ways to write a value. */
function optionLabel(widget: Widget): string {
  switch (widget.type) {
    case 'literal':
      return String(widget.value);
    case 'group':
      return widget.fields.map(({ key }) => fieldLabel(key).toLowerCase()).join(' and ');
    case 'columns':
      return 'several columns';
    case 'list':
      return widget.item.type === 'cell' ? 'cells' : widget.item.type === 'list' ? 'one list a side' : 'a list';
    case 'map':
      return 'one for each';
    case 'value':
    case 'input':
      return 'a number or input';
    default:
      return `${/^[aeiou]/.test(widget.type) ? 'an' : 'a'} ${widget.type === 'text' ? 'name' : widget.type}`;
  }
}

/** The documentation of a key under its whole path, or of the same word at the top. */
function docOf({ kind, path }: Place): KeyDoc | undefined {
  const named = (key: string): KeyDoc | undefined => kind.keys.find((doc) => doc.key === key);
  return named(path.join('.')) ?? named(path.slice(1).join('.'));
}

/** What the documentation says holds unless a value is given: `0.95 unless given`. */
function saidDefault(doc: KeyDoc | undefined): string | undefined {
  const word = /([\w.]+) unless given/.exec(doc?.doc ?? '')?.[1];
  if (word === undefined) return undefined;
  const isOption = Array.isArray(doc?.values) && doc.values.includes(word);
  return /^[\d.]+$/.test(word) || isOption || word === 'all' ? word : undefined;
}
