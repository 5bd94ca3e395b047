import { createSHA256 } from 'hash-wasm';

/** SHA-256 of a stream in lower-case hexadecimal, taken chunk by chunk; an abort is noticed between chunks. */
export async function digestOf(stream: ReadableStream<Uint8Array>, signal?: AbortSignal): Promise<string> {
  const hash = await createSHA256();
  const reader = stream.getReader();
  try {
    for (;;) {
      signal?.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) return hash.digest('hex');
      hash.update(value);
    }
  } catch (error) {
    await reader.cancel(error).catch(() => undefined);
    throw error;
  } finally {
    reader.releaseLock();
  }
}

/** Takes a digest once and keeps it; one that failed or was cancelled is taken again. */
export function keptDigest(open: () => ReadableStream<Uint8Array>): (signal?: AbortSignal) => Promise<string> {
  let kept: Promise<string> | null = null;
  return (signal) => {
    if (kept !== null) return kept;
    const taken = digestOf(open(), signal);
    kept = taken;
    taken.catch(() => (kept = null));
    return taken;
  };
}
