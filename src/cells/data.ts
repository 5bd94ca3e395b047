import * as v from 'valibot';
import { formatOf } from '../formats/format-of.ts';
import type { DeclaredType } from '../formats/format.ts';
import type { Frame } from '../frame/frame.ts';
import { checkLabel, checkRoleNames, checkRoleTypes, rolesOf, rolesSchema, textMap, withEmptyNumbers } from './data-roles.ts';
import { readTable } from './data-table.ts';
import type { CellKind, Host, KeyDoc, Step } from './kind.ts';
import { requireColumn } from './known-column.ts';
import { tableOutput } from './table-output.ts';

const types = ['number', 'category', 'text', 'boolean', 'time'] as const;
const scalar = v.pipe(v.union([v.string(), v.number(), v.boolean()]), v.transform(String));

const side = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1024));

const schema = v.strictObject({
  source: v.pipe(v.string(), v.nonEmpty('source names a file or an address')),
  sha256: v.optional(v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/i, 'sha256 is 64 hexadecimal digits'))),
  roles: v.optional(rolesSchema, {}),
  positive: v.optional(scalar),
  classes: v.optional(v.pipe(v.array(scalar), v.minLength(1, 'classes lists at least one class'))),
  types: v.optional(textMap(isType, `types gives columns one of ${types.join(', ')}`)),
  missing: v.optional(v.array(scalar), []),
  columns: v.optional(v.pipe(v.array(v.string()), v.minLength(1, 'columns lists at least one column'))),
  resize: v.optional(v.strictTuple([side, side], 'resize is [height, width], each from 1 to 1,024')),
  delimiter: v.optional(v.pipe(v.string(), v.regex(/^[\t !#-~]$/, 'a delimiter is one character, such as "," or "\\t"'))),
});

type Body = v.InferOutput<typeof schema>;

function isType(word: string): word is DeclaredType {
  return (types as readonly string[]).includes(word);
}

const keys: readonly KeyDoc[] = [
  {
    key: 'source',
    doc: 'The file: beside the notebook, at an https address, or one that the reader drops. CSV, TSV, JSON, Parquet, or a ZIP archive of images.',
    values: 'file',
    required: true,
  },
  { key: 'sha256', doc: 'Pins the file: its SHA-256 in hexadecimal. Another file is then an error.' },
  {
    key: 'roles',
    doc: 'What columns mean: label, prediction, score, feature, id, time, weight, group, split, text, image.',
    values: 'column',
  },
  { key: 'roles.label', doc: 'The column of the true class or value.', values: 'column' },
  { key: 'roles.prediction', doc: 'The column of the class or value that a model gave.', values: 'column' },
  { key: 'roles.score', doc: 'The column of the score of the positive class, or columns by class: {class: column}.', values: 'column' },
  { key: 'roles.labels', doc: 'Columns of 0 and 1 of rows that have several labels: {label: column}.', values: 'column' },
  { key: 'roles.predictions', doc: 'What was predicted of each of several labels: {label: column}.', values: 'column' },
  { key: 'roles.lower', doc: 'The lower bound of a forecast that is an interval.', values: 'column' },
  { key: 'roles.upper', doc: 'Its upper bound.', values: 'column' },
  { key: 'roles.query', doc: 'The column of the query that a row was shown for.', values: 'column' },
  { key: 'roles.item', doc: 'The column of the item that a row shows.', values: 'column' },
  { key: 'roles.feature', doc: 'Columns that a model may use.', values: 'column' },
  { key: 'roles.id', doc: 'The column that names a row.', values: 'column' },
  { key: 'roles.time', doc: 'The column that says when a row came about.', values: 'column' },
  { key: 'roles.weight', doc: 'The column of how much a row counts.', values: 'column' },
  { key: 'roles.group', doc: 'Columns by which people or things are told apart.', values: 'column' },
  { key: 'roles.split', doc: 'The column that tells training rows from test rows.', values: 'column' },
  { key: 'roles.text', doc: 'Columns of text to read.', values: 'column' },
  {
    key: 'roles.image',
    doc: 'Columns of pixels: {column: pixels, shape: [height, width]}, and a third number for channels.',
    values: 'column',
  },
  { key: 'positive', doc: 'The class that counts as positive.', values: 'class' },
  { key: 'classes', doc: 'The classes in their order.', values: 'class' },
  { key: 'types', doc: 'Types of columns where inference would be wrong: {column: category}.', values: types },
  { key: 'missing', doc: 'Texts that mean no value, such as ["NA", "?"]. An empty cell always does.' },
  { key: 'columns', doc: 'The columns to read; all unless given.', values: 'column' },
  { key: 'resize', doc: 'The size of images of a ZIP archive: [height, width]; theirs where they agree and are small, else 64 × 64.' },
  { key: 'delimiter', doc: 'The character between cells of a CSV; found out unless given.' },
];

/** Reads a file into a table and says what its columns mean. */
export const data: CellKind = {
  name: 'data',
  doc: 'Reads a table from a file or an address and says what its columns mean.',
  keys,
  parts: [],
  template: 'source: data.csv\nroles: {label: outcome}\n',
  schema,
  toStep: (body) => stepOf(body as Body),
};

function stepOf(body: Body): Step {
  const { source, sha256 } = body;
  return {
    reads: [],
    inputs: [],
    sources: [{ reference: source, kind: 'data', ...(sha256 === undefined ? {} : { sha256 }) }],
    run: async (_inputs, host, signal) => new Map([['', await readFrame(body, host, signal)]]),
    show(frames) {
      const frame = frames.get('');
      if (frame === undefined) throw new Error('a data cell was shown before it ran');
      return tableOutput(frame, '');
    },
  };
}

async function readFrame(body: Body, host: Host, signal: AbortSignal): Promise<Frame> {
  const source = await host.read(body.source);
  const format = await formatOf(source);
  const roles = rolesOf(body.roles);
  const { missing, columns, delimiter, resize } = body;
  const options = {
    missing,
    limits: host.limits,
    ...(body.types === undefined ? {} : { types: body.types }),
    ...(columns === undefined ? {} : { columns }),
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(resize === undefined ? {} : { resize }),
    checkNames(names: readonly string[]): void {
      columns?.forEach((name, index) => requireColumn(names, name, ['columns', index]));
      for (const name of body.types?.keys() ?? []) requireColumn(names, name, ['types', name]);
      checkRoleNames(roles, names, columns);
    },
  };
  const read = withEmptyNumbers(await readTable(source, format, options, host, signal), roles);
  const frame: Frame = {
    ...read,
    roles: { ...read.roles, ...roles },
    ...(body.positive === undefined ? {} : { positive: body.positive }),
    ...(body.classes === undefined ? {} : { classes: body.classes }),
  };
  checkRoleTypes(frame);
  const empty = frame.table.totalRows() === 0 ? [`${source.name} has no rows`] : [];
  return { ...frame, notes: [...frame.notes, ...empty, ...checkLabel(frame)] };
}
