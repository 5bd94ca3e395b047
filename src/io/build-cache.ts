/** What one build of the page consists of. */
export interface Build {
  readonly version: string;
  /** Paths beside the page: `path` where the name changes with the content, `path?hash` elsewhere. */
  readonly files: readonly string[];
  /** The Content-Security-Policy of a file, by its path. */
  policyOf(path: string): string;
}

/** Where a build is kept and read from; in tests something smaller. */
export interface BuildDoors {
  readonly caches: Pick<CacheStorage, 'open' | 'keys' | 'delete'>;
  readonly fetch: (url: string, options: RequestInit) => Promise<Response>;
  /** The address of the page's folder, with its slash. */
  readonly scope: string;
}

const page = 'index.html';
const atOnce = 6;
const hashed = /^assets\/.+-[\w-]{8}\.\w+$/;

/** One build's files in the browser's cache, and those of the builds before it until no page needs them. */
export class BuildCache {
  private readonly keys: ReadonlyMap<string, string>;
  private readonly prefix: string;

  constructor(
    private readonly build: Build,
    private readonly doors: BuildDoors,
  ) {
    this.keys = new Map(build.files.map((key) => [key.replace(/\?.*$/, ''), key]));
    this.prefix = `assay ${doors.scope} `;
  }

  /** Whether a file belongs to this build; the script of a page tells which build the page is of. */
  has(path: string): boolean {
    return this.keys.has(path);
  }

  /** Keeps every file. Files that an earlier build had too are copied; throws, to be tried again later, where one is missing. */
  async fill(): Promise<void> {
    const cache = await this.doors.caches.open(this.name);
    const left = [...this.build.files];
    const takeInTurn = async (): Promise<void> => {
      for (let key = left.pop(); key !== undefined; key = left.pop()) {
        if ((await cache.match(this.address(key))) === undefined) {
          await cache.put(this.address(key), (await this.anywhere(key)) ?? (await this.load(key)));
        }
      }
    };
    await Promise.all(Array.from({ length: atOnce }, takeInTurn));
  }

  /** A kept file under its policy. Files of earlier builds are found too, for pages that were opened before. */
  async find(path: string): Promise<Response | undefined> {
    const key = this.keys.get(path);
    if (key === undefined && !hashed.test(path)) return undefined;
    const found = key === undefined ? await this.anywhere(path) : await (await this.doors.caches.open(this.name)).match(this.address(key));
    return found === undefined ? undefined : this.bound(path, found);
  }

  /** The response with the policy of its file, beside what the host sent. */
  bound(path: string, response: Response): Response {
    if (response.type === 'opaqueredirect' || response.type === 'error') return response;
    const headers = new Headers(response.headers);
    const policy = this.build.policyOf(path);
    if (headers.get('Content-Security-Policy') !== policy) headers.append('Content-Security-Policy', policy);
    return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
  }

  /** Forgets the builds before this one; one that came later is left alone. */
  async forgetEarlier(): Promise<void> {
    const names = await this.names();
    for (const name of names.slice(0, Math.max(0, names.indexOf(this.name)))) await this.doors.caches.delete(name);
  }

  private get name(): string {
    return this.prefix + this.build.version;
  }

  /** Names of the caches of this folder, oldest first. */
  private async names(): Promise<readonly string[]> {
    return (await this.doors.caches.keys()).filter((name) => name.startsWith(this.prefix));
  }

  private address(key: string): string {
    return new URL(key, this.doors.scope).href;
  }

  private async anywhere(key: string): Promise<Response | undefined> {
    for (const name of (await this.names()).toReversed()) {
      const found = await (await this.doors.caches.open(name)).match(this.address(key));
      if (found !== undefined) return found;
    }
    return undefined;
  }

  private async load(key: string): Promise<Response> {
    const path = key.replace(/\?.*$/, '');
    if (path === page) return this.loadPage();
    const response = await this.doors.fetch(this.address(path), { cache: path === key ? 'default' : 'no-cache' });
    if (!response.ok) throw new Error(`${path} answers ${response.status}`);
    if (isHtml(response)) throw new Error(`${path} is not on this host, which sends a page in its place`);
    return plain(response);
  }

  /** Some hosts answer to the folder alone, some to the file alone; a page of another build is none of ours. */
  private async loadPage(): Promise<Response> {
    let response = await this.doors.fetch(this.doors.scope, { cache: 'no-cache' });
    if (!response.ok || !isHtml(response)) response = await this.doors.fetch(this.address(page), { cache: 'no-cache' });
    if (!response.ok) throw new Error(`${page} answers ${response.status}`);
    const text = await response.clone().text();
    const entry = this.build.files.find((file) => /^assets\/page-/.test(file));
    if (entry !== undefined && !text.includes(entry)) throw new Error(`${page} is of another version`);
    return plain(response);
  }
}

function isHtml(response: Response): boolean {
  return response.headers.get('Content-Type')?.startsWith('text/html') ?? false;
}

/** The response as the browser will give it again: unpacked, and without a redirect, which pages may not come by. */
function plain(response: Response): Response {
  const headers = new Headers(response.headers);
  if (headers.has('Content-Encoding')) for (const name of ['Content-Encoding', 'Content-Length']) headers.delete(name);
  return new Response(response.body, { headers });
}
