import type { Quote } from './yaml-words.ts';

/** A key of a map, or a place in a list. */
export type YamlStep = string | number;

/** One `key: value` of a body, as far as it can be told. Offsets are in the body. */
export interface YamlEntry {
  readonly path: readonly YamlStep[];
  readonly keyFrom: number;
  readonly keyTo: number;
  /** The scalar behind the colon with its quotes; null where there is none, or a list or a map. */
  readonly value: { readonly from: number; readonly to: number; readonly quote: Quote } | null;
  readonly flow: boolean;
}

/** Where a cursor stands in YAML that is being written and may be broken. */
export interface YamlPlace {
  /** Keys and places in lists around the cursor, outermost first; the key last where the cursor is behind its colon. */
  readonly path: readonly YamlStep[];
  /** Whether a key may begin here, or a value: after a dash, or in a line of its own below a key, both may. */
  readonly canKey: boolean;
  readonly canValue: boolean;
  /** An item of a list may begin here, but for its dash. */
  readonly needsDash: boolean;
  readonly flow: boolean;
  readonly quote: Quote;
  /** Where the key or the scalar under the cursor begins, behind its quote. */
  readonly from: number;
  /** Keys that the map around the cursor has already, but for the one under the cursor. */
  readonly siblings: readonly string[];
}
