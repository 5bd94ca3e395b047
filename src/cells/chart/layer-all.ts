import { allOf } from './all-of.ts';

type Json = Readonly<Record<string, unknown>>;

const layered = new Set(['bar', 'area', 'line']);
/** Channels of a view that say where its rows stand; in others a layer behind would have nothing to show. */
const places = ['x', 'y', 'x2', 'y2', 'xOffset', 'yOffset'];
const colours = new Set(['color', 'fill', 'stroke']);
/** Properties of a view that its layers have in common. */
const shared = new Set(['mark', 'encoding']);

/** A view of selected rows with all rows in grey behind it, where its measure adds up; the view itself otherwise. */
export function withAll(view: Json): Json {
  const { mark, encoding } = view as { readonly mark: unknown; readonly encoding: Readonly<Record<string, Json>> };
  const type = String(typeof mark === 'object' && mark !== null ? (mark as Json)['type'] : mark);
  const measures = Object.entries(encoding).filter(([, definition]) => isAggregate(definition));
  const [measure] = measures;
  if (!layered.has(type) || measures.length !== 1 || measure === undefined) return view;
  const [channel, definition] = measure;
  const isPlain = (channel === 'x' || channel === 'y') && definition['aggregate'] === 'sum' && isStacked(definition['stack']);
  if (!isPlain || view['params'] !== undefined || ['row', 'column', 'facet'].some((name) => name in encoding)) return view;
  const behind = Object.fromEntries(Object.entries(encoding).filter(([name]) => places.includes(name)));
  const all = { ...definition, field: allOf(String(definition['field'])) };
  const rest = Object.fromEntries(Object.entries(view).filter(([name]) => !shared.has(name)));
  const grey = { ...(typeof mark === 'object' ? mark : { type }), style: 'all', tooltip: false };
  return {
    ...rest,
    layer: [
      { mark: Object.fromEntries(Object.entries(grey).filter(([key]) => !colours.has(key))), encoding: { ...behind, [channel]: all } },
      { mark, encoding },
    ],
  };
}

function isAggregate(definition: unknown): definition is Json {
  return typeof definition === 'object' && definition !== null && 'aggregate' in definition;
}

/** Counts on top of each other add up; shares of the whole do not, and those beside each other hide what is behind. */
function isStacked(stack: unknown): boolean {
  return stack === undefined || stack === 'zero' || stack === true;
}
