import { SourceError, type Progress, type Source } from './source.ts';

/** Refuses a source that is known to be larger than `limit` bytes. */
export function refuseOversize(source: Source, limit: number): void {
  if (source.size !== undefined && source.size > limit) throw oversize(source.name, source.size, limit);
}

/** The sentence for a file over the limit. */
export function oversize(name: string, size: number, limit: number): SourceError {
  return new SourceError('failed', `${name} has more than the ${megabytes(limit)} that are read (${megabytes(size)}); use a smaller file or raise the limit in the settings`, name);
}

/** Reads a source whole; throws when it has more than `limit` bytes or the signal aborts. */
export async function readAll(source: Source, signal: AbortSignal, limit: number): Promise<Uint8Array> {
  const pieces: Uint8Array[] = [];
  let total = 0;
  for await (const piece of chunksOf(source, signal, limit)) {
    pieces.push(piece);
    total += piece.length;
  }
  if (pieces.length === 1) return pieces[0]!;
  const whole = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

/** Gives the bytes of a source piece by piece; bounded, cancellable, with progress where the size is known. */
export async function* chunksOf(source: Source, signal: AbortSignal, limit: number, progress?: Progress): AsyncGenerator<Uint8Array> {
  refuseOversize(source, limit);
  const reader = source.stream().getReader();
  let total = 0;
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) {
      signal.throwIfAborted();
      total += next.value.length;
      if (total > limit) throw oversize(source.name, total, limit);
      if (source.size !== undefined && source.size > 0) progress?.(total / source.size, `reading ${source.name}`);
      yield next.value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function megabytes(bytes: number): string {
  return bytes >= 1e6 ? `${(bytes / 1e6).toFixed(bytes >= 1e7 ? 0 : 1)} MB` : bytes >= 1000 ? `${(bytes / 1000).toFixed(0)} kB` : `${bytes} bytes`;
}
