import { limited, overLimit } from './byte-limit.ts';
import { bytesSource } from './bytes-source.ts';
import { readStream } from './read-all.ts';
import { SourceError, type Progress, type Source } from './source.ts';

export interface FetchOptions {
  readonly signal: AbortSignal;
  readonly limitBytes: number;
  readonly progress?: Progress;
  /** In place of the global one, in tests. */
  readonly fetch?: (url: string, options: RequestInit) => Promise<Response>;
}

/** Downloads a URL once and keeps its bytes; the source is named for the URL's last segment. */
export async function fetchSource(url: string, options: FetchOptions): Promise<Source> {
  return bytesSource(nameOf(url), await fetchBytes(url, options));
}

/**
 * Downloads a URL without credentials, referrer or cookies; a redirect to another host is refused.
 * Throws `SourceError` (failed) on any status but success, on no answer, and above `limitBytes`, without reading on.
 */
export async function fetchBytes(url: string, options: FetchOptions): Promise<Uint8Array<ArrayBuffer>> {
  const response = await ask(url, options);
  if (!response.ok) throw refuse(response, url, `${url} answered ${`${response.status} ${response.statusText}`.trim()}; check the address`);
  if (response.url !== '' && new URL(response.url).host !== new URL(url).host) {
    throw refuse(response, url, `${url} sends on to ${new URL(response.url).host}; use that address to allow it`);
  }
  const encoded = response.headers.has('content-encoding');
  const length = encoded ? NaN : Number(response.headers.get('content-length') ?? NaN);
  if (length > options.limitBytes) {
    void response.body?.cancel();
    throw overLimit(nameOf(url), length, options.limitBytes);
  }
  if (response.body === null) return new Uint8Array(0);
  const report = (total: number): void => {
    if (length > 0) options.progress?.(Math.min(1, total / length), `reading ${nameOf(url)}`);
  };
  try {
    return await readStream(limited(response.body, nameOf(url), options.limitBytes), options.signal, report);
  } catch (error) {
    if (error instanceof SourceError || options.signal.aborted) throw error;
    throw new SourceError('failed', `the download of ${url} broke off; try again`, url);
  }
}

async function ask(url: string, { signal, fetch: fetchWith = fetch }: FetchOptions): Promise<Response> {
  try {
    return await fetchWith(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer', cache: 'no-cache' });
  } catch {
    signal.throwIfAborted();
    throw new SourceError(
      'failed',
      `${url} cannot be reached; check the address, the network, and that its host allows other sites to read it`,
      url,
    );
  }
}

function refuse(response: Response, url: string, message: string): SourceError {
  void response.body?.cancel();
  return new SourceError('failed', message, url);
}

function nameOf(url: string): string {
  const { pathname, host } = new URL(url);
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return last === '' ? host : decodeURIComponent(last);
  } catch {
    return last;
  }
}
