const name = 'assay';
/** 2 added the permissions. */
const version = 2;

/** Every store, by what finds a record in it. */
const stores = {
  drafts: 'origin',
  snapshots: ['origin', 'at'],
  files: ['origin', 'name'],
  handles: 'origin',
  grants: 'id',
};

type StoreName = keyof typeof stores;

/** The browser keeps nothing here: a private window, or storage that was switched off. */
export class StorageDenied extends Error {
  override readonly name = 'StorageDenied';
}

/**
 * The page's records in IndexedDB. A change is one transaction: it is kept whole or not at all, whenever the tab dies.
 * Once open, a change is handed to the browser within the call, so that it outlives a page that is being closed.
 */
export class Database {
  private connection: IDBDatabase | null = null;
  private opening: Promise<IDBDatabase> | null = null;

  constructor(private readonly factory: () => IDBFactory = () => indexedDB) {}

  /** Opens it ahead of need. Throws `StorageDenied` where the browser refuses. */
  async open(): Promise<void> {
    await this.opened();
  }

  /** Reads from one store. */
  async read<T>(store: StoreName, ask: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
    const connection = this.connection ?? (await this.opened());
    return answerOf(ask(connection.transaction(store).objectStore(store)));
  }

  /** Changes some stores at once; settled when all of it is kept, or nothing. */
  async change(names: readonly StoreName[], work: (store: (name: StoreName) => IDBObjectStore) => void): Promise<void> {
    const connection = this.connection ?? (await this.opened());
    const transaction = connection.transaction(names, 'readwrite');
    const ended = endOf(transaction);
    work((store) => transaction.objectStore(store));
    transaction.commit();
    await ended;
  }

  private opened(): Promise<IDBDatabase> {
    return (this.opening ??= this.connect().catch((error: unknown) => {
      this.opening = null;
      if (error instanceof Error && error.name === 'QuotaExceededError') throw error;
      throw new StorageDenied(error instanceof Error ? error.message : String(error));
    }));
  }

  private async connect(): Promise<IDBDatabase> {
    const request = this.factory().open(name, version);
    request.onupgradeneeded = () => {
      const { objectStoreNames: present } = request.result;
      for (const [store, keyPath] of Object.entries(stores))
        if (!present.contains(store)) request.result.createObjectStore(store, { keyPath });
    };
    const connection = await answerOf(request);
    const gone = (): void => {
      this.connection = null;
      this.opening = null;
    };
    connection.onclose = gone;
    connection.onversionchange = () => {
      connection.close();
      gone();
    };
    return (this.connection = connection);
  }
}

let shared: Database | null = null;

/** The database of this page, made when first asked for. */
export function database(): Database {
  return (shared ??= new Database());
}

function answerOf<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the browser’s storage did not answer'));
  });
}

function endOf(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the browser’s storage took nothing'));
  });
}
