import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { expect, it } from 'vitest';
import { Breath } from '../../../src/engine/tables/breath.ts';
import { exportTable, type ExportOptions } from '../../../src/engine/tables/export-table.ts';
import { rowsPerGroup } from '../../../src/engine/tables/exported-parquet.ts';
import { parquet } from '../../../src/formats/parquet.ts';
import { columnFromValues } from '../../../src/frame/column-from-values.ts';
import { NumberColumn, StringColumn, TimeColumn, VectorColumn, type Column } from '../../../src/frame/column.ts';
import { columnOf, makeFrame, type Frame } from '../../../src/frame/frame.ts';
import { makeNulls, setNull } from '../../../src/frame/nulls.ts';
import { bytesSource } from '../../../src/io/bytes-source.ts';
import { fence } from '../test-world.ts';
import { tableBed } from './table-bed.ts';

const never = new AbortController().signal;

async function written(frame: Frame, options: Partial<ExportOptions> = {}): Promise<{ bytes: Uint8Array; pieces: number }> {
  const pieces: Uint8Array[] = [];
  await exportTable(frame, { format: 'parquet', ...options }, new Breath(never), (piece) => pieces.push(piece));
  return { bytes: new Uint8Array(Buffer.concat(pieces)), pieces: pieces.length };
}

function frameOf(columns: Readonly<Record<string, Column>>): Frame {
  return makeFrame(Object.entries(columns));
}

/** The rows as the reader's own library gives them, apart from our reader. */
function peerRows(bytes: Uint8Array): Promise<Record<string, unknown>[]> {
  return parquetReadObjects({ file: bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length) as ArrayBuffer });
}

function readBack(bytes: Uint8Array): Promise<Frame> {
  return parquet.read(
    bytesSource('t.parquet', bytes),
    { missing: [], limits: { bytes: 1e8, rows: 1e6, columns: 100 } },
    never,
    () => undefined,
  );
}

it('keeps the type of every column and tells missing from NaN and the empty text', async () => {
  const frame = frameOf({
    n: columnFromValues([1.5, NaN, null, -Infinity]),
    word: columnFromValues(['', 'שלום 🙂', null, '=1']),
    flag: columnFromValues([true, false, null, true]),
    day: columnFromValues([new Date(0), new Date(-1), null, new Date(Date.UTC(2024, 1, 29, 1, 2, 3, 4))]),
    pixels: new VectorColumn(Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 255), 2),
    single: new VectorColumn(Float32Array.of(0.5, 1, 2, 3, 4, 5, 6, 0.25), 2),
    double: new VectorColumn(Float64Array.of(0.1, 1, 2, 3), 1),
  });
  const { bytes } = await written(frame);
  const rows = await peerRows(bytes);
  expect(rows[0]).toMatchObject({ n: 1.5, word: '', flag: true, day: new Date(0), single: [0.5, 1], double: [0.1] });
  expect(rows[1]).toMatchObject({ n: NaN, word: 'שלום 🙂', flag: false, day: new Date(-1) });
  expect(rows[2]).toMatchObject({ n: null, word: null, flag: null, day: null });
  const again = await readBack(bytes);
  for (const name of frame.table.columnNames()) {
    const [before, after] = [columnOf(frame, name), columnOf(again, name)];
    expect(after.type).toBe(before.type);
    expect([...after].map(plain)).toEqual([...before].map(plain));
  }
});

function plain(value: unknown): unknown {
  return ArrayBuffer.isView(value) ? Array.from(value as unknown as ArrayLike<number>) : value;
}

function nullsOf(values: readonly unknown[]): Uint32Array {
  const nulls = makeNulls(values.length);
  values.forEach((value, row) => value === null && setNull(nulls, row));
  return nulls;
}

function numbers(values: readonly (number | null)[]): Column {
  return new NumberColumn(
    Float64Array.from(values, (value) => value ?? NaN),
    nullsOf(values),
  );
}

