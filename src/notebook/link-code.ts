import { deflateSync, Inflate } from 'fflate';
import { crc32 } from './crc32.ts';

/** What can be wrong with a link. */
export type LinkTrouble = 'cut' | 'broken' | 'newer' | 'too-large';

/** A link that cannot be opened; the message says what happened and what to do. */
export class LinkError extends Error {
  override readonly name = 'LinkError';
  constructor(
    readonly kind: LinkTrouble,
    message: string,
  ) {
    super(message);
  }
}

/** A notebook from a link, and the results beside it, may not be longer than this once inflated. */
export const longestText = 2_000_000;

/** What a part of a link holds, in the words of its sentences, and what to do where it did not arrive whole. */
export interface PartWords {
  /** `this link is`, `the results in this link are`. */
  readonly is: string;
  readonly wayOut: string;
}

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** A version of a part, and what deflate may point back to before the part's first byte. */
export interface PartFormat {
  readonly version: string;
  readonly dictionary?: Uint8Array;
}

/**
 * Bytes as `VERSION.PAYLOAD.LENGTH-CHECKSUM`: raw deflate in base64url, the length of the payload in base 36 and the CRC-32
 * of the bytes. Only characters that no chat program cuts.
 */
export function encodePart({ version, dictionary }: PartFormat, bytes: Uint8Array): string {
  const payload = toBase64Url(deflateSync(bytes, { level: 9, ...(dictionary === undefined ? {} : { dictionary }) }));
  return `${version}.${payload}.${payload.length.toString(36)}-${crc32(bytes).toString(36)}`;
}

/** The bytes of a part in one of the formats; throws `LinkError` when it was cut, altered, made by a newer version, or is too large. */
export function decodePart(formats: readonly PartFormat[], encoded: string, words: PartWords): Uint8Array {
  const [version, payload, ending] = encoded.split('.');
  const format = formats.find((known) => known.version === version);
  if (format === undefined) throw foreign(formats, version ?? '', words);
  const sizes = /^([0-9a-z]+)-([0-9a-z]+)$/.exec(ending ?? '');
  if (payload === undefined || sizes === null) {
    throw new LinkError('cut', `${words.is} incomplete: only ${count(encoded.length)} characters arrived; ${words.wayOut}`);
  }
  const expected = parseInt(sizes[1]!, 36);
  if (payload.length !== expected) {
    throw new LinkError(
      'cut',
      `${words.is} incomplete: ${count(payload.length)} of ${count(expected)} characters arrived; ${words.wayOut}`,
    );
  }
  const bytes = inflate(fromBase64Url(payload, words), format, words);
  if (crc32(bytes).toString(36) !== sizes[2]) {
    throw new LinkError(
      'cut',
      `${words.is} altered, or was cut at its end: ${count(encoded.length)} characters arrived, and their checksum does not fit; ${words.wayOut}`,
    );
  }
  return bytes;
}

function foreign(formats: readonly PartFormat[], version: string, { is, wayOut }: PartWords): LinkError {
  if (/^\d+[a-z]\d+$/.test(version)) {
    return new LinkError('newer', `${is} made by a newer version of Assay; open it there, or ask for the notebook as a file`);
  }
  if (!formats.some((known) => known.version.startsWith(version))) return new LinkError('broken', `${is} not what Assay writes; ${wayOut}`);
  return new LinkError('cut', `${is} incomplete: only ${count(version.length)} characters arrived; ${wayOut}`);
}

function count(characters: number): string {
  return characters.toLocaleString('en-US');
}

function inflate(bytes: Uint8Array, { dictionary }: PartFormat, { is, wayOut }: PartWords): Uint8Array {
  const pieces: Uint8Array[] = [];
  let total = 0;
  let ended = false;
  const stream = new Inflate(dictionary === undefined ? {} : { dictionary }, (piece, final) => {
    total += piece.length;
    ended ||= final;
    pieces.push(piece);
  });
  for (let from = 0; from < bytes.length; from += 512) {
    try {
      stream.push(bytes.subarray(from, from + 512), from + 512 >= bytes.length);
    } catch {
      throw new LinkError('broken', `${is} damaged and cannot be unpacked; ${wayOut}`);
    }
    if (total > longestText) {
      throw new LinkError('too-large', `${is} too large: unpacked, more than ${longestText / 1e6} MB, the most that is opened`);
    }
  }
  if (!ended && bytes.length > 0) throw new LinkError('cut', `${is} incomplete; ${wayOut}`);
  const whole = new Uint8Array(total);
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}

function toBase64Url(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const word = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const characters = Math.min(4, bytes.length - at + 1);
    for (let i = 0; i < characters; i++) text += alphabet[(word >> (18 - 6 * i)) & 63];
  }
  return text;
}

function fromBase64Url(text: string, { is }: PartWords): Uint8Array {
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value === -1)
      throw new LinkError('broken', `${is} damaged: it holds ${character}, a character that no Assay link has; copy it again`);
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) bytes[at++] = (held >> (bits -= 8)) & 0xff;
  }
  return bytes;
}
