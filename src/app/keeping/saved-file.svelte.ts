import { database, type Database } from './database.ts';

/** A file on the person's disk that the page may be allowed to write. */
interface DiskFile extends FileSystemFileHandle {
  queryPermission?(wish: { mode: 'readwrite' }): Promise<PermissionState>;
  requestPermission?(wish: { mode: 'readwrite' }): Promise<PermissionState>;
}

interface PickerWindow {
  showSaveFilePicker?(wish: {
    suggestedName: string;
    types: readonly { description: string; accept: Record<string, string[]> }[];
  }): Promise<DiskFile>;
}

/** Which file a notebook was saved to, and what was written then. */
interface HandleRecord {
  readonly origin: string;
  readonly handle: DiskFile;
  readonly text: string;
  readonly at: number;
}

interface Subject {
  readonly origin: string;
  readonly title: string;
  readonly text: string;
  replaceText(text: string, label: string): void;
}

/** The real file of a notebook: saved in place where the browser can, downloaded elsewhere. Never written over what somebody else wrote. */
export class SavedFile {
  /** The file that the text was last saved to. */
  last = $state.raw<{ readonly name: string; readonly at: number; readonly text: string } | null>(null);
  /** What the file holds now, where something else wrote it since. */
  conflict = $state.raw<{ readonly name: string; readonly text: string } | null>(null);
  trouble = $state<string | null>(null);
  private handle: DiskFile | null = null;

  constructor(
    private readonly subject: Subject,
    private readonly kept: Database = database(),
  ) {}

  /** Whether the text differs from what the file was last seen to hold. */
  get changed(): boolean {
    return this.last !== null && this.last.text !== this.subject.text;
  }

  /** Finds the file of an earlier visit; permission to write it is asked when it is saved. */
  async restore(): Promise<void> {
    const record = (await this.kept.read('handles', (handles) => handles.get(this.subject.origin))) as HandleRecord | undefined;
    if (record === undefined) return;
    this.handle = record.handle;
    this.last = { name: record.handle.name, at: record.at, text: record.text };
  }

  /** The notebook was opened from this file. */
  async attach(handle: FileSystemFileHandle): Promise<void> {
    await this.remember(handle, this.subject.text);
  }

  /** Saves to the file that was saved to before, or asks for one. */
  async save(): Promise<void> {
    if (this.handle === null) return this.saveAs();
    await this.attempt(async (handle) => {
      const held = await this.heldBy(handle);
      if (held !== null && held !== this.last?.text && held !== this.subject.text) {
        this.conflict = { name: handle.name, text: held };
        return;
      }
      await this.write(handle);
    });
  }

  /** Asks for a file and saves there; where the browser has no such dialog the text is downloaded. */
  async saveAs(): Promise<void> {
    const name = /^file:/.test(this.subject.origin) ? this.subject.origin.slice(5) : fileName(this.subject.title);
    const { showSaveFilePicker } = globalThis as PickerWindow;
    if (showSaveFilePicker === undefined) return this.download(name);
    try {
      this.handle = await showSaveFilePicker({
        suggestedName: name,
        types: [{ description: 'Notebook', accept: { 'text/markdown': ['.md'] } }],
      });
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') return;
      return this.download(name);
    }
    await this.attempt((handle) => this.write(handle));
  }

  /** Writes over what somebody else wrote. */
  async overwrite(): Promise<void> {
    this.conflict = null;
    await this.attempt((handle) => this.write(handle));
  }

  /** Takes what the file holds into the notebook, as one step. */
  takeTheirs(): void {
    const { conflict } = this;
    this.conflict = null;
    if (conflict === null) return;
    this.last = { name: conflict.name, at: Date.now(), text: conflict.text };
    this.subject.replaceText(conflict.text, `Open what ${conflict.name} holds`);
  }

  private async attempt(work: (handle: DiskFile) => Promise<void>): Promise<void> {
    const { handle } = this;
    if (handle === null) return;
    this.trouble = null;
    try {
      if (!(await mayWrite(handle))) throw new Error('the browser was not allowed to');
      await work(handle);
    } catch (error) {
      this.trouble = `${handle.name} was not saved: ${error instanceof Error ? error.message : String(error)}`;
    }
  }

  /** Written beside the file and put in its place when it is whole. */
  private async write(handle: DiskFile): Promise<void> {
    const { text } = this.subject;
    const writable = await handle.createWritable();
    await writable.write(text);
    await writable.close();
    await this.remember(handle, text);
  }

  private async remember(handle: DiskFile, text: string): Promise<void> {
    this.handle = handle;
    this.conflict = null;
    this.last = { name: handle.name, at: Date.now(), text };
    const record: HandleRecord = { origin: this.subject.origin, handle, text, at: this.last.at };
    // Where the browser keeps nothing the file is known until the tab is closed.
    await this.kept.change(['handles'], (of) => of('handles').put(record)).catch(() => undefined);
  }

  /** What the file holds; null when it is gone. */
  private async heldBy(handle: DiskFile): Promise<string | null> {
    try {
      return await (await handle.getFile()).text();
    } catch {
      return null;
    }
  }

  private download(name: string): void {
    const { text } = this.subject;
    const url = URL.createObjectURL(new Blob([text], { type: 'text/markdown' }));
    Object.assign(document.createElement('a'), { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
    this.last = { name, at: Date.now(), text };
  }
}

async function mayWrite(handle: DiskFile): Promise<boolean> {
  const wish = { mode: 'readwrite' } as const;
  if (handle.queryPermission === undefined || (await handle.queryPermission(wish)) === 'granted') return true;
  return (await handle.requestPermission?.(wish)) === 'granted';
}

/** A file's name from a title: letters and digits of any script, the rest as hyphens. */
export function fileName(title: string): string {
  const words = title
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{M}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `${words.slice(0, 60) || 'notebook'}.md`;
}
