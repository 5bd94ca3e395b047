import type { RankBootstrap, RankCounts } from '../accelerate/rank-bootstrap.ts';
import type { WeightedCells, WeightedCounts } from '../accelerate/weighted-counts.ts';
import type { Signature } from '../frame/model-handle.ts';
import type { BackendChoice, BackendState } from './choose-backend.ts';
import type { Batch, Scores } from './runtime.ts';

/** A model's files; the entry file comes first, the others are named as it names them. */
export interface ModelRequest {
  /** Identity of the bytes, by which predictions find the model. */
  readonly id: string;
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

export interface LoadedModel {
  readonly signature: Signature;
  readonly backend: string;
  /** How the backend compares with the reference on a few rows; absent on the reference itself. */
  readonly parity?: string;
  /** Warnings that a reader should see: that the backends disagree. */
  readonly notes: readonly string[];
}

export interface Prediction {
  readonly scores: Scores;
  readonly backend: string;
  /** What happened on the way: a lost GPU, a change of backend. */
  readonly notes?: readonly string[];
}

/** Where rows are resampled: `auto` weighs the GPU against the size of the work. */
export type RankBackend = 'auto' | 'plain' | 'webgpu';

/** What is asked of the compute worker. */
export type ComputeMethods = {
  load: {
    request: ModelRequest & { readonly backend: BackendChoice };
    answer: never;
    /** `dropped` are models that made room. */
    result: LoadedModel & { readonly dropped: readonly string[] };
  };
  /** The scores' buffer is handed over. */
  predict: { request: { readonly id: string; readonly batch: Batch }; answer: never; result: Prediction };
  rankBootstrap: { request: RankBootstrap & { readonly backend?: RankBackend }; answer: never; result: RankCounts };
  weightedCounts: { request: WeightedCounts & { readonly backend?: RankBackend }; answer: never; result: WeightedCells };
  dispose: { request: { readonly id: string }; answer: never; result: null };
  backends: { request: null; answer: never; result: readonly BackendState[] };
  /** Answers at once; no answer means that the worker is busy and does not hear. */
  ping: { request: null; answer: never; result: null };
};
