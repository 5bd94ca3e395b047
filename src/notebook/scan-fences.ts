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

/** Finds the fenced code blocks that stand at the top level; those in lists and block quotes are prose. From `from` on. */
export function scanFences(text: string, from = 0): readonly Fence[] {
  const fences: Fence[] = [];
  let inList = false;
  for (let start = from; start < text.length;) {
    const line = lineAt(text, start);
    const opened = opening.exec(line.content);
    if (opened === null || (opened[2]!.startsWith('`') && opened[3]!.includes('`'))) {
      if (/^ {0,3}(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/.test(line.content)) inList = true;
      else if (line.content.trim() !== '' && !/^[ \t]/.test(line.content)) inList = false;
      start = line.next;
      continue;
    }
    if (inList && opened[1] !== '') {
      start = line.next;
      continue;
    }
    inList = false;
    const fence = fenceFrom(text, start, line, opened);
    fences.push(fence);
    start = fence.closed ? lineAt(text, fence.end).next : text.length;
  }
  return fences;
}

interface Line {
  readonly content: string;
  readonly next: number;
}

function lineAt(text: string, start: number): Line {
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  const next = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : Math.min(end + 1, text.length);
  return { content: text.slice(start, end), next };
}

function fenceFrom(text: string, start: number, line: Line, opened: RegExpExecArray): Fence {
  const marker = opened[2]!;
  const infoStart =
    start +
    line.content.indexOf(marker) +
    marker.length +
    (/^[ \t]*/.exec(line.content.slice(opened[1]!.length + marker.length))?.[0].length ?? 0);
  const base = { start, bodyStart: line.next, infoStart, info: opened[3]! };
  for (let at = line.next; at < text.length;) {
    const inner = lineAt(text, at);
    const closing = /^ {0,3}(`{3,}|~{3,})[ \t]*$/.exec(inner.content)?.[1];
    if (closing !== undefined && closing[0] === marker[0] && closing.length >= marker.length) {
      return { ...base, bodyEnd: at, end: at + inner.content.length, closed: true };
    }
    at = inner.next;
  }
  return { ...base, bodyEnd: text.length, end: text.length, closed: false };
}
