/** How a scalar is written. */
export type Quote = 'none' | 'single' | 'double';

/** A key of a block, with the offset of its colon. */
export interface Key {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** Behind its quote. */
  readonly inner: number;
  readonly colon: number;
  readonly quote: Quote;
}

/** The key that a line of a block begins with at an offset; null where it is a scalar or a bracket. */
export function keyAt(text: string, from: number): Key | null {
  const end = lineEndOf(text, from);
  const first = text[from] ?? '';
  if (first === '"' || first === "'") return quotedKey(text.slice(from, Math.min(end, from + 400)), from);
  if (/[[{#]/.test(first)) return null;
  for (let at = from; at < end; at++) {
    if (text[at] === '#' && isSpace(text[at - 1])) return null;
    if (text[at] !== ':' || (at + 1 < end && !isSpace(text[at + 1]))) continue;
    const name = text.slice(from, at).trimEnd();
    return name === '' ? null : { name, from, to: from + name.length, inner: from, colon: at, quote: 'none' };
  }
  return null;
}

function quotedKey(line: string, from: number): Key | null {
  const found = /^(?:"((?:[^"\\]|\\.)*)"|'((?:[^']|'')*)')[ \t]*:(?=[ \t]|$)/.exec(line);
  if (found === null) return null;
  const name = found[1] ?? found[2]!;
  const quote = found[1] === undefined ? 'single' : 'double';
  return { name, from, to: from + name.length + 2, inner: from + 1, colon: from + found[0].length - 1, quote };
}

export function isDash(text: string, at: number): boolean {
  return text[at] === '-' && (at + 1 >= text.length || isSpace(text[at + 1]));
}

export function quoteAt(text: string, at: number): Quote {
  return text[at] === "'" ? 'single' : text[at] === '"' ? 'double' : 'none';
}

export function isSpace(character: string | undefined): boolean {
  return character === ' ' || character === '\t' || character === '\n';
}

/** Spaces at the start of a line. */
export function indentOf(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && (text[at] === ' ' || text[at] === '\t')) at++;
  return at - from;
}

export function lineEndOf(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** A list without the first of its items that is this one. */
export function without(keys: readonly string[], own: string): readonly string[] {
  const at = keys.indexOf(own);
  return at === -1 ? keys : [...keys.slice(0, at), ...keys.slice(at + 1)];
}
