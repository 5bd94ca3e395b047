import { keptDigest } from './digest.ts';
import type { Source } from './source.ts';

const chunkBytes = 1 << 18;

/** A source over bytes in memory, which must not change while it is in use; streams in chunks of 256 KiB. */
export function bytesSource(name: string, bytes: Uint8Array): Source {
  const stream = (): ReadableStream<Uint8Array> => {
    let at = 0;
    return new ReadableStream<Uint8Array>(
      {
        pull(controller) {
          if (at >= bytes.length) return controller.close();
          controller.enqueue(bytes.subarray(at, (at += chunkBytes)));
        },
      },
      { highWaterMark: 0 },
    );
  };
  return {
    name,
    size: bytes.length,
    stream,
    slice: (from, to) => Promise.resolve(bytes.subarray(Math.max(0, from), Math.max(0, to))),
    digest: keptDigest(stream),
  };
}
