import type { Match } from './find-in-text.ts';

interface Highlights {
  set(name: string, highlight: object): void;
  delete(name: string): void;
}
interface HighlightWindow {
  readonly CSS?: { readonly highlights?: Highlights };
  readonly Highlight?: new (...ranges: readonly Range[]) => object;
}

const name = 'found';

/** Marks what a pattern finds in the prose that is shown, where the browser can mark without changing the page. */
export function markInProse(pattern: RegExp | null): void {
  const { CSS: css, Highlight: HighlightOf } = globalThis as HighlightWindow;
  if (css?.highlights === undefined || HighlightOf === undefined) return;
  if (pattern === null) return css.highlights.delete(name);
  const ranges: Range[] = [];
  for (const prose of document.querySelectorAll('section[data-block]:not([data-cell])')) addRanges(prose, pattern, ranges);
  css.highlights.set(name, new HighlightOf(...ranges));
}

function addRanges(within: Element, pattern: RegExp, ranges: Range[]): void {
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
    const inControl = node.parentElement?.closest('.cm-editor, button') ?? null;
    if (inControl !== null) continue;
    for (const { from, to } of matchesIn((node.nodeValue ?? '').slice(0, 20_000), pattern)) {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      ranges.push(range);
    }
  }
}

function matchesIn(text: string, pattern: RegExp): readonly Pick<Match, 'from' | 'to'>[] {
  return [...text.matchAll(pattern)]
    .filter((match) => match[0] !== '')
    .map((match) => ({ from: match.index, to: match.index + match[0].length }));
}
