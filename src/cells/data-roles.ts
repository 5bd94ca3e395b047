import * as v from 'valibot';
import { NumberColumn, VectorColumn, type Column } from '../frame/column.ts';
import { columnOf, makeFrame, type Frame, type ImageRole, type Roles } from '../frame/frame.ts';
import { makeNulls, setNull } from '../frame/nulls.ts';
import { nearest } from '../trust/nearest.ts';
import { BodyError } from './kind.ts';
import { requireColumn } from './known-column.ts';

const column = v.pipe(v.string(), v.nonEmpty('a column needs a name'));
const columns = v.pipe(
  v.union([v.array(column), column]),
  v.transform((names) => (typeof names === 'string' ? [names] : names)),
);
const size = v.pipe(v.number(), v.integer(), v.minValue(1));
const image = v.strictObject({
  column,
  shape: v.union(
    [v.strictTuple([size, size]), v.strictTuple([size, size, size])],
    'a shape is [height, width] or [height, width, channels]',
  ),
});

/** Columns by class, kept as it is: a class may have any name. */
export function textMap<T extends string>(
  allowed: (value: string) => value is T,
  message: string,
): v.GenericSchema<unknown, ReadonlyMap<string, T>> {
  return v.pipe(
    v.custom<Readonly<Record<string, T>>>(
      (value) => isMap(value) && Object.values(value).every((item) => typeof item === 'string' && allowed(item)),
      message,
    ),
    v.transform((map) => new Map(Object.entries(map))),
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export const rolesSchema = v.strictObject({
  label: v.optional(column),
  prediction: v.optional(column),
  score: v.optional(
    v.union(
      [
        v.pipe(
          column,
          v.transform((name) => new Map([['', name]])),
        ),
        textMap((name): name is string => name !== '', 'score is a column, or columns by class: {class: column}'),
      ],
      'score is a column, or columns by class: {class: column}',
    ),
  ),
  labels: v.optional(textMap((name): name is string => name !== '', 'labels are columns by label: {label: column}')),
  predictions: v.optional(textMap((name): name is string => name !== '', 'predictions are columns by label: {label: column}')),
  lower: v.optional(column),
  upper: v.optional(column),
  query: v.optional(column),
  item: v.optional(column),
  feature: v.optional(columns),
  id: v.optional(column),
  time: v.optional(column),
  weight: v.optional(column),
  group: v.optional(columns),
  split: v.optional(column),
  text: v.optional(columns),
  image: v.optional(
    v.pipe(
      v.union([v.array(image), image]),
      v.transform((images) => (Array.isArray(images) ? images : [images])),
    ),
  ),
});

export type RolesBody = v.InferOutput<typeof rolesSchema>;

/** The roles in the form that frames carry. */
export function rolesOf(body: RolesBody): Roles {
  const { image: images, ...rest } = body;
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined)) as Omit<Roles, 'image'>;
  if (images === undefined) return given;
  return {
    ...given,
    image: images.map(({ column: name, shape }): ImageRole => ({ column: name, shape: [shape[0], shape[1], shape[2] ?? 1] })),
  };
}

/** Every column that a role names, with its place in the body. */
export function namedByRoles(roles: Roles): { name: string; path: (string | number)[] }[] {
  const named: { name: string; path: (string | number)[] }[] = [];
  for (const role of ['label', 'prediction', 'lower', 'upper', 'query', 'item', 'id', 'time', 'weight', 'split'] as const) {
    const name = roles[role];
    if (name !== undefined) named.push({ name, path: ['roles', role] });
  }
  for (const [label, name] of roles.score ?? []) named.push({ name, path: label === '' ? ['roles', 'score'] : ['roles', 'score', label] });
  for (const role of ['labels', 'predictions'] as const)
    for (const [label, name] of roles[role] ?? []) named.push({ name, path: ['roles', role, label] });
  for (const role of ['feature', 'group', 'text'] as const) {
    roles[role]?.forEach((name, index) => named.push({ name, path: ['roles', role, index] }));
  }
  roles.image?.forEach(({ column: name }) => named.push({ name, path: ['roles', 'image'] }));
  return named;
}

/** Throws `BodyError` where a role names a column that the file does not have, or that `kept` leaves out. */
export function checkRoleNames(roles: Roles, names: readonly string[], kept: readonly string[] | undefined): void {
  for (const { name, path } of namedByRoles(roles)) {
    requireColumn(names, name, path);
    if (kept !== undefined && !kept.includes(name)) throw new BodyError(`column ${name} is not read`, path, `add ${name} to columns`);
  }
}

