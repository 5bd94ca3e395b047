import type { Compiled } from './query.ts';

/** One place where the query stands; offsets in the text. */
export interface Match {
  readonly from: number;
  readonly to: number;
  /** What the groups of a pattern took, the whole first. */
  readonly groups: readonly (string | undefined)[];
}

export interface Found {
  readonly matches: readonly Match[];
  /** There may be more: the search ended at its bound of matches, of time, or of a line's length. */
  readonly partial: boolean;
}

const most = 10_000;
const budgetMs = 250;

/** All places of a query, line by line, that do not overlap. Stops after ten thousand of them, or a quarter of a second. */
export function findInText(text: string, { pattern, longestLine }: Compiled, now: () => number = () => performance.now()): Found {
  const matches: Match[] = [];
  const until = now() + budgetMs;
  let partial = false;
  for (let start = 0; start <= text.length;) {
    const end = lineEnd(text, start);
    const line = text.slice(start, Math.min(end, start + longestLine));
    if (end - start > longestLine) partial = true;
    for (const match of line.matchAll(pattern)) {
      if (match[0] === '') continue;
      matches.push({ from: start + match.index, to: start + match.index + match[0].length, groups: [...match] });
      if (matches.length >= most) return { matches, partial: true };
    }
    if (now() > until) return { matches, partial: true };
    start = text.startsWith('\r\n', end) ? end + 2 : end + 1;
  }
  return { matches, partial };
}

function lineEnd(text: string, start: number): number {
  const newline = text.indexOf('\n', start);
  const end = newline === -1 ? text.length : newline;
  return text[end - 1] === '\r' && end > start ? end - 1 : end;
}

/** What takes the place of a match: as it is written, or for a pattern with `$1` and `$&` filled in. */
export function replacementOf(match: Match, replacement: string, isPattern: boolean): string {
  if (!isPattern) return replacement;
  return replacement.replace(/\$(?:(\$)|(&)|(\d))/g, (written, dollar?: string, whole?: string, group?: string) => {
    if (dollar !== undefined) return '$';
    if (whole !== undefined) return match.groups[0]!;
    const index = Number(group);
    return index < match.groups.length ? (match.groups[index] ?? '') : written;
  });
}

/** The patch that replaces matches, from the first to the last of them. */
export function replaceMatches(
  text: string,
  matches: readonly Match[],
  replacement: string,
  isPattern: boolean,
): { readonly from: number; readonly to: number; readonly insert: string } | null {
  const first = matches[0];
  const last = matches.at(-1);
  if (first === undefined || last === undefined) return null;
  let insert = '';
  let at = first.from;
  for (const match of matches) {
    insert += text.slice(at, match.from) + replacementOf(match, replacement, isPattern);
    at = match.to;
  }
  return { from: first.from, to: last.to, insert };
}
