import computeUrl from '../../workers/compute.ts?worker&url';
import evaluateUrl from '../../workers/evaluate.ts?worker&url';
import fetchUrl from '../../workers/fetch.ts?worker&url';
import keepUrl from '../../workers/keep.ts?worker&url';
import type { EvaluateMethods, EvaluateRequest } from '../engine/protocol.ts';
import type { CellResult } from '../engine/result.ts';
import type { FetchMethods } from '../io/fetch-methods.ts';
import type { KeepMethods } from '../io/keep-methods.ts';
import { connect, type CallOptions, type Client } from '../io/port.ts';
import { SandboxFrames } from './sandbox/sandbox-frames.ts';
import { defaultLimits } from '../trust/limits.ts';
import { boundWorkerUrl } from './bound-worker.ts';
import type { TrustedScripts } from './trusted-scripts.ts';

const patienceMs = 500;
const pingMs = 2000;
/** A worker that does not answer for so long is ended, and what ran in it is not tried again. */
const silenceMs = 10_000;

/** The evaluate worker was ended since it did not answer; another evaluation starts a new one. */
export class WorkerEnded extends Error {
  override readonly name = 'WorkerEnded';
}

/** An address that did not answer, and when the copy was made that was read in its place, in milliseconds since 1970. */
export interface CopyUsed {
  readonly url: string;
  readonly at: number;
}

/** The workers behind the page: evaluate holds the tables, compute runs models and may be ended, fetch reaches the network. */
export class EngineClient {
  private evaluateWorker: Worker | null = null;
  private computeWorker: Worker | null = null;
  private evaluateClient: Promise<Client<EvaluateMethods>> | null = null;
  private readonly fetchWorker: Worker;
  private readonly fetchClient: Client<FetchMethods>;
  private keepClient: Client<KeepMethods> | null = null;
  private readonly files = new Map<string, { readonly file: File; readonly sha256?: string }>();
  private readonly hosts = new Set<string>();
  private readonly codes = new Set<string>();
  private readonly sandboxes = new SandboxFrames();
  private readonly refused = new Set<string>();
  private backend: 'auto' | 'webgpu' | 'wasm' | 'cpu' = 'auto';

  constructor(
    private readonly scripts: TrustedScripts,
    private readonly limits: { readonly bytes?: number; readonly codeMs?: number } = {},
  ) {
    this.fetchWorker = this.start(fetchUrl, 'fetch');
    this.fetchClient = connect<FetchMethods>(this.fetchWorker);
    this.fetchWorker.addEventListener('error', () =>
      this.fetchClient.fail(new Error('the fetch worker could not be loaded; reload the page')),
    );
    this.fetchWorker.addEventListener('message', ({ data }: MessageEvent<{ readonly assay?: string } & CopyUsed>) => {
      if (data.assay === 'copy') this.onCopy?.({ url: data.url, at: data.at });
    });
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
  async readText(url: string, signal: AbortSignal): Promise<string> {
    const bounds = { limit: 2_000_000, withinMs: 20_000, overLimit: 'a notebook is text: keep its data in files beside it' };
    const bytes = await this.fetchClient.call('read', { url, ...bounds }, { signal });
    return new TextDecoder().decode(bytes);
  }

  /** Allows reading from a host for as long as the page lives. */
  async grant(host: string): Promise<void> {
    this.hosts.add(host);
    await this.fetchClient.call('grant', { host });
    // A worker that starts later is told then.
    if (this.evaluateClient !== null) await this.call('grant', { host });
  }

  /** Called where the copy of an address stands in for it. */
  onCopy: ((copy: CopyUsed) => void) | null = null;

  /** Takes the permission to read from a host back. */
  async revoke(host: string): Promise<void> {
    this.hosts.delete(host);
    await this.fetchClient.call('revoke', { host });
    if (this.evaluateClient !== null) await this.call('revoke', { host });
  }

  /** Lets code of these SHA-256 run for as long as the page lives, or not any more. */
  async allowCode(hashes: readonly string[], allowed = true): Promise<void> {
    for (const hash of hashes) {
      if (allowed) this.codes.add(hash);
      else this.codes.delete(hash);
    }
    if (this.evaluateClient !== null) await this.call('allow-code', { hashes, allowed });
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
    return (this.keepClient ??= connect<KeepMethods>(this.start(boundWorkerUrl(keepUrl), 'keep')));
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
    this.sandboxes.closeAll();
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
        if (event.data.assay === 'sandbox') this.sandboxes.start(event.ports[0]!, event.ports[1]!);
      });
      const { codeMs, ...limits } = { ...defaultLimits, ...this.limits };
      worker.postMessage({ assay: 'ports', id: 0, fetch: port2, origin: location.origin, limits, budget: budgetBytes(), codeMs }, [port2]);
    });
    for (const host of this.hosts) await client.call('grant', { host });
    if (this.codes.size > 0) await client.call('allow-code', { hashes: [...this.codes], allowed: true });
    for (const [name, held] of this.files) await client.call('file', { name, ...held });
    if (this.backend !== 'auto') await client.call('backend', { choice: this.backend });
    return client;
  }

  private openCompute(port: MessagePort | undefined): void {
    if (port === undefined) return;
    this.computeWorker?.terminate();
    const worker = this.start(boundWorkerUrl(computeUrl), 'compute');
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
