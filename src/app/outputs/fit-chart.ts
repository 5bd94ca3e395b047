type Spec = Readonly<Record<string, unknown>>;

const many = ['facet', 'concat', 'hconcat', 'vconcat', 'repeat'];

/**
 * Fits a chart of one panel into `room` pixels: one with a continuous x and no width of its own takes all of it,
 * one that is wider is made narrower. Charts of many panels and those with a step for each category stay as they are.
 */
export function fitChart(spec: Spec, room: number): Spec {
  if (many.some((key) => key in spec) || channels(spec).some((channel) => ['row', 'column', 'facet'].includes(channel))) return spec;
  const { width } = spec;
  const tooWide = typeof width === 'number' && width + 48 > room;
  const open = (width === undefined && continuousX(spec)) || width === 'container';
  if (!tooWide && !open) return spec;
  return { ...spec, width: Math.max(160, Math.floor(room)), autosize: { type: 'fit-x', contains: 'padding' } };
}

function channels(spec: Spec): string[] {
  return Object.keys(recordOf(spec['encoding']) ?? {});
}

function continuousX(spec: Spec): boolean {
  const x = recordOf(recordOf(spec['encoding'])?.['x']);
  if (x !== undefined)
    return x['type'] === 'quantitative' || x['type'] === 'temporal' || x['aggregate'] !== undefined || isBinned(x['bin']);
  const layers: unknown = spec['layer'];
  return Array.isArray(layers) && layers.some((layer: unknown) => continuousX(recordOf(layer) ?? {}));
}

function isBinned(bin: unknown): boolean {
  return bin !== undefined && bin !== null && bin !== false;
}

function recordOf(value: unknown): Spec | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Spec) : undefined;
}
