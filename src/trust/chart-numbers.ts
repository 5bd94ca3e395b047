import { ChartSpecError, type ChartPath } from './chart-spec-error.ts';

/** The most of some numbers, by their key; a large one freezes the page or makes a picture without end. */
const most: Readonly<Record<string, number>> = {
  tickCount: 200,
  maxbins: 1000,
  columns: 100,
  strokeWidth: 1000,
  fontSize: 400,
  size: 1_000_000,
  range: 20_000,
};
const lengths = /(?:offset|padding|width|height|spacing|length|rows|thickness|radius|position|minextent|maxextent|rangemin|rangemax)$/i;
const places = new Set(['titleX', 'titleY', 'legendX', 'legendY', 'translate']);
const mostBins = 10_000;

/** Gives a number of a spec back when it is of a size that a chart can have. */
export function checkNumber(value: number, path: ChartPath): number {
  const key = String(path.findLast((step) => typeof step === 'string') ?? '');
  const parent = path.filter((step) => typeof step === 'string').at(-2);
  if (parent === 'bin') checkBin(key, value, path);
  const cap = capOf(key, parent);
  if (cap !== undefined && Math.abs(value) > cap) throw new ChartSpecError(`${key} is at most ${cap.toLocaleString('en-US')}`, path);
  return value;
}

function capOf(key: string, parent: string | number | undefined): number | undefined {
  if (key === 'range') return parent === 'scale' || parent === 'config' ? most[key] : undefined;
  if (key === 'count') return parent === 'scheme' ? 100 : undefined;
  if (key === 'step') return parent === 'width' || parent === 'height' ? 400 : undefined;
  if (Object.hasOwn(most, key)) return most[key];
  return lengths.test(key) || places.has(key) ? 4000 : undefined;
}

function checkBin(key: string, value: number, path: ChartPath): void {
  if (key === 'base' && value < 2) throw new ChartSpecError('the base of bins is at least 2', path);
  if (key === 'maxbins' && value < 1) throw new ChartSpecError('maxbins is at least 1', path);
  if (['step', 'steps', 'divide', 'minstep'].includes(key) && value <= 0) throw new ChartSpecError(`${key} of bins is above 0`, path);
}

/**
 * Holds the bins of a spec whose data is in place to a bounded number: a `step` stands beside the `extent` that it
 * divides, into at most 10,000 bins. Throws `ChartSpecError` otherwise; rows under `data` are not looked at.
 */
export function checkPlacedBins(spec: unknown, path: ChartPath = []): void {
  if (typeof spec !== 'object' || spec === null) return;
  for (const [key, value] of Object.entries(spec as Readonly<Record<string, unknown>>)) {
    if (key === 'data') continue;
    const here = [...path, Array.isArray(spec) ? Number(key) : key];
    if (key === 'bin') checkPlacedBin(value, here);
    checkPlacedBins(value, here);
  }
}

function checkPlacedBin(bin: unknown, path: ChartPath): void {
  if (typeof bin !== 'object' || bin === null || !('step' in bin)) return;
  const extent: unknown = 'extent' in bin ? bin.extent : undefined;
  const [low, high] = Array.isArray(extent) ? (extent as readonly unknown[]) : [];
  if (typeof bin.step !== 'number' || typeof low !== 'number' || typeof high !== 'number')
    throw new ChartSpecError('bins with a step need their extent here', path, 'add extent: [lowest, highest]');
  if (!((high - low) / bin.step <= mostBins))
    throw new ChartSpecError(`the bins are too narrow: at most ${mostBins.toLocaleString('en-US')} are drawn`, path, 'make step larger');
}