/** The frame with columns of scores and weights that hold no value as columns of numbers: a file says no type of what it does not have. */
export function withEmptyNumbers(frame: Frame, roles: Roles): Frame {
  const names = namedByRoles(roles).filter(({ path }) => isOfNumbers(path[1]));
  const empty = new Set(names.map(({ name }) => name).filter((name) => isEmptyText(columnOf(frame, name))));
  if (empty.size === 0) return frame;
  const { table, ...rest } = frame;
  return makeFrame(
    table.columnNames().map((name) => [name, empty.has(name) ? noNumbers(table.totalRows()) : columnOf(frame, name)] as const),
    rest,
  );
}

function isOfNumbers(role: string | number | undefined): boolean {
  return role === 'score' || role === 'weight' || role === 'lower' || role === 'upper';
}

function isEmptyText(values: Column): boolean {
  return values.type === 'string' && valuesOf(values, 1)?.length === 0;
}

function noNumbers(rows: number): NumberColumn {
  const nulls = makeNulls(rows);
  for (let row = 0; row < rows; row++) setNull(nulls, row);
  return new NumberColumn(new Float64Array(rows).fill(NaN), nulls);
}

/** Throws `BodyError` where a column cannot play its role: scores and weights are numbers, images are vectors of their shape. */
export function checkRoleTypes(frame: Frame): void {
  const { roles } = frame;
  for (const { name, path } of namedByRoles(roles)) {
    const { type } = columnOf(frame, name);
    if (isOfNumbers(path[1]) && type !== 'number') {
      throw new BodyError(
        `column ${name} is ${wordOf(type)}; a ${path[1]}${path[1] === 'lower' || path[1] === 'upper' ? ' bound' : ''} is a number`,
        path,
        `list texts that mean no value under missing`,
      );
    }
  }
  for (const { column: name, shape } of roles.image ?? []) checkImage(name, columnOf(frame, name), shape);
}

function checkImage(name: string, pixels: Column, [height, width, channels]: ImageRole['shape']): void {
  if (!(pixels instanceof VectorColumn)) {
    throw new BodyError(`column ${name} is ${wordOf(pixels.type)}; an image is a list of pixels`, ['roles', 'image']);
  }
  const needed = height * width * channels;
  if (pixels.width === needed) return;
  const shape = channels === 1 ? `${height} × ${width}` : `${height} × ${width} × ${channels}`;
  throw new BodyError(`column ${name} has ${pixels.width} values a row; a shape of ${shape} needs ${needed}`, ['roles', 'image']);
}

function wordOf(type: Column['type']): string {
  return { number: 'a number', string: 'text', boolean: 'true or false', time: 'a time', vector: 'a list of numbers' }[type];
}

/** The distinct present values of a column as text, in order of first appearance; undefined for vectors and above `most`. */
export function valuesOf(values: Column, most: number): readonly string[] | undefined {
  if (values instanceof VectorColumn) return undefined;
  const distinct = new Set<string>();
  for (let row = 0; row < values.length; row++) {
    const value = values.at(row);
    if (value !== null) distinct.add(value instanceof Date ? value.toJSON() : String(value));
    if (distinct.size > most) return undefined;
  }
  return [...distinct];
}

/** Throws `BodyError` where the positive class is none of several classes of the label; gives a note where there is but one class. */
export function checkLabel(frame: Frame): readonly string[] {
  const { label } = frame.roles;
  if (label === undefined || frame.table.totalRows() === 0) return [];
  const found = valuesOf(columnOf(frame, label), 1000);
  if (found === undefined) return [];
  const { positive } = frame;
  if (found.length === 0) return [`label ${label} has no value`];
  if (found.length === 1)
    return [`label ${label} has one class only, ${JSON.stringify(found[0])}; metrics that tell classes apart are undefined`];
  if (positive !== undefined && !found.includes(positive) && !(frame.classes?.includes(positive) ?? false)) {
    const near = nearest(positive, found);
    const hint = near === undefined ? `the classes are ${found.slice(0, 12).join(', ')}` : `the nearest is ${near}`;
    throw new BodyError(`no class ${positive} in ${label}`, ['positive'], hint, near === undefined ? undefined : JSON.stringify(near));
  }
  return [];
}
