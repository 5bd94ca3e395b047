import { database, type Database } from '../keeping/database.ts';

/** One permission: to read from a host, or to run code of one SHA-256. */
export interface Grant {
  /** `host:example.org`, `code:SHA-256`. */
  readonly id: string;
  readonly kind: 'host' | 'code';
  readonly what: string;
  /** The cell that the code was allowed for, or the host. */
  readonly label: string;
  readonly at: number;
  /** Remembered by this browser; else it holds until the page closes. */
  readonly kept: boolean;
}

/** What permissions are asked of: the engine. */
interface Doors {
  grant(host: string): Promise<void>;
  revoke(host: string): Promise<void>;
  allowCode(hashes: readonly string[], allowed?: boolean): Promise<void>;
  call(method: 'hash-code', request: { readonly code: string }): Promise<string>;
}

/** What a person allowed, for the page's life or for good in this browser, and can take back. */
export class Grants {
  /** Everything that is allowed now, by its id. */
  all = $state.raw<ReadonlyMap<string, Grant>>(new Map());
  /** A page within another's frame may be covered by it, so it asks for no permission. */
  readonly framed: boolean;

  constructor(
    private readonly doors: Doors,
    private readonly kept: Database = database(),
    framed = globalThis.top !== globalThis.self,
  ) {
    this.framed = framed;
  }

  readonly hosts: ReadonlySet<string> = $derived(
    new Set([...this.all.values()].flatMap(({ kind, what }) => (kind === 'host' ? [what] : []))),
  );
  readonly codes: ReadonlySet<string> = $derived(
    new Set([...this.all.values()].flatMap(({ kind, what }) => (kind === 'code' ? [what] : []))),
  );

  /** Takes up what this browser keeps. */
  async load(): Promise<void> {
    const grants = (await this.kept.read('grants', (store) => store.getAll()).catch(() => [])) as Grant[];
    this.all = new Map([...this.all, ...grants.map((grant) => [grant.id, grant] as const)]);
    await Promise.all([this.doors.allowCode([...this.codes]), ...[...this.hosts].map((host) => this.doors.grant(host))]);
  }

  /** Allows reading from a host, for this page's life or for good. */
  async allowHost(host: string, always: boolean): Promise<void> {
    if (this.framed) return;
    await this.add({ id: `host:${host}`, kind: 'host', what: host, label: host, at: Date.now(), kept: always });
    await this.doors.grant(host);
  }

  /** Allows code to run, here and whenever this very text comes again. */
  async allowCode(cells: readonly { readonly cell: string; readonly code: string }[]): Promise<void> {
    if (this.framed) return;
    const hashes = await Promise.all(cells.map(({ code }) => this.hashOf(code)));
    for (const [at, { cell }] of cells.entries())
      await this.add({ id: `code:${hashes[at]}`, kind: 'code', what: hashes[at]!, label: cell, at: Date.now(), kept: true });
    await this.doors.allowCode(hashes);
  }

  hashOf(code: string): Promise<string> {
    return this.doors.call('hash-code', { code });
  }

  /** Takes all permissions back. */
  async takeBackAll(): Promise<void> {
    for (const id of [...this.all.keys()]) await this.takeBack(id);
  }

  /** Takes a permission back; what it let in stays until it is run anew. */
  async takeBack(id: string): Promise<void> {
    const grant = this.all.get(id);
    if (grant === undefined) return;
    this.all = new Map([...this.all].filter(([each]) => each !== id));
    await this.kept.change(['grants'], (of) => of('grants').delete(id)).catch(() => undefined);
    if (grant.kind === 'host') await this.doors.revoke(grant.what);
    else await this.doors.allowCode([grant.what], false);
  }

  private async add(grant: Grant): Promise<void> {
    this.all = new Map([...this.all, [grant.id, grant]]);
    // A browser that keeps nothing holds it for this page.
    if (grant.kept) await this.kept.change(['grants'], (of) => of('grants').put(grant)).catch(() => undefined);
  }
}
