import { Inflate } from 'fflate';
import type { Source } from '../io/source.ts';
import { count } from './format.ts';

/** A file in a ZIP archive, where it stands and how it is packed. */
export interface ZipEntry {
  readonly path: string;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly offset: number;
}

const mostEntries = 200_000;
/** The end record is 22 bytes, and a comment of up to 65,535 may follow it. */
const longestTail = 22 + 0xffff;

/** The files of an archive in its order, folders left out, by its central directory; throws where it has none that can be read. */
export async function zipEntries(source: Source): Promise<readonly ZipEntry[]> {
  const size = source.size ?? 0;
  const tail = await source.slice(Math.max(0, size - longestTail), size);
  const end = endRecord(tail);
  if (end === -1) throw new Error(`${source.name} is cut short: the directory at its end is missing; copy or download it again`);
  const view = viewOf(tail);
  const entries = view.getUint16(end + 10, true);
  const [bytes, start] = [view.getUint32(end + 12, true), view.getUint32(end + 16, true)];
  if (entries === 0xffff || start === 0xffffffff) throw new Error(`${source.name} is a ZIP64 archive; pack fewer or smaller files`);
  if (entries > mostEntries) throw new Error(`${source.name} holds ${count(entries)} files, over the limit of ${count(mostEntries)}`);
  return directory(source.name, await source.slice(start, start + bytes), entries).filter(({ path }) => !path.endsWith('/'));
}

/** The bytes of a file in the archive; throws where it is more than `limit` or not packed in a usual way. */
export async function readEntry(source: Source, entry: ZipEntry, limit: number): Promise<Uint8Array> {
  const { path, method, packed, size, offset } = entry;
  if (size > limit) throw new Error(`${path} in ${source.name} has ${count(size)} bytes, over the limit of ${count(limit)}`);
  const head = await source.slice(offset, offset + 30);
  if (head.length < 30) throw damaged(source.name, path);
  const view = viewOf(head);
  const start = offset + 30 + view.getUint16(26, true) + view.getUint16(28, true);
  const bytes = await source.slice(start, start + packed);
  if (bytes.length < packed) throw damaged(source.name, path);
  if (method === 0) return bytes;
  if (method !== 8) throw new Error(`${path} in ${source.name} is packed in a way that is not read; pack it as usual (deflate)`);
  return inflated(bytes, size, () => damaged(source.name, path));
}

function inflated(bytes: Uint8Array, size: number, trouble: () => Error): Uint8Array {
  const whole = new Uint8Array(size);
  let at = 0;
  const stream = new Inflate((piece) => {
    if (at + piece.length > size) throw trouble();
    whole.set(piece, at);
    at += piece.length;
  });
  try {
    stream.push(bytes, true);
  } catch {
    throw trouble();
  }
  if (at !== size) throw trouble();
  return whole;
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
    if ((view.getUint16(at + 8, true) & 1) !== 0) throw new Error(`${name} is locked by a password; unpack it first`);
    const length = view.getUint16(at + 28, true);
    found.push({
      path: new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + length)),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return found;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function damaged(name: string, part: string): Error {
  return new Error(`${name} is damaged: ${part} cannot be read; copy or download it again`);
}
