import { keptDigest } from './digest.ts';
import type { Source } from './source.ts';

/** A source over a stream that can be opened again and again; a slice reads past what stands before it. */
export function streamSource(name: string, open: () => ReadableStream<Uint8Array>, size?: number): Source {
  return {
    name,
    ...(size === undefined ? {} : { size }),
    stream: open,
    slice: (from, to) => sliceOf(open(), Math.max(0, from), to),
    digest: keptDigest(open),
  };
}

async function sliceOf(stream: ReadableStream<Uint8Array>, from: number, to: number): Promise<Uint8Array> {
  const reader = stream.getReader();
  const parts: Uint8Array[] = [];
  let at = 0;
  while (at < to) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value.subarray(Math.max(0, from - at), Math.max(0, to - at)));
    at += value.length;
  }
  await reader.cancel();
  return joined(parts);
}

/** Copies parts into one array. */
export function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
