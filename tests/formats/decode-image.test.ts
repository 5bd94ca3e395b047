import { expect, it } from 'vitest';
import { decodeImage, isImageName, type DecodedImage } from '../../src/formats/decode-image.ts';
import reference from '../reference/images.json' with { type: 'json' };

const bytesOf = (base64: string): Uint8Array => Uint8Array.from(Buffer.from(base64, 'base64'));

function rgbOf({ pixels, channels }: DecodedImage): number[] {
  return channels === 3 ? [...pixels] : [...pixels].flatMap((value) => [value, value, value]);
}

it.each(reference.decoded)('reads $name as Pillow does', async ({ name, file, height, width, rgb }) => {
  const image = await decodeImage(name, bytesOf(file));
  expect([image.height, image.width]).toEqual([height, width]);
  const found = rgbOf(image);
  expect(found).toHaveLength(rgb.length);
  // JPEG leaves the rounding of its transform open, and its colours are blown up from half the size.
  const allowed = name.endsWith('.jpg') ? (name.startsWith('grey') ? 2 : 14) : name === 'alpha.png' ? 1 : 0;
  const worst = found.reduce((most, value, at) => Math.max(most, Math.abs(value - rgb[at]!)), 0);
  expect(worst).toBeLessThanOrEqual(allowed);
});

it('reads 16 bits a pixel by their upper byte', async () => {
  const image = await decodeImage('deep.png', bytesOf(reference.deep.file));
  expect([...image.pixels]).toEqual(reference.deep.values);
});

it('gives grey one channel', async () => {
  const byName = new Map(reference.decoded.map((item) => [item.name, item.file]));
  const channels = async (name: string): Promise<number> => (await decodeImage(name, bytesOf(byName.get(name)!))).channels;
  expect(await channels('grey.png')).toBe(1);
  expect(await channels('grey.jpg')).toBe(1);
  expect(await channels('colour.png')).toBe(3);
});

it.each([
  ['cut.png', bytesOf(reference.decoded[0]!.file).slice(0, 20), /cut\.png cannot be read as an image/],
  ['cut.jpg', bytesOf(reference.decoded[5]!.file).slice(0, 90), /cut\.jpg cannot be read as an image/],
  ['text.png', new TextEncoder().encode('hello'), /text\.png is no PNG or JPEG/],
])('says what is wrong with %s', async (name, bytes, message) => {
  await expect(decodeImage(name, bytes)).rejects.toThrow(message);
});

it('refuses a PNG that promises more pixels than are read', async () => {
  const bytes = bytesOf(reference.decoded[0]!.file);
  new DataView(bytes.buffer).setUint32(16, 100_000);
  new DataView(bytes.buffer).setUint32(20, 100_000);
  await expect(decodeImage('huge.png', bytes)).rejects.toThrow('over 40 million pixels');
});

it('knows images by their names', () => {
  expect(['a.png', 'b/C.JPG', 'd.jpeg'].every(isImageName)).toBe(true);
  expect(['a.gif', 'png', 'a.png.txt'].some(isImageName)).toBe(false);
});
