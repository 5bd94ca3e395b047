import type { Widget } from '../../engine/form-field.ts';

type Bounds = Extract<Widget, { type: 'number' }>;

/** A number as one writes it: `0.5`, `2,000`, `1e-3`, `95%`; null for what is none. */
export function readNumber(text: string): number | null {
  const plain = text
    .trim()
    .replaceAll(/(?<=\d),(?=\d{3}(?:\D|$))/g, '')
    .replaceAll('−', '-');
  const percent = /^(.*\S)\s*%$/.exec(plain);
  const digits = percent?.[1] ?? plain;
  if (!/^[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?$/i.test(digits)) return null;
  const value = Number(digits);
  return percent === null ? value : Number((value / 100).toPrecision(15));
}

/** What is wrong with a number for a field; null where nothing is. */
export function numberTrouble(value: number | null, bounds: Bounds): string | null {
  if (value === null || (bounds.integer === true && !Number.isInteger(value)) || !within(value, bounds)) return `Write ${wanted(bounds)}.`;
  return null;
}

function within(value: number, { min, max, above, below }: Bounds): boolean {
  if (min !== undefined && value < min) return false;
  if (max !== undefined && value > max) return false;
  return (above === undefined || value > above) && (below === undefined || value < below);
}

function wanted(bounds: Bounds): string {
  const kind = bounds.integer === true ? 'a whole number' : 'a number';
  const { min, max, above, below } = bounds;
  if (above !== undefined && below !== undefined) return `${kind} between ${numberWords(above)} and ${numberWords(below)}`;
  if (min !== undefined && max !== undefined) return `${kind} from ${numberWords(min)} to ${numberWords(max)}`;
  if (min !== undefined) return `${kind}, ${numberWords(min)} or more`;
  if (max !== undefined) return `${kind}, ${numberWords(max)} or less`;
  if (above !== undefined) return `${kind} above ${numberWords(above)}`;
  return below === undefined ? kind : `${kind} below ${numberWords(below)}`;
}

/** A number as a field shows it: thousands parted, every digit kept. */
export function numberWords(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? value.toLocaleString('en-US') : String(value);
}

/** What typed text means where text, numbers and truths may stand: what it was before decides between `1` and `"1"`. */
export function readValue(text: string, before: unknown): string | number | boolean {
  if (typeof before === 'string' && before !== '') return text;
  if (text === 'true' || text === 'false') return text === 'true';
  return readNumber(text) !== null && !text.includes('%') && !text.includes(',') ? Number(text) : text;
}
