import { replicateCuts, blockEnds, coarseCuts, drawCuts } from '../../analysis/threshold-blocks.ts';
import { countPoints, detPoints, gainPoints, precisionRecallPoints, rocPoints, separationPoints } from '../../analysis/threshold-curves.ts';
import { countsAt, cutAt, drawnCuts, type Cuts } from '../../analysis/threshold-cuts.ts';
import type { Frame } from '../../frame/frame.ts';
import { percentileInterval } from '../../stats/intervals.ts';
import { frameOfColumns } from '../metrics/curves.ts';
import { costEstimate } from './point.ts';
import type { CurveName } from './schema.ts';
import { measured } from './strategy.ts';
import type { Unit, UnitOptions } from './unit.ts';

const mostUnits = 30;
const mostPoints = 300;
const bandPoints = 100;

type Columns = Record<string, (number | string)[]>;
type Table = Readonly<Record<string, Float64Array>>;

/** Every curve of every class and slice, thinned for drawing; corners of steps, chosen and live points stay. */
export function curveFramesOf(units: readonly Unit[], options: UnitOptions, classNames: readonly string[]): ReadonlyMap<CurveName, Frame> {
  const drawn = units.slice(0, mostUnits);
  const most = Math.max(60, Math.floor((3 * mostPoints) / Math.max(3, drawn.length)));
  const tables = drawn.map((unit) => tablesOf(unit, options, most));
  const names = ['objective', 'cost', 'roc', 'precision_recall', 'det', 'gain', 'lift', 'ks', 'counts'] as const;
  return new Map(
    names.map((name) => [
      name,
      stacked(
        name,
        drawn.map((unit) => ({ slice: unit.slice, className: classNames[unit.code] ?? '' })),
        tables.map((table) => table.get(name)),
      ),
    ]),
  );
}

const columnNames: Readonly<Record<CurveName, readonly string[]>> = {
  objective: ['threshold', 'value', 'low', 'high'],
  cost: ['threshold', 'value', 'low', 'high'],
  roc: ['threshold', 'fpr', 'tpr'],
  precision_recall: ['threshold', 'recall', 'precision'],
  det: ['threshold', 'fpr', 'fnr'],
  gain: ['threshold', 'selected', 'gain'],
  lift: ['threshold', 'selected', 'lift'],
  ks: ['threshold', 'tpr', 'fpr', 'separation'],
  counts: ['threshold', 'tp', 'fp', 'fn', 'tn'],
};

function stacked(
  name: CurveName,
  keys: readonly { readonly slice: string; readonly className: string }[],
  tables: readonly (Table | undefined)[],
): Frame {
  const columns: Columns = { slice: [], class: [] };
  for (const column of columnNames[name]) columns[column] = [];
  for (const [at, table] of tables.entries()) {
    const rows = table?.['threshold']!.length ?? 0;
    for (let row = 0; row < rows; row++) {
      columns['slice']!.push(keys[at]!.slice);
      columns['class']!.push(keys[at]!.className);
      for (const column of columnNames[name]) columns[column]!.push(table![column]![row]!);
    }
  }
  return frameOfColumns(columns);
}

function tablesOf(unit: Unit, options: UnitOptions, most: number): ReadonlyMap<CurveName, Table> {
  if (unit.measuring === null || unit.choosing === null || unit.measuring.cuts.rows === 0) return new Map();
  const { cuts } = unit.measuring;
  const at = withPoints(unit, cuts, thinned(unit, options, most));
  const gain = gainPoints(cuts, at);
  return new Map<CurveName, Table>([
    ...objectiveTables(unit, options, at),
    ['roc', rocPoints(cuts, at)],
    ['precision_recall', precisionRecallPoints(cuts, at)],
    ['det', detPoints(cuts, at)],
    ['gain', gain],
    ['lift', gain],
    ['ks', separationPoints(cuts, at)],
    ['counts', countPoints(cuts, at)],
  ]);
}

function keyOf({ code, by, slice }: Unit): string {
  return `${code} ${by} ${slice}`;
}

function thinned(unit: Unit, { sides }: UnitOptions, most: number): Uint32Array {
  const { memo, mask } = sides.measuring;
  return memo(`threshold drawn ${keyOf(unit)} ${mask?.key ?? ''} ${most}`, () => drawnCuts(unit.measuring!.cuts, most));
}

function withPoints(unit: Unit, cuts: Cuts, at: Uint32Array): readonly number[] {
  const own = unit.points
    .filter((point) => !Number.isNaN(point.threshold) && point.at !== 'crossfit')
    .map((point) => cutAt(cuts, point.threshold));
  return [...new Set([...at, ...own])].sort((a, b) => a - b);
}

/** What the threshold is chosen for against the threshold, with a band; the cost likewise. */
function objectiveTables(unit: Unit, options: UnitOptions, at: readonly number[]): readonly (readonly [CurveName, Table])[] {
  const { strategy, sampling } = options;
  const { costs } = strategy;
  if (costs === null) return [['objective', bandOf(unit, options)]];
  const { cuts } = unit.measuring!;
  const estimates = at.map((index) => costEstimate(countsAt(cuts, index), costs, cuts.effective, sampling.level));
  const column = (name: 'value' | 'low' | 'high'): Float64Array => Float64Array.from(estimates, (estimate) => estimate[name]);
  const threshold = Float64Array.from(at, (index) => cuts.threshold[index]!);
  const table = { threshold, value: column('value'), low: column('low'), high: column('high') };
  return [
    ['objective', table],
    ['cost', table],
  ];
}

/** Percentiles at each of about a hundred cuts, of the replicates that the choice is made on. */
function bandOf(unit: Unit, { sides, strategy, sampling, blocks }: UnitOptions): Table {
  const { memo, mask } = sides.choosing;
  const { cuts } = unit.choosing!;
  return memo(`threshold band ${keyOf(unit)} ${mask?.key ?? ''} ${strategy.key} ${JSON.stringify(sampling)} ${blocks}`, () => {
    const coarse = coarseCuts(cuts, bandEnds(cuts, Math.min(blocks, bandPoints)));
    const draws = drawCuts(coarse, Math.min(sampling.replicates, 500), sampling.seed);
    const value = measured(strategy);
    const replicates = Array.from({ length: draws.replicates }, (_, replicate) => replicateCuts(draws, replicate));
    const points = Array.from(coarse.threshold, (_, index) => {
      const own = value(countsAt(coarse, index));
      const { low, high } = percentileInterval(
        Float64Array.from(replicates, (each) => value(countsAt(each, index))),
        sampling.level,
      );
      return { own, low, high };
    });
    return {
      threshold: coarse.threshold,
      value: Float64Array.from(points, ({ own }) => own),
      low: Float64Array.from(points, ({ low }) => low),
      high: Float64Array.from(points, ({ high }) => high),
    };
  });
}

/** Cuts that are about even both in rows and in threshold, so that the curve is smooth where scores are rare. */
function bandEnds(cuts: Cuts, most: number): Uint32Array {
  const finite = cuts.threshold.filter((threshold) => Number.isFinite(threshold));
  const ends = new Set(blockEnds(cuts, most));
  const high = finite[0] ?? 0;
  const low = finite.at(-1) ?? 0;
  for (let at = 0; at < most / 2; at++) ends.add(cutAt(cuts, low + ((high - low) * at) / (most / 2)));
  return Uint32Array.from(ends).sort();
}
