import { limited, overLimit } from './byte-limit.ts';
import { bytesSource } from './bytes-source.ts';
import { Patience } from './patience.ts';
import { readStream } from './read-all.ts';
import { SourceError, type Progress, type Source } from './source.ts';

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly limitBytes: number;
  readonly progress?: Progress;
  /** How long a host may be silent, in milliseconds; half a minute where left out. */
  readonly patienceMs?: number;
  /** How long the whole may take, in milliseconds, in the place of how long a host may be silent. */
  readonly withinMs?: number;
  /** What to do about a file over the limit, in the place of what is said of data. */
  readonly overLimit?: string;
  /** In place of the global one, in tests. */
  readonly fetch?: (url: string, options: RequestInit) => Promise<Response>;
}

const mostRedirects = 5;

/** Downloads a URL once and keeps its bytes; the source is named for the URL's last segment. */
export async function fetchSource(url: string, options: FetchOptions): Promise<Source> {
  return bytesSource(nameOfUrl(url), await fetchBytes(url, options));
}

/**
 * Downloads a URL without credentials, referrer or cookies. A redirect is not followed, except to the same host where the
 * platform shows where it leads (browsers do not): consent is given to a host, and asking another would already tell it.
 * Throws `SourceError` (failed) with one sentence on any status but success, on a web page in place of a file, on silence,
 * on a body cut short, and above `limitBytes`, without reading on.
 */
export async function fetchBytes(url: string, options: FetchOptions): Promise<Uint8Array<ArrayBuffer>> {
  const { withinMs, patienceMs = 30_000 } = options;
  const patience = new Patience(options.signal, withinMs ?? patienceMs, withinMs !== undefined);
  try {
    const bytes = await download(url, options, patience);
    if (isWebPage(bytes)) {
      const message = `${url} answers with a web page, not a file; check that the address leads to the file itself`;
      throw new SourceError('failed', message, url);
    }
    return bytes;
  } catch (error) {
    if (!patience.ended || options.signal.aborted) throw error;
    const seconds = Math.ceil(patience.milliseconds / 1000);
    const slow = patience.whole ? `was not read within ${seconds} s` : `sent nothing for ${seconds} s`;
    throw new SourceError('failed', `${url} ${slow}; try again, or download the file and drop it here`, url);
  } finally {
    patience.stop();
  }
}

async function download(url: string, options: FetchOptions, patience: Patience): Promise<Uint8Array<ArrayBuffer>> {
  const response = await ask(url, url, options, patience.signal, 0);
  patience.heard();
  if (!response.ok) throw refuse(response, url, `${url} answered ${statusOf(response)}`);
  const encoded = response.headers.has('content-encoding');
  const length = encoded ? NaN : Number(response.headers.get('content-length') ?? NaN);
  if (length > options.limitBytes) {
    void response.body?.cancel();
    throw overLimit(nameOfUrl(url), length, options.limitBytes, options.overLimit);
  }
  if (response.body === null) return new Uint8Array(0);
  const report = (total: number): void => {
    patience.heard();
    if (length > 0) options.progress?.(Math.min(1, total / length), `reading ${nameOfUrl(url)}`);
  };
  const bytes = await readBody(response.body, url, options, patience, report);
  // What another host sends may be packed without our being told, so that its length is that of the packed bytes.
  if (response.type !== 'cors' && bytes.length < length)
    throw new SourceError('failed', `the download of ${url} ended after ${bytes.length} of ${length} bytes; try again`, url);
  return bytes;
}

async function readBody(
  body: ReadableStream<Uint8Array>,
  url: string,
  { signal, limitBytes, overLimit: wayOut }: FetchOptions,
  patience: Patience,
  report: (total: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return await readStream(limited(body, nameOfUrl(url), limitBytes, wayOut), patience.signal, report);
  } catch (error) {
    if (error instanceof SourceError || signal.aborted) throw error;
    throw new SourceError('failed', `the download of ${url} broke off; try again`, url);
  }
}

async function ask(first: string, url: string, options: FetchOptions, signal: AbortSignal, redirects: number): Promise<Response> {
  const { fetch: fetchWith = fetch } = options;
  const response = await fetchWith(url, {
    signal,
    credentials: 'omit',
    referrerPolicy: 'no-referrer',
    cache: 'no-cache',
    redirect: 'manual',
  }).catch(() => {
    options.signal.throwIfAborted();
    throw unreachable(first);
  });
  if (response.type === 'opaqueredirect')
    throw new SourceError('failed', `${first} sends on to another address; open it in a tab, and use the address that it ends at`, first);
  const location = response.status >= 300 && response.status < 400 ? response.headers.get('location') : null;
  if (location === null) return response;
  const next = new URL(location, url);
  if (next.host !== new URL(first).host) throw refuse(response, first, `${first} sends on to ${next.host}; use that address to allow it`);
  if (redirects >= mostRedirects) throw refuse(response, first, `${first} sends on without end; check the address`);
  void response.body?.cancel();
  return ask(first, next.href, options, signal, redirects + 1);
}

/** A browser does not tell a wrong address from a host that keeps other pages out. */
function unreachable(url: string): SourceError {
  const message = `${url} cannot be reached: check the address and the network; if it opens in a tab, ${new URL(url).host} must send Access-Control-Allow-Origin: * for other sites to read it`;
  return new SourceError('failed', message, url);
}

function statusOf({ status, statusText }: Response): string {
  const words = `${status} ${statusText}`.trim();
  if (status === 401 || status === 403) return `${words}: it may be read only after signing in; download the file and drop it here`;
  return status === 429 || status >= 500 ? `${words}; try again later` : `${words}; check the address`;
}

function isWebPage(bytes: Uint8Array): boolean {
  return /^\uFEFF?\s*<(?:!doctype html|html|head|body)[\s>]/i.test(new TextDecoder().decode(bytes.subarray(0, 512)));
}

function refuse(response: Response, url: string, message: string): SourceError {
  void response.body?.cancel();
  return new SourceError('failed', message, url);
}

/** What the file at an address is called: the last part of its path, else the host. */
export function nameOfUrl(url: string): string {
  const { pathname, host } = new URL(url);
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return last === '' ? host : decodeURIComponent(last);
  } catch {
    return last;
  }
}
