import type { Client } from '../../io/port.ts';
import type { KeepMethods } from '../../io/keep-methods.ts';
import { database, type Database } from './database.ts';

/** A file that this browser keeps for a notebook: its bytes lie in the browser's file system under their SHA-256. */
export interface KeptFile {
  readonly origin: string;
  readonly name: string;
  readonly sha256: string;
  readonly size: number;
  readonly used: number;
}

/** Files by content, and which notebooks use them. */
export interface FileStore {
  records(): Promise<readonly KeptFile[]>;
  /** Keeps the bytes, then the record, so that there is no record without its bytes. */
  keep(origin: string, file: File): Promise<KeptFile>;
  /** The bytes of a record, not read yet; null where they are gone or cut off. */
  open(record: KeptFile): Promise<File | null>;
  record(record: KeptFile): Promise<void>;
  /** Forgets a file for a notebook, and the bytes that no notebook uses any more. */
  forget(records: readonly KeptFile[]): Promise<void>;
}

const folder = 'files';

/** Files in this browser; `worker` writes them. */
export function fileStore(worker: () => Client<KeepMethods>, kept: Database = database()): FileStore {
  const store: FileStore = {
    records: async () => (await kept.read('files', (files) => files.getAll())) as KeptFile[],
    async keep(origin, file) {
      const { sha256 } = await alone(() => worker().call('put', { file }));
      const record: KeptFile = { origin, name: file.name, sha256, size: file.size, used: Date.now() };
      await store.record(record);
      return record;
    },
    async open({ sha256, name, size }) {
      try {
        const root = await navigator.storage.getDirectory();
        const handle = await (await root.getDirectoryHandle(folder)).getFileHandle(sha256);
        const file = await handle.getFile();
        return file.size === size ? new File([file], name) : null;
      } catch {
        return null;
      }
    },
    record: (record) => kept.change(['files'], (of) => of('files').put(record)),
    async forget(records) {
      await kept.change(['files'], (of) => {
        for (const { origin, name } of records) of('files').delete([origin, name]);
      });
      await alone(async () => worker().call('sweep', { used: (await store.records()).map(({ sha256 }) => sha256) }));
    },
  };
  return store;
}

/** One tab at a time writes or sweeps, so that none removes what another is about to record. */
async function alone<T>(work: () => Promise<T>): Promise<T> {
  const locks = navigator.locks as LockManager | undefined;
  return locks === undefined ? work() : await locks.request('assay files', work);
}
