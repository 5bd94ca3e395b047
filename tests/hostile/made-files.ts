import { deflateSync, strToU8, zipSync } from 'fflate';

/** A file of the corpus that is made, and the body of the cell that reads it. */
export interface MadeFile {
  readonly name: string;
  readonly kind: 'data' | 'model';
  readonly bytes: Uint8Array;
}

const png = Uint8Array.from([137, 80, 78, 71, 13, 10, 26, 10]);

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length);
  new DataView(bytes.buffer).setUint32(0, data.length);
  bytes.set(strToU8(type), 4);
  bytes.set(data, 8);
  return bytes;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** A picture of a few bytes that says it is as wide and high as can be. */
function hugePng(): Uint8Array {
  const header = new Uint8Array(13);
  const view = new DataView(header.buffer);
  view.setUint32(0, 2 ** 31 - 1);
  view.setUint32(4, 2 ** 31 - 1);
  header.set([8, 6, 0, 0, 0], 8);
  return joined(png, chunk('IHDR', header), chunk('IDAT', deflateSync(new Uint8Array(10))), chunk('IEND', new Uint8Array()));
}

/** An archive whose directory lies about the size of its first file. */
function lyingZip(size: number): Uint8Array {
  const bytes = zipSync({ 'a.csv': strToU8(`a\n${'1\n'.repeat(5000)}`) });
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  view.setUint32(22, size, true);
  const directory = bytes.findLastIndex((_, at) => at + 4 <= bytes.length && view.getUint32(at, true) === 0x02014b50);
  view.setUint32(directory + 24, size, true);
  return bytes;
}

/** An archive that holds two files of one name, as no writer of archives makes it. */
function twiceZip(): Uint8Array {
  const name = strToU8('a/a.png');
  const bytes = zipSync({ 'a/a.png': png, 'a/b.png': hugePng() }, { level: 0 });
  const other = strToU8('a/b.png');
  for (let at = 0; at + other.length <= bytes.length; at++) {
    if (other.every((byte, offset) => bytes[at + offset] === byte)) bytes.set(name, at);
  }
  return bytes;
}

const layers = (extra: object, paths: readonly string[] = ['weights.bin']): Uint8Array =>
  strToU8(
    JSON.stringify({
      format: 'layers-model',
      modelTopology: {
        class_name: 'Sequential',
        config: { name: 'a', layers: [{ class_name: 'Dense', config: { units: 1, batch_input_shape: [null, 1] }, ...extra }] },
      },
      weightsManifest: [{ paths, weights: [{ name: 'dense/kernel', shape: [1, 1], dtype: 'float32' }] }],
    }),
  );

/** Archives, pictures and models that bomb, lie, climb out of their folder or ask for code. */
export const madeFiles: readonly MadeFile[] = [
  { name: 'bomb.zip', kind: 'data', bytes: zipSync({ 'a.csv': new Uint8Array(50_000_000) }, { level: 9 }) },
  { name: 'many.zip', kind: 'data', bytes: zipSync(Object.fromEntries(Array.from({ length: 5000 }, (_, at) => [`${at}/a.png`, png]))) },
  { name: 'climb.zip', kind: 'data', bytes: zipSync({ '../../../a/b.png': hugePng(), '/etc/c.png': png, '__proto__/d.png': png }) },
  { name: 'twice.zip', kind: 'data', bytes: twiceZip() },
  { name: 'less.zip', kind: 'data', bytes: lyingZip(100) },
  { name: 'more.zip', kind: 'data', bytes: lyingZip(4_000_000_000) },
  { name: 'huge.zip', kind: 'data', bytes: zipSync({ 'yes/a.png': hugePng(), 'no/b.png': hugePng() }) },
  {
    name: 'script.zip',
    kind: 'data',
    bytes: zipSync({ 'a/x.svg': strToU8('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>') }),
  },
  { name: 'cut.zip', kind: 'data', bytes: zipSync({ 'a/a.png': png }).subarray(0, 60) },
  { name: 'huge.png', kind: 'data', bytes: hugePng() },
  { name: 'lambda.json', kind: 'model', bytes: layers({ class_name: 'Lambda', config: { function: 'globalThis.PWNED = 1' } }) },
  { name: 'proto-layer.json', kind: 'model', bytes: layers({ class_name: '__proto__' }) },
  { name: 'constructor-layer.json', kind: 'model', bytes: layers({ class_name: 'constructor' }) },
  { name: 'climb.json', kind: 'model', bytes: layers({}, ['../../../../secret.bin']) },
  { name: 'away.json', kind: 'model', bytes: layers({}, ['https://evil.example/weights.bin', '//evil.example/w.bin']) },
  {
    name: 'shards.json',
    kind: 'model',
    bytes: layers(
      {},
      Array.from({ length: 1000 }, (_, at) => `shard${at}.bin`),
    ),
  },
  { name: 'wide.json', kind: 'model', bytes: layers({ config: { units: 2e9, batch_input_shape: [null, 2e9] } }) },
  { name: 'garbage.onnx', kind: 'model', bytes: Uint8Array.from({ length: 500 }, (_, at) => (at * 37) % 256) },
];
