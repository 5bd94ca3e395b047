import type { CellBlock, Notebook } from './notebook.ts';
import type { Patch } from './patch.ts';

/** A cell's body as an editor shows it: lines end with LF, the last one has no end. */
export function editableBody(cell: CellBlock): string {
  return cell.body.replace(/\r\n?/g, '\n').replace(/\n$/, '');
}

/**
 * Replaces what stands between the markers of a cell by an edited body. The markers grow where a line of it would close
 * them, so that whatever is typed stays in the cell.
 */
export function replaceBody(notebook: Notebook, cell: CellBlock, edited: string): Patch {
  const { text } = notebook;
  const newline = /\r\n|\n|\r/.exec(text)?.[0] ?? '\n';
  const body = edited === '' ? '' : `${edited}\n`.replaceAll('\n', newline);
  const from = cell.bodyRange.start.offset;
  const to = cell.bodyRange.end.offset;
  const start = cell.range.start.offset;
  const head = text.slice(start, from);
  const lead = /[\r\n]$/.test(head) ? '' : newline;
  const marker = /[`~]+/.exec(head)![0];
  const grown = longerThanIn(edited, marker);
  if (grown === marker) return { from, to, insert: lead + body };
  const closing = text.slice(to, cell.range.end.offset).replace(/[`~]+/, grown);
  return { from: start, to: cell.range.end.offset, insert: head.replace(marker, grown) + lead + body + closing };
}

/** The marker, or a longer one where a line of the body is as long. */
function longerThanIn(body: string, marker: string): string {
  let length = marker.length;
  for (const match of body.matchAll(/^ {0,3}(`{3,}|~{3,})[ \t]*$/gm)) {
    if (match[1]![0] === marker[0]) length = Math.max(length, match[1]!.length + 1);
  }
  return marker[0]!.repeat(length);
}
