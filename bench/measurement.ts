/** One line of the table. Cells are text with their unit; what does not apply is left out. */
export interface Line {
  readonly what: string;
  readonly ours: string;
  readonly peer?: string;
  readonly ratio?: string;
  readonly goal?: string;
}

/** Something that is measured, by the name that `npm run bench -- NAME` takes. */
export interface Measurement {
  readonly name: string;
  run(): Promise<readonly Line[]>;
}

/** The value below which a share of the values lies, by linear interpolation between the sorted ones. */
export function quantileOf(values: readonly number[], share: number): number {
  if (values.length === 0) throw new Error('nothing was measured');
  const sorted = values.toSorted((one, other) => one - other);
  const place = (sorted.length - 1) * share;
  const below = sorted[Math.floor(place)]!;
  return below + (sorted[Math.ceil(place)]! - below) * (place % 1);
}

export function median(values: readonly number[]): number {
  return quantileOf(values, 0.5);
}

/** Milliseconds as text: `8.4 ms`, `312 ms`, `2.41 s`. */
export function duration(ms: number): string {
  if (ms >= 1000) return `${(ms / 1000).toFixed(2)} s`;
  return `${ms >= 100 ? ms.toFixed(0) : ms.toFixed(1)} ms`;
}

/** Milliseconds as text, with digits for what takes less than a few: `0.112 ms`, `7.31 ms`. */
export function short(ms: number): string {
  return ms < 1 ? `${ms.toFixed(3)} ms` : ms < 20 ? `${ms.toFixed(2)} ms` : duration(ms);
}
