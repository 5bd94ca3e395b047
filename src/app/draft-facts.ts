import { parseNotebook } from '../notebook/parse-notebook.ts';
import { kindNames } from './kind-names.ts';

const day = 86_400_000;

/** What a kept notebook holds, in a few words: `12 cells, 1 check`. */
export function draftFacts(text: string): string {
  const cells = parseNotebook(text, kindNames).blocks.filter((block) => block.type === 'cell');
  const checks = cells.filter((block) => block.type === 'cell' && block.kind === 'check').length;
  if (cells.length === 0) return 'text alone';
  return `${count(cells.length, 'cell')}, ${checks === 0 ? 'no checks yet' : count(checks, 'check')}`;
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? '' : 's'}`;
}

/** When something was, as one says it: today with the time, yesterday, a day of the week, a date. */
export function whenText(time: number, now: number, language?: string): string {
  const date = new Date(time);
  const days = Math.round((startOfDay(now) - startOfDay(time)) / day);
  if (days <= 0) return `today, ${date.toLocaleTimeString(language, { hour: '2-digit', minute: '2-digit' })}`;
  if (days === 1) return 'yesterday';
  if (days < 7) return date.toLocaleDateString(language, { weekday: 'long' });
  const isThisYear = date.getFullYear() === new Date(now).getFullYear();
  return date.toLocaleDateString(language, { day: 'numeric', month: 'long', ...(isThisYear ? {} : { year: 'numeric' }) });
}

function startOfDay(time: number): number {
  const date = new Date(time);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}
