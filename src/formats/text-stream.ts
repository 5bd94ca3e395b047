import { checkSize, limited } from '../io/byte-limit.ts';
import type { Source } from '../io/source.ts';
import { Pulse } from './pulse.ts';
import type { Progress } from '../io/source.ts';

const headBytes = 1 << 16;

export interface TextReading {
  readonly signal: AbortSignal;
  readonly progress: Progress;
  readonly limitBytes: number;
}

/**
 * The bytes of a text file chunk by chunk, the first of at least 64 KiB where there are as many: gunzipped where they are
 * gzip, without a byte order mark, bounded before and after inflation. Throws where they are UTF-16, binary, or cut short.
 */
export async function* textChunks(source: Source, { signal, progress, limitBytes }: TextReading): AsyncGenerator<Uint8Array> {
  checkSize(source, limitBytes);
  let read = 0;
  const pulse = new Pulse(signal, progress, `reading ${source.name}`);
  const raw = counted(limited(source.stream(), source.name, limitBytes), (bytes) => (read += bytes));
  const stream = (await isGzip(source)) ? limited(gunzip(raw, source.name), source.name, limitBytes) : raw;
  const reader = stream.getReader();
  let head: Uint8Array | null = new Uint8Array(0);
  let next = readOn(reader);
  try {
    for (;;) {
      await pulse.beat(source.size === undefined ? 0 : read / source.size);
      const { done, value } = await next;
      if (done) break;
      next = readOn(reader);
      if (head === null) yield withoutNul(value, source.name);
      else {
        head = concat(head, value);
        if (head.length < headBytes) continue;
        yield withoutMark(head, source.name);
        head = null;
      }
    }
    if (head !== null) yield withoutMark(head, source.name);
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

/** Reads while the chunk before is worked on; a failure waits until it is asked for. */
function readOn(reader: ReadableStreamDefaultReader<Uint8Array>): ReturnType<typeof reader.read> {
  const reading = reader.read();
  reading.catch(() => undefined);
  return reading;
}

/** Whether the file begins with gzip's magic bytes. */
export async function isGzip(source: Source): Promise<boolean> {
  const magic = await source.slice(0, 2);
  return magic[0] === 0x1f && magic[1] === 0x8b;
}

function gunzip(stream: ReadableStream<Uint8Array>, name: string): ReadableStream<Uint8Array> {
  const inflater = new DecompressionStream('gzip') as unknown as ReadableWritablePair<Uint8Array, Uint8Array>;
  const reader = stream.pipeThrough(inflater).getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read().catch((error: unknown) => {
          if (error instanceof Error && error.name === 'SourceError') throw error;
          throw new Error(`${name} is cut short or damaged: its gzip data cannot be inflated to the end`);
        });
        if (done) controller.close();
        else controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function counted(stream: ReadableStream<Uint8Array>, onBytes: (bytes: number) => void): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        onBytes(value.length);
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}

function withoutMark(head: Uint8Array, name: string): Uint8Array {
  const [first, second, third] = head;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) {
    throw new Error(`${name} is UTF-16 text; save it as UTF-8`);
  }
  withoutNul(head, name);
  return first === 0xef && second === 0xbb && third === 0xbf ? head.subarray(3) : head;
}

function withoutNul(bytes: Uint8Array, name: string): Uint8Array {
  if (bytes.includes(0)) throw new Error(`${name} holds bytes that are no text; it is not a table in text form`);
  return bytes;
}

function concat(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const whole = new Uint8Array(a.length + b.length);
  whole.set(a);
  whole.set(b, a.length);
  return whole;
}
