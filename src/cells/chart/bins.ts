/** Bins of equal width: bin k is [start + k·step, start + (k + 1)·step). */
export interface Bins {
  readonly start: number;
  readonly stop: number;
  readonly step: number;
}

interface BinOptions {
  readonly maxbins?: number;
  readonly base?: number;
  readonly divide?: readonly number[];
  readonly step?: number;
  readonly steps?: readonly number[];
  readonly minstep?: number;
  readonly nice?: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const fewBins = new Set('row column size color fill stroke strokeWidth opacity fillOpacity strokeOpacity shape'.split(' '));

/** The bins of a channel's definition; null where Vega-Lite is left to make them: already binned, or of an extent or anchor of their own. */
export function binsOf(json: Json, channel: string, extent: () => readonly [min: number, max: number]): Bins | null {
  const given = typeof json['bin'] === 'object' ? (json['bin'] as Json) : {};
  if (json['bin'] === 'binned' || given['binned'] === true) return null;
  if (given['anchor'] !== undefined || given['extent'] !== undefined || given['span'] !== undefined) return null;
  return binsFor(...extent(), { maxbins: fewBins.has(channel) ? 6 : channel === 'strokeDash' ? 4 : 10, ...given });
}

/** Bins with round edges over [min, max], by the rule of vega-statistics, so that a chart looks the same wherever it is binned. */
export function binsFor(min: number, max: number, options: BinOptions): Bins {
  const step = stepFor(max - min || Math.abs(min) || 1, options);
  if (options.nice === false) return { start: min, stop: max === min ? min + step : max, step };
  const base = Math.log(options.base ?? 10);
  const precision = Math.log(step) >= 0 ? 0 : Math.trunc(-Math.log(step) / base) + 1;
  const floor = Math.floor(min / step + Math.pow(options.base ?? 10, -precision - 1)) * step;
  const start = min < floor ? floor - step : floor;
  const stop = Math.ceil(max / step) * step;
  return { start, stop: stop === start ? start + step : stop, step };
}

function stepFor(span: number, options: BinOptions): number {
  const most = options.maxbins ?? 20;
  if (options.step !== undefined) return options.step;
  if (options.steps !== undefined) {
    const at = options.steps.findIndex((step) => step >= span / most);
    return options.steps[Math.max(0, (at === -1 ? options.steps.length : at) - 1)] ?? span / most;
  }
  const base = options.base ?? 10;
  const least = options.minstep ?? 0;
  const level = Math.ceil(Math.log(most) / Math.log(base));
  let step = Math.max(least, Math.pow(base, Math.round(Math.log(span) / Math.log(base)) - level));
  while (Math.ceil(span / step) > most) step *= base;
  for (const part of options.divide ?? [5, 2]) {
    const finer = step / part;
    if (finer >= least && span / finer <= most) step = finer;
  }
  return step;
}

/** The bin of a value; values beyond the ends belong to the bins at the ends. */
export function binOf(value: number, { start, stop, step }: Bins): number {
  const held = Math.max(start, Math.min(value, stop - step));
  return Math.floor(1e-14 + (held - start) / step);
}
