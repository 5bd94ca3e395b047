import { zipSync, type Zippable } from 'fflate';
import { expect, it } from 'vitest';
import type { VectorColumn } from '../../src/frame/column.ts';
import { columnOf, type Frame } from '../../src/frame/frame.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';
import type { ReadOptions } from '../../src/formats/format.ts';
import { zip } from '../../src/formats/zip.ts';
import reference from '../reference/images.json' with { type: 'json' };

const limits = { bytes: 1e8, rows: 1e6, columns: 100 };
const file = (name: string): Uint8Array =>
  Uint8Array.from(Buffer.from(reference.decoded.find((item) => item.name === name)!.file, 'base64'));
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

function read(files: Zippable, options: Partial<ReadOptions> = {}): Promise<Frame> {
  const source = bytesSource('photos.zip', zipSync(files));
  return zip.read(source, { missing: [], limits, ...options }, new AbortController().signal, () => undefined);
}
const valuesOf = (frame: Frame, name: string): unknown[] => [...columnOf(frame, name)];

it('makes a row of each image, with its folder, its split and its pixels of one size', async () => {
  const frame = await read({
    'set/train/cat/1.png': file('grey.png'),
    'set/train/dog/2.png': file('grey.png'),
    'set/test/cat/3.png': file('colour.png'),
    '__MACOSX/set/._1.png': text('x'),
    'set/readme.txt': text('hello'),
  });
  expect(frame.table.columnNames()).toEqual(['file', 'folder', 'split', 'pixels']);
  expect(valuesOf(frame, 'folder')).toEqual(['cat', 'dog', 'cat']);
  expect(valuesOf(frame, 'split')).toEqual(['train', 'train', 'test']);
  expect(frame.roles.image).toEqual([{ column: 'pixels', shape: [64, 64, 3] }]);
  expect((columnOf(frame, 'pixels') as VectorColumn).width).toBe(64 * 64 * 3);
  expect(frame.notes[0]).toContain('3 images were brought to 64 × 64 pixels');
});

it('keeps the size of small images that agree, byte for byte', async () => {
  const frame = await read({ 'a.png': file('grey.png'), 'b.png': file('grey.png') });
  expect(frame.table.columnNames()).toEqual(['file', 'pixels']);
  expect(frame.roles.image).toEqual([{ column: 'pixels', shape: [5, 7, 1] }]);
  const expected = reference.decoded[0]!.rgb.filter((_, at) => at % 3 === 0);
  expect([...(columnOf(frame, 'pixels').at(1) as Uint8Array)]).toEqual(expected);
  expect(frame.notes).toEqual([]);
});

it('brings images to the size that is asked for', async () => {
  const frame = await read({ 'a.png': file('grey.png') }, { resize: [2, 3] });
  expect(frame.roles.image).toEqual([{ column: 'pixels', shape: [2, 3, 1] }]);
});

it('joins a table that names the files, by path, name or stem', async () => {
  const frame = await read({
    'images/1.png': file('grey.png'),
    'images/2.png': file('grey.png'),
    'images/3.png': file('grey.png'),
    'labels.csv': text('image,label\n2,dog\n1,cat\n9,cow\n'),
  });
  expect(frame.table.columnNames()).toEqual(['file', 'label', 'pixels']);
  expect(valuesOf(frame, 'label')).toEqual(['cat', 'dog', null]);
  expect(frame.notes).toEqual(['1 of 3 images are not named in labels.csv']);
});

it('leaves a table out that names no files, and says so', async () => {
  const frame = await read({ 'a.png': file('grey.png'), 'other.csv': text('x,y\n1,2\n') });
  expect(frame.table.columnNames()).toEqual(['file', 'pixels']);
  expect(frame.notes).toEqual(['no column of other.csv names the image files, so it is left out']);
});

it('reads only the wanted columns', async () => {
  const frame = await read({ 'a/1.png': file('grey.png'), 'b/2.png': file('grey.png') }, { columns: ['folder'] });
  expect(frame.table.columnNames()).toEqual(['folder']);
  expect(frame.roles).toEqual({});
});

it('reads the one table of an archive without images', async () => {
  const frame = await read({ 'deep/rows.csv': text('x,y\n1,2\n3,4\n') });
  expect(valuesOf(frame, 'y')).toEqual([2, 4]);
});

it('keeps a row for an image that is broken, and names it', async () => {
  const frame = await read({ 'a.png': file('grey.png'), 'b.png': file('grey.png').slice(0, 40) });
  expect(columnOf(frame, 'pixels').at(1)).toBeNull();
  expect(columnOf(frame, 'pixels').at(0)).not.toBeNull();
  expect(frame.notes[0]).toMatch(/^1 image could not be read and is missing: b\.png/);
});

it.each([
  [{ 'a.csv': text('x\n1\n'), 'b.csv': text('x\n1\n') }, 'photos.zip holds 2 tables (a.csv, b.csv); unpack it'],
  [{ 'a.txt': text('x') }, 'photos.zip holds no PNG or JPEG images and no table'],
  [{ '[Content_Types].xml': text('<x/>'), 'xl/a.xml': text('<x/>') }, 'photos.zip is an office document'],
  [{ 'a.png': text('no image') }, 'a.png is no PNG or JPEG'],
])('refuses an archive that holds no one table (%#)', async (files, message) => {
  await expect(read(files)).rejects.toThrow(message);
});

it('refuses images that would not fit', async () => {
  await expect(read({ 'a.png': file('grey.png') }, { resize: [1000, 1000], limits: { ...limits, bytes: 1e5 } })).rejects.toThrow(
    'over the limit of 100,000 bytes; choose a smaller resize',
  );
});

it('does not look into an archive within an archive', async () => {
  await expect(read({ 'inner.zip': zipSync({ 'a.csv': text('a\n1\n') }) })).rejects.toThrow(
    'photos.zip holds no PNG or JPEG images and no table',
  );
});

it('says of a table in it what it would say of the table alone', async () => {
  await expect(read({ 'zeros.csv': new Uint8Array(3_000_000) })).rejects.toThrow('zeros.csv holds bytes that are no text');
});

it('adds up what images unpack to before it reads one', async () => {
  const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.png`, new Uint8Array(9000)]));
  const limited = { limits: { ...limits, bytes: 10_000 } };
  await expect(read(files, limited)).rejects.toThrow('the images in photos.zip unpack to 270,000 bytes, over the limit of 200,000');
});
