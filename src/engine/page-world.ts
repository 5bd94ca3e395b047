import { placeOfReference } from '../trust/host-of.ts';
import type { Limits } from '../cells/kind.ts';
import { SourceError, type Source } from '../io/source.ts';
import type { Compute, World } from './world.ts';

/** How the page reaches addresses: a worker of its own, asked only for hosts that the person allowed. */
export type Fetcher = (url: string, signal: AbortSignal) => Promise<Source>;

/** The world of a notebook in the page: dropped files by name, files beside the notebook, and hosts that were allowed. */
export class PageWorld implements World {
  /** Where relative references start; null for a notebook that came as text. */
  base: string | null = null;
  backend = 'auto';
  readonly patience = 2000;
  private readonly files = new Map<string, Source>();
  private readonly expected = new WeakMap<Source, string>();
  private readonly granted = new Set<string>();
  private readonly fetched = new Map<string, Promise<Source>>();
  /** Addresses that could not be read; they are asked again only when the person retries. */
  private readonly failed = new Map<string, SourceError>();

  constructor(
    readonly compute: Compute,
    private readonly fetcher: Fetcher,
    private readonly origin: string,
    readonly modelReferences: World['modelReferences'],
    readonly limits: Limits,
    readonly build: string,
    readonly kernels?: World['kernels'],
    readonly store?: World['store'],
    readonly code?: World['code'],
  ) {}

  /** Makes a file readable under its name; one of the same name gives way. With a digest it is read only if its bytes have it. */
  addFile(source: Source, sha256?: string): void {
    this.files.set(source.name, source);
    if (sha256 === undefined) this.expected.delete(source);
    else this.expected.set(source, sha256);
  }

  /** Files of these names are read no more. */
  forgetFiles(names: readonly string[]): void {
    for (const name of names) this.files.delete(name);
  }

  /** Allows reading from a host for as long as the page lives. */
  grant(host: string): void {
    this.granted.add(host);
  }

  /** Takes a permission back. */
  revoke(host: string): void {
    this.granted.delete(host);
  }

  /** Lets addresses that failed be asked again. */
  forgive(): void {
    this.failed.clear();
  }

  readonly read = async (reference: string, signal: AbortSignal): Promise<Source> => {
    const dropped = this.files.get(reference) ?? this.files.get(reference.split('/').at(-1) ?? reference);
    if (dropped !== undefined) return this.verified(dropped, reference);
    const place = placeOfReference(reference);
    if (place.kind === 'refused') throw new SourceError('failed', place.reason, reference);
    const url = place.kind === 'remote' ? place.url : this.beside(reference);
    if (url === null) throw new SourceError('needs-file', `needs the file ${reference}; drop it here`, reference);
    const { host } = new URL(url);
    if (host !== new URL(this.origin).host && !this.granted.has(host)) {
      throw new SourceError('needs-permission', `wants to read ${reference} from ${host}`, host);
    }
    return this.fetch(url, reference, signal);
  };

  /** A file that this browser kept may have been damaged since. */
  private async verified(source: Source, reference: string): Promise<Source> {
    const expected = this.expected.get(source);
    if (expected === undefined || (await source.digest().catch(() => '')) === expected) return source;
    this.files.delete(source.name);
    throw new SourceError('needs-file', `needs the file ${reference}: what this browser kept of it is damaged; drop it here`, source.name);
  }

  private beside(reference: string): string | null {
    return this.base === null ? null : new URL(reference, this.base).href;
  }

  private async fetch(url: string, reference: string, signal: AbortSignal): Promise<Source> {
    const failure = this.failed.get(url);
    if (failure !== undefined) throw failure;
    const known = this.fetched.get(url);
    if (known !== undefined) return known;
    const asked = this.fetcher(url, signal);
    this.fetched.set(url, asked);
    try {
      return await asked;
    } catch (error) {
      this.fetched.delete(url);
      if (signal.aborted) throw error;
      if (!(error instanceof Error && 'details' in error)) throw error;
      const sentence = new SourceError('failed', error.message, reference);
      this.failed.set(url, sentence);
      throw sentence;
    }
  }
}
