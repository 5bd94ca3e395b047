import { desc } from 'arquero';
import * as v from 'valibot';
import { columnFromValues } from '../frame/column-from-values.ts';
import { columnOf, makeFrame, type Frame } from '../frame/frame.ts';
import { takenColumn } from '../frame/taken-column.ts';
import { checkExpression, parametersOf } from '../trust/expression.ts';
import { filterTable, type Values } from './frame-where.ts';
import { knownColumn, requireColumn } from './known-column.ts';
import { BodyError, type CellKind, type Host, type Inputs, type Step } from './kind.ts';
import { inputsOfThreshold } from './measuring-step.ts';
import type { Output, RowsLeft } from './output.ts';
import { rowsOfBits } from './selection/row-mask.ts';
import { amongRows, filterSchema, keep, selectedRows, selectionsOf, selectSchema } from './selection/selected.ts';
import { confusionOf } from './table/confusion.ts';
import { galleryOutput, type Gallery } from './table/gallery.ts';
import { tableOutput } from './table-output.ts';

const columns = v.pipe(v.array(v.string()), v.minLength(1));
const schema = v.strictObject({
  data: v.string(),
  columns: v.optional(columns),
  where: v.optional(v.string()),
  orderby: v.optional(v.pipe(v.array(v.union([v.string(), v.strictObject({ desc: v.string() })])), v.minLength(1))),
  limit: v.optional(v.pipe(v.number(), v.integer('a limit is a whole number of rows'), v.minValue(1))),
  as: v.optional(v.picklist(['rows', 'gallery', 'confusion'], 'a table is shown as rows, gallery or confusion')),
  image: v.optional(v.string()),
  text: v.optional(v.string()),
  caption: v.optional(v.union([v.string(), columns])),
  title: v.optional(v.string()),
  threshold: v.optional(v.union([v.number(), v.pipe(v.string(), v.regex(/^\$[a-z][a-z0-9_]*$/, 'write the input as $name'))])),
  filter: v.optional(filterSchema),
  select: v.optional(selectSchema),
});

type Body = v.InferOutput<typeof schema>;

const galleryLimit = 24;
const mostItems = 500;
const captionColumn = 'caption';

/** Rows of a frame as a table, or as a gallery of images or texts. */
export const table: CellKind = {
  name: 'table',
  doc: 'Rows of a cell as a table, as a gallery of images or texts, or counted as a confusion matrix.',
  keys: [
    { key: 'data', doc: 'The cell whose rows are shown.', values: 'cell', required: true },
    { key: 'columns', doc: 'The columns to show, in this order; all unless given.', values: 'column' },
    { key: 'where', doc: 'Shows only the rows where the expression holds.', values: 'expression' },
    { key: 'orderby', doc: 'Sorts by columns; {desc: column} turns one round.', values: 'column' },
    { key: 'limit', doc: 'Shows the first rows only; a gallery shows 24 unless told.' },
    {
      key: 'as',
      doc: 'rows is a table, gallery shows images or texts, confusion counts labels against predictions.',
      values: ['rows', 'gallery', 'confusion'],
    },
    { key: 'image', doc: 'The column of images; the one with that role unless given.', values: 'column' },
    { key: 'text', doc: 'The column of texts; the one with that role unless given.', values: 'column' },
    { key: 'caption', doc: 'What stands under an image: an expression, or columns.', values: 'expression' },
    { key: 'title', doc: 'A heading.' },
    { key: 'threshold', doc: 'Of a confusion matrix: scores from here up count as positive, a number or $input.' },
    { key: 'filter', doc: 'A selection as $name: shows the rows that other cells select.' },
    { key: 'select', doc: 'Where rows, items or cells that a hand selects are written to: {into: picks}.' },
  ],
  parts: [],
  template: 'data: {{data}}\nlimit: 100\n',
  schema,
  toStep,
};

function toStep(raw: unknown): Step {
  const body = raw as Body;
  const as = body.as ?? 'rows';
  requireWords(body, as);
  const caption = typeof body.caption === 'string' ? body.caption : '';
  const outputs = new WeakMap<object, Output>();
  const named = [...parametersOf(body.where ?? ''), ...parametersOf(caption), ...inputsOfThreshold(body.threshold)];
  return {
    reads: [body.data],
    inputs: [...new Set([...named, ...selectionsOf(body.filter)])],
    selections: selectionsOf(body.filter),
    ...(body.select === undefined ? {} : { writes: body.select.into }),
    sources: [],
    run(inputs, host) {
      const { frame, output } = shownAs[as](inputs.frames.get(body.data)!, body, inputs, host);
      outputs.set(frame.table, output);
      return Promise.resolve(new Map([['', frame]]));
    },
    show: (frames) => outputs.get(frames.get('')!.table)!,
  };
}

type Show = (whole: Frame, body: Body, inputs: Inputs, host: Host) => { readonly frame: Frame; readonly output: Output };

const shownAs: Readonly<Record<'rows' | 'gallery' | 'confusion', Show>> = {
  rows(whole, body, inputs, host) {
    const { rows, left, among } = chosenRows(whole, body, inputs, host);
    const limited = body.limit === undefined || body.limit >= (rows?.length ?? whole.table.totalRows()) ? rows : first(rows, body.limit);
    const frame = { ...chooseColumns(takenFrame(whole, limited), body.columns), ...(limited === rows ? among : {}) };
    return { frame, output: { ...tableOutput(frame, ''), ...left } };
  },
  gallery(whole, body, inputs, host) {
    const { rows, left } = chosenRows(whole, body, inputs, host);
    const frame = withCaptions(takenFrame(whole, rows), body, inputs.values);
    requireItems(frame, body);
    return { frame, output: { ...galleryOutput(frame, galleryOf(body)), ...left } };
  },
  confusion: confusionOf,
};

