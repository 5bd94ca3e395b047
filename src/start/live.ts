import { findReferences } from '../notebook/interpolation.ts';

export interface LiveOptions {
  readonly slice?: string;
  readonly class?: string;
  readonly field?: string;
  readonly format?: string;
}

/** A live value in prose; null where the slice or the class has a name that prose cannot say. */
export function live(cell: string, path: string, { slice, class: label, field, format }: LiveOptions = {}): string | null {
  const selected = [...(label === undefined ? [] : [`class=${label}`]), ...(slice === undefined ? [] : [slice])].join(', ');
  const source = `{{ ${cell}${path === '' ? '' : `.${path}`}${selected === '' ? '' : `[${selected}]`}${field === undefined ? '' : `.${field}`}${
    format === undefined ? '' : ` | ${format}`
  } }}`;
  if (selected === '') return source;
  const [reference] = findReferences(source);
  if (reference === undefined || reference.problem !== undefined || reference.selector !== selected) return null;
  return isReadAsWritten(slice, label) ? source : null;
}

/** Prose parts a selector at commas and trims around the first equals sign; a name must come through that unharmed. */
function isReadAsWritten(slice: string | undefined, label: string | undefined): boolean {
  const read = (text: string): string =>
    text
      .split(',')
      .map((part) => part.trim().replace(/\s*=\s*/, '='))
      .join(', ');
  if (label !== undefined && (label.includes(',') || label.trim() !== label || label === '')) return false;
  if (slice === undefined) return true;
  return read(slice) === slice && !slice.split(', ').some((part) => part.startsWith('class=') || part === '');
}
