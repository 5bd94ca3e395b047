import { readFile } from 'node:fs/promises';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { describe, expect, it } from 'vitest';
import type { ReadOptions } from '../../src/formats/format.ts';
import { parquet } from '../../src/formats/parquet.ts';
import type { Value } from '../../src/frame/column.ts';
import { columnOf, type Frame } from '../../src/frame/frame.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';
import type { Source } from '../../src/io/source.ts';

const options: ReadOptions = { missing: [], limits: { bytes: 1e8, rows: 1e6, columns: 100 } };

async function fileBytes(name: string): Promise<Uint8Array> {
  return new Uint8Array(await readFile(new URL(`parquet-files/${name}`, import.meta.url)));
}

function readSource(source: Source, extra: Partial<ReadOptions> = {}, signal = new AbortController().signal): Promise<Frame> {
  return parquet.read(source, { ...options, ...extra }, signal, () => undefined);
}

function read(bytes: Uint8Array, extra: Partial<ReadOptions> = {}): Promise<Frame> {
  return readSource(bytesSource('t.parquet', bytes), extra);
}

function columns(frame: Frame): Record<string, unknown[]> {
  return Object.fromEntries(
    frame.table
      .columnNames()
      .map((name) => [name, [...columnOf(frame, name)].map((value) => (isList(value) ? Array.from<unknown>(value) : value))]),
  );
}

function isList(value: Value): value is ArrayLike<number> {
  return ArrayBuffer.isView(value) && 'length' in value;
}

const rows = [0, 1, 2, 3, 4, 5, 6];
const some = <T>(make: (row: number) => T): (T | null)[] => rows.map((row) => (row === 2 ? null : make(row)));

/** What make.py wrote, by its own definition. */
const expected = {
  i32: some((r) => r - 3),
  i64: rows,
  big: some((r) => String(2n ** 53n + 1n + BigInt(r))),
  u32: rows.map((r) => 2 ** 32 - 1 - r),
  f32: some((r) => r / 4),
  f64: [0.1, NaN, Infinity, -0.5, 1e300, 5e-324, 2],
  flag: some((r) => r % 2 === 0),
  word: some((r) => ['', 'null', 'zoë 😀'][r % 3]),
  pixels: rows.map((r) => [r, 255 - r, 7, 0]),
  fixed: some((r) => [r, r]),
  codes: rows.map((r) => 'a'.repeat(r + 1)),
  price: some((r) => Number(`${r}.29`)),
  sum: rows.map(() => -12345678901.123),
  day: some((r) => new Date(Date.UTC(1969, 11, 28 + (r % 4)))),
  ms: some((r) => new Date(Date.UTC(2024, 1, 29, 1, 2, r, 345))),
  us: rows.map((r) => new Date(-1000 + r)),
  ns: rows.map(() => new Date(1_700_000_000_123)),
  vector: rows.map((r) => [r, r + 0.5]),
  ints: rows.map((r) => [r, 0 - r, 1]),
  list: rows.map((r) => JSON.stringify(rows.slice(0, r))),
  record: rows.map((r) => `{"a":${r},"b":"x"}`),
  none: rows.map(() => null),
  proto: rows,
};

