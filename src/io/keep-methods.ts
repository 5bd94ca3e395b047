import { digestOf } from './digest.ts';
import type { Folder } from './folder.ts';
import type { Handlers } from './port.ts';

/** What the page asks of the worker that keeps files. */
export type KeepMethods = {
  /** Keeps a file's bytes under their SHA-256, streamed; those that are there already are not written again. */
  put: { request: { readonly file: File }; answer: never; result: { readonly sha256: string } };
  /** Removes every file that is not named: what nobody uses, and what was cut off. */
  sweep: { request: { readonly used: readonly string[] }; answer: never; result: null };
};

/** Keeps files in a folder, one after another. A file that was cut off is shorter than its record says, and is written again. */
export function keepHandlers(open: () => Promise<Folder>): Handlers<KeepMethods> {
  let queue: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: (folder: Folder) => Promise<T>): Promise<T> => {
    const done = queue.then(async () => work(await open()));
    queue = done.catch(() => undefined);
    return done;
  };
  return {
    put: ({ file }, { signal, progress }) =>
      inTurn(async (folder) => {
        const sha256 = await digestOf(file.stream(), signal);
        if ((await folder.look(sha256))?.size === file.size) return { sha256 };
        try {
          await folder.write(
            sha256,
            chunksOf(file, signal, (bytes) => progress(bytes / Math.max(1, file.size), 'keeping')),
          );
        } catch (error) {
          await folder.remove(sha256);
          throw error;
        }
        return { sha256 };
      }),
    sweep: ({ used }) =>
      inTurn(async (folder) => {
        const stays = new Set(used);
        for (const name of await folder.names()) if (!stays.has(name)) await folder.remove(name);
        return null;
      }),
  };
}

async function* chunksOf(file: File, signal: AbortSignal, onBytes: (bytes: number) => void): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const chunk of file.stream()) {
    signal.throwIfAborted();
    yield chunk;
    onBytes((bytes += chunk.byteLength));
  }
}
