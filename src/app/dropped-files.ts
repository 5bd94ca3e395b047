/** A file with the path at which it lay in a dropped folder; its name where it was dropped by itself. */
interface Dropped {
  readonly path: string;
  readonly file: File;
}

const mostFiles = 200_000;

/**
 * The files of a drop or a paste. Folders are walked; images become one ZIP archive, named for their folder, with the
 * tables beside them in it, so that they are one table; other files keep their names.
 */
export async function droppedFiles(data: DataTransfer): Promise<readonly File[]> {
  // Entries and files must be taken before the first await: the browser empties the list behind it.
  const entries = [...data.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const loose = [...data.files];
  if (!entries.some((entry) => entry.isDirectory)) return withImagesPacked(loose.map((file) => ({ path: file.name, file })));
  const found: Dropped[] = [];
  for (const entry of entries) await walk(entry, found);
  return withImagesPacked(found);
}

/** The files of a picker, with their images packed as those of a drop. */
export function pickedFiles(files: readonly File[]): Promise<readonly File[]> {
  return withImagesPacked(files.map((file) => ({ path: file.webkitRelativePath === '' ? file.name : file.webkitRelativePath, file })));
}

async function walk(entry: FileSystemEntry, found: Dropped[]): Promise<void> {
  if (entry.name.startsWith('.') || found.length > mostFiles) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader hands out its entries in pieces; an empty piece is the end.
  for (;;) {
    const children = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (children.length === 0) return;
    for (const child of children) await walk(child, found);
  }
}

async function withImagesPacked(dropped: readonly Dropped[]): Promise<readonly File[]> {
  const images = dropped.filter(({ path }) => /\.(png|jpe?g)$/i.test(path));
  // A single image is what a cell asked for, or a mistake that a sentence tells; it is no table.
  if (images.length < 2) return dropped.map(({ file }) => file);
  const folder = images[0]!.path.includes('/') ? images[0]!.path.split('/')[0]! : 'images';
  const tables = dropped.filter(({ path }) => /\.(csv|tsv|jsonl?|parquet)$/i.test(path) && !isOfModel(path, dropped));
  const beside = tables.length === 1 ? tables : [];
  const packed = new Set([...images, ...beside]);
  const { zipSync } = await import('fflate');
  const contents: Record<string, [Uint8Array, { level: 0 }]> = Object.create(null) as Record<string, [Uint8Array, { level: 0 }]>;
  for (const { path, file } of packed) contents[path] = [new Uint8Array(await file.arrayBuffer()), { level: 0 }];
  const archive = new File([zipSync(contents)], `${folder}.zip`, { type: 'application/zip' });
  return [archive, ...dropped.filter((item) => !packed.has(item)).map(({ file }) => file)];
}

function isOfModel(path: string, dropped: readonly Dropped[]): boolean {
  return /\.json$/i.test(path) && dropped.some((other) => other.path.endsWith('.bin'));
}
