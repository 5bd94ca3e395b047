import { Inflate } from 'fflate';
import { crc32 } from 'hash-wasm';
import { count, quoted } from './quoted.ts';
import type { Source } from './source.ts';
import { nameOf } from './zip-names.ts';

/** A file in a ZIP archive, where it stands and how it is packed. */
export interface ZipEntry {
  readonly path: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
  /** CRC-32 of the file's bytes. */
  readonly checksum: number;
}

const mostEntries = 200_000;
/** The end record is 22 bytes, and a comment of up to 65,535 may follow it. */
const longestTail = 22 + 0xffff;
/** No more comes out of a byte of deflate. */
const mostOfByte = 1032;
const piece = 1 << 13;

/**
 * The files of an archive in its order, folders left out, by its central directory; throws where it has none that can be read,
 * where a path leads out of the archive or stands twice, and where files are said to lie in each other.
 */
export async function zipEntries(source: Source): Promise<readonly ZipEntry[]> {
  const size = source.size ?? 0;
  const tail = await source.slice(Math.max(0, size - longestTail), size);
  const end = endRecord(tail);
  if (end === -1) throw new Error(`${source.name} is cut short: the directory at its end is missing; copy or download it again`);
  const view = viewOf(tail);
  const entries = view.getUint16(end + 10, true);
  const [bytes, start] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  if (entries === 0xffff || start === 0xffffffff) throw zip64(source.name);
  if (entries > mostEntries) throw new Error(`${source.name} holds ${count(entries)} files, over the limit of ${count(mostEntries)}`);
  if (start + bytes > size) throw damaged(source.name, 'its directory');
  const found = directory(source.name, await source.slice(start, start + bytes), entries).filter(({ path }) => !path.endsWith('/'));
  checkEntries(source.name, found, start);
  return found;
}

/** The bytes of a file in the archive; throws where it is more than `limit`, not packed in a usual way, or not what was packed. */
export async function readEntry(source: Source, entry: ZipEntry, limit: number): Promise<Uint8Array> {
  const { path, method, packed, size, offset } = entry;
  if (size > limit) throw new Error(`${path} in ${source.name} has ${count(size)} bytes, over the limit of ${count(limit)}`);
  const head = await source.slice(offset, offset + 30);
  if (head.length < 30 || viewOf(head).getUint32(0, true) !== 0x04034b50) throw damaged(source.name, path);
  const view = viewOf(head);
  const start = offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  const bytes = await source.slice(start, start + packed);
  if (bytes.length < packed) throw damaged(source.name, path);
  if (method !== 0 && method !== 8)
    throw new Error(`${path} in ${source.name} is packed in a way that is not read; pack it as usual (deflate)`);
  const whole = method === 0 ? bytes : inflated(bytes, size, () => damaged(source.name, path));
  if (whole.length !== size || parseInt(await crc32(whole), 16) !== entry.checksum) throw damaged(source.name, path);
  return whole;
}

function inflated(bytes: Uint8Array, size: number, trouble: () => Error): Uint8Array {
  if (size > bytes.length * mostOfByte) throw trouble();
  const whole = new Uint8Array(size);
  let at = 0;
  const stream = new Inflate((part) => {
    if (at + part.length > size) throw trouble();
    whole.set(part, at);
    at += part.length;
  });
  try {
    for (let from = 0; from < bytes.length; from += piece) stream.push(bytes.subarray(from, from + piece), from + piece >= bytes.length);
  } catch {
    throw trouble();
  }
  if (at !== size) throw trouble();
  return whole;
}

function checkEntries(name: string, entries: readonly ZipEntry[], end: number): void {
  const seen = new Set<string>();
  let packed = 0;
  for (const entry of entries) {
    const { path } = entry;
    if (/^\/|^[A-Za-z]:|(^|\/)\.\.(\/|$)/.test(path))
      throw new Error(`${name} holds ${quoted(path)}, which leads out of the archive; pack it anew`);
    if (/\p{Cc}/u.test(path)) throw new Error(`${name} holds ${quoted(path)}, a name with control characters; pack it anew`);
    if (seen.has(path)) throw new Error(`${name} holds ${quoted(path)} twice; pack it anew`);
    seen.add(path);
    if (entry.size === 0xffffffff || entry.packed === 0xffffffff || entry.offset === 0xffffffff) throw zip64(name);
    packed += entry.packed + 30;
  }
  if (packed > end) throw new Error(`${name} is damaged: its files are said to have ${count(packed)} bytes where there are ${count(end)}`);
}

function endRecord(tail: Uint8Array): number {
  for (let at = tail.length - 22; at >= 0; at--) {
    if (tail[at] === 0x50 && tail[at + 1] === 0x4b && tail[at + 2] === 5 && tail[at + 3] === 6) return at;
  }
  return -1;
}

function directory(name: string, bytes: Uint8Array, entries: number): ZipEntry[] {
  const view = viewOf(bytes);
  const found: ZipEntry[] = [];
  let at = 0;
  for (let entry = 0; entry < entries; entry++) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== 0x02014b50) throw damaged(name, 'its directory');
    const flags = view.getUint16(at + 8, true);
    if ((flags & 1) !== 0) throw new Error(`${name} is locked by a password; unpack it first`);
    const length = view.getUint16(at + 28, true);
    if (at + 46 + length > bytes.length) throw damaged(name, 'its directory');
    found.push({
      path: nameOf(bytes.subarray(at + 46, at + 46 + length), (flags & 0x800) !== 0),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
      checksum: view.getUint32(at + 16, true),
    });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return found;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function zip64(name: string): Error {
  return new Error(`${name} is a ZIP64 archive; pack fewer or smaller files`);
}

function damaged(name: string, part: string): Error {
  return new Error(`${name} is damaged: ${part} cannot be read; copy or download it again`);
}
