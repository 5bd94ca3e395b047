import { lineAt, MarkdownLines, type Line } from './markdown-lines.ts';

/** A fenced block as CommonMark sees it, at the top level of a document. Offsets are UTF-16 units. */
export interface Fence {
  readonly start: number;
  /** After the closing marker, without its line ending; the end of the text where the fence is never closed. */
  readonly end: number;
  readonly bodyStart: number;
  readonly bodyEnd: number;
  readonly infoStart: number;
  readonly info: string;
  readonly closed: boolean;
}

const opening = /^( {0,3})(`{3,}|~{3,})[ \t]*(.*?)[ \t]*$/;

/**
 * Finds the fenced code blocks that stand at the top level, from `from` on; those in lists, block quotes and HTML
 * (a comment, say) are prose.
 */
export function scanFences(text: string, from = 0): readonly Fence[] {
  const fences: Fence[] = [];
  const lines = new MarkdownLines();
  for (let start = from; start < text.length;) {
    const line = lineAt(text, start);
    const opened = lines.isTopLevel(line.content) ? opening.exec(line.content) : null;
    if (opened === null || (opened[2]!.startsWith('`') && opened[3]!.includes('`'))) {
      start = line.next;
      continue;
    }
    lines.afterFence();
    const fence = fenceFrom(text, start, line, opened);
    fences.push(fence);
    start = fence.closed ? lineAt(text, fence.end).next : text.length;
  }
  return fences;
}

function fenceFrom(text: string, start: number, line: Line, opened: RegExpExecArray): Fence {
  const [, indent, marker, info] = opened;
  const head = indent!.length + marker!.length;
  const infoStart = start + head + /^[ \t]*/.exec(line.content.slice(head))![0].length;
  const base = { start, bodyStart: line.next, infoStart, info: info! };
  for (let at = line.next; at < text.length;) {
    const inner = lineAt(text, at);
    const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(inner.content)?.[1];
    if (closing !== undefined && closing[0] === marker![0] && closing.length >= marker!.length) {
      return { ...base, bodyEnd: at, end: at + inner.content.length, closed: true };
    }
    at = inner.next;
  }
  return { ...base, bodyEnd: text.length, end: text.length, closed: false };
}
