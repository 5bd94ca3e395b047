import { createXXHash64 } from 'hash-wasm';
import { arrayOf, layoutOf, type Packed } from './pack.ts';

const magic = 0x4153_4159;
const version = 1;
const headBytes = 16;
const sumBytes = 8;

/**
 * A packed result as the bytes of one file: magic, version, lengths, the arrays' layout and the text in UTF-8, then the
 * arrays as they lie in memory, at the end a checksum of all. What was cut off, or changed, does not fit its checksum.
 */
export async function resultFile(packed: Packed): Promise<readonly Uint8Array[]> {
  const layout = new TextEncoder().encode(JSON.stringify(layoutOf(packed.arrays)));
  const text = new TextEncoder().encode(packed.json);
  const head = new DataView(new ArrayBuffer(headBytes));
  [magic, version, layout.byteLength, text.byteLength].forEach((word, at) => head.setUint32(4 * at, word, true));
  const parts = [new Uint8Array(head.buffer), layout, text, ...packed.arrays.map(bytesOf)];
  const sum = await createXXHash64();
  for (const part of parts) sum.update(part);
  return [...parts, sum.digest('binary')];
}

/** Reads the file of a result; null when it is not whole. Every array comes in a buffer of its own. */
export async function readResultFile(file: Blob): Promise<Packed | null> {
  const sum = await createXXHash64();
  let at = 0;
  const read = async (bytes: number): Promise<Uint8Array> => {
    const part = new Uint8Array(await file.slice(at, at + bytes).arrayBuffer());
    if (part.byteLength !== bytes) throw new RangeError('cut off');
    at += bytes;
    sum.update(part);
    return part;
  };
  try {
    const head = new DataView((await read(headBytes)).buffer);
    if (head.getUint32(0, true) !== magic || head.getUint32(4, true) !== version) return null;
    const layout = JSON.parse(new TextDecoder().decode(await read(head.getUint32(8, true)))) as ReturnType<typeof layoutOf>;
    const json = new TextDecoder().decode(await read(head.getUint32(12, true)));
    const arrays: Packed['arrays'][number][] = [];
    for (const [type, length] of layout) {
      const array = arrayOf(type, length);
      bytesOf(array).set(await read(array.byteLength));
      arrays.push(array);
    }
    const expected = sum.digest('binary');
    const found = new Uint8Array(await file.slice(at, at + sumBytes).arrayBuffer());
    const whole = file.size === at + sumBytes && found.every((byte, place) => byte === expected[place]);
    return whole ? { json, arrays } : null;
  } catch {
    return null;
  }
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}
