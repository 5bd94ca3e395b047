import type { Progress } from './source.ts';

/** What both ends agree on: each method's request, its answers one by one, and its result. */
export type Methods = Record<string, { request: unknown; answer: unknown; result: unknown }>;

/** The ends of a MessageChannel, a Worker and a worker's own scope all fit. */
export interface Endpoint {
  postMessage(message: unknown, transfer: Transferable[]): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  removeEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
  start?(): void;
}

/** What a handler gets beside its request. */
export interface Call<Answer> {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  /** Sends one answer of a stream. */
  readonly answer: (answer: Answer, transfer?: Transferable[]) => void;
  /** Names the buffers of the result that are handed over instead of copied. */
  readonly transfer: (buffers: Transferable[]) => void;
}

export type Handlers<M extends Methods> = {
  readonly [K in keyof M]: (request: M[K]['request'], call: Call<M[K]['answer']>) => Promise<M[K]['result']> | M[K]['result'];
};

export interface CallOptions<Answer> {
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
  readonly answer?: (answer: Answer) => void;
  readonly transfer?: Transferable[];
}

export interface Client<M extends Methods> {
  call<K extends keyof M & string>(method: K, request: M[K]['request'], options?: CallOptions<M[K]['answer']>): Promise<M[K]['result']>;
  /** Rejects every open call, and every later one, with this reason: the other end failed to load or was ended. */
  fail(reason: Error): void;
}

type Message =
  | { readonly assay: 'call'; readonly id: number; readonly method: string; readonly request: unknown }
  | { readonly assay: 'cancel'; readonly id: number }
  | { readonly assay: 'answer'; readonly id: number; readonly answer: unknown }
  | { readonly assay: 'progress'; readonly id: number; readonly share: number; readonly doing: string }
  | { readonly assay: 'result'; readonly id: number; readonly result: unknown }
  | { readonly assay: 'failure'; readonly id: number; readonly failure: Failure };

interface Failure {
  readonly name: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/** An error that crossed a port: its name and its own plain fields (`state`, `path` …) are kept in `details`. */
export class RemoteError extends Error {
  constructor(
    override readonly name: string,
    message: string,
    readonly details: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

/** Answers calls that arrive at this endpoint; returns a function that stops and aborts what is open. */
export function serve<M extends Methods>(endpoint: Endpoint, handlers: Handlers<M>): () => void {
  const open = new Map<number, AbortController>();
  const listener = (event: MessageEvent): void => {
    const message = event.data as Message;
    if (!isMessage(message)) return;
    if (message.assay === 'cancel') open.get(message.id)?.abort(new DOMException('cancelled', 'AbortError'));
    if (message.assay === 'call') void answer(message.id, message.method, message.request);
  };
  async function answer(id: number, method: string, request: unknown): Promise<void> {
    const controller = new AbortController();
    open.set(id, controller);
    const post = (message: Message, transfer: Transferable[] = []): void => endpoint.postMessage(message, transfer);
    let handed: Transferable[] = [];
    try {
      const handler = Object.hasOwn(handlers, method) ? handlers[method] : undefined;
      if (handler === undefined) throw new Error(`no method ${method}`);
      const result = await handler(request, {
        signal: controller.signal,
        progress: (share, doing) => post({ assay: 'progress', id, share, doing }),
        answer: (value, transfer) => post({ assay: 'answer', id, answer: value }, transfer),
        transfer: (buffers) => (handed = buffers),
      });
      post({ assay: 'result', id, result }, handed);
    } catch (error) {
      post({ assay: 'failure', id, failure: failureOf(error) });
    } finally {
      open.delete(id);
    }
  }
  endpoint.addEventListener('message', listener);
  endpoint.start?.();
  return () => {
    endpoint.removeEventListener('message', listener);
    for (const controller of open.values()) controller.abort(new DOMException('closed', 'AbortError'));
  };
}

/** Calls the methods served at the other end of this endpoint. */
export function connect<M extends Methods>(endpoint: Endpoint): Client<M> {
  interface Open {
    readonly options: CallOptions<unknown>;
    readonly resolve: (result: unknown) => void;
    readonly reject: (reason: Error) => void;
  }
  const open = new Map<number, Open>();
  let next = 1;
  let dead: Error | null = null;
  endpoint.addEventListener('message', (event) => {
    const message = event.data as Message;
    if (!isMessage(message)) return;
    const call = open.get(message.id);
    if (call === undefined) return;
    if (message.assay === 'answer') call.options.answer?.(message.answer);
    if (message.assay === 'progress') call.options.progress?.(message.share, message.doing);
    if (message.assay === 'result') settle(message.id, () => call.resolve(message.result));
    if (message.assay === 'failure') settle(message.id, () => call.reject(errorOf(message.failure)));
  });
  endpoint.start?.();
  function settle(id: number, finish: () => void): void {
    open.delete(id);
    finish();
  }
  return {
    async call(method, request, options = {}) {
      if (dead !== null) throw dead;
      options.signal?.throwIfAborted();
      const id = next++;
      const cancel = (): void => {
        endpoint.postMessage({ assay: 'cancel', id }, []);
        const reason: unknown = options.signal?.reason;
        settle(id, () => reject?.(reason instanceof Error ? reason : new DOMException('cancelled', 'AbortError')));
      };
      let reject: ((reason: Error) => void) | undefined;
      const result = new Promise<unknown>((resolve, rejectCall) => {
        reject = rejectCall;
        open.set(id, { options, resolve, reject: rejectCall });
      });
      options.signal?.addEventListener('abort', cancel, { once: true });
      try {
        endpoint.postMessage({ assay: 'call', id, method, request }, options.transfer ?? []);
        return await result;
      } finally {
        open.delete(id);
        options.signal?.removeEventListener('abort', cancel);
      }
    },
    fail(reason) {
      dead = reason;
      for (const [id, call] of open) settle(id, () => call.reject(reason));
    },
  };
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null && 'assay' in value && 'id' in value;
}

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), details: {} };
  const details: Record<string, unknown> = error instanceof RemoteError ? { ...error.details } : {};
  for (const [key, value] of Object.entries(error)) if (isPlain(value)) details[key] = value;
  return { name: error.name, message: error.message, details };
}

function isPlain(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value) || (Array.isArray(value) && value.every(isPlain));
}

function errorOf(failure: Failure): Error {
  if (failure.name === 'AbortError') return new DOMException(failure.message, 'AbortError');
  return new RemoteError(failure.name, failure.message, failure.details);
}
