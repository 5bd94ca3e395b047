import { checkSize, limited } from './byte-limit.ts';
import { joined } from './stream-source.ts';
import type { Source } from './source.ts';

/** All bytes of a source; throws `SourceError` above `limitBytes`, before reading where the size is known. */
export async function readAll(source: Source, signal: AbortSignal, limitBytes: number): Promise<Uint8Array<ArrayBuffer>> {
  checkSize(source, limitBytes);
  return readStream(limited(source.stream(), source.name, limitBytes), signal);
}

/** All bytes of a stream; an abort is noticed between chunks. */
export async function readStream(
  stream: ReadableStream<Uint8Array>,
  signal: AbortSignal,
  onBytes?: (total: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let total = 0;
  try {
    for (;;) {
      signal.throwIfAborted();
      const { done, value } = await reader.read();
      if (done) return joined(parts);
      parts.push(value);
      onBytes?.((total += value.length));
    }
  } catch (error) {
    await reader.cancel(error).catch(() => undefined);
    throw error;
  }
}
