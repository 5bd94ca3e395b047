import { decodeLink, parseFragment, type LinkView } from '../notebook/link.ts';
import { placeOfReference } from '../trust/host-of.ts';
import type { Arrived } from './share/arrived.ts';
import { asSentence } from './state-sentence.ts';

/** A notebook to show, or what stands in the way. */
export type Opened =
  | { readonly kind: 'home' }
  | ({
      readonly kind: 'notebook';
      readonly text: string;
      readonly origin: string;
      readonly base: string | null;
      readonly paused: boolean;
      /** What came with the link beside the notebook. */
      readonly arrived?: Arrived;
    } & LinkView)
  | { readonly kind: 'consent'; readonly host: string; readonly url: string }
  | { readonly kind: 'trouble'; readonly message: string; /** Reading it once more may do. */ readonly again?: true };

export interface Doors {
  /** Reads text from the page's own origin. */
  own(url: string): Promise<string>;
  /** Reads text from an address whose host was allowed. */
  remote(url: string): Promise<string>;
  allowed(host: string): boolean;
  readonly base: string;
}

/** Opens what the address bar names: the list, a bundled notebook, a link's own text, or a notebook at an address. */
export async function openFragment(hash: string, doors: Doors): Promise<Opened> {
  const fragment = parseFragment(hash);
  try {
    if (fragment.kind === 'home') return fragment;
    if (fragment.kind === 'unknown')
      return { kind: 'trouble', message: 'This address names nothing that can be opened. Choose an example, or drop a file.' };
    if (fragment.kind === 'nb') {
      const text = decodeLink(fragment.payload);
      const origin = `nb:${fragment.payload.slice(-40)}`;
      return await withArrived({ kind: 'notebook', text, origin, base: null, ...viewOf(fragment) }, fragment.results);
    }
    if (fragment.kind === 'sample') {
      const base = new URL(`notebooks/${fragment.name}/`, doors.base).href;
      const text = await doors.own(`${base}notebook.md`);
      const opened = { kind: 'notebook', text, origin: `sample:${fragment.name}`, base, ...viewOf(fragment) } as const;
      return await withArrived(opened, fragment.results);
    }
    return await withArrived(await openAddress(fragment.url, viewOf(fragment), doors), fragment.results);
  } catch (error) {
    const message = asSentence(error instanceof Error ? error.message : String(error));
    return { kind: 'trouble', message, ...(fragment.kind === 'src' ? { again: true } : {}) };
  }
}

/** With the results that came with the link; what reads them is loaded only then. */
async function withArrived(opened: Opened, results: string | undefined): Promise<Opened> {
  if (results === undefined || opened.kind !== 'notebook') return opened;
  const { readArrived } = await import('./share/arrived.ts');
  return { ...opened, arrived: await readArrived(results, opened.text) };
}

type View = LinkView & { readonly paused: boolean };

function viewOf({ paused, at, mode }: View): View {
  return { paused, ...(at === undefined ? {} : { at }), ...(mode === undefined ? {} : { mode }) };
}

async function openAddress(address: string, view: View, doors: Doors): Promise<Opened> {
  const place = placeOfReference(address);
  if (place.kind === 'refused') return { kind: 'trouble', message: asSentence(place.reason) };
  const url = new URL(rawAddress(place.kind === 'remote' ? place.url : new URL(address, doors.base).href));
  const origin = `src:${url.href}`;
  const base = new URL('.', url).href;
  if (url.origin === new URL(doors.base).origin)
    return { kind: 'notebook', text: notebookText(await doors.own(url.href), url.href), origin, base, ...view };
  if (!doors.allowed(url.host)) return { kind: 'consent', host: url.host, url: url.href };
  return { kind: 'notebook', text: notebookText(await doors.remote(url.href), url.href), origin, base, ...view };
}

/** A page in the place of a notebook is told apart: many hosts answer with one where there is no file. */
function notebookText(text: string, url: string): string {
  if (!/^\s*<(?:!doctype html|html|head)\b/i.test(text)) return text;
  throw new Error(`${url} is a web page, not a notebook; give the address of the Markdown file itself`);
}

/** The address of a file's bytes where a forge shows it on a page. */
function rawAddress(url: string): string {
  for (const [page, raw] of forges) if (page.test(url)) return url.replace(page, raw);
  return url;
}

const forges: readonly (readonly [page: RegExp, raw: string])[] = [
  [/^https:\/\/github\.com\/([^/]+)\/([^/]+)\/(?:blob|raw)\/([^?#]+).*$/, 'https://raw.githubusercontent.com/$1/$2/$3'],
  [/^https:\/\/gist\.github\.com\/([^/]+)\/([0-9a-f]+)\/?(?:[?#].*)?$/, 'https://gist.githubusercontent.com/$1/$2/raw'],
  [/^(https:\/\/gitlab\.[^/]+\/.+?)\/-\/blob\/([^?#]+).*$/, '$1/-/raw/$2'],
  [/^(https:\/\/codeberg\.org\/[^/]+\/[^/]+)\/src\/([^?#]+).*$/, '$1/raw/$2'],
];

/** Where relative references of a notebook start, by where it came from; null for one that came as text. */
export function baseOf(origin: string, page: string): string | null {
  if (origin.startsWith('sample:')) return new URL(`notebooks/${origin.slice(7)}/`, page).href;
  return origin.startsWith('src:') ? new URL('.', origin.slice(4)).href : null;
}
