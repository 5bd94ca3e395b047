import type { AsyncBuffer, FileMetaData } from 'hyparquet';
import type { Column } from '../frame/column.ts';
import { makeFrame, type Frame } from '../frame/frame.ts';
import { overLimit } from '../io/byte-limit.ts';
import { bytesSource } from '../io/bytes-source.ts';
import { readAll } from '../io/read-all.ts';
import type { Source } from '../io/source.ts';
import { columnNames } from './column-names.ts';
import { count, type Format } from './format.ts';
import { columnOfPieces, type Piece } from './parquet-column.ts';
import { ParquetGuard } from './parquet-guard.ts';
import { checkSizes, parquetChunks, type Chunk } from './parquet-metadata.ts';
import { parquetColumns, type Holds } from './parquet-schema.ts';
import { Pulse } from './pulse.ts';
import { ThriftReader } from './thrift-reader.ts';

const mostFooter = 64_000_000;

/**
 * Parquet in any usual codec. Only the wanted columns are read, row group by row group. Bytes of one width without a text
 * type are vectors (pixels), 64-bit integers beyond 2⁵³ are text, decimals are the nearest float64.
 */
export const parquet: Format = {
  name: 'Parquet',
  extensions: ['.parquet', '.pq'],
  async read(given, options, signal, progress): Promise<Frame> {
    const source = given.size === undefined ? bytesSource(given.name, await readAll(given, signal, options.limits.bytes)) : given;
    const file = await openFile(source);
    const metadata = await footerOf(source, file);
    const { parquetSchema, parquetScan } = await import('hyparquet');
    const { compressors } = await import('hyparquet-compressors');
    const broken = (part: string) => (error: unknown) => {
      throw damaged(source.name, part, error);
    };
    const columns = parquetColumns(metadata, parquetSchema(metadata));
    const { names, notes } = columnNames(columns.map((column) => column.source));
    const wanted = columns
      .map((column, index) => ({ column, name: names[index]! }))
      .filter(({ name }) => options.columns?.includes(name) ?? true);
    const sources = columns.map((column) => column.source);
    checkSizes(source.name, metadata, sources, wanted.length, options);
    options.checkNames?.(names);
    checkBytes(source.name, metadata, new Set(wanted.map(({ column }) => column.source)), options.limits.bytes);
    const guard = new ParquetGuard(file.slice, metadata.chunks, compressors, options.limits.bytes);
    const scan = await parquetScan({
      file,
      metadata,
      columns: wanted.map(({ column }) => column.source),
      compressors: guard.compressors,
      utf8: false,
      parsers,
      geoparquet: false,
      useOffsetIndex: false,
    }).catch(broken('its footer'));
    const filled = [...metadata.row_groups.keys()].filter((group) => metadata.row_groups[group]!.num_rows > 0n);
    const pulse = new Pulse(signal, progress, `reading ${source.name}`);
    const made: [string, Column][] = [];
    for (const [index, { column, name }] of wanted.entries()) {
      const pieces: Piece[] = [];
      for (const [group, range] of scan.ranges.entries()) {
        await pulse.beat((index + group / scan.ranges.length) / wanted.length);
        const data: Piece = await guard
          .check(filled[group]!, column.source)
          .then(() => scan.readColumn({ column: column.source, ...range }))
          .catch(broken(`column ${name}`));
        pieces.push(checked(source.name, name, column.holds, data, range.rowEnd - range.rowStart));
      }
      made.push([name, columnOfPieces(name, column, pieces, options)]);
    }
    return makeFrame(made, { notes });
  },
};

/** Times as milliseconds instead of Dates, JSON as its text, shapes as their bytes. */
const parsers = {
  timestampFromMilliseconds: (millis: bigint): number => Number(millis),
  timestampFromMicroseconds: (micros: bigint): number => Math.floor(Number(micros) / 1000),
  timestampFromNanoseconds: (nanos: bigint): number => Number(nanos / 1_000_000n),
  dateFromDays: (days: number): number => days * 86_400_000,
  jsonFromBytes: (bytes: Uint8Array): string => new TextDecoder().decode(bytes),
  geometryFromBytes: (bytes: Uint8Array): Uint8Array => bytes,
  geographyFromBytes: (bytes: Uint8Array): Uint8Array => bytes,
};

async function openFile(source: Source): Promise<AsyncBuffer> {
  const size = source.size ?? 0;
  if (size === 0) throw new Error(`${source.name} is empty`);
  const [head, tail] = [await source.slice(0, 4), await source.slice(Math.max(0, size - 4), size)];
  if (!isMagic(head)) throw new Error(`${source.name} is not a Parquet file: it does not begin with PAR1`);
  if (size < 12 || !isMagic(tail))
    throw new Error(`${source.name} is cut short: the footer at its end is missing; copy or download it again`);
  return {
    byteLength: size,
    async slice(start, end = size): Promise<ArrayBuffer> {
      const bytes = await source.slice(start, end);
      return bytes.slice().buffer;
    },
  };
}

/** The footer, held against itself and the file before anything is read by it. */
async function footerOf(source: Source, file: AsyncBuffer): Promise<FileMetaData & { readonly chunks: readonly (readonly Chunk[])[] }> {
  const size = file.byteLength;
  const tail = new DataView(await file.slice(size - 8, size - 4));
  const length = tail.getUint32(0, true);
  if (length > size - 12) throw damaged(source.name, 'its footer', `it is said to have ${count(length)} bytes, more than the file`);
  if (length > mostFooter) throw new Error(`${source.name} has a footer of ${count(length)} bytes, over the limit of ${count(mostFooter)}`);
  const { parquetMetadata } = await import('hyparquet');
  const bytes = await file.slice(size - 8 - length, size);
  try {
    new ThriftReader(new Uint8Array(bytes, 0, length)).struct();
    const metadata = parquetMetadata(bytes, { geoparquet: false });
    return { ...metadata, chunks: parquetChunks(metadata, size - 8 - length) };
  } catch (error) {
    throw damaged(source.name, 'its footer', error);
  }
}

function isMagic(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes) === 'PAR1';
}

function checkBytes(name: string, metadata: FileMetaData, wanted: ReadonlySet<string>, limit: number): void {
  let bytes = 0;
  for (const { meta_data: chunk } of metadata.row_groups.flatMap((group) => group.columns)) {
    if (chunk !== undefined && wanted.has(chunk.path_in_schema[0] ?? '')) bytes += Number(chunk.total_compressed_size);
  }
  if (bytes > limit) throw overLimit(name, bytes, limit);
}

function checked(file: string, name: string, holds: Holds, data: Piece, rows: number): Piece {
  if (data.length !== rows) throw damaged(file, `column ${name}`, `it has ${data.length} values where there are ${rows} rows`);
  // A missing value is null; undefined is what stands behind the end of a dictionary.
  if (holds !== 'values' && Array.isArray(data) && data.includes(undefined))
    throw damaged(file, `column ${name}`, 'a value points behind the end of its dictionary');
  return data;
}

function damaged(file: string, part: string, reason: unknown): Error {
  // What an engine says of its own types and ranges helps nobody.
  const plain = reason instanceof Error && reason.name === 'Error' ? reason.message : 'what it promises does not fit what it holds';
  return new Error(`${file} is damaged: ${part} cannot be read (${typeof reason === 'string' ? reason : plain})`, { cause: reason });
}