function requireWords(body: Body, as: keyof typeof shownAs): void {
  for (const key of ['image', 'text', 'caption'] as const) {
    if (as !== 'gallery' && body[key] !== undefined) throw new BodyError(`${key} is a word of a gallery`, [key], 'say as: gallery');
  }
  if (as !== 'confusion' && body.threshold !== undefined)
    throw new BodyError('threshold is a word of a confusion matrix', ['threshold'], 'say as: confusion');
  for (const key of ['columns', 'orderby', 'limit'] as const) {
    if (as === 'confusion' && body[key] !== undefined) throw new BodyError(`a confusion matrix has no ${key}`, [key]);
  }
  if (as === 'gallery' && (body.limit ?? 0) > mostItems) throw new BodyError(`a gallery shows at most ${mostItems} items`, ['limit']);
}

/** The rows that a table shows. */
interface Chosen {
  /** Their numbers, in order; null for all as they stand. */
  readonly rows: Uint32Array | null;
  readonly left: { readonly left?: RowsLeft };
  readonly among: Pick<Frame, 'among'>;
}

/** What does not depend on the selection is worked out once. */
function chosenRows(whole: Frame, body: Body, inputs: Inputs, host: Host): Chosen {
  const used = new Map(parametersOf(body.where ?? '').map((name) => [name, inputs.values.get(name) ?? null] as const));
  const key = JSON.stringify([body.where, body.orderby, ...used]);
  const ordered = keep(whole, host, `ordered ${key}`, () => orderedRows(whole, body, used));
  if (body.filter === undefined) return { rows: ordered, left: {}, among: {} };
  const of = ordered?.length ?? whole.table.totalRows();
  const selected = selectedRows(whole, body.filter, body.data, inputs, host);
  if (selected === null) return { rows: ordered, left: { left: { rows: of, of } }, among: {} };
  const frame = keep(whole, host, `table ${key}`, () => takenFrame(whole, ordered));
  if (ordered === null) {
    const rows = rowsOfBits(selected.bits);
    return { rows, left: { left: { rows: rows.length, of } }, among: { among: { frame, rows } } };
  }
  const places = rowsOfBits(amongRows(selected, ordered).bits);
  return {
    rows: places.map((place) => ordered[place]!),
    left: { left: { rows: places.length, of } },
    among: { among: { frame, rows: places } },
  };
}

function orderedRows({ table }: Frame, body: Body, values: Values): Uint32Array | null {
  if (body.where === undefined && body.orderby === undefined) return null;
  const keys = (body.orderby ?? []).map((key, at) => {
    const name = typeof key === 'string' ? key : key.desc;
    requireColumn(table.columnNames(), name, typeof key === 'string' ? ['orderby', at] : ['orderby', at, 'desc']);
    return typeof key === 'string' ? key : desc(name);
  });
  const kept = body.where === undefined ? table : filterTable(table, body.where, values);
  return Uint32Array.from((keys.length === 0 ? kept : kept.orderby(...keys)).indices(true));
}

function first(rows: Uint32Array | null, limit: number): Uint32Array {
  return rows?.slice(0, limit) ?? Uint32Array.from({ length: limit }, (_, row) => row);
}

/** The numbered rows of a frame, read where they are. */
function takenFrame(frame: Frame, rows: Uint32Array | null): Frame {
  if (rows === null) return frame;
  const { table, key: _, ...rest } = frame;
  return makeFrame(
    table.columnNames().map((name) => [name, takenColumn(columnOf(frame, name), rows)] as const),
    { ...rest, numbers: rows },
  );
}

function chooseColumns(frame: Frame, names: readonly string[] | undefined): Frame {
  if (names === undefined) return frame;
  const { table: _, ...rest } = frame;
  return makeFrame(
    [...new Set(names)].map((name) => [name, knownColumn(frame, name, ['columns', names.indexOf(name)])] as const),
    rest,
  );
}

/** A caption that is an expression becomes a column, so that it is computed where the table is. */
function withCaptions(frame: Frame, body: Body, values: Values): Frame {
  const names = frame.table.columnNames();
  body.columns?.forEach((name, at) => requireColumn(names, name, ['columns', at]));
  if (typeof body.caption !== 'string') {
    body.caption?.forEach((name, at) => requireColumn(names, name, ['caption', at]));
    return frame;
  }
  if (names.includes(body.caption)) return frame;
  const source = checkExpression(body.caption, { columns: names, params: [...values.keys()] });
  const { table: rows, ...rest } = frame;
  const captioned = rows.params(Object.fromEntries(values)).derive({ [captionColumn]: source });
  const texts = columnFromValues(Array.from(captioned.array(captionColumn) as ArrayLike<unknown>));
  const others = names.filter((name) => name !== captionColumn).map((name) => [name, columnOf(frame, name)] as const);
  return makeFrame([...others, [captionColumn, texts]], rest);
}

function requireItems(frame: Frame, body: Body): void {
  if (body.image !== undefined) {
    knownColumn(frame, body.image, ['image']);
    if (!frame.roles.image?.some((image) => image.column === body.image)) {
      throw new BodyError(`${body.image} holds no images`, ['image'], 'name its shape in roles: of the data cell');
    }
  }
  if (body.text !== undefined) knownColumn(frame, body.text, ['text']);
}

function galleryOf(body: Body): Gallery {
  const caption = typeof body.caption === 'string' ? [body.caption] : body.caption;
  return {
    limit: body.limit ?? galleryLimit,
    ...(body.image === undefined ? {} : { image: body.image }),
    ...(body.text === undefined ? {} : { text: body.text }),
    ...(body.columns === undefined ? {} : { columns: body.columns }),
    ...(caption === undefined ? {} : { caption }),
    captionColumn,
  };
}
