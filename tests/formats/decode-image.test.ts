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

const cmyk =
  '/9j/7gAOQWRvYmUAZAAAAAAA/9sAQwACAQEBAQECAQEBAgICAgIEAwICAgIFBAQDBAYFBgYGBQYGBgcJCAYHCQcGBggLCAkKCgoKCgYICwwLCgwJCgoK/8AAFAgABwAJBEMRAE0RAFkRAEsRAP/EAB8AAAEFAQEBAQEBAAAAAAAAAAABAgMEBQYHCAkKC//EALUQAAIBAwMCBAMFBQQEAAABfQECAwAEEQUSITFBBhNRYQcicRQygZGhCCNCscEVUtHwJDNicoIJChYXGBkaJSYnKCkqNDU2Nzg5OkNERUZHSElKU1RVVldYWVpjZGVmZ2hpanN0dXZ3eHl6g4SFhoeIiYqSk5SVlpeYmZqio6Slpqeoqaqys7S1tre4ubrCw8TFxsfIycrS09TV1tfY2drh4uPk5ebn6Onq8fLz9PX29/j5+v/aAA4EQwBNAFkASwAAPwDwf/ggD/zBP+2f9Kxf+IaHwh/0BdN/7+R/40V+/lfvxR/xDQ+EP+gLpv8A38j/AMaKK//Z';
const progressive =
  '/9j/4AAQSkZJRgABAQAAAQABAAD/2wBDAAIBAQEBAQIBAQECAgICAgQDAgICAgUEBAMEBgUGBgYFBgYGBwkIBgcJBwYGCAsICQoKCgoKBggLDAsKDAkKCgr/2wBDAQICAgICAgUDAwUKBwYHCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgoKCgr/wgARCAAHAAkDAREAAhEBAxEB/8QAFQABAQAAAAAAAAAAAAAAAAAABQf/xAAXAQADAQAAAAAAAAAAAAAAAAAEBQYH/9oADAMBAAIQAxAAAAEU5NTJXfv/xAAYEAACAwAAAAAAAAAAAAAAAAAAAwYHF//aAAgBAQABBQKM1MkydJ//xAAbEQABBAMAAAAAAAAAAAAAAAAAAQMHFyEiUf/aAAgBAwEBPwGP5Ad1ypYDvVP/xAAaEQACAgMAAAAAAAAAAAAAAAAAAwUhBhZR/9oACAECAQE/AZXMmXZuLOn/xAAXEAEBAQEAAAAAAAAAAAAAAAACACMy/9oACAEBAAY/Ajmbg3//xAAXEAADAQAAAAAAAAAAAAAAAAAAAdHx/9oACAEBAAE/IaSjfR//2gAMAwEAAgADAAAAEMf/xAAYEQACAwAAAAAAAAAAAAAAAAAAAVGB8P/aAAgBAwEBPxCjJMjP/8QAFxEAAwEAAAAAAAAAAAAAAAAAAEGhYf/aAAgBAgEBPxBwpsp//8QAFRABAQAAAAAAAAAAAAAAAAAAEIH/2gAIAQEAAT8QlIOf/9k=';
const animated =
  'iVBORw0KGgoAAAANSUhEUgAAAAkAAAAHCAIAAABV+fA3AAAACGFjVEwAAAACAAAAAPONk3AAAAAaZmNUTAAAAAAAAAAJAAAABwAAAAAAAAAAAAEAZAAAM20fjQAAABlJREFUeJxjZGBokGFgwIpYGFQYcIHBJAcAWxcCUsa/a24AAAAaZmNUTAAAAAEAAAAJAAAABwAAAAAAAAAAAAEAMgAAwC+nWwAAABhmZEFUAAAAAnicY2RkYmbAAZhwSQwyOQAKqgAUsDcUSQAAAABJRU5ErkJggg==';

/** The picture that the three files were made from: red grows to the right, green downwards, blue is 128. */
function drawn(): number[] {
  return Array.from({ length: 63 }, (_, at) => [(at % 9) * 28, Math.floor(at / 9) * 36, 128]).flat();
}

it.each([
  ['cmyk.jpg', cmyk, 40],
  ['progressive.jpg', progressive, 12],
  ['animated.png', animated, 0],
])('reads %s: CMYK, in passes, the first picture of an animation', async (name, file, allowed) => {
  const image = await decodeImage(name, bytesOf(file));
  expect([image.width, image.height]).toEqual([9, 7]);
  const worst = drawn().reduce((most, value, at) => Math.max(most, Math.abs(value - rgbOf(image)[at]!)), 0);
  expect(worst).toBeLessThanOrEqual(allowed);
});
