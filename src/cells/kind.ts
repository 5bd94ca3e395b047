import type { GenericSchema } from 'valibot';
import type { Frame } from '../frame/frame.ts';
import type { Signature } from '../frame/model-handle.ts';
import type { Progress, Source } from '../io/source.ts';
import type { Batch, Scores } from '../runtimes/runtime.ts';
import type { Kernels } from '../accelerate/kernels.ts';
import type { CodeAnswer, CodeRequest } from '../sandbox/wire.ts';
import type { RankBootstrap, RankCounts } from '../accelerate/rank-bootstrap.ts';
import type { WeightedCells, WeightedCounts } from '../accelerate/weighted-counts.ts';
import type { Output, PlainValue } from './output.ts';

/** What a cell may ask of the world. */
export interface Host {
  /** The source that the step declared; its digest is already part of the key. */
  read(reference: string): Promise<Source>;
  /** Loads the model under the reference and keeps it; `id` finds it again. */
  loadModel(
    reference: string,
    signal: AbortSignal,
  ): Promise<{ id: string; signature: Signature; backend: string; parity?: string; notes: readonly string[] }>;
  predict(id: string, batch: Batch, signal: AbortSignal): Promise<{ scores: Scores; backend: string; notes?: readonly string[] }>;
  /** Replicates of rank statistics on the accelerator, or on its plain twin; same counts either way. */
  rankBootstrap(request: RankBootstrap, signal: AbortSignal): Promise<RankCounts>;
  /** Sorts and counts in WebAssembly; without them cells do so in their own plain code, with the same results. */
  readonly kernels?: Kernels | undefined;
  /** Poisson(1) weights of units summed by cell, replicate after replicate; same integers wherever they are drawn. */
  weightedCounts(request: WeightedCounts, signal: AbortSignal): Promise<WeightedCells>;
  /** Runs code that the person allowed, shut in: it reaches neither network nor storage nor page. */
  runCode(request: CodeRequest, signal: AbortSignal): Promise<CodeAnswer>;
  readonly progress: Progress;
  /** Gives what was made under this key before, or makes it: parts that outlive a change of the rest of the body. */
  memo<T>(key: string, make: () => T): T;
  readonly limits: Limits;
}

/** Bounds on what enters, so that they can be tested small. */
export interface Limits {
  readonly bytes: number;
  readonly rows: number;
  readonly columns: number;
  readonly chartRows: number;
}

/** What a step gets: the frames that it reads, by the name it used (`scored`, `quality.roc`), and the values of inputs without their `$`. */
export interface Inputs {
  readonly frames: ReadonlyMap<string, Frame>;
  readonly values: ReadonlyMap<string, PlainValue>;
}

/** The main frame under '', its parts by name. */
export type Frames = ReadonlyMap<string, Frame>;

export interface SourceRequest {
  readonly reference: string;
  readonly kind: 'data' | 'model';
  /** SHA-256 that the notebook pins. */
  readonly sha256?: string;
}

export interface Step {
  /** Frames by cell name, or `cell.part`. */
  readonly reads: readonly string[];
  /** Inputs by name, without `$`. */
  readonly inputs: readonly string[];
  readonly sources: readonly SourceRequest[];
  /** Free code that it runs; a person has to allow it first. */
  readonly code?: string;
  /** Those of `inputs` that are selections; what the cell itself selects is left out of their values. */
  readonly selections?: readonly string[];
  /** The selection that a hand in the cell's output writes to. */
  readonly writes?: string;
  /** Expected milliseconds where the step can tell before it ran. */
  estimate?(inputs: Inputs): number;
  run(inputs: Inputs, host: Host, signal: AbortSignal): Promise<Frames>;
  show(frames: Frames): Output;
  /** Gives frames that were kept as data what they remember of the rows that they were made of, as `run` does. */
  remember?(frames: Frames, inputs: Inputs, host: Host): Frames;
}

/** One line of documentation of a kind's key, for completion, hover help and the reference page. */
export interface KeyDoc {
  readonly key: string;
  readonly doc: string;
  /** What may follow: fixed words, a cell's name, a column, a class of the label, an input, or free text. */
  readonly values?: readonly string[] | 'cell' | 'column' | 'metric' | 'expression' | 'file' | 'class';
  readonly required?: boolean;
  /** The key means something only while another has one of these values. */
  readonly when?: { readonly key: string; readonly is: readonly string[] };
}

export interface CellKind {
  readonly name: string;
  /** One sentence: what it makes. */
  readonly doc: string;
  readonly keys: readonly KeyDoc[];
  /**
   * Where what stands between the markers is no YAML but a text of its own, the value of `code`: its language, and what a new
   * cell has in its info string. Keys are read from there, each a list of words.
   */
  readonly text?: { readonly language: string; readonly options: string };
  /** Parts beside the main frame, reserved words of the kind. */
  readonly parts: readonly string[];
  /** YAML to start from; `{{name}}` of fitting cells above are filled in by the page. */
  readonly template: string;
  /** Checks the body's form; unknown keys are errors. */
  readonly schema: GenericSchema;
  /** Understands a body that passed the schema; throws `BodyError` for what a schema cannot say. */
  toStep(body: unknown): Step;
}

/** A problem at one place of a cell's body: `path` leads to the YAML node. */
export class BodyError extends Error {
  override readonly name = 'BodyError';
  constructor(
    message: string,
    readonly path: readonly (string | number)[],
    readonly hint?: string,
    /** Text that would repair the node. */
    readonly replacement?: string,
  ) {
    super(message);
  }
}
