import type { Frame } from '../../frame/frame.ts';
import type { Folder } from '../../io/folder.ts';
import { Unkeepable } from './pack.ts';
import { packResult, unpackResult, type Keepable } from './pack-frames.ts';
import { readResultFile, resultFile } from './result-file.ts';

/** Results that outlive the page, by the key that says all that they depend on. */
export interface ResultStore {
  /** The result under a key, given the frames that the cell reads; null where none is kept. */
  find(key: string, read: ReadonlyMap<string, Frame>): Promise<Keepable | null>;
  /** Keeps a result if it is worth it; nothing waits for that. */
  keep(key: string, result: Keepable, read: ReadonlyMap<string, Frame>): void;
}

/** A result without what its step can give back: how its frames remember rows. */
export function asData(result: Keepable): Keepable {
  const frames = new Map([...result.frames].map(([part, { behind: _, measured: __, ...frame }]) => [part, frame]));
  return { ...result, frames };
}

/** A result that took so many milliseconds is kept, a model's from fewer on. */
const worth = { ms: 1000, modelMs: 100 };
/** What is kept must be so much quicker to read than to make: at most so many bytes for a millisecond. */
const bytesPerMs = 20_000;

/** Keeps results in a folder, `most` bytes of them, the least recently used first out. */
export class KeptResults implements ResultStore {
  private readonly folder: Promise<Folder | null>;
  private readonly names: Promise<Set<string>>;
  private queue: Promise<void> = Promise.resolve();

  constructor(
    open: () => Promise<Folder>,
    private readonly most: number,
  ) {
    this.folder = open().catch(() => null);
    this.names = this.folder.then(async (folder) => new Set(await folder?.names())).catch(() => new Set());
  }

  async find(key: string, read: ReadonlyMap<string, Frame>): Promise<Keepable | null> {
    if (!(await this.names).has(key)) return null;
    const folder = await this.folder;
    try {
      const file = (await folder?.open(key)) ?? null;
      const packed = file === null ? null : await readResultFile(file);
      if (packed === null) throw new Unkeepable('broken');
      const result = unpackResult(packed, read);
      void folder?.touch(key).catch(() => undefined);
      return result;
    } catch {
      (await this.names).delete(key);
      await folder?.remove(key);
      return null;
    }
  }

  keep(key: string, result: Keepable, read: ReadonlyMap<string, Frame>): void {
    if (result.ms < (result.backend === undefined ? worth.ms : worth.modelMs)) return;
    this.queue = this.queue.then(() => this.write(key, result, read)).catch(() => undefined);
  }

  /** Waits until everything that was to be kept is. */
  settled(): Promise<void> {
    return this.queue;
  }

  private async write(key: string, result: Keepable, read: ReadonlyMap<string, Frame>): Promise<void> {
    const [folder, names] = [await this.folder, await this.names];
    if (folder === null || names.has(key)) return;
    const parts = await this.partsOf(result, read);
    if (parts === null) return;
    const bytes = parts.reduce((sum, part) => sum + part.byteLength, 0);
    if (bytes > Math.max(1e6, result.ms * bytesPerMs) || bytes > this.most) return;
    await this.makeRoom(folder, names, bytes);
    try {
      await folder.write(key, parts);
      names.add(key);
    } catch (error) {
      await folder.remove(key);
      throw error;
    }
  }

  private async partsOf(result: Keepable, read: ReadonlyMap<string, Frame>): Promise<readonly Uint8Array[] | null> {
    try {
      return await resultFile(packResult(result, read));
    } catch (error) {
      if (error instanceof Unkeepable) return null;
      throw error;
    }
  }

  /** Lets go of what was used longest ago, until `bytes` more fit. */
  private async makeRoom(folder: Folder, names: Set<string>, bytes: number): Promise<void> {
    const held: { readonly name: string; readonly size: number; readonly touched: number }[] = [];
    for (const name of names) {
      const facts = await folder.look(name);
      if (facts !== null) held.push({ name, ...facts });
    }
    held.sort((one, other) => one.touched - other.touched);
    let sum = bytes + held.reduce((total, { size }) => total + size, 0);
    for (const { name, size } of held) {
      if (sum <= this.most) return;
      names.delete(name);
      await folder.remove(name);
      sum -= size;
    }
  }
}
