import type { Host } from '../cells/kind.ts';
import type { Progress, Source } from '../io/source.ts';
import { readAll } from '../io/read-all.ts';
import { sha256 } from 'hash-wasm';
import type { Memory } from './memory.ts';
import type { ModelFiles, World } from './world.ts';

/** A source that a cell asked for, with the digest of everything behind it. */
export interface Resolved {
  readonly source: Source;
  readonly digest: string;
}

/** Reads a model's entry and every file that it names, and gives them an identity by their bytes. */
export async function readModel(world: World, reference: string, signal: AbortSignal): Promise<ModelFiles> {
  const entry = await world.read(reference, signal);
  const bytes = await readAll(entry, signal, world.limits.bytes);
  const files = [{ name: entry.name, bytes }];
  const digests = [await entry.digest()];
  for (const name of world.modelReferences(entry.name, bytes)) {
    const part = await world.read(beside(reference, name), signal);
    files.push({ name, bytes: await readAll(part, signal, world.limits.bytes) });
    digests.push(await part.digest());
  }
  return { id: (await sha256(digests.join(' '))).slice(0, 32), name: entry.name, files };
}

/** The path of a file that stands beside another. */
export function beside(reference: string, name: string): string {
  const slash = reference.lastIndexOf('/');
  return slash === -1 ? name : reference.slice(0, slash + 1) + name;
}

/** Models by identity: where to read them again after the compute machine was lost. */
export type Shelf = Map<string, string>;

/** What one running cell may ask; `sources` are those that its step declared. */
export function hostFor(
  world: World,
  memory: Memory,
  shelf: Shelf,
  sources: ReadonlyMap<string, Resolved>,
  progress: Progress,
  onBackend: (backend: string) => void,
): Host {
  async function load(reference: string, signal: AbortSignal): ReturnType<Host['loadModel']> {
    const model = await readModel(world, reference, signal);
    const loaded = await world.compute.load(model, signal);
    shelf.set(model.id, reference);
    onBackend(loaded.backend);
    return { id: model.id, ...loaded };
  }
  return {
    limits: world.limits,
    kernels: world.kernels,
    progress,
    read(reference) {
      const resolved = sources.get(reference);
      if (resolved === undefined) throw new Error(`${reference} was not declared by the step that reads it`);
      return Promise.resolve(resolved.source);
    },
    loadModel: load,
    async predict(id, batch, signal) {
      const reference = shelf.get(id);
      if (!world.compute.holds(id) && reference !== undefined) await load(reference, signal);
      const answer = await world.compute.predict(id, batch, signal, progress);
      onBackend(answer.backend);
      return answer;
    },
    rankBootstrap: (request, signal) => world.compute.rankBootstrap(request, signal),
    weightedCounts: (request, signal) => world.compute.weightedCounts(request, signal),
    memo: (key, make) => memory.part(key, make),
    runCode(request, signal) {
      if (world.code === undefined) throw new Error('code cannot run here');
      return world.code.run(request, signal);
    },
  };
}
