import { BodyError } from '../cells/kind.ts';
import { checkSize } from '../io/byte-limit.ts';
import { readModel, type Resolved } from './host.ts';
import type { PlannedCell } from './plan.ts';
import type { World } from './world.ts';

const readWhole = /\.(csv|tsv|txt|jsonl?|ndjson)$/i;

/** Opens what the cell's step declared, with digests, and holds pinned files to their pin. */
export async function resolveSources(cell: PlannedCell, world: World, signal: AbortSignal): Promise<ReadonlyMap<string, Resolved>> {
  const resolved = new Map<string, Resolved>();
  for (const request of cell.step?.sources ?? []) {
    const source = await world.read(request.reference, signal);
    // What can only be read whole is refused before it is hashed, which takes seconds a gigabyte.
    if (readWhole.test(source.name)) checkSize(source, world.limits.bytes);
    const digest = request.kind === 'model' ? (await readModel(world, request.reference, signal)).id : await source.digest();
    const pinned = request.kind === 'model' ? await source.digest() : digest;
    if (request.sha256 !== undefined && request.sha256.toLowerCase() !== pinned) {
      throw new BodyError(
        `${source.name} is not the file that this notebook pins: its SHA-256 is ${shortHash(pinned)}, not ${shortHash(request.sha256.toLowerCase())}`,
        ['sha256'],
        'use the pinned file, or take the new one by changing sha256',
        pinned,
      );
    }
    resolved.set(request.reference, { source, digest });
  }
  return resolved;
}

function shortHash(sha256: string): string {
  return `${sha256.slice(0, 8)}…${sha256.slice(-4)}`;
}
