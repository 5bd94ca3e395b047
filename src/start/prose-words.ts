/** A name or a value in prose, as code: it may hold a backquote. */
export function code(text: string): string {
  const shown = text === '' ? ' ' : text.replace(/[\r\n]+/g, ' ');
  const longest = Math.max(0, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${shown}\`` : `${ticks} ${shown} ${ticks}`;
}

/** `a`, `b` and `c`. */
export function listed(words: readonly string[]): string {
  if (words.length <= 1) return words[0] ?? '';
  return `${words.slice(0, -1).join(', ')} and ${words.at(-1)!}`;
}

/** A text in a title of YAML or prose that names no cell and starts no code. */
export function sentence(parts: readonly (string | null | false)[]): string {
  return parts.filter((part): part is string => typeof part === 'string' && part !== '').join(' ');
}
