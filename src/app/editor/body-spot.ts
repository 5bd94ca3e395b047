import type { KeyDoc } from '../../cells/kind.ts';
import type { CellNames, KindDescription } from '../../engine/protocol.ts';
import type { Shape } from '../../engine/shape-of.ts';
import type { ColumnName } from './documentation.ts';
import type { Surroundings } from './knowledge.ts';
import { nestedKeyDoc } from './nested-key-docs.ts';
import type { YamlEntry, YamlPlace, YamlStep } from './yaml-place.ts';

/** A cursor in the body of a cell, with all that may be known there. */
export interface Spot {
  readonly body: string;
  readonly offset: number;
  readonly place: YamlPlace;
  readonly entries: readonly YamlEntry[];
  readonly kind: KindDescription;
  readonly name: string;
  readonly known: Surroundings;
}

/** The forms that a schema lets stand at a path. */
export function shapesAt(shape: Shape, path: readonly YamlStep[]): readonly Shape[] {
  let shapes = formsOf(shape);
  for (const step of path) shapes = shapes.flatMap((form) => inside(form, step)).flatMap(formsOf);
  return shapes;
}

function formsOf(shape: Shape): readonly Shape[] {
  return shape.options ?? [shape];
}

function inside(form: Shape, step: YamlStep): readonly Shape[] {
  if (typeof step === 'number') return form.item === undefined ? [] : [form.item];
  const own = form.keys?.find(({ key }) => key === step)?.shape ?? form.any;
  return own === undefined ? [] : [own];
}

/** Keys of a path without its places in lists. */
export function keysOf(path: readonly YamlStep[]): readonly string[] {
  return path.filter((step) => typeof step === 'string');
}

/** What is documented of a path: of its last key, or of the nearest key around it that says what may follow. */
export function keyDocAt({ kind }: Pick<Spot, 'kind'>, path: readonly YamlStep[]): KeyDoc | undefined {
  const keys = keysOf(path);
  for (let depth = keys.length; depth > 0; depth--) {
    const doc = documented(kind, keys.slice(0, depth)) ?? nestedKeyDoc(keys.slice(0, depth));
    if (doc !== undefined) return doc;
  }
  return undefined;
}

/** `rules.expect`, or a word that is documented alone, as a verb within `steps`. */
function documented(kind: KindDescription, keys: readonly string[]): KeyDoc | undefined {
  const named = (name: string): KeyDoc | undefined => kind.keys.find(({ key }) => key === name);
  return named(keys.join('.')) ?? (keys.length === 2 && keys[0] === 'steps' ? named(keys[1]!) : undefined);
}

/** Whether an expression stands at a path: where the documentation says so, and in a `where` at any depth; a map of expressions is none itself. */
export function isExpressionAt(spot: Pick<Spot, 'kind'>, path: readonly YamlStep[]): boolean {
  if (keyDocAt(spot, path)?.values !== 'expression') return false;
  const shapes = shapesAt(spot.kind.shape, path);
  return shapes.length === 0 || shapes.some(({ scalar }) => scalar === 'text');
}

/** The scalar behind a key of the body's first level, without its quotes. */
export function scalarOf({ body, entries }: Pick<Spot, 'body' | 'entries'>, path: readonly YamlStep[]): string | null {
  const found = entries.find((entry) => entry.path.length === path.length && entry.path.every((step, at) => step === path[at]));
  if (found?.value === null || found?.value === undefined) return null;
  const { from, to, quote } = found.value;
  return quote === 'none' ? body.slice(from, to).trim() : body.slice(from + 1, to - 1);
}

/** The cell that `data:` names, or the cell itself where it is a data cell. */
export function dataOf(spot: Pick<Spot, 'body' | 'entries' | 'kind' | 'name' | 'known'>): CellNames | null {
  const name = spot.kind.name === 'data' ? spot.name : scalarOf(spot, ['data']);
  return spot.known.cells.find(({ cell }) => cell === name) ?? null;
}

/** Columns of the cell that is read, and those that earlier steps of the body make; of all cells where none is named. */
export function columnsFor(spot: Spot): readonly ColumnName[] {
  const data = dataOf(spot);
  const columns = data?.columns ?? uniqueColumns(spot.known.cells);
  return [...columns, ...madeColumns(spot).filter((made) => !columns.some(({ name }) => name === made.name))];
}

function uniqueColumns(cells: readonly CellNames[]): readonly ColumnName[] {
  return [...new Map(cells.flatMap(({ columns }) => columns.map((column) => [column.name, column] as const))).values()];
}

/** Columns that `derive` and `rollup` name above the cursor. */
function madeColumns({ entries, offset }: Spot): readonly ColumnName[] {
  return entries
    .filter(({ path, keyFrom }) => keyFrom < offset && ['derive', 'rollup'].includes(String(path.at(-2))))
    .map(({ path }) => ({ name: String(path.at(-1)), type: 'derived' }));
}
