import { NumberColumn, TimeColumn } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import { quantileSorted } from '../../stats/intervals.ts';
import { checkExpression, parametersOf } from '../../trust/expression.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError, type Inputs } from '../kind.ts';
import { codesOf, distinctTexts, sortClasses } from './prepare.ts';
import type { By } from './schema.ts';

export interface Slice {
  /** As the frame names it: `all`, `afam=yes`, `lvrat=up to 0.65`, or its own name. */
  readonly slice: string;
  /** As the table shows it under its heading. */
  readonly label: string;
}

/** Rows parted into slices; −1 is in none. All rows are one slice where `codes` is null. */
export interface Partition {
  readonly key: string;
  readonly by: string;
  readonly slices: readonly Slice[];
  readonly codes: Int32Array | null;
}

const mostSlices = 2000;

export const allRows: Partition = { key: '', by: '', slices: [{ slice: 'all', label: 'All rows' }], codes: null };

/** What a partition of one frame depends on: the entry itself, and the values of the inputs that its expression reads. */
export function partitionKey(by: By, inputs: Inputs): string {
  if (typeof by === 'string' || !('where' in by || 'slice' in by)) return JSON.stringify(by);
  const where = 'where' in by ? by.where : (inputs.frames.get(by.slice)?.slice?.where ?? '');
  return JSON.stringify([by, where, ...parametersOf(where).map((name) => inputs.values.get(name))]);
}

/** Parts the rows of a frame as one entry of `by` says. */
export function partitionBy(frame: Frame, by: By, path: readonly (string | number)[], inputs: Inputs): Partition {
  const key = partitionKey(by, inputs);
  if (typeof by === 'string') return { key, by, ...byColumn(frame, by, path) };
  if ('cross' in by) return { key, by: by.cross.join(' × '), ...crossed(frame, by.cross, path) };
  if ('bin' in by) return { key, by: by.bin, ...binned(frame, by, path) };
  if ('where' in by) return { key, ...named(frame, by.name, by.where, inputs) };
  const slice = inputs.frames.get(by.slice)?.slice;
  if (slice === undefined) throw new BodyError(`${by.slice} is no slice`, [...path, 'slice']);
  return { key, ...named(frame, slice.title, slice.where, inputs) };
}

interface Parts {
  readonly slices: readonly Slice[];
  readonly codes: Int32Array;
}

function columnFor(frame: Frame, name: string, path: readonly (string | number)[]): ReturnType<typeof columnOf> {
  const names = frame.table.columnNames();
  if (names.includes(name)) return columnOf(frame, name);
  const near = nearest(name, names);
  throw new BodyError(`no column ${name}`, path, near === undefined ? undefined : `the nearest name is ${near}`, near);
}

function byColumn(frame: Frame, name: string, path: readonly (string | number)[]): Parts {
  const column = columnFor(frame, name, path);
  const values = sortClasses(distinctTexts(column, mostSlices + 1));
  if (values.length > mostSlices)
    throw new BodyError(`${name} has more than ${mostSlices.toLocaleString('en-US')} values`, path, `bin it: {bin: ${name}, quantiles: 4}`);
  const codes = codesOf(column, new Map(values.map((value, code) => [value, code])));
  const slices = values.map((value) => ({ slice: `${name}=${value}`, label: value }));
  if (!codes.includes(-1)) return { slices, codes };
  return {
    slices: [...slices, { slice: `${name}=missing`, label: 'missing' }],
    codes: codes.map((code) => (code === -1 ? values.length : code)),
  };
}

