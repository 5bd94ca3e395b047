import { readFile } from 'node:fs/promises';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import type { ReadOptions } from '../../src/formats/format.ts';
import { parquet } from '../../src/formats/parquet.ts';
import type { Frame } from '../../src/frame/frame.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';

const limits = { bytes: 1e8, rows: 1e6, columns: 100 };

function read(bytes: Uint8Array, options: Partial<ReadOptions> = {}): Promise<Frame> {
  return parquet.read(bytesSource('t.parquet', bytes), { missing: [], limits, ...options }, new AbortController().signal, () => undefined);
}

async function file(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(new URL(`parquet-files/${name}`, import.meta.url)));
}

/** The decoder alone runs without end on each of these. */
describe('a turned bit that makes the decoder run for ever', () => {
  it.each([
    [6, 1],
    [13, 1],
    [19, 1],
    [19, 4],
    [20, 7],
    [75, 7],
    [78, 2],
    [81, 1],
    [166, 1],
    [170, 2],
  ])('is refused at byte %i, bit %i', async (at, bit) => {
    const bytes = await file('plain-v2.parquet');
    bytes[at]! ^= 1 << bit;
    await expect(read(bytes)).rejects.toThrow(/^t\.parquet is damaged: column \w+ cannot be read \([^)]+\)$/);
  });
});

it('holds a page to its checksum', async () => {
  const bytes = await file('checksums.parquet');
  expect((await read(bytes)).table.totalRows()).toBe(6);
  const at = bytes.indexOf('a'.charCodeAt(0));
  bytes[at]! ^= 1;
  await expect(read(bytes)).rejects.toThrow('t.parquet is damaged: column word cannot be read (the checksum of a page does not fit)');
});

it('refuses more cells than memory holds before it makes room for them', async () => {
  const columnData = Array.from({ length: 60 }, (_, index) => ({ name: `c${index}`, data: new Int32Array(2), type: 'INT32' as const }));
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData, rowGroupSize: 1e9 }));
  const many = promising(bytes, 10_000_000);
  const options = { limits: { ...limits, rows: 1e9 } };
  await expect(read(many, options)).rejects.toThrow(
    't.parquet has 10,000,000 rows of 60 columns, over 500,000,000 cells; list fewer under columns',
  );
  await expect(read(many, { ...options, columns: ['c1'] })).rejects.toThrow('t.parquet is damaged: column c1 cannot be read');
});

it('refuses two columns of one name, since only the first would be read', async () => {
  const columnData = [
    { name: 'ab', data: [1, 2], type: 'INT32' as const },
    { name: 'ac', data: [3, 4], type: 'INT32' as const },
  ];
  const bytes = new Uint8Array(parquetWriteBuffer({ columnData }));
  const text = new TextDecoder('latin1').decode(bytes);
  for (let at = text.indexOf('ac'); at !== -1; at = text.indexOf('ac', at + 1)) bytes[at + 1] = 'b'.charCodeAt(0);
  await expect(read(bytes)).rejects.toThrow('t.parquet has two columns called ab; rename one where the file is written');
});

/** The file with every count of 2 rows in its footer, as its writer puts it, replaced by another; the footer grows with it. */
function promising(bytes: Uint8Array, rows: number): Uint8Array {
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(bytes.length - 8, true);
  const footer = [...bytes.subarray(bytes.length - 8 - size, bytes.length - 8)];
  const number = varint(2 * rows);
  const long: number[] = [];
  // A 64-bit field (type 6) that holds 2, in zigzag 4.
  for (let at = 0; at < footer.length; at++) {
    long.push(footer[at]!);
    if ((footer[at]! & 15) === 6 && footer[at + 1] === 4) {
      long.push(...number);
      at++;
    }
  }
  const whole = new Uint8Array(bytes.length - 8 - size + long.length + 8);
  whole.set(bytes.subarray(0, bytes.length - 8 - size));
  whole.set(long, bytes.length - 8 - size);
  new DataView(whole.buffer).setUint32(whole.length - 8, long.length, true);
  whole.set(bytes.subarray(bytes.length - 4), whole.length - 4);
  return whole;
}

function varint(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
}
