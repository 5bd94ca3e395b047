import type { CodeAnswer, CodeRequest } from '../sandbox/wire.ts';
import type { Kernels } from '../accelerate/kernels.ts';
import type { RankBootstrap, RankCounts } from '../accelerate/rank-bootstrap.ts';
import type { WeightedCells, WeightedCounts } from '../accelerate/weighted-counts.ts';
import type { Limits } from '../cells/kind.ts';
import type { Signature } from '../frame/model-handle.ts';
import type { Progress, Read } from '../io/source.ts';
import type { ResultStore } from './kept/kept-results.ts';
import type { BackendState } from '../runtimes/choose-backend.ts';
import type { Batch, Scores } from '../runtimes/runtime.ts';

/** A model's files as they are handed to the machine that runs it; the entry file comes first. */
export interface ModelFiles {
  readonly id: string;
  readonly name: string;
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
}

/** Where models run and rank statistics are resampled: a worker of its own in the page, this process headless. */
export interface Compute {
  load(
    model: ModelFiles,
    signal: AbortSignal,
  ): Promise<{ signature: Signature; backend: string; parity?: string; notes: readonly string[] }>;
  /** Whether the model is held; after the machine was lost it is not. */
  holds(id: string): boolean;
  predict(
    id: string,
    batch: Batch,
    signal: AbortSignal,
    progress: Progress,
  ): Promise<{ scores: Scores; backend: string; notes?: readonly string[] }>;
  rankBootstrap(request: RankBootstrap, signal: AbortSignal): Promise<RankCounts>;
  weightedCounts(request: WeightedCounts, signal: AbortSignal): Promise<WeightedCells>;
  /** What models can run on here, and why not; absent where nobody chooses. */
  backends?(): Promise<readonly BackendState[]>;
}

/** Where free code runs, and whether a person allowed it. */
export interface CodeRunner {
  /** By the SHA-256 of its text. */
  allows(sha256: string): boolean;
  /** How a person allows it here, as one sentence. */
  readonly wayOut?: (sha256: string) => string;
  /** Throws where no sandbox can be had, and when the time is over. */
  run(request: CodeRequest, signal: AbortSignal): Promise<CodeAnswer>;
}

/** Everything outside the engine. */
export interface World {
  readonly read: Read;
  /** Files that a model's entry needs beside itself, relative to it. */
  readonly modelReferences: (name: string, entry: Uint8Array) => readonly string[];
  readonly compute: Compute;
  readonly kernels?: Kernels | undefined;
  /** Absent where no code runs. */
  readonly code?: CodeRunner | undefined;
  /** What the person chose; part of the keys of models and predictions. */
  readonly backend: string;
  readonly limits: Limits;
  /** Identity of the code, so that results of another build are never reused. */
  readonly build: string;
  /** Milliseconds that a cell may be expected to take without being asked for; Infinity headless. */
  readonly patience: number;
  /** Results that outlive the page; absent headless. */
  readonly store?: ResultStore | undefined;
}
