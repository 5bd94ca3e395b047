import type * as Vega from 'vega';
import type * as Interpreter from 'vega-interpreter';
import type * as VegaLite from 'vega-lite';
import type { Loader, Spec as VegaSpec, View } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import { checkPlacedBins } from '../trust/chart-numbers.ts';
import { checkPlacedParts } from '../trust/chart-parts.ts';
import { checkChartSpec } from '../trust/chart-spec.ts';
import { attachRows, detachRows } from './chart-rows.ts';
import { refuseAddresses } from './refuse-addresses.ts';
import { textWidth } from './text-width.ts';
import themes from './chart-theme.json' with { type: 'json' };

export { chartRows } from './chart-rows.ts';

export type ChartTheme = 'light' | 'dark';

type Json = Readonly<Record<string, unknown>>;

/** Where a chart is drawn: an element of the page, or none for a headless view. */
export interface ChartPlace {
  readonly container?: object;
  readonly renderer: 'canvas' | 'svg' | 'none';
  /** Shows plain text at a place of the screen, or hides it (null). */
  readonly tooltip?: (text: string | null, at: { readonly x: number; readonly y: number }) => void;
}

/** Where the pointer is; a view that closes hides its tooltip without one. */
interface MouseEventLike {
  readonly clientX: number;
  readonly clientY: number;
}

/** How Vega reads each of a view's data: dates among texts, for one. */
type Formats = ReadonlyMap<string, unknown>;
const opened = Symbol('opened');

/** A view, with what it takes to change its rows without waiting for a module. */
type OpenView = View & { readonly [opened]?: { readonly vega: typeof Vega; readonly read: Formats } };

interface Tools {
  readonly vega: typeof Vega;
  readonly vegaLite: typeof VegaLite;
  readonly interpreter: typeof Interpreter;
}
let tools: Tools | null = null;

/** Loads what draws charts. A chart that is opened afterwards waits for nothing but promises, so that it is there when the browser prints. */
export async function loadChartTools(): Promise<Tools> {
  if (tools !== null) return tools;
  const [vega, vegaLite, interpreter] = await Promise.all([import('vega'), import('vega-lite'), import('vega-interpreter')]);
  if (tools === null) guardSvg(vega);
  return (tools ??= { vega, vegaLite, interpreter });
}

type Drawing = new (...given: never[]) => { render(scene: object, markTypes?: readonly string[]): unknown };
type Drawings = Readonly<Record<'renderer' | 'headless' | 'handler', Drawing>>;

/** Vega writes any colour into SVG; canvas asks nothing from the network. */
function guardSvg(vega: typeof Vega): void {
  const drawings = vega.renderModule as unknown as (name: string, ...own: readonly Drawings[]) => Drawings;
  const { renderer, headless, handler } = drawings('svg');
  const guarded = (base: Drawing): Drawing =>
    class extends base {
      override render(scene: object, markTypes?: readonly string[]): unknown {
        refuseAddresses(scene);
        return super.render(scene, markTypes);
      }
    };
  drawings('svg', { handler, renderer: guarded(renderer), headless: guarded(headless) });
}

/** Gives the Vega spec of a chart whose Vega-Lite spec passes the allow-list (again, since a spec may come from anywhere). */
export async function compileChart(spec: Json, theme: ChartTheme): Promise<VegaSpec> {
  const { vegaLite } = await loadChartTools();
  const { bare, places } = detachRows(spec);
  const checked = attachRows(checkChartSpec(bare), places);
  checkPlacedBins(checked);
  checkPlacedParts(spec);
  const { spec: compiled } = vegaLite.compile(checked as unknown as TopLevelSpec, {
    config: themes[theme] as never,
    logger: quiet,
  });
  const rows = new Map(places.map((place) => [place.name, place.rows]));
  const data = compiled.data?.map((entry) => (rows.has(entry.name) ? { ...entry, values: copies(rows.get(entry.name)!) } : entry));
  return { ...compiled, ...(data === undefined ? {} : { data }) };
}

/**
 * Opens a view on a chart: expressions are run by the interpreter (no eval), the loader refuses every address,
 * tooltips are text, and no event of the window but the pointer's is heard.
 */
export async function openChart(spec: Json, theme: ChartTheme, place: ChartPlace): Promise<View> {
  const { vega, interpreter } = await loadChartTools();
  const compiled = await compileChart(spec, theme);
  const events = { window: ['pointermove', 'pointerup', 'mousemove', 'mouseup', 'touchmove', 'touchend'], timer: false, selector: false };
  const runtime = vega.parse(compiled, { events }, { ast: true });
  const view = new vega.View(runtime, {
    expr: interpreter.expressionInterpreter,
    loader: refusingLoader,
    renderer: place.renderer,
    hover: false,
    logLevel: vega.Error,
    ...(place.container === undefined ? {} : { container: place.container as never }),
  });
  view.tooltip((_handler, event: MouseEventLike | null, _item, value) => {
    place.tooltip?.(event === null ? null : tooltipText(value), { x: event?.clientX ?? 0, y: event?.clientY ?? 0 });
  });
  const read: Formats = new Map((compiled.data ?? []).map((entry) => [entry.name, 'format' in entry ? entry.format : undefined]));
  Object.assign(view, { [opened]: { vega, read } });
  await view.runAsync();
  return view;
}

/** Gives an open view other rows; the spec must be the same but for them. */
export async function updateChart(view: View, spec: Json): Promise<void> {
  const known = (view as OpenView)[opened];
  if (known === undefined) throw new Error('this view was not opened by openChart');
  checkPlacedParts(spec);
  const { vega } = known;
  for (const { name, rows } of detachRows(spec).places) {
    const read = vega.read(copies(rows) as never, { type: 'json', ...(known.read.get(name) as object | undefined) } as never);
    view.change(
      name,
      vega
        .changeset()
        .remove(() => true)
        .insert(read),
    );
  }
  await view.runAsync();
}

/** A chart as SVG text, for reports; of several, one after another. */
export async function chartSvg(spec: Json, theme: ChartTheme): Promise<string> {
  const { textMetrics } = (await import('vega')) as unknown as {
    textMetrics: { width: (item: TextItem, text: string | number) => number };
  };
  const { width } = textMetrics;
  // The same chart is the same lines wherever it is drawn: a page measures by its fonts, and a server has none.
  textMetrics.width = ({ fontSize = 11, fontWeight, limit = 0 }, text) => {
    const whole = textWidth(String(text), fontSize, fontWeight);
    return limit > 0 ? Math.min(whole, limit) : whole;
  };
  try {
    const view = await openChart(spec, theme, { renderer: 'none' });
    const svg = await view.toSVG();
    view.finalize();
    return svg;
  } finally {
    textMetrics.width = width;
  }
}

interface TextItem {
  readonly limit?: number;
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
}

/** Vega writes into the rows that it is given. */
function copies(rows: readonly object[]): object[] {
  return rows.map((row) => ({ ...row }));
}

const refuse = (uri: string): Promise<never> => Promise.reject(new Error(`a chart reads no address: ${uri}`));
const refusingLoader = { options: {}, load: refuse, sanitize: refuse, http: refuse, file: refuse } as unknown as Loader;

/** Vega-Lite's advice to authors has no place to go: the spec's own errors are thrown. */
const quiet = { level: () => quiet, error: () => quiet, warn: () => quiet, info: () => quiet, debug: () => quiet };

function tooltipText(value: unknown): string | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value !== 'object') return `${value as string | number | boolean}`;
  return Object.entries(value)
    .map(([key, item]) => `${key}: ${String(item)}`)
    .join('\n');
}
