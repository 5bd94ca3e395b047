import { columnOf, type Frame } from '../../frame/frame.ts';
import type { NumberColumn } from '../../frame/column.ts';
import { numberText } from '../number-text.ts';
import type { ChartOutput } from '../output.ts';
import { shapeOf, type Shape } from './curve-shapes.ts';
import type { CurveName } from './schema.ts';
import { givenText, objectiveWords } from './sentences.ts';
import { nameOf, type Strategy } from './strategy.ts';
import { headingOf } from './rows.ts';
import type { Unit } from './unit.ts';

const mostSeries = 6;

type Json = Readonly<Record<string, unknown>>;
type Row = Readonly<Record<string, number | string>>;

/** One chart of a curve: a line a class or slice, at most six, with the chosen and the live threshold on it; null without points. */
export function chartOf(
  name: CurveName,
  frame: Frame,
  units: readonly Unit[],
  strategy: Strategy,
  classNames: readonly string[],
): ChartOutput | null {
  const shape = shapeOf(name, strategy);
  const shown = units.length > 1 ? seriesOf(units) : units;
  const single = shown.length === 1;
  const lines = single ? shape.lines : shape.lines.slice(0, name === 'ks' ? 0 : 1);
  const rows = (single ? shape.lines : lines.length === 0 ? [['separation', ''] as const] : lines).flatMap(([field, label]) =>
    shown.flatMap((unit) => pointsIn(frame, unit, classNames[unit.code] ?? '', shape.x, field, single ? label : headingOf(unit))),
  );
  if (rows.length === 0) return null;
  const yTitle = !single && name === 'ks' ? 'Distance of positives and negatives' : shape.yTitle;
  const colored = !single || shape.lines.length > 1;
  const axes = axesOf(shape, yTitle);
  const layers: Json[] = [];
  if (shape.band === true && single)
    layers.push({ mark: { type: 'area', style: 'band' }, encoding: { ...axes, y: { ...axes.y, field: 'low' }, y2: { field: 'high' } } });
  if (shape.guess !== undefined) layers.push(guessLayer(shape.guess, axes));
  layers.push({
    mark: { type: 'line', interpolate: shape.x === 'threshold' && rows.length <= 100 * shown.length ? 'step-after' : 'linear' },
    encoding: {
      ...axes,
      order: { field: 'order', type: 'quantitative' },
      ...(colored ? { color: { field: 'series', type: 'nominal', sort: null } } : {}),
    },
  });
  if (shape.x === 'threshold') layers.push(...ruleLayers(shown, single));
  else layers.push(...markLayers(shown, shape, single, axes));
  return {
    type: 'chart',
    rows: rows.length,
    summary: summaryOf(shape, yTitle, shown, strategy),
    spec: { height: 240, data: { values: rows }, layer: layers },
  };
}

function seriesOf(units: readonly Unit[]): readonly Unit[] {
  return units.filter(({ measuring }) => measuring !== null).slice(0, mostSeries);
}

function pointsIn(frame: Frame, unit: Unit, className: string, x: string, y: string, series: string): Row[] {
  const numbers = (name: string): Float64Array => (columnOf(frame, name) as NumberColumn).values;
  const columns = frame.table.columnNames();
  const bounds = columns.includes('low') ? [numbers('low'), numbers('high')] : null;
  const [xs, ys] = [numbers(x), numbers(y)];
  const slices = columnOf(frame, 'slice');
  const classes = columnOf(frame, 'class');
  const rows: Row[] = [];
  for (let row = 0; row < xs.length; row++) {
    if (slices.at(row) !== unit.slice || classes.at(row) !== className || !Number.isFinite(xs[row]) || !Number.isFinite(ys[row])) continue;
    const ends: Row = bounds === null || Number.isNaN(bounds[0]![row]) ? {} : { low: bounds[0]![row]!, high: bounds[1]![row]! };
    rows.push({ ...ends, [x]: xs[row]!, y: ys[row]!, series, order: row });
  }
  return rows;
}

function axesOf(shape: Shape, yTitle: string): { x: Json; y: Json } {
  const scale = shape.unit === true ? { domain: [0, 1] } : { zero: false };
  return {
    x: { field: shape.x, type: 'quantitative', title: shape.xTitle, scale },
    y: {
      field: 'y',
      type: 'quantitative',
      title: yTitle,
      scale: shape.unit === true ? scale : { zero: shape.yTitle === 'Lift' || shape.lines.length > 1 },
    },
  };
}

function guessLayer([x1, y1, x2, y2]: readonly [number, number, number, number], { x, y }: { x: Json; y: Json }): Json {
  return {
    data: {
      values: [
        { gx: x1, gy: y1 },
        { gx: x2, gy: y2 },
      ],
    },
    mark: { type: 'line', style: 'reference' },
    encoding: { x: { ...x, field: 'gx' }, y: { ...y, field: 'gy' } },
  };
}