describe('files of another writer', () => {
  it.each([['none'], ['snappy'], ['gzip'], ['zstd'], ['brotli'], ['lz4']])('reads codec %s', async (codec) => {
    const frame = await read(await fileBytes(`${codec}.parquet`));
    expect(columns(frame)).toEqual(expected);
    expect(frame.notes).toEqual(['column __proto__ is called proto']);
    const types = Object.fromEntries(frame.table.columnNames().map((name) => [name, columnOf(frame, name).type]));
    expect(types).toMatchObject({
      i64: 'number',
      big: 'string',
      pixels: 'vector',
      day: 'time',
      price: 'number',
      none: 'number',
      list: 'string',
    });
  });

  it('reads version 2 pages, delta and split encodings, and INT96 times', async () => {
    const { i32, word, ns, f64 } = expected;
    expect(columns(await read(await fileBytes('plain-v2.parquet')))).toEqual({ i32, word, ns, f64 });
  });

  it('reads a table of no rows', async () => {
    const frame = await read(await fileBytes('empty-table.parquet'));
    expect(frame.table.totalRows()).toBe(0);
    expect(frame.table.columnNames()).toEqual(Object.keys(expected));
  });

  it('follows declared types and missing texts', async () => {
    const types = new Map([
      ['i32', 'category'],
      ['pixels', 'text'],
      ['f32', 'text'],
    ] as const);
    const frame = await read(await fileBytes('snappy.parquet'), { columns: ['i32', 'f32', 'word'], types, missing: ['null'] });
    expect(columns(frame)).toEqual({
      i32: some((r) => String(r - 3)),
      f32: some((r) => String(r / 4)),
      word: expected.word.map((word) => (word === 'null' ? null : word)),
    });
  });
});

it('reads only the bytes of the wanted columns', async () => {
  const wide = Array.from({ length: 20_000 }, (_, row) => `text ${row * 7919}`);
  const bytes = new Uint8Array(
    parquetWriteBuffer({
      columnData: [
        { name: 'wide', data: wide, type: 'STRING' },
        { name: 'thin', data: Array.from({ length: 20_000 }, (_, row) => row % 3), type: 'INT32' },
      ],
      rowGroupSize: 5000,
      codec: 'SNAPPY',
    }),
  );
  let asked = 0;
  const source: Source = {
    ...bytesSource('wide.parquet', bytes),
    slice: (from, to) => {
      asked += from === 0 || to === bytes.length ? 0 : to - from;
      return Promise.resolve(bytes.subarray(from, to));
    },
  };
  const frame = await readSource(source, { columns: ['thin'] });
  expect(columnOf(frame, 'thin').at(19_999)).toBe(1);
  expect(frame.table.columnNames()).toEqual(['thin']);
  expect(asked).toBeLessThan(bytes.length / 10);
});

describe('what is wrong is said', () => {
  it('refuses an empty file, another file, and a file that is cut short', async () => {
    const whole = await fileBytes('snappy.parquet');
    await expect(read(new Uint8Array(0))).rejects.toThrow('t.parquet is empty');
    await expect(read(new TextEncoder().encode('a,b\n1,2\n'))).rejects.toThrow('t.parquet is not a Parquet file');
    await expect(read(whole.subarray(0, whole.length / 2))).rejects.toThrow('t.parquet is cut short: the footer at its end is missing');
  });

  it('refuses a damaged footer and a damaged column, and says which', async () => {
    const footer = await fileBytes('snappy.parquet');
    footer.fill(0xff, footer.length - 200, footer.length - 8);
    await expect(read(footer)).rejects.toThrow('t.parquet is damaged: its footer cannot be read');
    const column = await fileBytes('snappy.parquet');
    column.fill(0xff, 4, 60);
    await expect(read(column, { columns: ['i32'] })).rejects.toThrow('t.parquet is damaged: column i32 cannot be read');
  });

  it('keeps the bound on rows before it reads them, and those on columns and bytes', async () => {
    const bytes = await fileBytes('none.parquet');
    const limits = { bytes: 1e6, rows: 1e6, columns: 100 };
    await expect(read(bytes, { limits: { ...limits, rows: 6 } })).rejects.toThrow('t.parquet has more than 6 rows');
    await expect(read(bytes, { limits: { ...limits, columns: 22 } })).rejects.toThrow('t.parquet has 23 columns, over the limit of 22');
    await expect(read(bytes, { limits: { ...limits, bytes: 100 } })).rejects.toThrow('over the limit of 100 bytes');
  });

  it('stops when it is cancelled', async () => {
    const bytes = await fileBytes('none.parquet');
    await expect(readSource(bytesSource('t.parquet', bytes), {}, AbortSignal.abort())).rejects.toThrow(/abort/i);
  });
});
