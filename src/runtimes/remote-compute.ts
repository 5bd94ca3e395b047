import type { RankBootstrap, RankCounts } from '../accelerate/rank-bootstrap.ts';
import type { WeightedCells, WeightedCounts } from '../accelerate/weighted-counts.ts';
import type { CallOptions, Client } from '../io/port.ts';
import type { Progress } from '../io/source.ts';
import type { BackendChoice, BackendState } from './choose-backend.ts';
import type { ComputeMethods, LoadedModel, ModelRequest, Prediction } from './compute-methods.ts';
import type { Batch } from './runtime.ts';

const patienceMs = 500;

/**
 * Models in a worker at the other end of a port. Opens it at the first call, and again after it was lost: a worker that does
 * not answer within 0.5 s of an abort is given up, and `open` is asked for a new one, whose models must be loaded again.
 */
export class RemoteCompute {
  private client: Client<ComputeMethods> | null = null;
  private readonly held = new Set<string>();

  constructor(
    /** Starts a worker, ending the one before. */
    private readonly open: () => Client<ComputeMethods>,
    private readonly choice: () => BackendChoice,
  ) {}

  async load(model: ModelRequest, signal: AbortSignal): Promise<LoadedModel> {
    const { dropped, ...loaded } = await this.call('load', { ...model, backend: this.choice() }, { signal });
    for (const id of dropped) this.held.delete(id);
    this.held.add(model.id);
    return loaded;
  }

  holds(id: string): boolean {
    return this.held.has(id);
  }

  predict(id: string, batch: Batch, signal: AbortSignal, progress: Progress): Promise<Prediction> {
    return this.call('predict', { id, batch }, { signal, progress });
  }

  rankBootstrap(request: RankBootstrap, signal: AbortSignal): Promise<RankCounts> {
    return this.call('rankBootstrap', request, { signal });
  }

  weightedCounts(request: WeightedCounts, signal: AbortSignal): Promise<WeightedCells> {
    return this.call('weightedCounts', request, { signal });
  }

  backends(): Promise<readonly BackendState[]> {
    return this.call('backends', null, {});
  }

  /** Forgets the worker: it was ended, or failed to load. Open calls reject with the reason; the next call starts a new one. */
  lose(reason: Error): void {
    this.client?.fail(reason);
    this.client = null;
    this.held.clear();
  }

  private async call<K extends keyof ComputeMethods>(
    method: K,
    request: ComputeMethods[K]['request'],
    options: CallOptions<ComputeMethods[K]['answer']>,
  ): Promise<ComputeMethods[K]['result']> {
    this.client ??= this.open();
    const { client } = this;
    const onAbort = (): void => void this.endIfDeaf(client);
    options.signal?.addEventListener('abort', onAbort, { once: true });
    try {
      return await client.call(method, request, options);
    } finally {
      options.signal?.removeEventListener('abort', onAbort);
    }
  }

  private async endIfDeaf(client: Client<ComputeMethods>): Promise<void> {
    const answered = client.call('ping', null).then(
      () => true,
      () => true,
    );
    const waited = new Promise<false>((resolve) => setTimeout(() => resolve(false), patienceMs));
    if (await Promise.race([answered, waited])) return;
    if (this.client === client) this.lose(new Error('the compute worker did not answer and was ended'));
  }
}
