import { readFrontMatter } from './front-matter.ts';
import type { Block, CellBlock, Notebook, Problem } from './notebook.ts';
import { PlaceInText } from './place-in-text.ts';
import { scanFences, type Fence } from './scan-fences.ts';

const mostCells = 500;
const mostCharacters = 1_000_000;

/**
 * Reads any text as a notebook; never throws. Fences whose info string is `LANGUAGE KIND NAME [key=value…]` with a
 * known kind are cells, everything else is prose. The texts of the front matter and the blocks, in order, are the text.
 */
export function parseNotebook(text: string, kinds: readonly string[]): Notebook {
  const place = new PlaceInText(text);
  const front = readFrontMatter(text);
  const problems: Problem[] = front.problems.map(({ from, to, ...rest }) => ({ ...rest, range: place.range(from, to) }));
  if (text.length > mostCharacters) {
    problems.push({
      message: `the notebook has ${text.length.toLocaleString('en-US')} characters; at most ${mostCharacters.toLocaleString('en-US')} are allowed`,
      range: place.range(0, 0),
      hint: 'move data into a file beside it',
    });
  }
  const blocks: Block[] = [];
  const drafts: Draft[] = [];
  let from = front.end;
  let prose = 0;
  const addProse = (to: number): void => {
    if (to > from) blocks.push({ type: 'prose', id: `prose-${++prose}`, text: text.slice(from, to), range: place.range(from, to) });
  };
  const fences = text.length > mostCharacters ? [] : scanFences(text, front.end);
  let found = 0;
  for (const fence of fences) {
    const words = fence.info.split(/[ \t]+/).filter((word) => word !== '');
    const kind = words[1] ?? '';
    if (!kinds.includes(kind)) {
      const near = nearMiss(kind, kinds);
      if (near !== null && words.length <= 4) problems.push(missProblem(fence, kind, near, place));
      continue;
    }
    // What is past the limit stays text, and is not run.
    if (++found > mostCells) continue;
    addProse(fence.start);
    const draft = { fence, kind, words, index: blocks.length };
    drafts.push(draft);
    blocks.push(undefined as unknown as Block);
    from = fence.end;
  }
  addProse(text.length);
  nameCells(drafts, text, place).forEach((cell, at) => (blocks[drafts[at]!.index] = cell));
  if (found > mostCells) {
    problems.push({ message: `the notebook has ${found} cells; at most ${mostCells} are allowed`, range: place.range(0, 0) });
  }
  return { text, title: front.title === '' ? firstHeading(blocks) : front.title, version: front.version, blocks, problems };
}

interface Draft {
  readonly fence: Fence;
  readonly kind: string;
  readonly words: readonly string[];
  readonly index: number;
}

