/** A name is set as the file sets it. */
export type Said = string | { readonly name: string };

/** What stands in a cell that fits a place, and how a menu says it. */
export interface Filled {
  /** What the cell would like to be called. */
  readonly name: string;
  readonly says: readonly Said[];
  readonly body: string;
  /** Where that is no YAML: its language, and the rest of the info string. */
  readonly text?: { readonly language: string; readonly options: string };
}
