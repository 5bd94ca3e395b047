import { SourceError, type Source } from './source.ts';

/** Throws where the source says that it is larger than `limit` bytes. */
export function checkSize(source: Source, limit: number): void {
  if (source.size !== undefined && source.size > limit) throw overLimit(source.name, source.size, limit);
}

const smaller = 'keep fewer rows or columns, or use Parquet';

/** The error for bytes over the limit; `bytes` is undefined where only part of them was read. */
export function overLimit(name: string, bytes: number | undefined, limit: number, wayOut = smaller): SourceError {
  const has = bytes === undefined ? 'has more than' : `has ${inWords(bytes, limit, bytes - limit < 1e6)}, over`;
  const message = `${name} ${has} the limit of ${inWords(limit, limit, true)}; ${wayOut}`;
  return new SourceError('failed', message, name);
}

/** Bytes in the unit that suits the limit; `closely` with two decimals, so that what is just over does not read as equal. */
function inWords(bytes: number, limit: number, closely: boolean): string {
  if (limit < 1e6) return `${bytes.toLocaleString('en-US')} bytes`;
  return `${(bytes / 1e6).toLocaleString('en-US', { maximumFractionDigits: closely ? 2 : 0 })} MB`;
}

/** The stream itself until more than `limit` bytes went through; then it fails. */
export function limited(stream: ReadableStream<Uint8Array>, name: string, limit: number, wayOut?: string): ReadableStream<Uint8Array> {
  const reader = stream.getReader();
  let seen = 0;
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value } = await reader.read();
        if (done) return controller.close();
        seen += value.length;
        if (seen > limit) {
          const error = overLimit(name, undefined, limit, wayOut);
          await reader.cancel(error).catch(() => undefined);
          throw error;
        }
        controller.enqueue(value);
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  );
}
