import { keptDigest } from './digest.ts';
import type { Source } from './source.ts';

/** A source over a File or Blob; its bytes stay where they are until they are read. */
export function blobSource(name: string, blob: Blob): Source {
  const stream = (): ReadableStream<Uint8Array> => blob.stream();
  return {
    name,
    size: blob.size,
    stream,
    slice: async (from, to) => new Uint8Array(await blob.slice(Math.max(0, from), Math.max(0, to)).arrayBuffer()),
    digest: keptDigest(stream),
  };
}
