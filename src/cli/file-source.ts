import { open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { keptDigest } from '../io/digest.ts';
import { SourceError, type Source } from '../io/source.ts';

const chunkBytes = 1 << 18;

/** A source over a file; throws `SourceError` where there is none. Each stream and slice opens the file for itself. */
export async function fileSource(path: string): Promise<Source> {
  const size = await sizeOf(path);
  const stream = (): ReadableStream<Uint8Array> => streamOf(path);
  return {
    name: basename(path),
    size,
    stream,
    slice: (from, to) => sliceOf(path, Math.max(0, from), Math.min(size, to)),
    digest: keptDigest(stream),
  };
}

async function sizeOf(path: string): Promise<number> {
  try {
    const status = await stat(path);
    if (!status.isFile()) throw new SourceError('failed', `${path} is a folder, not a file`, path);
    return status.size;
  } catch (error) {
    if (error instanceof SourceError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') throw new SourceError('needs-file', `no file ${path}`, path);
    throw new SourceError('failed', `${path} cannot be read (${code || 'unknown reason'})`, path);
  }
}

function streamOf(path: string): ReadableStream<Uint8Array> {
  let handle: Awaited<ReturnType<typeof open>> | null = null;
  const close = async (): Promise<void> => {
    await handle?.close();
    handle = null;
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        handle ??= await open(path);
        const { bytesRead, buffer } = await handle.read(new Uint8Array(chunkBytes), 0, chunkBytes, null);
        if (bytesRead > 0) return controller.enqueue(buffer.subarray(0, bytesRead));
        await close();
        controller.close();
      },
      cancel: close,
    },
    { highWaterMark: 0 },
  );
}

async function sliceOf(path: string, from: number, to: number): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const bytes = new Uint8Array(Math.max(0, to - from));
    let filled = 0;
    while (filled < bytes.length) {
      const { bytesRead } = await handle.read(bytes, filled, bytes.length - filled, from + filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    return bytes.subarray(0, filled);
  } finally {
    await handle.close();
  }
}
