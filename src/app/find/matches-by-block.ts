import type { Notebook } from '../../notebook/notebook.ts';
import type { Match } from './find-in-text.ts';

/** One match as the list of results shows it: its line, cut to what is near. */
export interface Line {
  /** Its place among all matches. */
  readonly index: number;
  readonly line: number;
  readonly before: string;
  readonly found: string;
  readonly after: string;
}

/** The matches of one block; '' is what stands above all blocks. */
export interface BlockMatches {
  readonly id: string;
  readonly lines: readonly Line[];
}

const around = 40;

/** The id of the block that holds an offset; '' above all blocks. */
export function blockAt({ blocks }: Notebook, offset: number): string {
  return blocks.find(({ range }) => offset >= range.start.offset && offset < range.end.offset)?.id ?? '';
}

/** Matches by the block that they stand in, in the order of the text. */
export function matchesByBlock(notebook: Notebook, matches: readonly Match[]): readonly BlockMatches[] {
  const groups: { id: string; lines: Line[] }[] = [];
  let counted = 0;
  let line = 1;
  for (const [index, match] of matches.entries()) {
    for (let at = notebook.text.indexOf('\n', counted); at !== -1 && at < match.from; at = notebook.text.indexOf('\n', counted)) {
      line++;
      counted = at + 1;
    }
    const id = blockAt(notebook, match.from);
    if (groups.at(-1)?.id !== id) groups.push({ id, lines: [] });
    groups.at(-1)!.lines.push({ index, line, ...cut(notebook.text, match) });
  }
  return groups;
}

function cut(text: string, { from, to }: Match): Pick<Line, 'before' | 'found' | 'after'> {
  const start = Math.max(text.lastIndexOf('\n', from - 1) + 1, from - around);
  const newline = text.indexOf('\n', to);
  const end = Math.min(newline === -1 ? text.length : newline, to + around);
  return { before: text.slice(start, from).trimStart(), found: text.slice(from, to), after: text.slice(to, end).trimEnd() };
}
