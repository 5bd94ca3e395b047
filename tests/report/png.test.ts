import { inflateSync } from 'node:zlib';
import { crc32 } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { pngAddress, pngOf } from '../../src/report/png.ts';

const image = { width: 2, height: 2, channels: 3, pixels: Uint8Array.from({ length: 12 }, (_, at) => at * 20) };

describe('pngOf', () => {
  it('holds the pixels, line by line, in chunks whose sums are right', () => {
    const bytes = Buffer.from(pngOf(image));
    expect(bytes.subarray(0, 8).toString('latin1')).toBe('\u0089PNG\r\n\u001a\n');
    const chunks = new Map<string, Buffer>();
    for (let at = 8; at < bytes.length;) {
      const length = bytes.readUInt32BE(at);
      const body = bytes.subarray(at + 4, at + 8 + length);
      expect(bytes.readUInt32BE(at + 8 + length)).toBe(crc32(body));
      chunks.set(body.subarray(0, 4).toString('latin1'), body.subarray(4));
      at += 12 + length;
    }
    expect([...chunks.keys()]).toEqual(['IHDR', 'IDAT', 'IEND']);
    expect([...chunks.get('IHDR')!]).toEqual([0, 0, 0, 2, 0, 0, 0, 2, 8, 2, 0, 0, 0]);
    expect([...inflateSync(chunks.get('IDAT')!)]).toEqual([0, 0, 20, 40, 60, 80, 100, 0, 120, 140, 160, 180, 200, 220]);
  });

  it('is an address of its own, or nothing that a picture can be', () => {
    expect(pngAddress({ width: 1, height: 1, channels: 1, pixels: Uint8Array.of(7) })).toMatch(
      /^data:image\/png;base64,iVBORw0KGgo[\w+/=]+$/,
    );
    expect(() => pngOf({ ...image, channels: 5 })).toThrow('5 channels');
  });
});
