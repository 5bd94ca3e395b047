import type { Signature } from '../frame/model-handle.ts';
import type { Progress, Read, Source } from '../io/source.ts';
import type { Platform } from './platform.ts';

export type BackendName = 'webgpu' | 'wasm' | 'cpu';

/** Inputs of a model for `rows` rows: one row-major float32 array per input tensor, in the order of the signature; `shape` is that of one row. */
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
  /** Runs in batches; the signal is looked at and the thread let go after each. Throws `DeviceLost` when the GPU went away. */
  predict(batch: Batch, signal: AbortSignal, progress: Progress): Promise<Scores>;
  dispose(): void;
}

export interface Runtime {
  readonly name: string;
  /** Whether a file of this name and these first bytes is a model of this runtime. */
  accepts(name: string, head: Uint8Array): boolean;
  /** Further files that the entry file needs (weight shards), relative to it; throws when the entry is broken. */
  references(name: string, entry: Uint8Array): readonly string[];
  load(source: Source, read: Read, backend: BackendName, platform: Platform, signal: AbortSignal): Promise<Model>;
}

/** The GPU's device went away: the driver restarted, or its memory ran out. Loading the model again makes a new one. */
export class DeviceLost extends Error {
  override readonly name = 'DeviceLost';
}
