import { foldOf } from '../../analysis/cross-fit-threshold.ts';
import { cutsOf, type Cuts } from '../../analysis/threshold-cuts.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import type { RankRows } from '../../metrics/scan-ranks.ts';
import { nearest } from '../../trust/nearest.ts';
import { BodyError, type Host, type Inputs } from '../kind.ts';
import { memoFor, type Memo } from '../metrics/memo.ts';
import { allRows, partitionKey, partitionsBy, type Partition } from '../metrics/partition.ts';
import { codesOf, distinctTexts } from '../metrics/class-codes.ts';
import { prepare } from '../metrics/prepare.ts';
import type { By } from '../metrics/schema.ts';
import { Statistics } from '../metrics/statistics.ts';
import type { ThresholdBody } from './schema.ts';

/** Rows that thresholds are chosen on, or measured on. */
export interface Side {
  readonly statistics: Statistics;
  readonly partitions: readonly Partition[];
  readonly memo: Memo;
  /** Which rows of the frame count, and a name for them; null for all. */
  readonly mask: { readonly key: string; readonly rows: Uint8Array } | null;
}

export interface Sides {
  readonly choosing: Side;
  readonly measuring: Side;
  /** How the rows to choose on were set apart; '' where they are the rows that are measured. */
  readonly apart: string;
}

/** Rows of one class and slice, in descending order of score. */
export interface SideRows {
  readonly rows: RankRows;
  readonly places: Uint32Array | null;
  readonly cuts: Cuts;
}

export function sidesOf(body: ThresholdBody, inputs: Inputs, host: Host, seed: number): Sides {
  const frame = inputs.frames.get(body.data)!;
  const whole = sideOf(frame, body, inputs, host);
  const on = body.select_on;
  if (on === undefined) return { choosing: whole, measuring: whole, apart: '' };
  if (on === 'half') {
    const half = whole.memo(`half ${seed}`, () =>
      Uint8Array.from({ length: whole.statistics.data.rows }, (_, row) => foldOf(seed, row, 2)),
    );
    return { ...masked(whole, half, `half ${seed}`), apart: `a half drawn with seed ${seed}` };
  }
  if ('cell' in on) {
    const other = sideOf(inputs.frames.get(on.cell)!, body, inputs, host);
    return { choosing: other, measuring: whole, apart: on.cell };
  }
  const split = splitOf(frame, on.split);
  return { ...masked(whole, split, `split ${on.split}`), apart: `the rows where ${frame.roles.split} is ${on.split}` };
}

function sideOf(frame: Frame, body: ThresholdBody, inputs: Inputs, host: Host): Side {
  const positive = body.positive === undefined ? undefined : String(body.positive);
  const memo = memoFor(frame, host, undefined, positive);
  const data = memo('prepared', () => prepare(frame, undefined, positive));
  const entries: readonly (readonly [By, readonly (string | number)[]])[] =
    body.by === undefined ? [] : typeof body.by === 'string' ? [[body.by, ['by']]] : body.by.map((by, at) => [by, ['by', at]] as const);
  const partitions = entries.flatMap(([by, path]) => memo(`by ${partitionKey(by, inputs)}`, () => partitionsBy(frame, by, path, inputs)));
  return { statistics: new Statistics(data, null, memo, host.kernels), partitions: [allRows, ...partitions], memo, mask: null };
}

/** The rows of value 1 to choose on, the others to measure on. */
function masked(side: Side, rows: Uint8Array, key: string): { choosing: Side; measuring: Side } {
  return {
    choosing: { ...side, mask: { key: `${key} in`, rows } },
    measuring: { ...side, mask: { key: `${key} out`, rows: rows.map((row) => 1 - row) } },
  };
}

function splitOf(frame: Frame, value: string): Uint8Array {
  const { split } = frame.roles;
  if (split === undefined)
    throw new BodyError(
      'the data has no split',
      ['select_on', 'split'],
      'name its column in roles: of the data cell, or write select_on: half',
    );
  const column = columnOf(frame, split);
  const values = distinctTexts(column, 100);
  if (!values.includes(value)) {
    const near = nearest(value, values);
    throw new BodyError(`no row of ${split} is ${value}`, ['select_on', 'split'], `there are ${values.slice(0, 10).join(', ')}`, near);
  }
  return Uint8Array.from(codesOf(column, new Map([[value, 0]])), (code) => code + 1);
}

/** The rows of one class and slice; null without scores of the class, or without the slice. */
export function rowsOfSide(side: Side, code: number, partition: number, slice: string): SideRows | null {
  const { statistics, mask, memo } = side;
  const rows = statistics.rankRows(code);
  const own = side.partitions[partition];
  const group = own?.slices.findIndex((candidate) => candidate.slice === slice) ?? -1;
  if (rows === null || own === undefined || group === -1) return null;
  const all = statistics.places(own, code)[group] ?? null;
  const key = `${code} ${own.by} ${own.key} ${group} ${mask?.key ?? ''}`;
  const places = mask === null ? all : memo(`places ${key}`, () => maskedPlaces(rows, all, mask.rows));
  return { rows, places, cuts: memo(`cuts ${key}`, () => cutsOf(rows, places)) };
}

function maskedPlaces({ rows }: RankRows, places: Uint32Array | null, mask: Uint8Array): Uint32Array {
  const all = places ?? Uint32Array.from({ length: rows.length }, (_, at) => at);
  return all.filter((place) => mask[rows[place]!] === 1);
}
