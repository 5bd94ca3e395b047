import type { CellResult } from '../../engine/result.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import { wantedPins } from './wanted-pins.ts';
import type { FileStore, KeptFile } from './file-store.ts';

/** What hands files to cells. */
interface Receiver {
  attachFile(file: File, sha256: string): Promise<void>;
  /** Files that are read no more. */
  forgetFiles(names: readonly string[]): Promise<void>;
}

interface Subject {
  readonly origin: string;
  readonly notebook: Notebook;
  /** What came with a link, which names files by their SHA-256. */
  readonly arrived?: { readonly carried: { readonly files: readonly { readonly name: string; readonly sha256: string }[] } | null } | null;
}

const mostBytes = 1e9;

/** Keeps dropped files in this browser, and gives them back to the notebooks that use them. */
export class KeptFiles {
  /** Names of the files that the open notebook has from here. */
  attached = $state.raw<readonly string[]>([]);
  /** Why a file is not kept, said once. */
  sentence = $state<string | null>(null);
  /** Files that were dropped and not kept yet. */
  pending = $state.raw<readonly File[]>([]);
  private records = new Map<string, KeptFile>();
  private said = false;
  private working = false;

  constructor(
    readonly store: FileStore,
    private readonly receiver: Receiver,
    private readonly room: () => Promise<number> = roomLeft,
  ) {}

  /** Names of files that came with the notebook in an archive: those of the one that is open, and of the one that opens next. */
  private archived = new Set<string>();
  private arriving = new Set<string>();

  /** These files come with the notebook that opens next, and are that notebook's alone. */
  arrive(names: readonly string[]): void {
    this.arriving = new Set(names);
  }

  /** A person gave the page a file. */
  dropped(file: File): void {
    this.pending = [...this.pending.filter((other) => other.name !== file.name), file];
    this.attached = this.attached.filter((name) => name !== file.name);
  }

  /** Gives a notebook the files that it had, and those that it pins, unless others of their name were just dropped. */
  async attach({ origin, notebook, arrived }: Subject): Promise<void> {
    try {
      await this.leaveOthers();
      const all = await this.store.records();
      const pins = [...(arrived?.carried?.files ?? []), ...wantedPins(notebook)];
      const dropped = new Set(this.pending.map(({ name }) => name));
      const mine = all.filter((record) => record.origin === origin);
      const pinned = pins.flatMap(({ name, sha256 }) => {
        const record = all.find((other) => other.sha256 === sha256);
        return record === undefined ? [] : [{ ...record, origin, name }];
      });
      const wanted = new Map([...mine, ...pinned].map((record) => [record.name, record]));
      for (const record of wanted.values()) if (!dropped.has(record.name)) await this.give(record);
    } catch {
      // A browser that keeps nothing has nothing to give.
    }
  }

  /** What another notebook had from here, or from its archive, is nothing to this one: a name may stand for other bytes there. */
  private async leaveOthers(): Promise<void> {
    const mine = this.arriving;
    const others = new Set([...this.attached, ...this.archived].filter((name) => !mine.has(name)));
    this.pending = this.pending.filter(({ name }) => !this.archived.has(name) || mine.has(name));
    [this.archived, this.arriving, this.attached] = [mine, new Set(), []];
    this.records.clear();
    for (const { name } of this.pending) others.delete(name);
    if (others.size > 0) await this.receiver.forgetFiles([...others]);
  }

  /** Keeps what was dropped for a notebook, once it has nothing else to do. */
  async keepPending(origin: string): Promise<void> {
    if (this.working) return;
    this.working = true;
    try {
      for (let file = this.pending[0]; file !== undefined; file = this.pending[0]) {
        await this.keepOne(origin, file);
        this.pending = this.pending.filter((other) => other !== file);
      }
    } finally {
      this.working = false;
    }
  }

  /** A kept file whose bytes turned out to be others is forgotten; its cell asks for it. */
  async check(results: ReadonlyMap<string, CellResult>): Promise<void> {
    for (const { state, error } of results.values()) {
      const record = state === 'needs-file' ? this.records.get(error?.needs ?? '') : undefined;
      if (record === undefined) continue;
      this.records.delete(record.name);
      this.attached = this.attached.filter((name) => name !== record.name);
      await this.store.forget([record]).catch(() => undefined);
    }
  }

  dismiss(): void {
    this.sentence = null;
  }

  private async give(record: KeptFile): Promise<void> {
    const file = await this.store.open(record);
    if (file === null) return void (await this.store.forget([record]));
    await this.receiver.attachFile(file, record.sha256);
    this.records.set(record.name, record);
    this.attached = [...this.attached, record.name];
    await this.store.record({ ...record, used: Date.now() });
  }

  private async keepOne(origin: string, file: File): Promise<void> {
    try {
      if (file.size > Math.min(mostBytes, (await this.room()) / 2))
        return this.say(`${file.name} is too large to be kept here: drop it again next time`);
      const first = (await this.store.records()).length === 0;
      const record = await this.store.keep(origin, file);
      this.records.set(record.name, record);
      if (first) await navigator.storage.persist?.().catch(() => false);
    } catch (error) {
      const full = error instanceof Error && error.name === 'QuotaExceededError';
      if (full) this.say(`${file.name} is not kept: this browser has no room left. Delete something under Storage`);
    }
  }

  private say(sentence: string): void {
    if (!this.said) this.sentence = sentence;
    this.said = true;
  }
}

/** Bytes that the browser would still take. */
async function roomLeft(): Promise<number> {
  const { quota = 0, usage = 0 } = await navigator.storage.estimate();
  return quota - usage;
}
