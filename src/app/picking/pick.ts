import type { GlyphName } from '../glyphs/paths.ts';
import type { Said } from '../insert/filled.ts';

/** One thing that can be picked from a list. */
export interface Pick {
  readonly id: string;
  readonly title: string;
  /** Behind the title: what it is about, with names as the file sets them. */
  readonly says?: readonly Said[];
  readonly glyph?: GlyphName;
  /** Set as the file sets names. */
  readonly mono?: boolean;
  /** Keys that do the same, or what kind of thing it is. */
  readonly keys?: readonly string[];
  readonly note?: string;
  /** The list stays open behind it. */
  readonly stays?: boolean;
  pick(): void;
}

/** Picks under a heading; no heading is a line above. */
export interface PickGroup {
  readonly title: string | null;
  readonly picks: readonly Pick[];
}
