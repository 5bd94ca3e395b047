/** A place in the text: offset in UTF-16 units, line and column from 1. */
export interface Position {
  readonly offset: number;
  readonly line: number;
  readonly column: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

/** One sentence about one place in the text; `hint` says the way out, `replacement` is the text that repairs `range`. */
export interface Problem {
  readonly message: string;
  readonly range: Range;
  readonly hint?: string;
  readonly replacement?: string;
}

/** Markdown between cells, as it stands in the text, with the live values that it shows. */
export interface ProseBlock {
  readonly type: 'prose';
  /** `prose-1`, `prose-2` … in order of appearance. */
  readonly id: string;
  readonly text: string;
  readonly range: Range;
}

/** A fenced cell. `id` is its name, or `KIND-N` where the name is missing, malformed or taken. */
export interface CellBlock {
  readonly type: 'cell';
  readonly id: string;
  readonly kind: string;
  readonly name: string | null;
  readonly language: string;
  /** `key=value` pairs of the info string. */
  readonly options: ReadonlyMap<string, string>;
  readonly body: string;
  /** The whole fence, its markers included. */
  readonly range: Range;
  /** The text between the markers. */
  readonly bodyRange: Range;
  readonly problems: readonly Problem[];
}

export type Block = ProseBlock | CellBlock;

export interface Notebook {
  readonly text: string;
  /** From the front matter; '' when there is none, then the first heading serves. */
  readonly title: string;
  readonly version: number;
  readonly blocks: readonly Block[];
  /** Problems of the notebook as a whole: front matter, size, near-misses of a kind. */
  readonly problems: readonly Problem[];
}
