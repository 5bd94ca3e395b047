import type { RankBootstrap, RankCounts } from '../accelerate/rank-bootstrap.ts';
import type { WeightedCells, WeightedCounts } from '../accelerate/weighted-counts.ts';
import { bytesSource } from '../io/bytes-source.ts';
import type { Handlers } from '../io/port.ts';
import { SourceError, type Progress, type Source } from '../io/source.ts';
import { chooseBackend, describeBackends, type BackendChoice, type BackendState } from './choose-backend.ts';
import type { ComputeMethods, LoadedModel, ModelRequest, Prediction, RankBackend } from './compute-methods.ts';
import { runtimeOf } from './index.ts';
import { largestDifference, parityBatch, parityTolerance } from './parity.ts';
import type { Platform } from './platform.ts';
import { DeviceLost, type BackendName, type Batch, type Model, type Runtime } from './runtime.ts';

/** Resamples rank statistics; src/accelerate has the one to give. */
/** What resamples rows for the service. */
export interface Resampling {
  rankBootstrap(request: RankBootstrap, backend: RankBackend, signal: AbortSignal): Promise<RankCounts>;
  weightedCounts(request: WeightedCounts, backend: RankBackend, signal: AbortSignal): Promise<WeightedCells>;
}

interface Held {
  readonly request: ModelRequest;
  readonly choice: BackendChoice;
  model: Model;
  readonly parity: Parity | null;
  /** Times that the GPU was lost under this model. */
  losses: number;
}

const mostModels = 8;
const quiet: Progress = () => undefined;

/** Holds models by identity and runs them, one at a time; serves a worker's port, or a process that has no worker. */
export class ComputeService {
  private readonly models = new Map<string, Held>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly platform: Platform,
    private readonly resampling: Resampling,
    private readonly findRuntime: (name: string, head: Uint8Array) => Runtime = runtimeOf,
  ) {}

  /** Loads a model on the backend of choice and compares it there with cpu; one that is held is not loaded again. */
  load(request: ModelRequest, choice: BackendChoice, signal: AbortSignal): Promise<LoadedModel & { readonly dropped: readonly string[] }> {
    return this.inTurn(signal, async () => {
      const held = this.models.get(request.id);
      if (held?.choice === choice) return { ...loadedOf(held), dropped: [] };
      const backend = await chooseBackend(choice, this.platform);
      const { model, parity } = await this.compareAndLoad(request, backend, signal);
      this.drop(request.id);
      const dropped = [...this.models.keys()].slice(0, Math.max(0, this.models.size + 1 - mostModels));
      for (const id of dropped) this.drop(id);
      const fresh: Held = { request, choice, model, parity, losses: 0 };
      this.models.set(request.id, fresh);
      return { ...loadedOf(fresh), dropped };
    });
  }

  holds(id: string): boolean {
    return this.models.has(id);
  }

  /** Scores a batch. When the GPU is lost the model is loaded again and the batch repeated, the second time on wasm. */
  predict(id: string, batch: Batch, signal: AbortSignal, progress: Progress): Promise<Prediction> {
    return this.inTurn(signal, async () => {
      const held = this.models.get(id);
      if (held === undefined) throw new Error(`no model ${id} is loaded`);
      const notes: string[] = [];
      for (;;) {
        try {
          const scores = await held.model.predict(batch, signal, progress);
          return { scores, backend: held.model.backend, ...(notes.length === 0 ? {} : { notes }) };
        } catch (error) {
          if (!(error instanceof DeviceLost)) throw error;
          notes.push(await this.restart(held, error, signal));
        }
      }
    });
  }

  rankBootstrap(request: RankBootstrap, backend: RankBackend, signal: AbortSignal): Promise<RankCounts> {
    return this.inTurn(signal, () => this.resampling.rankBootstrap(request, backend, signal));
  }

  weightedCounts(request: WeightedCounts, backend: RankBackend, signal: AbortSignal): Promise<WeightedCells> {
    return this.inTurn(signal, () => this.resampling.weightedCounts(request, backend, signal));
  }

  /** Frees a model's weights; one that is not held is no error. */
  dispose(id: string): Promise<void> {
    return this.inTurn(new AbortController().signal, () => Promise.resolve(this.drop(id)));
  }

  backends(): Promise<readonly BackendState[]> {
    return describeBackends(this.platform);
  }

  private async compareAndLoad(
    request: ModelRequest,
    backend: BackendName,
    signal: AbortSignal,
  ): Promise<{ model: Model; parity: Parity | null }> {
    if (backend === 'cpu') return { model: await this.open(request, 'cpu', signal), parity: null };
    const reference = await this.open(request, 'cpu', signal);
    const batch = parityBatch(reference.signature);
    const expected = await reference.predict(batch, signal, quiet);
    reference.dispose();
    const model = await this.open(request, backend, signal);
    const difference = largestDifference(await model.predict(batch, signal, quiet), expected);
    return { model, parity: parityOf(backend, difference, batch.rows) };
  }

  private async restart(held: Held, loss: DeviceLost, signal: AbortSignal): Promise<string> {
    held.losses++;
    const backend: BackendName = held.losses > 1 ? 'wasm' : 'webgpu';
    held.model.dispose();
    held.model = await this.open(held.request, backend, signal);
    return `${loss.message}; ${held.losses > 1 ? 'it was lost before, so predictions run on wasm from now on' : 'it was restarted once'}`;
  }

  private open({ name, files }: ModelRequest, backend: BackendName, signal: AbortSignal): Promise<Model> {
    const [entry, ...others] = files;
    if (entry === undefined) throw new Error(`the model ${name} has no files`);
    const read = (reference: string): Promise<Source> => {
      const file = others.find((other) => other.name === reference);
      if (file !== undefined) return Promise.resolve(bytesSource(reference, file.bytes));
      return Promise.reject(new SourceError('needs-file', `${name} needs the weight file ${reference}, which is not there`, reference));
    };
    const runtime = this.findRuntime(entry.name, entry.bytes.subarray(0, 64));
    return runtime.load(bytesSource(entry.name, entry.bytes), read, backend, this.platform, signal);
  }

  private drop(id: string): void {
    this.models.get(id)?.model.dispose();
    this.models.delete(id);
  }

  /** TensorFlow.js has one current backend, so one thing runs at a time. */
  private inTurn<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const next = this.turn.then(() => {
      signal.throwIfAborted();
      return work();
    });
    this.turn = next.catch(() => undefined);
    return next;
  }
}

