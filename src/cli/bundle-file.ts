import { open } from 'node:fs/promises';
import type { World } from '../engine/world.ts';
import { openBundle, type OpenedBundle } from '../io/open-bundle.ts';
import { SourceError } from '../io/source.ts';
import { bundleOf } from '../report/bundle.ts';
import type { Run } from '../report/run.ts';
import { defaultLimits } from '../trust/limits.ts';
import { UsageError } from './arguments.ts';
import { fileSource } from './file-source.ts';

/** Whether a path names an archive. */
export function isArchive(path: string): boolean {
  return /\.zip$/i.test(path);
}

/** Opens an archive with a notebook in it; throws `UsageError` with what is wrong with it. */
export async function readBundle(path: string): Promise<OpenedBundle> {
  try {
    return await openBundle(await fileSource(path), defaultLimits.bytes);
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** The world of a notebook from an archive: what was given by name, what is inside, what has an address, and nothing beside the archive. */
export function insideBundle(world: World, bundle: OpenedBundle, given: ReadonlyMap<string, string>): World {
  const inside = new Map(bundle.files.map(({ reference, source }) => [reference, source]));
  return {
    ...world,
    read(reference, signal) {
      const source = inside.get(reference);
      if (given.has(reference)) return world.read(reference, signal);
      if (source !== undefined) return Promise.resolve(source);
      if (/^https?:/i.test(reference)) return world.read(reference, signal);
      return Promise.reject(new SourceError('needs-file', `no file ${reference} in the archive`, reference));
    },
  };
}

/** Writes a run with all that it read into an archive, piece by piece. */
export async function writeBundle(path: string, run: Run, world: World): Promise<void> {
  if (path === '-') throw new UsageError('--bundle writes an archive into a file; name one, as in --bundle notebook.zip');
  const signal = new AbortController().signal;
  async function* read(reference: string): AsyncGenerator<Uint8Array> {
    const reader = (await world.read(reference, signal)).stream().getReader();
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  }
  const file = await open(path, 'w').catch(() => {
    throw new UsageError(`${path} cannot be written`);
  });
  try {
    for await (const piece of bundleOf(run, read)) await file.write(piece);
  } finally {
    await file.close();
  }
}
