import type { Folder } from '../../io/folder.ts';
import type { KeptCopies } from '../../io/kept-copies.ts';
import type { FileStore, KeptFile } from './file-store.ts';
import type { Draft, Snapshot, TextStore } from './text-store.ts';

/** The text of one notebook and its past. */
export interface KeptNotebook {
  readonly origin: string;
  readonly title: string;
  readonly changed: number;
  /** Whether there is a draft to open, beside the past. */
  readonly draft: boolean;
  readonly texts: number;
  readonly bytes: number;
}

/** A file by its content, and the notebooks that use it. */
export interface KeptContent {
  readonly name: string;
  readonly size: number;
  readonly records: readonly KeptFile[];
}

/** Everything that this browser keeps of Assay. */
export interface StorageUsage {
  readonly notebooks: readonly KeptNotebook[];
  readonly files: readonly KeptContent[];
  readonly results: { readonly count: number; readonly bytes: number };
  /** What was read from other hosts, for use without a network. */
  readonly copies: { readonly count: number; readonly bytes: number };
}

export interface Stores {
  readonly texts: TextStore;
  readonly files: FileStore;
  readonly results: () => Promise<Folder>;
  readonly copies: Pick<KeptCopies, 'usage' | 'forget'>;
}

/** Looks what is kept, largest first. */
export async function readUsage({ texts, files, results, copies }: Stores): Promise<StorageUsage> {
  return {
    notebooks: notebooksOf(await texts.drafts(), await texts.allSnapshots()),
    files: contentsOf(await files.records()),
    results: await sizeOf(results),
    copies: await copies.usage(),
  };
}

/** Forgets every result; they are made again when they are asked for. */
export async function forgetResults({ results }: Stores): Promise<void> {
  const folder = await results();
  for (const name of await folder.names()) await folder.remove(name);
}

/** Notebooks by what their texts take, two bytes a character. */
export function notebooksOf(drafts: readonly Draft[], snapshots: readonly Snapshot[]): readonly KeptNotebook[] {
  const byOrigin = new Map<string, KeptNotebook>();
  const add = (origin: string, text: string, changed: number, title: string | null): void => {
    const before = byOrigin.get(origin) ?? { origin, title: title ?? nameOf(origin), changed, draft: title !== null, texts: 0, bytes: 0 };
    byOrigin.set(origin, {
      ...before,
      changed: Math.max(before.changed, changed),
      texts: before.texts + 1,
      bytes: before.bytes + 2 * text.length,
    });
  };
  for (const { origin, text, changed, title } of drafts) add(origin, text, changed, title);
  for (const { origin, text, at } of snapshots) add(origin, text, at, null);
  return [...byOrigin.values()].sort((one, other) => other.bytes - one.bytes);
}

/** Files by content: one that two notebooks use is kept once. */
export function contentsOf(records: readonly KeptFile[]): readonly KeptContent[] {
  const byContent = new Map<string, KeptContent>();
  for (const record of records) {
    const before = byContent.get(record.sha256) ?? { name: record.name, size: record.size, records: [] };
    byContent.set(record.sha256, { ...before, records: [...before.records, record] });
  }
  return [...byContent.values()].sort((one, other) => other.size - one.size);
}

/** What a notebook without a draft is called. */
function nameOf(origin: string): string {
  return origin.startsWith('nb:') ? 'A link' : origin.startsWith('new:') ? 'Untitled' : origin.replace(/^[a-z]+:/, '');
}

async function sizeOf(open: Stores['results']): Promise<StorageUsage['results']> {
  const folder = await open();
  let [count, bytes] = [0, 0];
  for (const name of await folder.names()) {
    bytes += (await folder.look(name))?.size ?? 0;
    count++;
  }
  return { count, bytes };
}
