import { decodePart, encodePart, LinkError, longestText, type PartFormat } from './link-code.ts';
import { linkDictionary } from './link-dictionary.ts';

export { LinkError, longestText };

/** How a link wants its notebook shown: at a cell or heading, to be read, edited or presented. */
export interface LinkView {
  /** Name of a cell, or words of a heading: `quality`, `how-good-is-it`. */
  readonly at?: string;
  readonly mode?: 'read' | 'edit' | 'present';
}

interface Opening extends LinkView {
  readonly paused: boolean;
  /** Results that travel beside the notebook, as `encodeResults` wrote them, or what arrived of them. */
  readonly results?: string;
}

/** What the part behind `#` asks to open. */
export type Fragment =
  | { readonly kind: 'home' }
  | ({ readonly kind: 'nb'; readonly payload: string } & Opening)
  | ({ readonly kind: 'src'; readonly url: string } & Opening)
  | ({ readonly kind: 'sample'; readonly name: string } & Opening)
  | { readonly kind: 'unknown'; readonly text: string };

const words = { is: 'this link is', wayOut: 'copy it again, or ask for the notebook as a file' };
const resultsKey = 'with';

/** The text as `1d1.PAYLOAD.LENGTH-CHECKSUM`: format 1, raw deflate after the first dictionary. */
export function encodeLink(text: string): string {
  return encodePart(withDictionary(), new TextEncoder().encode(text));
}

/** The text of a link's payload, of this format or the one before; throws `LinkError` when it was cut, altered, made by a newer version, or is too large. */
export function decodeLink(encoded: string): string {
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(decodePart([withDictionary(), { version: '1d0' }], encoded, words));
}

function withDictionary(): PartFormat {
  return { version: '1d1', dictionary: new TextEncoder().encode(linkDictionary) };
}

/**
 * The part of a link behind `#`, out of whatever was pasted: a whole address, one whose `#` a mail program wrote as `%23`,
 * one that a mail program wrapped into an address of its own, or the part alone.
 */
export function fragmentOfLink(pasted: string): string {
  const link = pasted.trim();
  const wrapped =
    /^https?:\/\/[^/?#]{0,255}(?:safelinks\.protection\.outlook\.com|urldefense\.com|google\.com\/url)[^#]*?[?&](?:url|u|q)=([^&#]+)/i.exec(
      link,
    );
  if (wrapped !== null) return fragmentOfLink(decoded(wrapped[1]!));
  const hash = /#|%23/i.exec(link);
  return hash === null ? `#${link}` : `#${link.slice(hash.index + hash[0].length)}`;
}

/** Reads the part behind `#`; mail programs that wrote `%23` or percent-encoded it, and chats that took a bracket along, are forgiven. */
export function parseFragment(hash: string): Fragment {
  const text = unescapeOnce(hash.replace(/^(?:#|%23|\/)+/i, ''));
  if (text === '') return { kind: 'home' };
  const [first, ...rest] = text.split('&');
  const equals = first!.indexOf('=');
  const key = first!.slice(0, equals);
  const value = first!.slice(equals + 1);
  if (key === 'nb') return { kind: 'nb', payload: withoutTail(value), ...openingOf(rest) };
  if (key === 'sample' && /^[a-z0-9-]+$/.test(value)) return { kind: 'sample', name: value, ...openingOf(rest) };
  if (key === 'src') {
    // An address may hold & itself: only what stands last and is known is not part of it.
    const parts = text.split('&');
    let last = parts.length;
    while (last > 1 && /^(?:mode=(?:paused|read|edit|present)|(?:at|with)=[^=]*)$/.test(parts[last - 1]!)) last--;
    return {
      kind: 'src',
      url: parts
        .slice(0, last)
        .join('&')
        .slice(equals + 1),
      ...openingOf(parts.slice(last)),
    };
  }
  return { kind: 'unknown', text };
}

/** A link's part behind `#` with the view that it asks for. */
export function withView(fragment: string, { at, mode }: LinkView): string {
  return `${fragment}${at === undefined ? '' : `&at=${encodeURIComponent(at)}`}${mode === undefined ? '' : `&mode=${mode}`}`;
}

/** A link's part behind `#` with results beside it. They stand last, so that a link that is cut loses them before the notebook. */
export function withResults(fragment: string, results: string | null): string {
  return results === null ? fragment : `${fragment}&${resultsKey}=${results}`;
}

function openingOf(parts: readonly string[]): Opening {
  const at = parts.findLast((part) => part.startsWith('at='))?.slice(3);
  const mode = (['read', 'edit', 'present'] as const).find((name) => parts.includes(`mode=${name}`));
  const results = resultsIn(parts);
  return {
    paused: parts.includes('mode=paused'),
    ...(at === undefined || at === '' ? {} : { at: decoded(at) }),
    ...(mode === undefined ? {} : { mode }),
    ...(results === null ? {} : { results }),
  };
}

/** The results of a link, '' where it was cut within their key; null where it has none. */
function resultsIn(parts: readonly string[]): string | null {
  const whole = parts.findLast((part) => part.startsWith(`${resultsKey}=`));
  if (whole !== undefined) return withoutTail(whole.slice(resultsKey.length + 1));
  const last = parts.at(-1);
  return last !== undefined && resultsKey.startsWith(last) ? '' : null;
}

/** What chats and mail take along with a link, or write behind it. */
function withoutTail(value: string): string {
  // From the end, letter by letter: a pattern would look again from each of a million dots.
  let end = value.length;
  for (;;) {
    if (value.endsWith('%20', end)) end -= 3;
    else if (end > 0 && /[\s)\]}>.,;:!?'"*]/.test(value.charAt(end - 1))) end--;
    else return value.slice(0, end);
  }
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
