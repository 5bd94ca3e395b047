import { escapeHtml } from './escape.ts';

/** A table that scrolls in its own frame, which can be reached by keyboard; `label` names it. */
export function wideTable(label: string, head: string, body: string, caption = ''): string {
  const title = caption === '' ? '' : `<caption>${escapeHtml(caption)}</caption>`;
  return `<div class="wide" role="region" aria-label="${escapeHtml(label)}" tabindex="0"><table>${title}<thead><tr>${head}</tr></thead><tbody>${body}</tbody></table></div>`;
}

/** Sentences that a reader of the output should see. */
export function notesHtml(notes: readonly string[]): string {
  return notes.map((note) => `<p class="note">${escapeHtml(note)}</p>`).join('');
}

/** Where the corner of a table heads no column, for a screen reader. */
export const rowsCorner = '<th scope="col"><span class="hidden">rows of</span></th>';

/** A number with its interval, behind the whisker that draws them. */
export function estimateHtml(whisker: string, verdict: string, text: string): string {
  return `<span class="estimate">${whisker}<span class="right ${verdict}">${text}</span></span>`;
}
