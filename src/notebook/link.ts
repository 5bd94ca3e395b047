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

/** How a link wants its notebook shown: at a cell or heading, to be read, edited or presented. */
export interface LinkView {
  /** Name of a cell, or words of a heading: `quality`, `how-good-is-it`. */
  readonly at?: string;
  readonly mode?: 'read' | 'edit' | 'present';
}

/** What the part behind `#` asks to open. */
export type Fragment =
  | { readonly kind: 'home' }
  | ({ readonly kind: 'nb'; readonly payload: string; readonly paused: boolean } & LinkView)
  | ({ readonly kind: 'src'; readonly url: string; readonly paused: boolean } & LinkView)
  | ({ readonly kind: 'sample'; readonly name: string; readonly paused: boolean } & LinkView)
  | { readonly kind: 'unknown'; readonly text: string };

/** A notebook from a link may not be longer than this once inflated. */
export const longestText = 2_000_000;

const version = '1d0';
const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/**
 * The text as `1d0.PAYLOAD.LENGTH-CHECKSUM`: format 1, raw deflate without a dictionary, base64url; the length of the
 * payload in base 36 and the CRC-32 of the text tell a cut link from a whole one. Only characters that no chat program cuts.
 */
export function encodeLink(text: string): string {
  const bytes = new TextEncoder().encode(text);
  const payload = toBase64Url(deflateSync(bytes, { level: 9 }));
  return `${version}.${payload}.${payload.length.toString(36)}-${crc32(bytes).toString(36)}`;
}

/** The text of a link's payload; throws `LinkError` when it was cut, altered, made by a newer version, or is too large. */
export function decodeLink(encoded: string): string {
  const [format, payload, ending] = encoded.split('.');
  if (format !== version) {
    if (/^\d+[a-z]\d+$/.test(format ?? ''))
      throw new LinkError('newer', 'this link was made by a newer version of Assay; open it there, or ask for the notebook as a file');
    throw new LinkError(version.startsWith(format ?? '') ? 'cut' : 'broken', 'this is not a whole Assay link; copy it again');
  }
  const sizes = /^([0-9a-z]+)-([0-9a-z]+)$/.exec(ending ?? '');
  if (payload === undefined || sizes === null) {
    throw new LinkError(
      'cut',
      `this link is incomplete: it ends after ${encoded.length.toLocaleString('en-US')} characters; ask for it again, or for the notebook as a file`,
    );
  }
  const expected = parseInt(sizes[1]!, 36);
  if (payload.length !== expected) {
    throw new LinkError(
      'cut',
      `this link is incomplete: ${payload.length.toLocaleString('en-US')} of ${expected.toLocaleString('en-US')} characters arrived; ask for it again, or for the notebook as a file`,
    );
  }
  const bytes = inflate(fromBase64Url(payload));
  if (crc32(bytes).toString(36) !== sizes[2]) {
    throw new LinkError('cut', 'this link was altered or cut on its way: its checksum does not fit; ask for it again');
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Reads the part behind `#`; mail programs that wrote `%23` or percent-encoded it are forgiven. */
export function parseFragment(hash: string): Fragment {
  const text = unescapeOnce(hash.replace(/^(?:#|%23|\/)+/i, ''));
  if (text === '') return { kind: 'home' };
  const [first, ...rest] = text.split('&');
  const equals = first!.indexOf('=');
  const key = first!.slice(0, equals);
  const value = first!.slice(equals + 1);
  if (key === 'nb') return { kind: 'nb', payload: value, ...viewOf(rest) };
  if (key === 'sample' && /^[a-z0-9-]+$/.test(value)) return { kind: 'sample', name: value, ...viewOf(rest) };
  if (key === 'src') {
    // An address may hold & itself: only what stands last and is known is not part of it.
    const end = /(?:&(?:mode=(?:paused|read|edit|present)|at=[^&=]*))+$/.exec(text);
    return { kind: 'src', url: text.slice(equals + 1, end?.index), ...viewOf(end?.[0].split('&') ?? []) };
  }
  return { kind: 'unknown', text };
}

/** A link's part behind `#` with the view that it asks for. */
export function withView(fragment: string, { at, mode }: LinkView): string {
  return `${fragment}${at === undefined ? '' : `&at=${encodeURIComponent(at)}`}${mode === undefined ? '' : `&mode=${mode}`}`;
}

function viewOf(parts: readonly string[]): LinkView & { readonly paused: boolean } {
  const at = parts.findLast((part) => part.startsWith('at='))?.slice(3);
  const mode = (['read', 'edit', 'present'] as const).find((name) => parts.includes(`mode=${name}`));
  return {
    paused: parts.includes('mode=paused'),
    ...(at === undefined || at === '' ? {} : { at: decoded(at) }),
    ...(mode === undefined ? {} : { mode }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function unescapeOnce(text: string): string {
  const isPlainAddress = /^src=[a-z]+:\/\//i.test(text);
  if (isPlainAddress || (!/%(?:3D|26|2E|2F|3A)/i.test(text) && !text.startsWith('nb%'))) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function inflate(bytes: Uint8Array): Uint8Array {
  const pieces: Uint8Array[] = [];
  let total = 0;
  let ended = false;
  const stream = new Inflate((piece, final) => {
    total += piece.length;
    ended ||= final;
    pieces.push(piece);
  });
  for (let from = 0; from < bytes.length; from += 512) {
    try {
      stream.push(bytes.subarray(from, from + 512), from + 512 >= bytes.length);
    } catch {
      throw new LinkError('broken', 'this link is damaged and cannot be unpacked; ask for it again');
    }
    if (total > longestText)
      throw new LinkError('too-large', `this link unpacks to more than ${longestText / 1e6} MB, the most that is opened`);
  }
  if (!ended && bytes.length > 0) throw new LinkError('cut', 'this link is incomplete; ask for it again, or for the notebook as a file');
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

function fromBase64Url(text: string): Uint8Array {
  const bytes = new Uint8Array((text.length * 3) >> 2);
  let held = 0;
  let bits = 0;
  let at = 0;
  for (const character of text) {
    const value = alphabet.indexOf(character);
    if (value === -1) throw new LinkError('broken', `this link holds a character that no Assay link has: ${character}; copy it again`);
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits >= 8) bytes[at++] = (held >> (bits -= 8)) & 0xff;
  }
  return bytes;
}