function texts(values: readonly (string | null)[]): Column {
  const dictionary = [...new Set(values.map((value) => value ?? ''))];
  const codes = Uint8Array.from(values, (value) => dictionary.indexOf(value ?? ''));
  return new StringColumn(codes, dictionary, nullsOf(values));
}

it('gives numbers and texts back to the bit, whatever they are', async () => {
  const number = fc.oneof(fc.double(), fc.constantFrom(null, -0, 0, 2 ** 53, 5e-324, NaN));
  const text = fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom(null, '', '__proto__', 'a,b', '0'));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(number, text), { minLength: 1, maxLength: 40 }), async (rows) => {
      const frame = frameOf({ n: numbers(rows.map(([value]) => value)), t: texts(rows.map(([, value]) => value)) });
      const back = await peerRows((await written(frame)).bytes);
      for (const [at, [value, word]] of rows.entries()) {
        expect(Object.is(back[at]!['n'], value)).toBe(true);
        expect(back[at]!['t']).toBe(word);
      }
    }),
    { numRuns: 60 },
  );
});

it('writes names as data: quotes, emoji, dots and names that every object has', async () => {
  const names = ['a.b', 'say "x"', '🙂', 'constructor', 'list'];
  const frame = makeFrame(names.map((name, at) => [name, columnFromValues([at])] as const));
  const again = await readBack((await written(frame)).bytes);
  expect(again.table.columnNames()).toEqual(names);
  expect(names.map((name) => columnOf(again, name).at(0))).toEqual([0, 1, 2, 3, 4]);
});

it('writes a table without rows as a file with its columns', async () => {
  const { bytes } = await written(frameOf({ n: columnFromValues([]), t: new TimeColumn(new Float64Array(0)) }));
  expect((await readBack(bytes)).table.columnNames()).toEqual(['n', 't']);
});

it('writes in groups that let others speak, of the rows and in the order that are asked for', async () => {
  const values = Float64Array.from({ length: 250_000 }, (_, row) => row);
  const rows = Uint32Array.from({ length: 210_000 }, (_, at) => 250_000 - 1 - at);
  const { bytes, pieces } = await written(frameOf({ x: new NumberColumn(values) }), { rows });
  expect(pieces).toBe(4);
  const back = await peerRows(bytes);
  expect([back.length, back[0]!['x'], back.at(-1)!['x'], back[123_456]!['x']]).toEqual([210_000, 249_999, 40_000, 126_543]);
});

it('takes fewer rows at once of wide tables', () => {
  const x = new NumberColumn(new Float64Array(1));
  expect(rowsPerGroup([x])).toBe(100_000);
  expect(rowsPerGroup(Array.from({ length: 50 }, () => x))).toBe(20_000);
  expect(rowsPerGroup([new VectorColumn(new Uint8Array(784), 784)])).toBe(2000);
});

it('is asked for through the tables of a session, which list what a cell holds', async () => {
  const cells = [
    fence('data', 'log', 'source: a.csv\nroles: {label: y, score: s}\npositive: "1"'),
    fence('metrics', 'quality', 'data: log\nmetrics: [accuracy]'),
  ];
  const bed = await tableBed({ 'a.csv': 'y,s\n1,0.9\n0,0.2\n1,0.4\n' }, ...cells);
  const parts = (await bed.ask('parts', { cell: 'quality' })).result;
  expect(parts[0]).toMatchObject({ part: '' });
  for (const { part, rows, columns } of parts) {
    const { result, answers } = await bed.ask('export', { cell: 'quality', part, format: 'parquet' });
    expect(result).toEqual({ rows, total: rows });
    const again = await readBack(new Uint8Array(Buffer.concat(answers)));
    expect([again.table.totalRows(), again.table.numCols()]).toEqual([rows, columns]);
  }
  expect((await bed.ask('parts', { cell: 'nobody' })).result).toEqual([]);
});
