import { defaultLimits } from '../trust/limits.ts';

/**
 * The files of a drop with notebooks taken out of what they are packed in: a report of ours (HTML, ipynb) becomes its
 * notebook, an archive with a notebook becomes the notebook and its files under the references by which cells read them.
 * Other archives are data. Throws a sentence where something is packed so and cannot be opened.
 */
export async function unpackedFiles(files: readonly File[], limit: number = defaultLimits.bytes): Promise<UnpackedFiles> {
  const unpacked: File[] = [];
  const archived: string[] = [];
  let shown: string | null = null;
  for (const file of files) {
    const [first, ...rest] = await unpack(file, limit, (text) => (shown = text));
    unpacked.push(first, ...rest);
    archived.push(...rest.map(({ name }) => name));
  }
  return { files: unpacked, archived, shown };
}

/** The files, and the names of those that came with a notebook in an archive: they are that notebook's alone. */
interface UnpackedFiles {
  readonly files: readonly File[];
  readonly archived: readonly string[];
  /** The results that came with it, as links carry them. */
  readonly shown: string | null;
}

async function unpack(file: File, limit: number, onShown: (text: string | null) => void): Promise<readonly [File, ...File[]]> {
  if (/\.(?:html?|ipynb)$/i.test(file.name)) {
    const { notebookInside } = await import('../report/notebook-inside.ts');
    return [notebookFile(file.name, notebookInside(file.name, await file.text()))];
  }
  if (!/\.zip$/i.test(file.name)) return [file];
  const [{ blobSource }, { isBundle, openBundle }] = await Promise.all([import('../io/blob-source.ts'), import('../io/open-bundle.ts')]);
  const archive = blobSource(file.name, file);
  if (!(await isBundle(archive))) return [file];
  const bundle = await openBundle(archive, limit);
  onShown(bundle.shown);
  const parts: [File, ...File[]] = [notebookFile(file.name, bundle.text)];
  for (const { reference, source } of bundle.files) {
    parts.push(new File([(await source.slice(0, source.size ?? 0)) as Uint8Array<ArrayBuffer>], reference));
  }
  return parts;
}

function notebookFile(name: string, text: string): File {
  return new File([text], name.replace(/\.[a-z]+$/i, '.md'), { type: 'text/markdown' });
}
