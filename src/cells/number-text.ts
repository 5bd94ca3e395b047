/** A number with as many digits as its interval supports: two significant digits of the interval's width, else three of the number. */
export function numberText(value: number, low = NaN, high = NaN): string {
  if (Number.isNaN(value)) return 'no value';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const width = high - low;
  if (Number.isInteger(value) && !(width > 0)) return grouped(value, 0);
  const scale = width > 0 ? width : Math.abs(value) / 10;
  return grouped(value, Math.min(6, Math.max(0, 1 - Math.floor(Math.log10(scale)))));
}

/** The number and its interval in brackets, in as many digits: `0.79 [0.75, 0.84]`. */
export function intervalText(value: number, low: number, high: number): string {
  const text = numberText(value, low, high);
  if (Number.isNaN(value) || Number.isNaN(low) || Number.isNaN(high)) return text;
  const digits = text.split('.')[1]?.length ?? 0;
  const end = (bound: number): string => (Number.isFinite(bound) ? grouped(bound, digits) : numberText(bound));
  return `${text} [${end(low)}, ${end(high)}]`;
}

/** Whole numbers with commas. */
export function countText(count: number, noun: string): string {
  return `${grouped(count, 0)} ${noun}${count === 1 ? '' : 's'}`;
}

function grouped(value: number, digits: number): string {
  const text = Math.abs(value).toFixed(digits);
  const [whole, fraction] = text.split('.');
  const sign = value < 0 && Number(text) !== 0 ? '−' : '';
  return `${sign}${whole!.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}${fraction === undefined ? '' : `.${fraction}`}`;
}
