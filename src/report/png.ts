import { zlibSync } from 'fflate';
import { crc32 } from '../notebook/crc32.ts';

/** An image as PNG bytes: 8 bits a channel; 1 channel is grey, 3 are colours, 4 have opacity. */
export function pngOf(image: {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly pixels: Uint8Array;
}): Uint8Array {
  const { width, height, channels, pixels } = image;
  const colour = { 1: 0, 2: 4, 3: 2, 4: 6 }[channels];
  if (colour === undefined) throw new Error(`an image of ${channels} channels cannot be a PNG`);
  const line = width * channels;
  const raw = new Uint8Array(height * (line + 1));
  for (let row = 0; row < height; row++) raw.set(pixels.subarray(row * line, (row + 1) * line), row * (line + 1) + 1);
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, width);
  view.setUint32(4, height);
  header.set([8, colour, 0, 0, 0], 8);
  const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  return joined([signature, chunk('IHDR', header), chunk('IDAT', zlibSync(raw)), chunk('IEND', new Uint8Array(0))]);
}

/** The image as an address that holds it. */
export function pngAddress(image: Parameters<typeof pngOf>[0]): string {
  let binary = '';
  for (const byte of pngOf(image)) binary += String.fromCharCode(byte);
  return `data:image/png;base64,${btoa(binary)}`;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = joined([Uint8Array.from(type, (letter) => letter.charCodeAt(0)), data]);
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, data.length);
  const check = new Uint8Array(4);
  new DataView(check.buffer).setUint32(0, crc32(body));
  return joined([length, body, check]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
