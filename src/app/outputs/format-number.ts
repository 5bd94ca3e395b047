/** Digits after the point that an interval supports: its half width is at least one and a half units of the last one; two for rates, at most 6. */
export function digitsOf(value: number, low: number, high: number): number {
  const half = (high - low) / 2;
  const scale = half > 0 && Number.isFinite(half) ? half : Math.abs(value) / 10;
  if (!(scale > 0)) return 2;
  if (scale >= 1) return Math.max(0, -Math.floor(Math.log10(scale / 15)));
  return Math.min(6, Math.max(2, -Math.floor(Math.log10(scale / 1.5))));
}

/** Making a format takes longer than a hundred uses of it. */
const formats = new Map<number, Intl.NumberFormat>();

function formatOf(digits: number): Intl.NumberFormat {
  const known = formats.get(digits);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
  formats.set(digits, made);
  return made;
}

/** A number as the page prints it: thousands with commas, a true minus sign. */
export function formatNumber(value: number, digits: number): string {
  if (Number.isNaN(value)) return 'no value';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return formatOf(digits)
    .format(value)
    .replace(/^-(?=[0.,]*$)/, '')
    .replace('-', '−');
}

/** About how wide tabular figures set a number, in digits: points, commas, brackets and spaces are narrower. */
export function widthInDigits(text: string): number {
  let width = 0;
  for (const sign of text) width += /[.,[\] ]/.test(sign) ? 0.5 : 1.03;
  return Math.round(width * 100) / 100;
}

/** A whole number with commas. */
export function formatCount(count: number): string {
  return formatNumber(count, Number.isInteger(count) ? 0 : 1);
}

/** A cell of a table: numbers with up to six significant digits, everything else as it is. */
export function formatCell(value: string | number | boolean | null): string {
  if (value === null) return '';
  if (typeof value !== 'number') return String(value);
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : '−∞';
  if (Number.isInteger(value))
    return Math.abs(value) < 1e15
      ? value.toLocaleString('en-US', { useGrouping: Math.abs(value) >= 10_000 }).replace('-', '−')
      : String(value);
  return Number(value.toPrecision(6)).toString().replace('-', '−');
}

/** Digits after the point that a column of numbers is shown with: four significant ones of each, at most 6; 0 for whole numbers. */
export function digitsOfColumn(values: Iterable<unknown>): number {
  let digits = 0;
  for (const value of values) {
    if (typeof value !== 'number' || !Number.isFinite(value) || Number.isInteger(value)) continue;
    const [, fraction = ''] = String(Number(value.toPrecision(4))).split('.');
    digits = Math.max(digits, fraction.includes('e') ? 6 : fraction.length);
  }
  return Math.min(6, digits);
}

/** Milliseconds in words: `41 ms`, `0.31 s`, `12 s`. */
export function formatDuration(ms: number): string {
  if (ms < 100) return `${Math.max(1, Math.round(ms))} ms`;
  return ms < 10_000 ? `${(ms / 1000).toFixed(2)} s` : `${Math.round(ms / 1000)} s`;
}
