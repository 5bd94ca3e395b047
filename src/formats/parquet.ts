import type { AsyncBuffer, Compressors, FileMetaData } from 'hyparquet';
import type { Column } from '../frame/column.ts';
import { makeFrame, type Frame } from '../frame/frame.ts';
import { overLimit } from '../io/byte-limit.ts';
import { bytesSource } from '../io/bytes-source.ts';
import { readAll } from '../io/read-all.ts';
import type { Source } from '../io/source.ts';
import { columnNames } from './column-names.ts';
import { checkColumns, checkRows, type Format, type ReadOptions } from './format.ts';
import { columnOfPieces, type Piece } from './parquet-column.ts';
import { parquetColumns } from './parquet-schema.ts';
import { Pulse } from './pulse.ts';

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
    const { parquetMetadataAsync, parquetSchema, parquetScan } = await import('hyparquet');
    const { compressors } = await import('hyparquet-compressors');
    const metadata = await parquetMetadataAsync(file, { geoparquet: false }).catch((error: unknown) => {
      throw damaged(source.name, 'its footer', error);
    });
    checkMetadata(source.name, metadata, options);
    const columns = parquetColumns(metadata, parquetSchema(metadata));
    const { names, notes } = columnNames(columns.map((column) => column.source));
    checkColumns(source.name, names.length, options.limits.columns);
    options.checkNames?.(names);
    const wanted = columns
      .map((column, index) => ({ column, name: names[index]! }))
      .filter(({ name }) => options.columns?.includes(name) ?? true);
    checkBytes(source.name, metadata, new Set(wanted.map(({ column }) => column.source)), options.limits.bytes);
    const sources = wanted.map(({ column }) => column.source);
    const scan = await parquetScan({
      file,
      metadata,
      columns: sources,
      compressors: sparingly(compressors),
      utf8: false,
      parsers,
      geoparquet: false,
      useOffsetIndex: false,
    });
    const pulse = new Pulse(signal, progress, `reading ${source.name}`);
    const made: [string, Column][] = [];
    for (const [index, { column, name }] of wanted.entries()) {
      const pieces: Piece[] = [];
      for (const [group, range] of scan.ranges.entries()) {
        await pulse.beat((index + group / scan.ranges.length) / wanted.length);
        const data: Piece = await scan.readColumn({ column: column.source, ...range }).catch((error: unknown) => {
          throw damaged(source.name, `column ${name}`, error);
        });
        pieces.push(checked(source.name, name, data, range.rowEnd - range.rowStart));
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

/** Pages of missing values alone have nothing to inflate, and not every codec takes that. */
function sparingly(compressors: Compressors): Compressors {
  const wrapped = Object.entries(compressors).map(([codec, inflate]) => [
    codec,
    (input: Uint8Array, length: number): Uint8Array => (length === 0 ? new Uint8Array(0) : inflate(input, length)),
  ]);
  return Object.fromEntries(wrapped) as Compressors;
}

function isMagic(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes) === 'PAR1';
}

function checkMetadata(name: string, metadata: FileMetaData, options: ReadOptions): void {
  const rows = Number(metadata.num_rows);
  checkRows(name, rows, options.limits.rows);
  const grouped = metadata.row_groups.reduce((sum, group) => sum + Number(group.num_rows), 0);
  if (rows < 0 || grouped !== rows) throw damaged(name, 'its footer', `it promises ${rows} rows, its row groups ${grouped}`);
}

function checkBytes(name: string, metadata: FileMetaData, wanted: ReadonlySet<string>, limit: number): void {
  let bytes = 0;
  for (const { meta_data: chunk } of metadata.row_groups.flatMap((group) => group.columns)) {
    if (chunk !== undefined && wanted.has(chunk.path_in_schema[0] ?? '')) bytes += Number(chunk.total_compressed_size);
  }
  if (bytes > limit) throw overLimit(name, bytes, limit);
}

function checked(file: string, name: string, data: Piece, rows: number): Piece {
  if (data.length !== rows) throw damaged(file, `column ${name}`, `it has ${data.length} values where there are ${rows} rows`);
  return data;
}

function damaged(file: string, part: string, reason: unknown): Error {
  const words = reason instanceof Error ? reason.message : String(reason);
  return new Error(`${file} is damaged: ${part} cannot be read (${words})`);
}
