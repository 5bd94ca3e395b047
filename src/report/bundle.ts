import type { FileRead } from '../engine/files-read.ts';
import { formatValue } from '../notebook/interpolation.ts';
import { encodeResults } from './carried/carry-results.ts';
import { toJson } from './json.ts';
import { countChecks, countsText, type Run } from './run.ts';
import { zipStream } from './zip-stream.ts';

/** Bytes of the files in one archive. */
const mostBytes = 2_000_000_000;
const ownPaths = ['notebook.md', 'README.txt', 'bundle.json', 'results.json', 'shown.txt'];

/** What bundle.json says: which file of the archive stands for which reference of the notebook. */
interface BundleList {
  readonly assay: 1;
  readonly files: readonly { readonly reference: string; readonly path: string; readonly bytes: number | null; readonly sha256: string }[];
}

/**
 * A notebook as one ZIP archive: its text, the files that its cells read, its results, and a list of what is what. Opened
 * again, it reads nothing but what is inside. `read` gives the bytes of a reference.
 */
export function bundleOf(run: Run, read: (reference: string) => AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const files = run.files ?? [];
  const bytes = files.reduce((sum, file) => sum + (file.bytes ?? 0), 0);
  if (bytes > mostBytes) {
    const size = formatValue(bytes / 1e9, { name: 'fixed', digits: 1 });
    throw new Error(`the files of this notebook have ${size} GB, over the limit of 2 GB of an archive; share it with the files beside it`);
  }
  const places = placesOf(files);
  const list: BundleList = {
    assay: 1,
    files: files.map(({ reference, bytes: size, sha256 }, at) => ({ reference, path: places[at]!, bytes: size, sha256 })),
  };
  return zipStream([
    { path: 'notebook.md', pieces: [utf8(run.notebook.text)] },
    { path: 'README.txt', pieces: [utf8(readme(run, list))] },
    { path: 'bundle.json', pieces: [utf8(`${JSON.stringify(list, null, 1)}\n`)] },
    { path: 'results.json', pieces: [utf8(`${JSON.stringify(toJson(run), null, 1)}\n`)] },
    { path: 'shown.txt', pieces: [utf8(shownAtOnce(run))] },
    ...files.map(({ reference }, at) => ({ path: places[at]!, pieces: read(reference) })),
  ]);
}

/** What the page shows of the results before it has computed them again, as links carry it. */
function shownAtOnce({ notebook, sha256, results, files = [] }: Run): string {
  const carried = files.map(({ reference, cell, sha256: digest, bytes }) => ({ name: reference, cell, sha256: digest, bytes }));
  return encodeResults({ notebook, sha256, results, files: carried, rows: true });
}

/** The path of each file in the archive: where the notebook names it, unless that leads out of it or is taken. */
function placesOf(files: readonly FileRead[]): readonly string[] {
  const taken = new Set(ownPaths.map((path) => path.toLowerCase()));
  return files.map(({ reference }, at) => {
    const name = reference.split(/[/\\?#]/).findLast((part) => part !== '') ?? 'file';
    const wanted = isInside(reference) ? reference : `files/${name.replaceAll(/[:*"<>|]/g, '_')}`;
    const path = taken.has(wanted.toLowerCase()) ? `files/${at + 1}-${wanted.replaceAll('/', '-')}` : wanted;
    taken.add(path.toLowerCase());
    return path;
  });
}

function isInside(reference: string): boolean {
  return (
    !/^[a-z][a-z0-9+.-]*:|^[/.]|[\\:*?"<>|]|\/\/|\/$/i.test(reference) &&
    !reference.split('/').some((part) => part === '..' || part === '.')
  );
}

function readme(run: Run, { files }: BundleList): string {
  const lines = [
    run.notebook.title || 'Untitled',
    '',
    'An Assay notebook with the files that it reads and its results.',
    'Drop this archive onto the page, or run: assay run ARCHIVE.zip',
    '',
    `Checks: ${countsText(countChecks(run))}.`,
    `Made by version ${run.environment.version} on ${run.environment.backend}.`,
    '',
    'notebook.md   the notebook',
    'results.json  its results',
    'shown.txt     what the page shows of them at once',
    'bundle.json   which file stands for which reference',
    ...files.map(
      ({ path, bytes, sha256 }) =>
        `${path}   ${bytes === null ? '' : `${formatValue(bytes, { name: 'integer' })} bytes, `}SHA-256 ${sha256}`,
    ),
    '',
    files.length === 0 ? 'It reads no files.' : 'The files hold the data itself: whoever has this archive can read every row.',
  ];
  return `${lines.join('\n')}\n`;
}

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
