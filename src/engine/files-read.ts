import type { Source } from '../io/source.ts';
import type { Notebook } from '../notebook/notebook.ts';
import type { Bench } from './evaluate.ts';
import { beside } from './host.ts';
import type { World } from './world.ts';

/** A file that a cell read. */
export interface FileRead {
  readonly cell: string;
  readonly kind: 'data' | 'model';
  /** As the notebook, or the model's entry beside it, names the file. */
  readonly reference: string;
  readonly bytes: number | null;
  readonly sha256: string;
}

/** The files behind a notebook's cells, each once, with the digests of their bytes; those that cannot be read are left out. */
export async function filesRead(
  notebook: Notebook,
  bench: Pick<Bench, 'planner' | 'world' | 'memory'>,
  signal: AbortSignal,
): Promise<readonly FileRead[]> {
  const files = new Map<string, FileRead>();
  for (const cell of bench.planner.plan(notebook)) {
    // What never ran was not read, and is not read for this.
    if (bench.memory.lastShown(cell.block.id) === undefined) continue;
    for (const { reference, kind } of cell.step?.sources ?? []) {
      for (const name of await namesOf(reference, kind === 'model', bench.world, signal)) {
        const file = await fileOf(name, bench.world, signal);
        if (file !== null && !files.has(name)) files.set(name, { cell: cell.block.id, kind: kind === 'model' ? 'model' : 'data', ...file });
      }
    }
  }
  return [...files.values()];
}

/** A model's entry names further files beside it. */
async function namesOf(reference: string, isModel: boolean, world: World, signal: AbortSignal): Promise<readonly string[]> {
  const entry = isModel ? await opened(reference, world, signal) : null;
  if (entry === null || (entry.size ?? Infinity) > world.limits.bytes) return [reference];
  const bytes = await entry.slice(0, entry.size ?? 0);
  return [reference, ...world.modelReferences(entry.name, bytes).map((name) => beside(reference, name))];
}

async function fileOf(
  reference: string,
  world: World,
  signal: AbortSignal,
): Promise<Pick<FileRead, 'reference' | 'bytes' | 'sha256'> | null> {
  const source = await opened(reference, world, signal);
  if (source === null) return null;
  const sha256 = await source.digest(signal).catch(() => null);
  return sha256 === null ? null : { reference, bytes: source.size ?? null, sha256 };
}

function opened(reference: string, world: World, signal: AbortSignal): Promise<Source | null> {
  return world.read(reference, signal).catch(() => null);
}
