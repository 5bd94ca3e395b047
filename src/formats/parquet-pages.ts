import { crc32 } from 'hash-wasm';
import type { Encoding, ParquetType } from 'hyparquet';
import type { Chunk } from './parquet-metadata.ts';
import { checkDeltas, checkRuns } from './parquet-runs.ts';
import { ThriftReader, type ThriftStruct } from './thrift-reader.ts';

/** A page as its header describes it, and its bytes as they are packed. */
export interface Page {
  readonly type: 'data' | 'data2' | 'dictionary';
  readonly values: number;
  readonly encoding: Encoding;
  readonly size: number;
  readonly bytes: Uint8Array;
  /** Version 2 alone: missing values, bytes of the levels, and whether what follows them is packed. */
  readonly missing: number;
  readonly repetitionBytes: number;
  readonly definitionBytes: number;
  readonly packed: boolean;
}

const encodings: readonly (Encoding | undefined)[] = [
  'PLAIN',
  undefined,
  'PLAIN_DICTIONARY',
  'RLE',
  undefined,
  'DELTA_BINARY_PACKED',
  'DELTA_LENGTH_BYTE_ARRAY',
  'DELTA_BYTE_ARRAY',
  'RLE_DICTIONARY',
  'BYTE_STREAM_SPLIT',
];

/**
 * The pages of a column chunk; throws where their headers, sizes and counts do not fit the chunk, or a checksum its page.
 * `mostBytes` bounds what they unpack to.
 */
export async function parquetPages(bytes: Uint8Array, chunk: Chunk, mostBytes: number): Promise<readonly Page[]> {
  const promised = Number(chunk.meta.num_values);
  const pages: Page[] = [];
  let values = 0;
  let size = 0;
  for (let at = 0; chunk.flat ? values < promised : at < bytes.length - 1;) {
    if (at >= bytes.length) throw new Error(`its pages hold ${values} of ${promised} values`);
    const reader = new ThriftReader(bytes, at);
    const header = reader.struct();
    const packed = number(header, 3);
    if (packed > bytes.length - reader.at)
      throw new Error(`a page of ${packed} bytes is promised where ${bytes.length - reader.at} are left`);
    const page = pageOf(header, bytes.subarray(reader.at, (at = reader.at + packed)));
    const sum = header.get(4);
    if (typeof sum === 'number' && parseInt(await crc32(page.bytes), 16) !== sum >>> 0)
      throw new Error('the checksum of a page does not fit');
    if (page.type === 'dictionary' && pages.length > 0) throw new Error('a dictionary stands behind the values');
    if (page.type !== 'dictionary') values += page.values;
    size += page.size;
    if (values > promised) throw new Error(`its pages hold more than the ${promised} values that are promised`);
    if (size > mostBytes) throw new Error(`its pages unpack to more than ${Math.round(mostBytes / 1e6)} MB`);
    pages.push(page);
  }
  if (values !== promised) throw new Error(`its pages hold ${values} of ${promised} values`);
  return pages;
}

function pageOf(header: ThriftStruct, bytes: Uint8Array): Page {
  const type = header.get(1);
  const size = number(header, 2);
  const base = { size, bytes, missing: 0, repetitionBytes: 0, definitionBytes: 0, packed: true };
  if (type === 0 || type === 2) {
    const part = struct(header, type === 0 ? 5 : 7);
    return { ...base, type: type === 0 ? 'data' : 'dictionary', values: number(part, 1), encoding: encodingOf(part, 2) };
  }
  if (type !== 3) throw new Error(`it has a page of an unknown type`);
  const part = struct(header, 8);
  const [repetitionBytes, definitionBytes] = [number(part, 6), number(part, 5)];
  const [values, missing] = [number(part, 1), number(part, 2)];
  if (repetitionBytes + definitionBytes > Math.min(bytes.length, size)) throw new Error('the levels of a page are longer than the page');
  if (missing > values || number(part, 3) > values) throw new Error('a page has more missing values or rows than values');
  const encoding = encodingOf(part, 4);
  return { ...base, type: 'data2', values, encoding, missing, repetitionBytes, definitionBytes, packed: part.get(7) !== false };
}

