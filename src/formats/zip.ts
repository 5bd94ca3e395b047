import { bytesSource } from '../io/bytes-source.ts';
import type { Source } from '../io/source.ts';
import { columnOf, makeFrame, type Frame } from '../frame/frame.ts';
import { csv } from './csv.ts';
import { isImageName } from './decode-image.ts';
import { count, type Format } from './format.ts';
import { json } from './json.ts';
import { parquet } from './parquet.ts';
import { withTable } from './zip-join.ts';
import { readEntry, zipEntries, type ZipEntry } from '../io/zip-entries.ts';
import { imagesFrame } from './zip-images.ts';

const tables = [csv, json, parquet];

/**
 * A ZIP archive of images: a row each with its file, its folder and its pixels, all of one size; a table in the archive
 * whose cells name the files is joined to them. Without images, the one table in the archive.
 */
export const zip: Format = {
  name: 'ZIP',
  extensions: ['.zip'],
  async read(source, options, signal, progress): Promise<Frame> {
    const entries = (await zipEntries(source)).filter(({ path }) => !/(^|\/)(__MACOSX\/|\.)/.test(path));
    if (entries.some(({ path }) => path === '[Content_Types].xml'))
      throw new Error(`${source.name} is an office document, not a table; save the sheet as CSV`);
    const images = entries.filter(({ path }) => isImageName(path));
    const table = onlyTable(source, entries, images.length > 0);
    const read = async (entry: ZipEntry, kept: typeof options): Promise<Frame> => {
      const bytes = await readEntry(source, entry, options.limits.bytes);
      return formatOfTable(entry.path)!.read(bytesSource(entry.path, bytes), kept, signal, progress);
    };
    if (images.length === 0) return read(table!, options);
    const pictures = await imagesFrame(source, images, options, signal, progress);
    const { checkNames, columns, ...rest } = options;
    const whole = table === null ? pictures : withTable(pictures, await read(table, rest), table.path);
    checkNames?.(whole.table.columnNames());
    return columns === undefined ? whole : kept(whole, columns);
  },
};

/** The wanted columns, and what is known of them. */
function kept(frame: Frame, columns: readonly string[]): Frame {
  const { id, image, ...roles } = frame.roles;
  const names = frame.table.columnNames().filter((name) => columns.includes(name));
  return makeFrame(
    names.map((name) => [name, columnOf(frame, name)] as const),
    {
      notes: frame.notes,
      roles: {
        ...roles,
        ...(id !== undefined && names.includes(id) ? { id } : {}),
        ...(names.includes('pixels') && image !== undefined ? { image } : {}),
      },
    },
  );
}

function onlyTable(source: Source, entries: readonly ZipEntry[], hasImages: boolean): ZipEntry | null {
  const found = entries.filter(({ path }) => formatOfTable(path) !== undefined);
  if (found.length === 1) return found[0]!;
  if (hasImages) return null;
  const names = found.slice(0, 4).map(({ path }) => path);
  throw new Error(
    found.length === 0
      ? `${source.name} holds no PNG or JPEG images and no table`
      : `${source.name} holds ${count(found.length)} tables (${names.join(', ')}); unpack it and drop the one that is wanted`,
  );
}

function formatOfTable(path: string): Format | undefined {
  const lower = path.toLowerCase();
  // A text beside images is mostly a licence or a note.
  if (lower.endsWith('.txt')) return undefined;
  return tables.find((format) => format.extensions.some((extension) => lower.endsWith(extension)));
}
