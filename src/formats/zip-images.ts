import { columnFromValues } from '../frame/column-from-values.ts';
import { VectorColumn, type Column } from '../frame/column.ts';
import { makeFrame, type Frame } from '../frame/frame.ts';
import { makeNulls, setNull } from '../frame/nulls.ts';
import type { Progress, Source } from '../io/source.ts';
import { decodeImage, type DecodedImage } from './decode-image.ts';
import { checkRows, count, type ReadOptions } from './format.ts';
import { Pulse } from './pulse.ts';
import { resizeImage } from './resize-image.ts';
import { readEntry, type ZipEntry } from '../io/zip-entries.ts';

type Shape = readonly [height: number, width: number, channels: number];

/** Images are read one by one, so that together they may be so many times as large as a file. */
const mostUnpacked = 20;
const mostImageBytes = 100_000_000;
/** So many images tell the size that all are brought to. */
const looked = 40;
const largestKept = 128;
const otherwise = 64;
const splits = /^(train|training|test|testing|val|valid|validation|dev)$/i;

/** A row an image: its file, its folder where folders differ, its split where folders above are called so, and its pixels. */
export async function imagesFrame(
  source: Source,
  entries: readonly ZipEntry[],
  options: ReadOptions,
  signal: AbortSignal,
  progress: Progress,
): Promise<Frame> {
  checkRows(source.name, entries.length, options.limits.rows);
  const unpacked = entries.reduce((sum, { size }) => sum + size, 0);
  if (unpacked > mostUnpacked * options.limits.bytes)
    throw new Error(
      `the images in ${source.name} unpack to ${count(unpacked)} bytes, over the limit of ${count(mostUnpacked * options.limits.bytes)}`,
    );
  const pulse = new Pulse(signal, progress, `reading ${source.name}`);
  const decode = async (entry: ZipEntry): Promise<DecodedImage> =>
    decodeImage(entry.path, await readEntry(source, entry, Math.min(mostImageBytes, options.limits.bytes)));
  const shape = await shapeOf(entries.slice(0, looked), decode, options.resize);
  const width = shape[0] * shape[1] * shape[2];
  if (width * entries.length > options.limits.bytes)
    throw new Error(
      `${count(entries.length)} images of ${shape[0]} × ${shape[1]} pixels are over the limit of ${count(options.limits.bytes)} bytes; choose a smaller resize`,
    );
  const pixels = new Uint8Array(width * entries.length);
  const nulls = makeNulls(entries.length);
  const broken: string[] = [];
  let resized = 0;
  for (const [row, entry] of entries.entries()) {
    await pulse.beat(row / entries.length);
    try {
      const image = await decode(entry);
      if (image.height !== shape[0] || image.width !== shape[1]) resized++;
      resizeImage(image, shape, pixels, row * width);
    } catch (error) {
      if (signal.aborted) throw error;
      setNull(nulls, row);
      broken.push(error instanceof Error ? error.message : entry.path);
    }
  }
  if (broken.length === entries.length) throw new Error(broken[0]);
  return makeFrame(
    [...placesOf(entries.map(({ path }) => path)), ['pixels', new VectorColumn(pixels, width, broken.length === 0 ? null : nulls)]],
    { roles: { id: 'file', image: [{ column: 'pixels', shape }] }, notes: notesOf(shape, resized, broken) },
  );
}

/** The size of the first images where they agree and are small, else 64 × 64; 3 channels where one of them has colour. */
async function shapeOf(
  entries: readonly ZipEntry[],
  decode: (entry: ZipEntry) => Promise<DecodedImage>,
  wanted: ReadOptions['resize'],
): Promise<Shape> {
  const images: DecodedImage[] = [];
  for (const entry of entries) {
    const image = await decode(entry).catch(() => null);
    if (image !== null) images.push(image);
  }
  const channels = images.some((image) => image.channels === 3) ? 3 : 1;
  if (wanted !== undefined) return [...wanted, channels];
  const [first] = images;
  const agree = first !== undefined && images.every(({ width, height }) => width === first.width && height === first.height);
  const isSmall = first !== undefined && first.width <= largestKept && first.height <= largestKept;
  return agree && isSmall ? [first.height, first.width, channels] : [otherwise, otherwise, channels];
}

function placesOf(paths: readonly string[]): (readonly [string, Column])[] {
  const folders = paths.map((path) => path.split('/').slice(0, -1));
  const last = folders.map((parts) => parts.at(-1) ?? '');
  const split = folders.map((parts) => parts.find((part) => splits.test(part)) ?? '');
  const columns: (readonly [string, Column])[] = [['file', columnFromValues(paths)]];
  const differ = (words: readonly string[]): boolean => new Set(words).size > 1;
  if (differ(last) && !last.every((word, row) => word === split[row])) columns.push(['folder', columnFromValues(last)]);
  if (differ(split)) columns.push(['split', columnFromValues(split)]);
  return columns;
}

function notesOf([height, width]: Shape, resized: number, broken: readonly string[]): string[] {
  return [
    ...(resized === 0
      ? []
      : [
          `${count(resized)} ${resized === 1 ? 'image was' : 'images were'} brought to ${height} × ${width} pixels; resize: [height, width] chooses another size`,
        ]),
    ...(broken.length === 0
      ? []
      : [
          `${count(broken.length)} ${broken.length === 1 ? 'image' : 'images'} could not be read and ${broken.length === 1 ? 'is' : 'are'} missing: ${broken.slice(0, 3).join('; ')}`,
        ]),
  ];
}