/** Holds an unpacked page (of version 2: what stands behind its levels) to its header, before a decoder trusts its lengths. */
export function checkPage(page: Page, content: Uint8Array, chunk: Chunk, dictionary: number, mostBytes: number): void {
  const { type, type_length: width } = chunk.element;
  if (page.type === 'dictionary') return checkRoom(type!, width, page.values, content.length);
  let at = 0;
  let present = page.values;
  if (page.type === 'data2') {
    const levels = page.bytes;
    const [repetition, definition] = [page.repetitionBytes, page.repetitionBytes + page.definitionBytes];
    if (chunk.maxRepetition > 0) checkLevels(levels, 0, repetition, page.values, chunk.maxRepetition);
    if (chunk.maxDefinition > 0) present = checkLevels(levels, repetition, definition, page.values, chunk.maxDefinition);
    if (present !== page.values - page.missing)
      throw new Error(`${page.missing} missing values are promised where there are ${page.values - present}`);
  } else {
    if (chunk.maxRepetition > 0) at = endOfLevels(content, at, page.values, chunk.maxRepetition).at;
    if (chunk.maxDefinition > 0) ({ at, present } = endOfLevels(content, at, page.values, chunk.maxDefinition));
  }
  checkValues(page.encoding, content, at, present, chunk, dictionary, mostBytes);
}

function checkValues(
  encoding: Encoding,
  bytes: Uint8Array,
  at: number,
  values: number,
  chunk: Chunk,
  dictionary: number,
  mostBytes: number,
): void {
  const { type, type_length: width } = chunk.element;
  const left = bytes.length - at;
  if (encoding === 'PLAIN') checkRoom(type!, width, values, left);
  else if (encoding === 'BYTE_STREAM_SPLIT') checkRoom(type === 'BOOLEAN' ? 'INT32' : type!, width, values, left);
  else if (encoding === 'RLE' && type === 'BOOLEAN') endOfLevels(bytes, at, values, 1);
  else if (encoding === 'RLE' || encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
    if (values === 0) return;
    if (dictionary < 0 || left === 0) throw new Error('its values point to a dictionary that is not there');
    checkRuns(bytes, at + 1, bytes.length, { width: bytes[at]!, values, largest: dictionary - 1 });
  } else if (encoding === 'DELTA_BYTE_ARRAY' && values > 0) checkPrefixes(bytes, at, values, mostBytes);
  else if (encoding.startsWith('DELTA') && values > 0) checkDeltas(bytes, at, values);
}

/** Words that begin as the one before ends could unpack to any size. */
function checkPrefixes(bytes: Uint8Array, at: number, values: number, mostBytes: number): void {
  const prefixes = checkDeltas(bytes, at, values, true);
  const suffixes = checkDeltas(bytes, prefixes.at, values, true);
  let before = 0;
  let total = 0;
  for (let i = 0; i < values; i++) {
    const [prefix, suffix] = [prefixes.integers[i]!, suffixes.integers[i]!];
    if (prefix < 0 || suffix < 0 || prefix > before) throw new Error(`a word begins with ${prefix} letters of one that has ${before}`);
    before = prefix + suffix;
    total += before;
  }
  if (total > mostBytes) throw new Error(`its words unpack to more than ${Math.round(mostBytes / 1e6)} MB`);
}

/** Whether so many plain values can stand in so many bytes. */
function checkRoom(type: ParquetType, width: number | undefined, values: number, bytes: number): void {
  const bits = {
    BOOLEAN: 1,
    INT32: 32,
    INT64: 64,
    INT96: 96,
    FLOAT: 32,
    DOUBLE: 64,
    BYTE_ARRAY: 32,
    FIXED_LEN_BYTE_ARRAY: 8 * (width ?? 0),
  }[type];
  if (values > 0 && bits <= 0) throw new Error('its values have no width');
  if (values * bits > bytes * 8) throw new Error(`${values} values are promised in ${bytes} bytes`);
}

function endOfLevels(bytes: Uint8Array, at: number, values: number, largest: number): { at: number; present: number } {
  if (at + 4 > bytes.length) throw new Error('its levels end too early');
  const length = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(at, true);
  const end = at + 4 + length;
  if (end > bytes.length) throw new Error(`levels of ${length} bytes are promised where ${bytes.length - at - 4} are left`);
  return { at: end, present: checkLevels(bytes, at + 4, end, values, largest) };
}

/** How many values have the largest level: those that are there. */
function checkLevels(bytes: Uint8Array, at: number, end: number, values: number, largest: number): number {
  return checkRuns(bytes, at, end, { width: 32 - Math.clz32(largest), values, largest }, largest).found;
}

function encodingOf(fields: ThriftStruct, field: number): Encoding {
  const encoding = encodings[number(fields, field)];
  if (encoding === undefined) throw new Error(`a page is written in the unknown way ${number(fields, field)}`);
  return encoding;
}

function number(fields: ThriftStruct, field: number): number {
  const value = fields.get(field);
  if (typeof value !== 'number' || value < 0) throw new Error(`the header of a page has no valid field ${field}`);
  return value;
}

function struct(fields: ThriftStruct, field: number): ThriftStruct {
  const value = fields.get(field);
  if (!(value instanceof Map)) throw new Error(`the header of a page has no field ${field}`);
  return value as ThriftStruct;
}
