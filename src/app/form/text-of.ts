import type { BodyValue } from '../../notebook/body-value.ts';

/** A value as a field shows it: nothing for none, JSON for lists and maps. */
export function textOf(value: BodyValue | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
