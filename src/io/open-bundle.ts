import { bytesSource } from './bytes-source.ts';
import type { Source } from './source.ts';
import { quoted } from './quoted.ts';
import { readEntry, zipEntries, type ZipEntry } from './zip-entries.ts';

/** A notebook in an archive, with the files that it reads. */
export interface OpenedBundle {
  readonly text: string;
  /** Sources under the references by which the notebook reads them. */
  readonly files: readonly { readonly reference: string; readonly source: Source; readonly sha256: string }[];
  /** The JSON of its results, where it has them. */
  readonly results: string | null;
  /** What is shown before anything is computed again, as links carry it. */
  readonly shown: string | null;
}

/** Bytes of the notebook, and of what is said about it. */
const mostText = 100_000_000;

interface Listed {
  readonly reference: string;
  readonly path: string;
  readonly sha256: string;
}

/** Whether an archive holds a notebook, told by its directory; one that cannot be read holds none. */
export async function isBundle(archive: Source): Promise<boolean> {
  try {
    const paths = new Set((await zipEntries(archive)).map(({ path }) => path));
    return paths.has('notebook.md');
  } catch {
    return false;
  }
}

/**
 * Opens an archive with a notebook in it; throws a sentence where it is not whole, or where a file is not the one that the
 * archive says it is. `limit` is the most bytes of one file.
 */
export async function openBundle(archive: Source, limit: number): Promise<OpenedBundle> {
  const entries = new Map((await zipEntries(archive)).map((entry) => [entry.path, entry]));
  const text = (path: string): Promise<string | null> => textOf(archive, entries.get(path), Math.min(limit, mostText));
  const notebook = await text('notebook.md');
  if (notebook === null) throw new Error(`${archive.name} holds no notebook.md`);
  const list = await text('bundle.json');
  const listed =
    list === null ? [...entries.keys()].filter(isFile).map((path) => ({ path, reference: path, sha256: '' })) : listOf(archive.name, list);
  const files: OpenedBundle['files'][number][] = [];
  for (const { reference, path, sha256 } of listed) {
    const entry = entries.get(path);
    if (entry === undefined) throw new Error(`${archive.name} is not whole: ${quoted(path)} is listed and not there`);
    const source = bytesSource(reference.split('/').at(-1) ?? reference, await readEntry(archive, entry, limit));
    const digest = await source.digest();
    if (sha256 !== '' && digest !== sha256)
      throw new Error(
        `${quoted(path)} in ${archive.name} is not the file that its list names: its SHA-256 is ${digest.slice(0, 12)}…, not ${sha256.slice(0, 12)}…`,
      );
    files.push({ reference, source, sha256: digest });
  }
  return { text: notebook, files, results: await text('results.json'), shown: await text('shown.txt') };
}

/** A folder that was packed by hand has no list: every file stands for its path. */
function isFile(path: string): boolean {
  return !['notebook.md', 'README.txt', 'results.json', 'shown.txt'].includes(path) && !/(?:^|\/)(?:__MACOSX\/|\.)/.test(path);
}

function listOf(name: string, json: string): readonly Listed[] {
  let list: unknown;
  try {
    list = JSON.parse(json);
  } catch {
    throw new Error(`${name} is not whole: bundle.json in it is no JSON`);
  }
  const { assay, files } = (typeof list === 'object' && list !== null ? list : {}) as {
    readonly assay?: unknown;
    readonly files?: unknown;
  };
  if (typeof assay === 'number' && assay > 1) throw new Error(`${name} was written by a newer version of Assay; open it there`);
  if (assay !== 1 || !Array.isArray(files) || !files.every(isListed))
    throw new Error(`${name} is not whole: bundle.json in it lists no files`);
  return files;
}

function isListed(file: unknown): file is Listed {
  if (typeof file !== 'object' || file === null) return false;
  const { reference, path, sha256 } = file as Partial<Record<keyof Listed, unknown>>;
  return typeof reference === 'string' && typeof path === 'string' && typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256);
}

async function textOf(archive: Source, entry: ZipEntry | undefined, limit: number): Promise<string | null> {
  if (entry === undefined) return null;
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(await readEntry(archive, entry, limit));
}
