import type { PlainValue } from '../../cells/output.ts';
import { guardedText } from '../../frame/guarded-text.ts';

/**
 * Rows as tab-separated text for the clipboard, names first. As in exports, a text that a spreadsheet would take for a
 * formula gets an apostrophe before it, and one with a tab, a quote or a line break is quoted.
 */
export function copiedText(names: readonly string[], rows: readonly (readonly PlainValue[])[]): string {
  return [names, ...rows].map((row) => row.map(fieldText).join('\t')).join('\n');
}

function fieldText(value: PlainValue): string {
  if (value === null) return '';
  if (typeof value !== 'string') return String(value);
  const guarded = guardedText(value);
  return /[\t"\r\n]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}