/** Rules at the thresholds themselves, with their values. */
function ruleLayers(units: readonly Unit[], single: boolean): Json[] {
  if (!single) return [];
  const points = units[0]!.points.filter(
    ({ at, threshold }) => (at === 'chosen' || at === 'live' || at === 'calibrated') && Number.isFinite(threshold),
  );
  const values = points.map(({ at, threshold }) => ({
    at,
    threshold,
    label: `${at === 'calibrated' ? 'if calibrated' : at} ${at === 'live' ? givenText(threshold) : numberText(threshold)}`,
  }));
  const layer = (style: string, kept: readonly object[], place: Json): Json[] =>
    kept.length === 0
      ? []
      : [
          { data: { values: kept }, mark: { type: 'rule', style }, encoding: { x: { field: 'threshold', type: 'quantitative' } } },
          {
            data: { values: kept },
            mark: { type: 'text', style: 'note', align: 'left', dx: 4, baseline: 'top', ...place },
            encoding: { x: { field: 'threshold', type: 'quantitative' }, y: { value: 0 }, text: { field: 'label', type: 'nominal' } },
          },
        ];
  return [
    ...layer(
      'reference',
      values.filter(({ at }) => at === 'calibrated'),
      { dy: 32 },
    ),
    ...layer(
      'threshold',
      values.filter(({ at }) => at === 'live'),
      { dy: 16 },
    ),
    ...layer(
      'threshold',
      values.filter(({ at }) => at === 'chosen'),
      { dy: 0 },
    ),
  ];
}

/** The chosen and the live threshold as points of a curve. */
function markLayers(units: readonly Unit[], shape: Shape, single: boolean, axes: { x: Json; y: Json }): Json[] {
  const values = units.flatMap((unit) =>
    unit.points
      .filter(({ at }) => at === 'chosen' || at === 'live')
      .flatMap(({ at, counts }) => {
        const place = placeOf(shape, counts);
        return Number.isFinite(place.px) && Number.isFinite(place.py)
          ? [{ ...place, at, series: headingOf(unit), label: at, threshold: unit.points[0]!.threshold }]
          : [];
      }),
  );
  const { x, y } = axes;
  const encoding = { x: { ...x, field: 'px' }, y: { ...y, field: 'py' } };
  const shown = single ? values : values.filter(({ at }) => at === 'chosen');
  if (shown.length === 0) return [];
  const live = shown.filter(({ at }) => at === 'live');
  const layers: Json[] = [
    {
      data: { values: shown.filter(({ at }) => at === 'chosen') },
      mark: { type: 'point', filled: true, size: 80 },
      encoding: single ? encoding : { ...encoding, color: { field: 'series', type: 'nominal', sort: null } },
    },
  ];
  if (live.length > 0) layers.push({ data: { values: live }, mark: { type: 'point', style: 'rest', filled: true, size: 80 }, encoding });
  if (single)
    layers.push({
      data: { values: shown },
      mark: { type: 'text', style: 'label', align: 'left', dx: 8, dy: ['fnr', 'lift', 'precision'].includes(shape.lines[0]![0]) ? -8 : 10 },
      encoding: { ...encoding, text: { field: 'label', type: 'nominal' } },
    });
  return layers;
}

function placeOf({ x, lines }: Shape, { tp, fp, fn, tn }: { tp: number; fp: number; fn: number; tn: number }): { px: number; py: number } {
  const selected = (tp + fp) / (tp + fp + fn + tn);
  const recall = tp / (tp + fn);
  const values: Readonly<Record<string, number>> = {
    fpr: fp / (fp + tn),
    tpr: recall,
    recall,
    precision: tp / (tp + fp),
    fnr: fn / (tp + fn),
    selected,
    gain: recall,
    lift: recall / selected,
  };
  return { px: values[x]!, py: values[lines[0]![0]]! };
}

function summaryOf({ xTitle }: Shape, yTitle: string, units: readonly Unit[], strategy: Strategy): string {
  const unit = units[0]!;
  const chosen = unit.points[0]!;
  const where = Number.isNaN(chosen.threshold)
    ? 'no threshold is chosen'
    : `the chosen threshold is ${numberText(chosen.threshold)}, where ${objectiveWords(strategy)} is ${numberText(chosen.measures.find(({ metric }) => metric === nameOf(strategy))!.value)}`;
  const of = units.length > 1 ? ` for ${units.map(headingOf).join(', ')}; for ${headingOf(unit)}` : ';';
  return `${yTitle} against ${xTitle.charAt(0).toLowerCase()}${xTitle.slice(1)}${of} ${where}.`;
}
