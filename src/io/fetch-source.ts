import { blobSource } from './bytes-source.ts';
import { oversize } from './read-all.ts';
import { SourceError, type Progress, type Source } from './source.ts';

/** Reads an address without credentials or referrer, up to `limit` bytes; every failure is one sentence that names it. */
export async function fetchSource(url: string, limit: number, signal: AbortSignal, progress: Progress): Promise<Source> {
  const name = decodeURIComponent(new URL(url).pathname.split('/').at(-1) ?? '') || url;
  const response = await open(url, signal);
  if (!response.ok || response.body === null) {
    throw new SourceError('failed', `${url} answers ${response.status}${response.status === 404 ? ': there is no such file' : ''}`, url);
  }
  const announced = Number(response.headers.get('content-length') ?? NaN);
  if (announced > limit) throw oversize(name, announced, limit);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  const reader = response.body.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    total += next.value.length;
    if (total > limit) {
      await reader.cancel();
      throw oversize(name, total, limit);
    }
    pieces.push(next.value);
    if (announced > 0) progress(Math.min(1, total / announced), `fetching ${name}`);
  }
  return blobSource(name, new Blob(pieces));
}

async function open(url: string, signal: AbortSignal): Promise<Response> {
  try {
    return await fetch(url, { signal, credentials: 'omit', referrerPolicy: 'no-referrer', redirect: 'follow' });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new SourceError('failed', `${url} cannot be reached: the host is down, or does not allow reading from a page`, url);
  }
}
