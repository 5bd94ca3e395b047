import { Unzlib } from 'fflate';
import { joined } from '../io/stream-source.ts';

/** What an image may have at most; a JPEG takes several times its pixels while it is decoded. */
const mostPixels = { PNG: 40_000_000, JPEG: 30_000_000 };
/** A progressive JPEG of a camera has about ten. */
const mostScans = 100;
const piece = 1 << 14;

/** Throws where a JPEG's header promises more than is decoded, before any of it is. */
export function checkJpeg(bytes: Uint8Array): void {
  let at = 2;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at++;
    const marker = bytes[at + 1];
    if (bytes[at] !== 0xff || marker === undefined || at + 4 > bytes.length) throw new Error('it is cut short, or no JPEG');
    const length = bytes[at + 2]! * 256 + bytes[at + 3]!;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc) {
      if (marker > 0xc2) throw new Error('it is a JPEG of a rare kind; save it as an ordinary one');
      const [height, width] = [bytes[at + 5]! * 256 + bytes[at + 6]!, bytes[at + 7]! * 256 + bytes[at + 8]!];
      checkPixels('JPEG', width, height);
      break;
    }
    if (marker === 0xda || marker === 0xd9) throw new Error('it has no size');
    at += 2 + length;
  }
  let scans = 0;
  for (let from = bytes.indexOf(0xff, at); from !== -1; from = bytes.indexOf(0xff, from + 1)) if (bytes[from + 1] === 0xda) scans++;
  if (scans > mostScans) throw new Error(`it is drawn in ${scans} passes, over the limit of ${mostScans}`);
}

/**
 * A PNG with what pixels need alone, and its pixels unpacked: texts and profiles, which may unpack to any size, are left out,
 * and of an animation the first picture stays. Throws where it promises more than is decoded, or holds more or less than it promises.
 */
export function plainPng(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  const data: Uint8Array[] = [];
  let size = 0;
  let at = 8;
  for (let type = ''; type !== 'IEND';) {
    if (at + 12 > bytes.length) throw new Error('it is cut short');
    const length = view.getUint32(at);
    type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    const end = at + 12 + length;
    if (end > bytes.length) throw new Error('it is cut short');
    if ((at === 8) !== (type === 'IHDR') || (type === 'IHDR' && length !== 13)) throw new Error('its header is not where it should be');
    if (type === 'IHDR') size = sizeOf(view, at + 8);
    if (type === 'IDAT') data.push(bytes.subarray(at + 8, end - 4));
    if (type === 'IEND') kept.push(chunk('IDAT', stored(inflated(data, size))));
    if (type === 'IHDR' || type === 'PLTE' || type === 'tRNS' || type === 'IEND') kept.push(bytes.subarray(at, end));
    at = end;
  }
  return joined(kept);
}

function checkPixels(kind: 'PNG' | 'JPEG', width: number, height: number): void {
  if (width === 0 || height === 0) throw new Error('it has no pixels');
  if (width * height > mostPixels[kind]) throw new Error(`it has over ${mostPixels[kind] / 1e6} million pixels`);
}

/** Bytes of all lines, each with its filter in front. */
function sizeOf(view: DataView, at: number): number {
  const [width, height] = [view.getUint32(at), view.getUint32(at + 4)];
  checkPixels('PNG', width, height);
  const channels = new Map([
    [0, 1],
    [2, 3],
    [3, 1],
    [4, 2],
    [6, 4],
  ]).get(view.getUint8(at + 9));
  if (channels === undefined) throw new Error(`it has the unknown colours ${view.getUint8(at + 9)}`);
  const bits = view.getUint8(at + 8) * channels;
  const lines = (across: number, down: number): number => (across === 0 ? 0 : down * (1 + Math.ceil((across * bits) / 8)));
  if (view.getUint8(at + 12) === 0) return lines(width, height);
  return passes.reduce(
    (sum, [left, top, right, down]) =>
      sum + lines(Math.max(0, Math.ceil((width - left) / right)), Math.max(0, Math.ceil((height - top) / down))),
    0,
  );
}

/** Adam7: where each pass begins, and its steps. */
const passes = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const;

function inflated(data: readonly Uint8Array[], size: number): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  const stream = new Unzlib((part) => {
    if (at + part.length > size) throw new Error('its pixels are more than it promises');
    whole.set(part, at);
    at += part.length;
  });
  for (const part of data) for (let from = 0; from < part.length; from += piece) stream.push(part.subarray(from, from + piece), false);
  if (at < size) throw new Error('its pixels are cut short');
  return whole;
}

/** Bytes as a zlib stream that packs nothing; the checksum at its end is not looked at. */
function stored(bytes: Uint8Array): Uint8Array {
  const blocks: Uint8Array[] = [Uint8Array.of(0x78, 0x01)];
  for (let from = 0; from < bytes.length; from += 0xffff) {
    const block = bytes.subarray(from, from + 0xffff);
    const last = from + 0xffff >= bytes.length ? 1 : 0;
    blocks.push(Uint8Array.of(last, block.length & 255, block.length >> 8, ~block.length & 255, (~block.length >> 8) & 255), block);
  }
  blocks.push(new Uint8Array(4));
  return joined(blocks);
}

function chunk(type: string, content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + content.length);
  new DataView(bytes.buffer).setUint32(0, content.length);
  bytes.set(new TextEncoder().encode(type), 4);
  bytes.set(content, 8);
  return bytes;
}
