import computeUrl from '../../workers/compute.ts?worker&url';
import evaluateUrl from '../../workers/evaluate.ts?worker&url';
import fetchUrl from '../../workers/fetch.ts?worker&url';
import keepUrl from '../../workers/keep.ts?worker&url';
import type { EvaluateMethods, EvaluateRequest } from '../engine/protocol.ts';
import type { CellResult } from '../engine/result.ts';
import type { FetchMethods } from '../io/fetch-methods.ts';
import type { KeepMethods } from '../io/keep-methods.ts';
import { connect, type CallOptions, type Client } from '../io/port.ts';
import { defaultLimits } from '../trust/limits.ts';

interface TrustedScripts {
  createScriptURL(url: string): string;
}

interface TrustedTypesWindow {
  readonly trustedTypes?: { createPolicy(name: string, rules: { createScriptURL(url: string): string }): TrustedScripts };
}

const patienceMs = 500;
const pingMs = 2000;
/** A worker that does not answer for so long is ended, and what ran in it is not tried again. */
const silenceMs = 10_000;

/** The evaluate worker was ended since it did not answer; another evaluation starts a new one. */
export class WorkerEnded extends Error {
  override readonly name = 'WorkerEnded';
}

/** The workers behind the page: evaluate holds the tables, compute runs models and may be ended, fetch reaches the network. */
export class EngineClient {
  private readonly scripts: TrustedScripts;
  private evaluateWorker: Worker | null = null;
  private computeWorker: Worker | null = null;
  private evaluateClient: Promise<Client<EvaluateMethods>> | null = null;
  private readonly fetchWorker: Worker;
  private readonly fetchClient: Client<FetchMethods>;
  private keepClient: Client<KeepMethods> | null = null;
  private readonly files = new Map<string, { readonly file: File; readonly sha256?: string }>();
  private readonly hosts = new Set<string>();
  private readonly refused = new Set<string>();
  private backend: 'auto' | 'webgpu' | 'wasm' | 'cpu' = 'auto';

  constructor(private readonly limits: { bytes: number } = { bytes: defaultLimits.bytes }) {
    const rules = { createScriptURL: (url: string) => url };
    this.scripts = (globalThis as TrustedTypesWindow).trustedTypes?.createPolicy('app-worker', rules) ?? rules;
    this.fetchWorker = this.start(fetchUrl, 'fetch');
    this.fetchClient = connect<FetchMethods>(this.fetchWorker);
    this.fetchWorker.addEventListener('error', () =>
      this.fetchClient.fail(new Error('the fetch worker could not be loaded; reload the page')),
    );
  }

  /** Evaluates; each result is handed over as it is known. Gives false when something newer ended it; throws `WorkerEnded` when the worker hung. */
  async evaluate(request: Omit<EvaluateRequest, 'refused'>, onResult: (result: CellResult) => void): Promise<boolean> {
    const client = await this.client();
    let running = '';
    const stopWatching = this.watch(client, () => running);
    try {
      const answer = (result: CellResult): void => {
        running = result.state === 'running' ? result.key : '';
        onResult(result);
      };
      return (await client.call('evaluate', { ...request, refused: [...this.refused] }, { answer })).finished;
    } finally {
      stopWatching();
    }
  }

  async call<K extends keyof EvaluateMethods & string>(
    method: K,
    request: EvaluateMethods[K]['request'],
    options?: CallOptions<EvaluateMethods[K]['answer']>,
  ): Promise<EvaluateMethods[K]['result']> {
    return (await this.client()).call(method, request, options);
  }

  /** Reads an address that the page itself needs: a notebook behind a link. */
  async readText(url: string): Promise<string> {
    const bytes = await this.fetchClient.call('read', { url, limit: 2_000_000 });
    return new TextDecoder().decode(bytes);
  }

  /** Allows reading from a host for as long as the page lives. */
  async grant(host: string): Promise<void> {
    this.hosts.add(host);
    await this.fetchClient.call('grant', { host });
    await this.call('grant', { host });
  }

  /** Called with each file that a person gave. */
  onFile: ((file: File) => void) | null = null;

  async addFile(file: File): Promise<void> {
    this.files.set(file.name, { file });
    this.onFile?.(file);
    await this.call('file', { name: file.name, file });
  }

  /** Makes a file readable that this browser kept; it is held to its digest. */
  async attachFile(file: File, sha256: string): Promise<void> {
    this.files.set(file.name, { file, sha256 });
    await this.call('file', { name: file.name, file, sha256 });
  }

