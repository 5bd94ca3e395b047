/** Named bytes that outlive the page: a folder of the browser's own file system, or nothing where it keeps none. */
export interface Folder {
  /** Names of all files. */
  names(): Promise<readonly string[]>;
  /** Size in bytes and when it was last written or touched; null when there is no such file. */
  look(name: string): Promise<{ readonly size: number; readonly touched: number } | null>;
  /** The bytes, read only as far as they are asked for; null when there is no such file. */
  open(name: string): Promise<Blob | null>;
  /** Writes a file from its parts, in place of one of that name. It appears under its name when it is whole, where the browser can. */
  write(name: string, parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void>;
  /** Marks a file as just used. */
  touch(name: string): Promise<void>;
  remove(name: string): Promise<void>;
}

/** What only workers have of a file, so that the page, which reads alone, compiles it too. */
interface WritableFile extends FileSystemFileHandle {
  createSyncAccessHandle(): Promise<{
    truncate(size: number): void;
    getSize(): number;
    read(into: Uint8Array, options: { at: number }): number;
    write(from: Uint8Array, options: { at: number }): number;
    flush(): void;
    close(): void;
  }>;
  move?(name: string): Promise<void>;
}

const partly = '.part';

function writable(handle: FileSystemFileHandle): WritableFile {
  if (!isWritable(handle)) throw new Error('only a worker writes files');
  return handle;
}

function isWritable(handle: FileSystemFileHandle): handle is WritableFile {
  return 'createSyncAccessHandle' in handle;
}

/** A folder of the origin private file system. Writing needs a worker. Throws where the browser keeps nothing. */
export async function openFolder(name: string): Promise<Folder> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(name, { create: true });
  const found = async (file: string): Promise<FileSystemFileHandle | null> => {
    try {
      return await folder.getFileHandle(file);
    } catch {
      return null;
    }
  };
  // What a killed tab left; what another tab writes now is locked and stays.
  for await (const file of folder.keys()) if (file.endsWith(partly)) await folder.removeEntry(file).catch(() => undefined);
  return {
    async names() {
      const names: string[] = [];
      for await (const file of folder.keys()) if (!file.endsWith(partly)) names.push(file);
      return names;
    },
    async look(file) {
      const held = await (await found(file))?.getFile();
      return held === undefined ? null : { size: held.size, touched: held.lastModified };
    },
    open: async (file) => (await (await found(file))?.getFile()) ?? null,
    async write(file, parts) {
      const movable = 'move' in FileSystemFileHandle.prototype;
      const place = writable(await folder.getFileHandle(movable ? `${file}${partly}` : file, { create: true }));
      const handle = await place.createSyncAccessHandle();
      try {
        handle.truncate(0);
        let at = 0;
        for await (const part of parts) {
          const written = handle.write(part, { at });
          if (written < part.byteLength) throw new DOMException('no room left', 'QuotaExceededError');
          at += written;
        }
        handle.flush();
      } catch (error) {
        handle.close();
        await folder.removeEntry(place.name).catch(() => undefined);
        throw error;
      }
      handle.close();
      if (movable) await place.move?.(file);
    },
    async touch(file) {
      const known = await found(file);
      if (known === null) return;
      const handle = await writable(known).createSyncAccessHandle();
      const last = new Uint8Array(1);
      const at = Math.max(0, handle.getSize() - 1);
      if (handle.read(last, { at }) === 1) handle.write(last, { at });
      handle.close();
    },
    remove: (file) => folder.removeEntry(file).catch(() => undefined),
  };
}
