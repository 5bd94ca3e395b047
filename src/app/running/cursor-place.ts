import type { Block } from '../../notebook/notebook.ts';
import { ownLines } from '../../notebook/own-lines.ts';

/** Line and column in the whole text of a cursor that stands at an offset of the text being typed in one of its blocks. */
export function cursorPlace(block: Block, typed: string, at: number): { readonly line: number; readonly column: number } {
  const lead = block.type === 'cell' ? 0 : (ownLines(block.text).lead.match(/\n/g)?.length ?? 0);
  const first = (block.type === 'cell' ? block.bodyRange.start.line : block.range.start.line) + lead;
  const before = typed.slice(0, at).split('\n');
  return { line: first + before.length - 1, column: (before.at(-1)?.length ?? 0) + 1 };
}
