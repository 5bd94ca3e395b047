import { zlibSync } from 'fflate';
import { encode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../src/formats/decode-image.ts';
import reference from '../reference/images.json' with { type: 'json' };

const jpeg = Uint8Array.from(Buffer.from(reference.decoded.find(({ name }) => name === 'grey.jpg')!.file, 'base64'));
const png = encode({ width: 5, height: 4, channels: 1, data: Uint8Array.from({ length: 20 }, (_, at) => at) });

/** A PNG of chunks; checksums are not looked at where it is refused before. */
function pngOf(chunks: readonly (readonly [type: string, content: Uint8Array])[]): Uint8Array {
  const parts = chunks.map(([type, content]) => {
    const head = Buffer.alloc(8);
    head.writeUInt32BE(content.length);
    head.write(type, 4, 'latin1');
    return Buffer.concat([head, content, Buffer.alloc(4)]);
  });
  return new Uint8Array(Buffer.concat([png.subarray(0, 8), ...parts]));
}

function header(width: number, height: number, interlaced = 0): Uint8Array {
  const bytes = Buffer.alloc(13);
  bytes.writeUInt32BE(width);
  bytes.writeUInt32BE(height, 4);
  bytes.set([8, 0, 0, 0, interlaced], 8);
  return bytes;
}

const end = ['IEND', new Uint8Array(0)] as const;

describe('a PNG', () => {
  it('that is what it says is read', async () => {
    expect([...(await decodeImage('a.png', png)).pixels]).toEqual(Array.from({ length: 20 }, (_, at) => at));
  });

  it('is read without texts and profiles, which may unpack to any size', async () => {
    const bomb = Buffer.concat([Buffer.from('icc\0\0', 'latin1'), zlibSync(new Uint8Array(50_000_000), { level: 9 })]);
    const before = process.memoryUsage().arrayBuffers;
    const image = await decodeImage(
      'a.png',
      pngOf([['IHDR', header(2, 1)], ['iCCP', bomb], ['IDAT', zlibSync(Uint8Array.of(0, 7, 8))], end]),
    );
    expect([...image.pixels]).toEqual([7, 8]);
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(20e6);
  });

  it.each([
    [
      'that unpacks to more than its size',
      [['IHDR', header(2, 2)], ['IDAT', zlibSync(new Uint8Array(60_000_000), { level: 9 })], end],
      'its pixels are more than it promises',
    ],
    [
      'that unpacks to less than its size',
      [['IHDR', header(9, 9)], ['IDAT', zlibSync(new Uint8Array(20))], end],
      'its pixels are cut short',
    ],
    [
      'with lines in passes, cut short',
      [['IHDR', header(9, 9, 1)], ['IDAT', zlibSync(new Uint8Array(20))], end],
      'its pixels are cut short',
    ],
    ['of no width', [['IHDR', header(0, 9)], ['IDAT', zlibSync(new Uint8Array(20))], end], 'it has no pixels'],
    ['of 100,000 × 100,000 pixels', [['IHDR', header(1e5, 1e5)], end], 'it has over 40 million pixels'],
    ['with two headers', [['IHDR', header(2, 1)], ['IHDR', header(60_000, 60_000)], end], 'its header is not where it should be'],
    [
      'without an end',
      [
        ['IHDR', header(2, 1)],
        ['IDAT', zlibSync(Uint8Array.of(0, 7, 8))],
      ],
      'it is cut short',
    ],
    ['without pixels', [['IHDR', header(2, 1)], end], 'its pixels are cut short'],
  ] as const)('%s is refused', async (_, chunks, reason) => {
    await expect(decodeImage('a.png', pngOf(chunks))).rejects.toThrow(`a.png cannot be read as an image (${reason})`);
  });
});

describe('a JPEG', () => {
  const at = jpeg.findIndex((byte, index) => byte === 0xff && (jpeg[index + 1] === 0xc0 || jpeg[index + 1] === 0xc2));

  it.each([
    ['of 65,535 × 65,535 pixels', (bytes: Uint8Array) => bytes.fill(0xff, at + 5, at + 9), 'it has over 30 million pixels'],
    ['of no height', (bytes: Uint8Array) => bytes.fill(0, at + 5, at + 7), 'it has no pixels'],
    ['without loss', (bytes: Uint8Array) => bytes.fill(0xc3, at + 1, at + 2), 'it is a JPEG of a rare kind; save it as an ordinary one'],
  ])('%s is refused before it is decoded', async (_, damage, reason) => {
    const bytes = jpeg.slice();
    damage(bytes);
    await expect(decodeImage('a.jpg', bytes)).rejects.toThrow(`a.jpg cannot be read as an image (${reason})`);
  });

  it('drawn in a thousand passes is refused', async () => {
    const scans = Buffer.concat(Array.from({ length: 1000 }, () => Buffer.from([0xff, 0xda, 0, 2])));
    const bytes = new Uint8Array(Buffer.concat([jpeg.subarray(0, -2), scans, jpeg.subarray(-2)]));
    await expect(decodeImage('a.jpg', bytes)).rejects.toThrow('it is drawn in 1001 passes, over the limit of 100');
  });
});
