import type { Signature } from '../frame/model-handle.ts';
import type { Progress, Read, Source } from '../io/source.ts';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

/** Inputs of a model for `rows` rows: one row-major float32 array per input tensor, in the order of the signature. */
export interface Batch {
  readonly rows: number;
  readonly inputs: readonly { readonly name: string; readonly values: Float32Array; readonly shape: readonly number[] }[];
}

/** What a model gives: `rows` × `width` values, row-major. */
export interface Scores {
  readonly rows: number;
  readonly width: number;
  readonly values: Float32Array;
}

export interface Model {
  readonly signature: Signature;
  /** Backend that predictions run on. */
  readonly backend: BackendName;
  predict(batch: Batch, signal: AbortSignal, progress: Progress): Promise<Scores>;
  dispose(): void;
}

export interface Runtime {
  readonly name: string;
  /** Whether a file of this name and these first bytes is a model of this runtime. */
  accepts(name: string, head: Uint8Array): boolean;
  /** Further files that the entry file needs (weight shards), relative to it; throws when the entry is broken. */
  references(entry: Uint8Array): readonly string[];
  load(source: Source, read: Read, backend: BackendName, signal: AbortSignal): Promise<Model>;
}
