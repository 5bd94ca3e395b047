/** One input of a model: its tensor's name and shape without the batch dimension; null is any size. */
export interface InputSignature {
  readonly name: string;
  readonly shape: readonly (number | null)[];
}

export interface Signature {
  readonly runtime: string;
  readonly inputs: readonly InputSignature[];
  /** Number of values that the model gives for a row (1 for a single score). */
  readonly outputWidth: number;
}

/** A loaded model as a frame carries it: an identity by which the host finds it again, and how rows become its inputs. */
export interface ModelHandle {
  /** Digest of the model's bytes; the host holds the weights under it. */
  readonly id: string;
  readonly signature: Signature;
  readonly inputs: readonly ModelInput[];
  readonly standardize?: { readonly mean: readonly number[]; readonly scale: readonly number[] };
  readonly output: ModelOutput;
}

/** A column that feeds the model: as a number, as indicators of the listed categories, or as an image's pixels divided by `divide`. */
export type ModelInput =
  | { readonly type: 'number'; readonly column: string }
  | { readonly type: 'one_hot'; readonly column: string; readonly categories: readonly string[] }
  | { readonly type: 'image'; readonly column: string; readonly divide: number };

export interface ModelOutput {
  readonly type: 'probability' | 'logit' | 'value';
  /** Class names in the order of the model's outputs; two names for a single score of the second. Empty for `value`. */
  readonly classes: readonly string[];
}