function nameCells(drafts: readonly Draft[], text: string, place: PlaceInText): CellBlock[] {
  const uses = new Map<string, number>();
  for (const draft of drafts) {
    const name = nameOf(draft);
    if (name !== null) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  const taken = new Set<string>();
  const offered = new Set(uses.keys());
  return drafts.map((draft, at) => {
    const name = nameOf(draft);
    const problems = namingProblems(draft, name, uses, (wanted) => freshName(wanted, offered), place);
    let id = name !== null && problems.length === 0 ? name : `${draft.kind}-${at + 1}`;
    if (taken.has(id)) id = `${id}-${at + 1}`;
    taken.add(id);
    const { fence } = draft;
    if (!fence.closed) {
      problems.push({
        message: 'this cell is not closed',
        range: place.range(fence.start, fence.bodyStart),
        hint: `end it with a line of ${/[`~]+/.exec(text.slice(fence.start, fence.infoStart))![0]}`,
      });
    }
    return {
      type: 'cell',
      id,
      kind: draft.kind,
      name,
      language: draft.words[0] ?? '',
      options: optionsOf(draft, name),
      body: text.slice(fence.bodyStart, fence.bodyEnd),
      range: place.range(fence.start, fence.end),
      bodyRange: place.range(fence.bodyStart, fence.bodyEnd),
      problems,
    };
  });
}

function nameOf(draft: Draft): string | null {
  const word = draft.words[2];
  return word === undefined || word.includes('=') ? null : word;
}

function optionsOf(draft: Draft, name: string | null): ReadonlyMap<string, string> {
  const words = draft.words.slice(name === null ? 2 : 3);
  return new Map(words.map((word) => [word.split('=')[0]!, word.split('=').slice(1).join('=')]));
}

/** The wanted name, or one like it, that no cell has and no repair has offered. */
function freshName(wanted: string, offered: Set<string>): string {
  let name = wanted;
  for (let number = 2; offered.has(name); number++) name = `${wanted}_${number}`;
  offered.add(name);
  return name;
}

/** Where a word of the info string begins. */
function startOfWord(fence: Fence, index: number): number {
  return fence.infoStart + [...fence.info.matchAll(/[^ \t]+/g)][index]!.index;
}

function namingProblems(
  draft: Draft,
  name: string | null,
  uses: ReadonlyMap<string, number>,
  fresh: (wanted: string) => string,
  place: PlaceInText,
): Problem[] {
  const { fence } = draft;
  const nameStart = name === null ? startOfWord(fence, 1) + draft.kind.length : startOfWord(fence, 2);
  const range = place.range(nameStart, nameStart + (name?.length ?? 0));
  if (name === null)
    return [
      {
        message: `this ${draft.kind} cell has no name`,
        range,
        hint: `write one behind ${draft.kind}`,
        replacement: ` ${fresh(`${draft.kind}_${draft.index + 1}`)}`,
      },
    ];
  if (!/^[a-z][a-z0-9_]*$/.test(name)) {
    const instead =
      name
        .toLowerCase()
        .replace(/[^a-z0-9_]+/g, '_')
        .replace(/^[^a-z]+/, '') || `${draft.kind}_${draft.index + 1}`;
    return [
      {
        message: `${name} cannot be a name: names are lower-case letters, digits and _, and begin with a letter`,
        range,
        replacement: fresh(instead),
      },
    ];
  }
  if ((uses.get(name) ?? 0) > 1) {
    return [
      {
        message: `the name ${name} is taken by another cell`,
        range,
        hint: 'rename one of them',
        replacement: fresh(`${name}_${draft.index + 1}`),
      },
    ];
  }
  return [];
}

/** A word that differs from a kind only in case, a plural, or one slip of the hand. */
function nearMiss(word: string, kinds: readonly string[]): string | null {
  const lower = word.toLowerCase();
  if (lower.length < 3) return null;
  return kinds.find((kind) => lower === kind || lower === `${kind}s` || `${lower}s` === kind || isOneSlip(lower, kind)) ?? null;
}

function isOneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || Math.min(a.length, b.length) < 4) return false;
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  const tailA = a.slice(start);
  const tailB = b.slice(start);
  return (
    tailA.slice(1) === tailB.slice(1) ||
    tailA.slice(1) === tailB ||
    tailA === tailB.slice(1) ||
    (tailA[0] === tailB[1] && tailA[1] === tailB[0] && tailA.slice(2) === tailB.slice(2))
  );
}

function missProblem(fence: Fence, word: string, near: string, place: PlaceInText): Problem {
  const at = startOfWord(fence, 1);
  return {
    message: `no kind ${word}; this fence is shown as text`,
    range: place.range(at, at + word.length),
    hint: `the nearest kind is ${near}`,
    replacement: near,
  };
}

function firstHeading(blocks: readonly Block[]): string {
  for (const block of blocks) {
    if (block.type !== 'prose') continue;
    const fences = scanFences(block.text);
    for (const heading of block.text.matchAll(/^ {0,3}#[ \t]+(.+?)(?:[ \t]+#+)?[ \t]*$/gm)) {
      if (!fences.some((fence) => heading.index >= fence.start && heading.index < fence.end)) return heading[1]!;
    }
  }
  return '';
}
