import { createSHA256 } from 'hash-wasm';
import type { Source } from './source.ts';

/** SHA-256 of a stream, read once. */
export async function digestOf(stream: ReadableStream<Uint8Array>): Promise<string> {
  const hash = await createSHA256();
  const reader = stream.getReader();
  for (let next = await reader.read(); !next.done; next = await reader.read()) hash.update(next.value);
  return hash.digest('hex');
}

/** A source over a Blob or File; its bytes stay where the browser keeps them until they are read. */
export function blobSource(name: string, blob: Blob): Source {
  let digest: Promise<string> | null = null;
  return {
    name,
    size: blob.size,
    stream: () => blob.stream(),
    slice: async (from, to) => new Uint8Array(await blob.slice(from, to).arrayBuffer()),
    digest: () => (digest ??= digestOf(blob.stream())),
  };
}

/** A source over bytes in memory. */
export function bytesSource(name: string, bytes: Uint8Array): Source {
  let digest: Promise<string> | null = null;
  const stream = (): ReadableStream<Uint8Array> =>
    new ReadableStream({
      start(controller) {
        for (let from = 0; from < bytes.length; from += 1 << 20) controller.enqueue(bytes.subarray(from, from + (1 << 20)));
        controller.close();
      },
    });
  return {
    name,
    size: bytes.length,
    stream,
    slice: (from, to) => Promise.resolve(bytes.slice(from, to)),
    digest: () => (digest ??= digestOf(stream())),
  };
}
