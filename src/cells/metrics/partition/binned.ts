import { NumberColumn, TimeColumn } from '../../../frame/column.ts';
import type { Frame } from '../../../frame/frame.ts';
import { quantileSorted } from '../../../stats/intervals.ts';
import { BodyError } from '../../kind.ts';
import { columnText } from '../../../frame/selection/clause-expression.ts';
import type { WhereClause } from '../../../frame/selection/clause.ts';
import type { By } from '../schema.ts';
import { boundSlices, columnFor, type Parts, type Path } from './parts.ts';

/** A slice for each bin of a number or a time: by quantiles (4 unless said), width or given edges. A bin holds its upper edge. */
export function binned(frame: Frame, by: Extract<By, { bin: string }>, path: Path): Parts {
  const column = columnFor(frame, by.bin, [...path, 'bin']);
  if (!(column instanceof NumberColumn || column instanceof TimeColumn))
    throw new BodyError(`${by.bin} is no number, so it has no bins`, [...path, 'bin'], `name it alone: ${by.bin}`);
  const edges = edgesOf(column.values, by, path);
  const labels = edgeLabels(edges);
  const codes = Int32Array.from(column.values, (value) => (Number.isNaN(value) ? -1 : binOf(value, edges)));
  const isTime = column instanceof TimeColumn;
  return {
    slices: labels.map((label, bin) => ({ slice: `${by.bin}=${label}`, label, clause: clauseOf(by.bin, label, edges, bin, isTime) })),
    codes,
  };
}

function edgesOf(values: Float64Array, by: Extract<By, { bin: string }>, path: Path): readonly number[] {
  if (by.edges !== undefined) return [...new Set(by.edges)].sort((a, b) => a - b);
  const sorted = values.filter((value) => Number.isFinite(value)).sort();
  if (sorted.length === 0) return [];
  if (by.width !== undefined) {
    const first = Math.ceil(sorted[0]! / by.width + 1e-9);
    const count = Math.floor(sorted.at(-1)! / by.width) - first + 1;
    boundSlices(count, `bins of ${by.width} make`, [...path, 'width']);
    return Array.from({ length: Math.max(0, count) }, (_, at) => Number(((first + at) * by.width!).toPrecision(12)));
  }
  const quantiles = by.quantiles ?? 4;
  const edges = Array.from({ length: quantiles - 1 }, (_, at) => quantileSorted(sorted, (at + 1) / quantiles));
  return [...new Set(edges)].filter((edge) => edge < sorted.at(-1)!);
}

/** A bin holds its upper edge and not its lower one. */
function clauseOf(name: string, label: string, edges: readonly number[], bin: number, isTime: boolean): WhereClause {
  const cell = columnText(name);
  const edge = (at: number): string =>
    isTime ? `op.parse_date(${JSON.stringify(new Date(edges[at]!).toISOString())})` : String(edges[at]);
  const tests = [`${cell} != null`, ...(isTime ? [] : [`!op.is_nan(${cell})`])];
  if (bin > 0) tests.push(`${cell} > ${edge(bin - 1)}`);
  if (bin < edges.length) tests.push(`${cell} <= ${edge(bin)}`);
  return { where: tests.join(' && '), title: `${name} ${label}` };
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
