import type { Output } from '../../cells/output.ts';

/** A file that a notebook was computed from. Its bytes do not travel. */
export interface CarriedFile {
  readonly name: string;
  /** The cell that reads it. */
  readonly cell: string;
  readonly sha256: string;
  readonly bytes: number | null;
  readonly rows?: number;
  readonly columns?: readonly string[];
}

/** What travels beside a notebook in a link: outputs that were computed elsewhere, and what files they were computed from. */
export interface Carried {
  readonly files: readonly CarriedFile[];
  /** By the id of the block in the text that the link carries. */
  readonly outputs: ReadonlyMap<string, Output>;
}

/** The version of results in a link. */
export const resultsVersion = '1r0';

/** Hex digits of the SHA-256 of the notebook's text to which results are bound. */
export const boundDigits = 32;
