/** A copy of what an address last answered. */
export interface Copy {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** When it was read, in milliseconds since 1970. */
  readonly at: number;
}

type Store = Pick<Cache, 'match' | 'put' | 'delete' | 'keys'>;

const atHeader = 'X-Assay-At';
const sizeHeader = 'X-Assay-Size';

/** Copies take so many bytes at most. */
const most = 500e6;

/** The copies of this browser, for its workers and for the page that lists and deletes them. */
export function browserCopies(): KeptCopies {
  return new KeptCopies(() => caches.open('assay copies'), most);
}

/** The last copies of what was read from the network, so that notebooks open without one; the oldest give way. */
export class KeptCopies {
  constructor(
    private readonly open: () => Promise<Store>,
    private readonly limitBytes: number,
  ) {}

  /** Keeps a copy, unless it is larger than all copies together may be. The bytes are taken at once and may then be handed over. */
  async keep(url: string, { bytes, at }: Copy): Promise<void> {
    const size = bytes.length;
    if (size > this.limitBytes) return;
    const response = new Response(bytes, { headers: { [atHeader]: String(at), [sizeHeader]: String(size) } });
    const store = await this.open();
    await store.delete(url);
    await this.makeRoom(store, this.limitBytes - size);
    await store.put(url, response);
  }

  async find(url: string): Promise<Copy | null> {
    const found = await (await this.open()).match(url);
    if (found === undefined) return null;
    return { bytes: new Uint8Array(await found.arrayBuffer()), at: Number(found.headers.get(atHeader)) };
  }

  /** How many there are, and how many bytes they take. */
  async usage(): Promise<{ readonly count: number; readonly bytes: number }> {
    const all = await this.list(await this.open());
    return { count: all.length, bytes: all.reduce((sum, { size }) => sum + size, 0) };
  }

  async forget(): Promise<void> {
    const store = await this.open();
    for (const request of await store.keys()) await store.delete(request);
  }

  private async makeRoom(store: Store, limit: number): Promise<void> {
    const kept = await this.list(store);
    let total = kept.reduce((sum, { size }) => sum + size, 0);
    for (const { request, size } of kept.toSorted((one, other) => one.at - other.at)) {
      if (total <= limit) return;
      await store.delete(request);
      total -= size;
    }
  }

  private async list(store: Store): Promise<readonly { readonly request: Request; readonly at: number; readonly size: number }[]> {
    const requests = await store.keys();
    return Promise.all(
      requests.map(async (request) => {
        const headers = (await store.match(request))?.headers;
        return { request, at: Number(headers?.get(atHeader)), size: Number(headers?.get(sizeHeader)) };
      }),
    );
  }
}
