import type { Corrections, InferredColumn } from '../start/inferred.ts';

/** Files to write a notebook about. */
export interface StartRequest {
  /** As the notebook will name them; each must be readable by that name. */
  readonly files: readonly string[];
  /** Where relative references start; null where all files were dropped. */
  readonly base: string | null;
  /** What a person said of columns that were understood otherwise, by file. */
  readonly corrections?: readonly (readonly [file: string, Corrections])[];
  /** Names that cells may not have, since a notebook that the cells go into has them. */
  readonly taken?: readonly string[];
}

/** What could be written. */
export interface StartResult {
  /** A whole notebook, or sections to put below another; '' where no file could be read. */
  readonly text: string;
  /** The cells that read files, and what their columns were understood to be. */
  readonly tables: readonly { readonly cell: string; readonly file: string; readonly columns: readonly InferredColumn[] }[];
  /** One sentence for each file that could not be used. */
  readonly failures: readonly { readonly file: string; readonly message: string }[];
  readonly ms: number;
}
