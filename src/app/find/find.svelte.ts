import { getContext, setContext } from 'svelte';
import type { Workbench } from '../workbench.svelte.ts';
import { findInText, replaceMatches, type Found, type Match } from './find-in-text.ts';
import { blockAt } from './matches-by-block.ts';
import { compileQuery } from './query.ts';

const key = Symbol('find');
const nothing: Found = { matches: [], partial: false };

/** Finding and replacing over the whole text of a notebook, while its bar is open. */
export class Find {
  private readonly workbench: Workbench;
  shown = $state(false);
  replacing = $state(false);
  text = $state('');
  replacement = $state('');
  matchCase = $state(false);
  wholeWord = $state(false);
  isPattern = $state(false);
  /** The match that is looked at; −1 is none yet. */
  at = $state(-1);
  /** Counts up when the bar is asked for again, so that it takes the focus. */
  asked = $state(0);

  private readonly compiled = $derived(
    compileQuery({ text: this.text, matchCase: this.matchCase, wholeWord: this.wholeWord, isPattern: this.isPattern }),
  );
  readonly error: string | null = $derived(this.compiled !== null && 'error' in this.compiled ? this.compiled.error : null);
  readonly pattern: RegExp | null = $derived(this.compiled !== null && 'pattern' in this.compiled ? this.compiled.pattern : null);
  readonly found: Found = $derived.by(() =>
    this.shown && this.compiled !== null && 'pattern' in this.compiled ? findInText(this.workbench.text, this.compiled) : nothing,
  );

  constructor(workbench: Workbench) {
    this.workbench = workbench;
  }

  /** Opens the bar, with what is selected as the query. */
  open(replacing: boolean): void {
    const selected = getSelection()?.toString() ?? '';
    if (selected !== '' && selected.length <= 100 && !selected.includes('\n')) this.text = selected;
    this.replacing = replacing || (this.shown && this.replacing);
    this.shown = true;
    this.at = -1;
    this.asked++;
  }

  close(): void {
    this.shown = false;
    this.at = -1;
  }

  /** Goes to the next match, or the one before, round the end; from where the person is when none is looked at. */
  step(by: 1 | -1): void {
    const { matches } = this.found;
    if (matches.length === 0) return;
    const from = this.at === -1 ? this.start(by) : this.at + by;
    this.go((from + matches.length) % matches.length);
  }

  /** Looks at a match: its cell opens, its prose comes into view. */
  go(index: number): void {
    const match = this.found.matches[index];
    if (match === undefined) return;
    this.at = index;
    const { workbench } = this;
    const id = blockAt(workbench.notebook, match.from);
    if (id === '') return;
    workbench.selected = id;
    const block = workbench.notebook.blocks.find((candidate) => candidate.id === id);
    if (workbench.mode === 'edit' && block?.type === 'cell' && match.from >= block.bodyRange.start.offset) workbench.editing = id;
  }

  /** Replaces the match that is looked at and goes to the next; looks at the first one when none is. */
  replaceOne(): void {
    const match = this.found.matches[this.at];
    if (match === undefined) return this.step(1);
    const place = this.at;
    this.replace([match], `Replace ${this.text}`);
    const { matches } = this.found;
    const next = matches.findIndex(({ from }) => from >= match.from + this.replacement.length);
    if (matches.length > 0) this.go(next === -1 ? Math.min(place, matches.length - 1) % matches.length : next);
    else this.at = -1;
  }

  /** Replaces all matches as one step; gives how many there were. */
  replaceAll(): number {
    const { matches } = this.found;
    this.replace(matches, `Replace ${matches.length} of ${this.text}`);
    this.at = -1;
    return matches.length;
  }

  /** Matches within a part of the text. */
  within(from: number, to: number): readonly (Match & { readonly index: number })[] {
    return this.found.matches.map((match, index) => ({ ...match, index })).filter((match) => match.from >= from && match.to <= to);
  }

  private start(by: 1 | -1): number {
    const { selected, notebook } = this.workbench;
    const begin = notebook.blocks.find(({ id }) => id === selected)?.range.start.offset ?? 0;
    const first = this.found.matches.findIndex(({ from }) => from >= begin);
    return by === 1 ? Math.max(0, first) : first - 1;
  }

  private replace(matches: readonly Match[], step: string): void {
    const patch = replaceMatches(this.workbench.text, matches, this.replacement, this.isPattern);
    if (patch !== null) this.workbench.edit(patch, step);
  }
}

/** Lets everything within a component see what is found. */
export function provideFind(find: Find): void {
  setContext(key, find);
}

/** What is found, where a page provides it. */
export function findAround(): Find | undefined {
  return getContext<Find | undefined>(key);
}
