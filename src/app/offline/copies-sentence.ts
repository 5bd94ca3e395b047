import type { CopyUsed } from '../engine-client.ts';

/** Says what could not be reached and how old the copies are that stand in; `when` words a time. */
export function copiesSentence(copies: readonly CopyUsed[], when: (at: number) => string): string {
  const hosts = [...new Set(copies.map(({ url }) => new URL(url).host))];
  const files = [...new Map(copies.map((copy) => [copy.url, copy])).values()];
  const oldest = when(Math.min(...files.map(({ at }) => at)));
  const reached = `${hosts.join(', ')} cannot be reached`;
  return files.length === 1
    ? `${reached}: ${nameOf(files[0]!.url)} is the copy that was read ${oldest}.`
    : `${reached}: ${files.length} files are copies, the oldest read ${oldest}.`;
}

function nameOf(url: string): string {
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  try {
    return decodeURIComponent(last) || url;
  } catch {
    return last;
  }
}
