import { desc } from 'arquero';
import * as v from 'valibot';
import { columnFromValues } from '../frame/column-from-values.ts';
import { columnOf, frameFromTable, makeFrame, takeRows, type Frame } from '../frame/frame.ts';
import { checkExpression, parametersOf } from '../trust/expression.ts';
import { frameWhere, type Values } from './frame-where.ts';
import { knownColumn, requireColumn } from './known-column.ts';
import { BodyError, type CellKind, type Step } from './kind.ts';
import { galleryOutput, type Gallery } from './table/gallery.ts';
import { tableOutput } from './table-output.ts';

const columns = v.pipe(v.array(v.string()), v.minLength(1));
const schema = v.strictObject({
  data: v.string(),
  columns: v.optional(columns),
  where: v.optional(v.string()),
  orderby: v.optional(v.pipe(v.array(v.union([v.string(), v.strictObject({ desc: v.string() })])), v.minLength(1))),
  limit: v.optional(v.pipe(v.number(), v.integer('a limit is a whole number of rows'), v.minValue(1))),
  as: v.optional(v.picklist(['rows', 'gallery'], 'a table is shown as rows or gallery')),
  image: v.optional(v.string()),
  text: v.optional(v.string()),
  caption: v.optional(v.union([v.string(), columns])),
  title: v.optional(v.string()),
});

type Body = v.InferOutput<typeof schema>;

const galleryLimit = 24;
const mostItems = 500;
const captionColumn = 'caption';

/** Rows of a frame as a table, or as a gallery of images or texts. */
export const table: CellKind = {
  name: 'table',
  doc: 'Rows of a cell as a table, or as a gallery of images or texts.',
  keys: [
    { key: 'data', doc: 'The cell whose rows are shown.', values: 'cell', required: true },
    { key: 'columns', doc: 'The columns to show, in this order; all unless given.', values: 'column' },
    { key: 'where', doc: 'Shows only the rows where the expression holds.', values: 'expression' },
    { key: 'orderby', doc: 'Sorts by columns; {desc: column} turns one round.', values: 'column' },
    { key: 'limit', doc: 'Shows the first rows only; a gallery shows 24 unless told.' },
    { key: 'as', doc: 'rows is a table, gallery shows images or texts.', values: ['rows', 'gallery'] },
    { key: 'image', doc: 'The column of images; the one with that role unless given.', values: 'column' },
    { key: 'text', doc: 'The column of texts; the one with that role unless given.', values: 'column' },
    { key: 'caption', doc: 'What stands under an image: an expression, or columns.', values: 'expression' },
    { key: 'title', doc: 'A heading.' },
  ],
  parts: [],
  template: 'data: {{data}}\nlimit: 100\n',
  schema,
  toStep,
};

function toStep(raw: unknown): Step {
  const body = raw as Body;
  const gallery = body.as === 'gallery';
  for (const key of ['image', 'text', 'caption'] as const) {
    if (!gallery && body[key] !== undefined) throw new BodyError(`${key} is a word of a gallery`, [key], 'say as: gallery');
  }
  if (gallery && (body.limit ?? 0) > mostItems) throw new BodyError(`a gallery shows at most ${mostItems} items`, ['limit']);
  const caption = typeof body.caption === 'string' ? body.caption : '';
  return {
    reads: [body.data],
    inputs: [...new Set([...parametersOf(body.where ?? ''), ...parametersOf(caption)])],
    sources: [],
    run(inputs) {
      const chosen = chooseRows(inputs.frames.get(body.data)!, body, inputs.values);
      const frame = gallery ? withCaptions(chosen, body, inputs.values) : chooseColumns(limited(chosen, body.limit), body.columns);
      if (gallery) requireItems(frame, body);
      return Promise.resolve(new Map([['', frame]]));
    },
    show: (frames) => (gallery ? galleryOutput(frames.get('')!, galleryOf(body)) : tableOutput(frames.get('')!, '')),
  };
}

function chooseRows(frame: Frame, body: Body, values: Values): Frame {
  const { table: _, slice: __, ...rest } = frame;
  const chosen = body.where === undefined ? frame : frameWhere(frame, body.where, values);
  if (body.orderby === undefined) return chosen;
  const keys = body.orderby.map((key, at) => {
    const name = typeof key === 'string' ? key : key.desc;
    requireColumn(frame.table.columnNames(), name, typeof key === 'string' ? ['orderby', at] : ['orderby', at, 'desc']);
    return typeof key === 'string' ? key : desc(name);
  });
  return frameFromTable(chosen.table.orderby(...keys), rest);
}

function limited(frame: Frame, limit: number | undefined): Frame {
  if (limit === undefined || frame.table.totalRows() <= limit) return frame;
  const { table: _, ...rest } = frame;
  const rows = Uint32Array.from({ length: limit }, (__, row) => row);
  return makeFrame(
    frame.table.columnNames().map((name) => [name, takeRows(columnOf(frame, name), rows)] as const),
    rest,
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