function crossed(frame: Frame, names: readonly string[], path: readonly (string | number)[]): Parts {
  const parts = names.map((name, at) => byColumn(frame, name, [...path, 'cross', at]));
  const rows = frame.table.totalRows();
  const joint = new Float64Array(rows);
  for (const part of parts) for (let row = 0; row < rows; row++) joint[row] = joint[row]! * part.slices.length + part.codes[row]!;
  const observed = [...new Set(joint)].sort((a, b) => a - b);
  if (observed.length > mostSlices)
    throw new BodyError(`${names.join(' × ')} makes more than ${mostSlices.toLocaleString('en-US')} slices`, path);
  const index = new Map(observed.map((value, code) => [value, code]));
  return {
    codes: Int32Array.from(joint, (value) => index.get(value)!),
    slices: observed.map((value) => {
      const chosen: Slice[] = [];
      let rest = value;
      for (const part of [...parts].reverse()) {
        chosen.unshift(part.slices[rest % part.slices.length]!);
        rest = Math.floor(rest / part.slices.length);
      }
      return { slice: chosen.map((slice) => slice.slice).join(', '), label: chosen.map((slice) => slice.slice).join(', ') };
    }),
  };
}

function binned(frame: Frame, by: Extract<By, { bin: string }>, path: readonly (string | number)[]): Parts {
  const column = columnFor(frame, by.bin, [...path, 'bin']);
  if (!(column instanceof NumberColumn || column instanceof TimeColumn))
    throw new BodyError(`${by.bin} is no number, so it has no bins`, [...path, 'bin'], `name it alone: ${by.bin}`);
  const edges = edgesOf(column.values, by, path);
  const labels = edgeLabels(edges);
  const codes = Int32Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : binOf(value, edges)));
  return { slices: labels.map((label) => ({ slice: `${by.bin}=${label}`, label })), codes };
}

function edgesOf(values: Float64Array, by: Extract<By, { bin: string }>, path: readonly (string | number)[]): readonly number[] {
  if (by.edges !== undefined) return [...new Set(by.edges)].sort((a, b) => a - b);
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  if (sorted.length === 0) return [];
  if (by.width !== undefined) {
    const first = Math.ceil(sorted[0]! / by.width + 1e-9);
    const count = Math.floor(sorted.at(-1)! / by.width) - first + 1;
    if (count > mostSlices)
      throw new BodyError(`bins of ${by.width} make more than ${mostSlices.toLocaleString('en-US')} slices`, [...path, 'width']);
    return Array.from({ length: Math.max(0, count) }, (_, at) => Number(((first + at) * by.width!).toPrecision(12)));
  }
  const quantiles = by.quantiles ?? 4;
  const edges = Array.from({ length: quantiles - 1 }, (_, at) => quantileSorted(sorted, (at + 1) / quantiles));
  return [...new Set(edges)].filter((edge) => edge < sorted.at(-1)!);
}

function binOf(value: number, edges: readonly number[]): number {
  let bin = 0;
  while (bin < edges.length && value > edges[bin]!) bin++;
  return bin;
}

function edgeLabels(edges: readonly number[]): string[] {
  if (edges.length === 0) return ['all values'];
  let digits = 2;
  let texts = edges.map((edge) => short(edge, digits));
  while (new Set(texts).size < edges.length && digits < 17) texts = edges.map((edge) => short(edge, ++digits));
  return [`up to ${texts[0]}`, ...texts.slice(1).map((text, at) => `${texts[at]} to ${text}`), `over ${texts.at(-1)}`];
}

function short(value: number, digits: number): string {
  return Math.abs(value) >= 10 ** digits ? String(Math.round(value)) : String(Number(value.toPrecision(digits)));
}

function named(frame: Frame, name: string, where: string, inputs: Inputs): Omit<Partition, 'key'> {
  const source = checkExpression(where, { columns: frame.table.columnNames(), params: [...inputs.values.keys()] });
  const kept = frame.table.params(Object.fromEntries(inputs.values)).filter(source).indices(false);
  const codes = new Int32Array(frame.table.totalRows()).fill(-1);
  for (const row of kept) codes[row] = 0;
  return { by: 'named slices', slices: [{ slice: name, label: name }], codes };
}
