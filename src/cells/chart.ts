import * as v from 'valibot';
import { columnFromValues } from '../frame/column-from-values.ts';
import { makeFrame, type Frame } from '../frame/frame.ts';
import { checkPlacedBins } from '../trust/chart-numbers.ts';
import { checkPlacedParts } from '../trust/chart-parts.ts';
import { ChartSpecError, checkChartSpec } from '../trust/chart-spec.ts';
import { parametersOf } from '../trust/expression.ts';
import { requireFields, withPaths } from './chart/fields.ts';
import { placeData } from './chart/place-data.ts';
import type { ChartRow } from './chart/rows.ts';
import { inputsOfSpec, withValues } from './chart/spec-inputs.ts';
import { chartSummary } from './chart/summary.ts';
import { selectingOf } from './chart/selecting.ts';
import { Shown } from './chart/shown.ts';
import { BodyError, type CellKind, type Host, type Inputs, type Step } from './kind.ts';
import { countText } from './number-text.ts';
import type { ChartOutput, RowsLeft } from './output.ts';
import { keptWhere } from './selection/kept-where.ts';
import { amongRows, filterSchema, selectedRows, selectionsOf, selectSchema } from './selection/selected.ts';

const schema = v.strictObject({
  data: v.string(),
  spec: v.record(v.string(), v.unknown()),
  title: v.optional(v.string()),
  where: v.optional(v.string()),
  filter: v.optional(filterSchema),
  select: v.optional(selectSchema),
});

type Body = v.InferOutput<typeof schema>;
type Json = Readonly<Record<string, unknown>>;

/** A Vega-Lite chart of a frame. */
export const chart: CellKind = {
  name: 'chart',
  doc: 'A Vega-Lite chart of a cell; bins and aggregates are computed before it is drawn.',
  keys: [
    { key: 'data', doc: 'The cell, or a part of it, that is drawn.', values: 'cell', required: true },
    { key: 'spec', doc: 'A Vega-Lite spec without data: mark and encoding.', required: true },
    { key: 'title', doc: 'A heading above the chart.' },
    { key: 'where', doc: 'Draws only the rows where the expression holds.', values: 'expression' },
    { key: 'filter', doc: 'A selection as $name: draws the rows that other cells select, in front of all rows in grey.' },
    { key: 'select', doc: 'Where a brush or a click in the chart is written to: {into: picks}.' },
  ],
  parts: [],
  template:
    'data: {{data}}\nspec:\n  mark: bar\n  encoding:\n    x: {field: column, type: nominal}\n    y: {aggregate: count, type: quantitative}\n',
  schema,
  toStep,
};

function toStep(raw: unknown): Step {
  const body = raw as Body;
  checked(withValues(body.spec, new Map()));
  const drawn = new WeakMap<object, ChartOutput>();
  return {
    reads: [body.data],
    inputs: [...new Set([...inputsOfSpec(body.spec), ...parametersOf(body.where ?? ''), ...selectionsOf(body.filter)])],
    selections: selectionsOf(body.filter),
    ...(body.select === undefined ? {} : { writes: body.select.into }),
    sources: [],
    run(inputs, host) {
      const { frame, output } = draw(body, inputs, host);
      drawn.set(frame.table, output);
      return Promise.resolve(new Map([['', frame]]));
    },
    show: (frames) => drawn.get(frames.get('')!.table)!,
  };
}

function draw(body: Body, inputs: Inputs, host: Host): { frame: Frame; output: ChartOutput } {
  const shown = shownOf(body, inputs, host);
  const columns = shown.frame.table.columnNames();
  const spec = checked(withValues(body.spec, inputs.values));
  requireFields(spec, columns);
  const placed = placeData(withPaths(spec, new Set(columns)) as Json, shown, host.limits.chartRows);
  inBody(() => {
    checkPlacedBins(placed.spec);
    checkPlacedParts(placed.spec);
  });
  const titled = body.title === undefined || spec['title'] !== undefined ? placed.spec : { title: body.title, ...placed.spec };
  const selecting = selectingOf(spec, shown);
  const left = shown.filtered ? leftOf(shown) : null;
  const output: ChartOutput = {
    type: 'chart',
    spec: titled,
    rows: placed.rows,
    summary: `${chartSummary(spec, placed.rows, body.title)}${left === null ? '' : ` ${countText(left.rows, 'row')} of ${left.of.toLocaleString('en-US')} selected.`}`,
    ...(selecting === undefined ? {} : { selecting }),
    ...(left === null ? {} : { left }),
  };
  return { frame: drawnFrame(placed.spec), output };
}

function shownOf(body: Body, inputs: Inputs, host: Host): Shown {
  const whole = inputs.frames.get(body.data)!;
  const selected = selectedRows(whole, body.filter, body.data, inputs, host);
  const filtered = body.filter !== undefined;
  if (body.where === undefined) return new Shown(whole, selected, filtered, host);
  const { frame, rows } = keptWhere(whole, body.where, inputs.values, host);
  return new Shown(frame, selected === null ? null : amongRows(selected, rows), filtered, host);
}

function leftOf({ frame, selected }: Shown): RowsLeft {
  const of = frame.table.totalRows();
  return { rows: selected?.count ?? of, of };
}

/** The rows that the chart draws, of its first view with rows. */
function drawnFrame(spec: Json): Frame {
  const rows = rowsIn(spec) ?? [];
  const names = Object.keys(rows[0] ?? {});
  return makeFrame(names.map((name) => [name, columnFromValues(rows.map((row) => row[name] ?? null))] as const));
}

function rowsIn(spec: unknown): readonly ChartRow[] | null {
  if (typeof spec !== 'object' || spec === null) return null;
  const { data } = spec as Json;
  if (typeof data === 'object' && data !== null && 'values' in data) return data.values as readonly ChartRow[];
  for (const item of Object.values(spec)) {
    const rows = rowsIn(item);
    if (rows !== null) return rows;
  }
  return null;
}

function checked(spec: unknown): Json {
  return inBody(() => checkChartSpec(spec));
}

/** Says where in the body a chart is not allowed. */
function inBody<T>(check: () => T): T {
  try {
    return check();
  } catch (error) {
    if (error instanceof ChartSpecError) throw new BodyError(error.message, ['spec', ...error.path], error.hint);
    throw error;
  }
}