  /** Takes files away that another notebook had. */
  async forgetFiles(names: readonly string[]): Promise<void> {
    for (const name of names) this.files.delete(name);
    if (this.evaluateClient !== null) await this.call('forget-files', { names });
  }

  /** The worker that keeps files, started when first asked for. */
  keeper(): Client<KeepMethods> {
    return (this.keepClient ??= connect<KeepMethods>(this.start(keepUrl, 'keep')));
  }

  async setBackend(choice: 'auto' | 'webgpu' | 'wasm' | 'cpu'): Promise<void> {
    this.backend = choice;
    await this.call('backend', { choice });
  }

  /** Stops what runs: by asking, and where there is no answer within half a second by ending the worker, which loses its tables. */
  async stop(): Promise<void> {
    const client = this.evaluateClient;
    if (client === null) return;
    const answered = client.then((ready) => ready.call('stop', null)).then(() => true);
    const waited = new Promise<boolean>((resolve) => setTimeout(() => resolve(false), patienceMs));
    if (await Promise.race([answered, waited])) return;
    const ended = await Promise.race([client, Promise.resolve(null)]);
    this.end(ended, new Error('stopped'));
  }

  /** Ends the compute worker; the next prediction starts another. */
  killCompute(): void {
    this.computeWorker?.terminate();
    this.computeWorker = null;
    this.evaluateWorker?.postMessage({ assay: 'lost', id: 0 });
  }

  /** Asks every two seconds whether the worker still hears, and ends it after ten without an answer. */
  private watch(client: Client<EvaluateMethods>, running: () => string): () => void {
    let heard = performance.now();
    const timer = setInterval(() => {
      if (performance.now() - heard > silenceMs) {
        this.refused.add(running());
        return this.end(client, new WorkerEnded('a cell took too long and was ended'));
      }
      void client.call('ping', null).then(
        () => (heard = performance.now()),
        () => undefined,
      );
    }, pingMs);
    return () => clearInterval(timer);
  }

  private end(client: Client<EvaluateMethods> | null, reason: Error): void {
    client?.fail(reason);
    this.evaluateWorker?.terminate();
    this.evaluateClient = null;
  }

  private client(): Promise<Client<EvaluateMethods>> {
    return (this.evaluateClient ??= this.open());
  }

  private async open(): Promise<Client<EvaluateMethods>> {
    const worker = this.start(evaluateUrl, 'evaluate');
    this.evaluateWorker = worker;
    const client = connect<EvaluateMethods>(worker);
    const { port1, port2 } = new MessageChannel();
    this.fetchWorker.postMessage(port1, [port1]);
    await new Promise<void>((resolve, reject) => {
      worker.addEventListener('error', () => {
        const reason = new Error('the evaluate worker could not be loaded; reload the page');
        client.fail(reason);
        this.evaluateClient = null;
        reject(reason);
      });
      worker.addEventListener('message', (event: MessageEvent<{ assay?: string }>) => {
        if (event.data.assay === 'ready') resolve();
        if (event.data.assay === 'compute') this.openCompute(event.ports[0]);
      });
      const limits = { ...defaultLimits, ...this.limits };
      worker.postMessage({ assay: 'ports', id: 0, fetch: port2, origin: location.origin, limits, budget: budgetBytes() }, [port2]);
    });
    for (const host of this.hosts) await client.call('grant', { host });
    for (const [name, held] of this.files) await client.call('file', { name, ...held });
    if (this.backend !== 'auto') await client.call('backend', { choice: this.backend });
    return client;
  }

  private openCompute(port: MessagePort | undefined): void {
    if (port === undefined) return;
    this.computeWorker?.terminate();
    const worker = this.start(computeUrl, 'compute');
    this.computeWorker = worker;
    worker.addEventListener('error', () => this.killCompute());
    worker.postMessage(port, [port]);
  }

  private start(url: string, name: string): Worker {
    return new Worker(this.scripts.createScriptURL(url), { type: 'module', name });
  }
}

/** Bytes that results may hold: a quarter of the device's memory where the browser tells it, else 512 MB. */
function budgetBytes(): number {
  const gigabytes = (navigator as { readonly deviceMemory?: number }).deviceMemory;
  return gigabytes === undefined ? 512e6 : Math.max(256e6, gigabytes * 0.25e9);
}
