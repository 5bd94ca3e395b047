/** What the panel beside the list, and hover help, say of a word. */
export interface Doc {
  readonly title: string;
  readonly lines: readonly string[];
  /** A formula or a signature, set in mono above the lines. */
  readonly code?: string;
}

/** One thing that may stand at the cursor. */
export interface Suggestion {
  readonly label: string;
  /** What it is, in a word: `metric`, `column`, `needed`. */
  readonly detail: string;
  readonly doc?: Doc;
  /** What is written, where it is more than the label; the cursor goes to the bar `¦` where there is one. */
  readonly insert?: string;
  /** How many characters before the word are replaced too: the dot before a name that needs brackets. */
  readonly back?: number;
  /** What `insert` ends with and may stand behind the cursor already: a quote, a bracket. */
  readonly closes?: string;
  /** More is offered at once behind what was written. */
  readonly goesOn?: boolean;
  /** Above the others, or below them: from −99 to 99. */
  readonly boost?: number;
}

export interface Completion {
  /** Offset in the text where the word begins that is replaced. */
  readonly from: number;
  readonly options: readonly Suggestion[];
  /** What may be typed on while the list stays the same. */
  readonly while: RegExp;
}

export const word = /^[\w]*$/;