/** The service's methods as a port serves them. */
export function computeHandlers(service: ComputeService): Handlers<ComputeMethods> {
  return {
    load: ({ backend, ...request }, { signal }) => service.load(request, backend, signal),
    async predict({ id, batch }, call) {
      const prediction = await service.predict(id, batch, call.signal, call.progress);
      call.transfer([prediction.scores.values.buffer as ArrayBuffer]);
      return prediction;
    },
    async rankBootstrap({ backend = 'auto', ...request }, call) {
      const counts = await service.rankBootstrap(request, backend, call.signal);
      call.transfer([counts.positives.buffer, counts.negatives.buffer, counts.u2.buffer] as ArrayBuffer[]);
      return counts;
    },
    async weightedCounts({ backend = 'auto', ...request }, call) {
      const cells = await service.weightedCounts(request, backend, call.signal);
      call.transfer([cells.counts.buffer as ArrayBuffer]);
      return cells;
    },
    async dispose({ id }) {
      await service.dispose(id);
      return null;
    },
    backends: () => service.backends(),
    ping: () => null,
  };
}

interface Parity {
  readonly agrees: boolean;
  readonly sentence: string;
}

function loadedOf({ model, parity }: Held): LoadedModel {
  const loaded = { signature: model.signature, backend: model.backend };
  if (parity === null) return { ...loaded, notes: [] };
  return { ...loaded, parity: parity.sentence, notes: parity.agrees ? [] : [parity.sentence] };
}

function parityOf(backend: BackendName, difference: number, rows: number): Parity {
  const size =
    difference === Infinity ? 'one gives a number where the other gives none' : `largest difference ${difference.toPrecision(2)}`;
  if (difference <= parityTolerance) return { agrees: true, sentence: `${backend} agrees with cpu on ${rows} rows (${size})` };
  return {
    agrees: false,
    sentence: `${backend} and cpu disagree on ${rows} rows (${size}); choose the backend cpu, or distrust these predictions`,
  };
}
