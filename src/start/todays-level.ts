/** One number of a metrics cell. */
export interface MeasuredNumber {
  readonly metric: string;
  readonly class: string;
  readonly slice: string;
  readonly n: number;
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A limit that today's number meets, with the room that its interval leaves. */
export interface Level {
  readonly comparison: '>=' | '<=';
  readonly limit: number;
}

const tiny = 1e-9;

/** Fewer rows than a check needs for a verdict. */
export const fewestRows = 30;

/**
 * The end of the interval on the bad side, rounded to two digits towards lenient: what the next sample of the same model
 * falls short of once in forty times or less. Null where there is no number, or no interval.
 */
export function levelOf({ value, low, high }: Pick<MeasuredNumber, 'value' | 'low' | 'high'>, better: 'higher' | 'lower'): Level | null {
  const end = better === 'higher' ? low : high;
  if (!Number.isFinite(value) || !Number.isFinite(end)) return null;
  return better === 'higher' ? { comparison: '>=', limit: rounded(end, Math.floor) } : { comparison: '<=', limit: rounded(end, Math.ceil) };
}

/** The nearest number of two digits on that side of a value. */
function rounded(value: number, towards: (value: number) => number): number {
  if (Math.abs(value) < tiny) return towards(value / tiny) * tiny;
  const digits = 1 - Math.floor(Math.log10(Math.abs(value)));
  const scale = 10 ** Math.abs(digits);
  const scaled = digits >= 0 ? value * scale : value / scale;
  const back = (whole: number): number => (digits >= 0 ? whole / scale : whole * scale);
  // A value that has two digits already stays as it is, whatever its binary form adds.
  const near = back(Math.round(scaled));
  return near === value ? near : back(towards(scaled));
}
