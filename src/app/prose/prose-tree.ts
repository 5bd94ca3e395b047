import type { Definition, Nodes, PhrasingContent, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import { findReferences } from '../../notebook/interpolation.ts';
import { proseTrouble } from '../../trust/prose-bounds.ts';

/** A piece of running text. `live` is the n-th live value of the block; `plain` where it stands in a link and cannot be pressed. */
export type Span =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'live'; readonly index: number; readonly plain: boolean }
  | { readonly type: 'strong' | 'emphasis'; readonly children: readonly Span[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'link'; readonly url: string; readonly children: readonly Span[] }
  | { readonly type: 'break' };

/** Prose as the page draws it; there is no HTML in it and no way for HTML to come in. */
export type ProseNode =
  | { readonly type: 'heading'; readonly depth: number; readonly id: string; readonly children: readonly Span[] }
  | { readonly type: 'paragraph'; readonly children: readonly Span[] }
  | { readonly type: 'list'; readonly ordered: boolean; readonly start: number; readonly items: readonly (readonly ProseNode[])[] }
  | { readonly type: 'quote'; readonly children: readonly ProseNode[] }
  | { readonly type: 'code'; readonly text: string }
  | { readonly type: 'table'; readonly head: readonly (readonly Span[])[]; readonly rows: readonly (readonly (readonly Span[])[])[] }
  | { readonly type: 'rule' };

/** Headings of a text, for the contents. */
export interface Heading {
  readonly id: string;
  readonly depth: number;
  readonly text: string;
}

/** Reads Markdown (CommonMark and tables) into what the page may draw: raw HTML as text, links only to https and fragments, images as their words. */
export function proseTree(text: string, idPrefix: string): readonly ProseNode[] {
  const trouble = proseTrouble(text);
  if (trouble !== null) return asItIs(text, trouble);
  const { marked, sources } = markLiveValues(text);
  const root = fromMarkdown(marked, { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
  const reader = new Reader(idPrefix, sources, definitionsOf(root));
  return root.children.flatMap((node) => reader.block(node));
}

/** A text that would take too long to lay out, without any markup of it. */
function asItIs(text: string, trouble: string): readonly ProseNode[] {
  const sentence = `It is shown as it is: ${trouble}.`;
  return [
    { type: 'paragraph', children: [{ type: 'emphasis', children: [{ type: 'text', text: sentence }] }] },
    { type: 'code', text },
  ];
}

/** Headings of a tree in order. */
export function headingsOf(tree: readonly ProseNode[]): readonly Heading[] {
  return tree.flatMap((node) => (node.type === 'heading' ? [{ id: node.id, depth: node.depth, text: plainText(node.children) }] : []));
}

const mark = '\u{E000}';
const markEnd = '\u{E001}';

/** Puts a private character pair in place of each live value, so that Markdown does not read into it. */
function markLiveValues(text: string): { marked: string; sources: readonly string[] } {
  let marked = '';
  let from = 0;
  const sources: string[] = [];
  for (const [index, reference] of findReferences(text).entries()) {
    marked += text.slice(from, reference.start).replaceAll(mark, '') + mark + index + markEnd;
    from = reference.end;
    sources.push(reference.source);
  }
  return { marked: marked + text.slice(from).replaceAll(mark, ''), sources };
}

/** Link definitions by name; the first of a name holds. */
function definitionsOf(node: Nodes, found = new Map<string, string>()): ReadonlyMap<string, string> {
  if (node.type === 'definition') rememberDefinition(node, found);
  if ('children' in node) for (const child of node.children) definitionsOf(child, found);
  return found;
}

function rememberDefinition({ identifier, url }: Definition, found: Map<string, string>): void {
  if (!found.has(identifier)) found.set(identifier, url);
}

class Reader {
  private readonly ids = new Map<string, number>();
  constructor(
    private readonly prefix: string,
    private readonly sources: readonly string[],
    private readonly definitions: ReadonlyMap<string, string>,
  ) {}

  block(node: RootContent): ProseNode[] {
    switch (node.type) {
      case 'heading': {
        const children = this.spans(node.children);
        return [{ type: 'heading', depth: node.depth, id: this.idFor(plainText(children)), children }];
      }
      case 'paragraph':
        return [{ type: 'paragraph', children: this.spans(node.children) }];
      case 'blockquote':
        return [{ type: 'quote', children: node.children.flatMap((child) => this.block(child)) }];
      case 'list':
        return [
          {
            type: 'list',
            ordered: node.ordered === true,
            start: node.start ?? 1,
            items: node.children.map((item) => item.children.flatMap((child) => this.block(child))),
          },
        ];
      case 'code':
        return [{ type: 'code', text: this.restored(node.value) }];
      case 'html':
        return [{ type: 'paragraph', children: this.text(node.value) }];
      case 'thematicBreak':
        return [{ type: 'rule' }];
      case 'table': {
        const [head, ...rows] = node.children.map((row) => row.children.map((cell) => this.spans(cell.children)));
        return [{ type: 'table', head: head ?? [], rows }];
      }
      default:
        return [];
    }
  }

  private spans(nodes: readonly PhrasingContent[]): Span[] {
    return nodes.flatMap((node): Span[] => {
      switch (node.type) {
        case 'text':
        case 'html':
          return this.text(node.value);
        case 'strong':
        case 'emphasis':
          return [{ type: node.type, children: this.spans(node.children) }];
        case 'inlineCode':
          return [{ type: 'code', text: this.restored(node.value) }];
        case 'break':
          return [{ type: 'break' }];
        case 'link':
          return this.link(node.url, this.spans(node.children));
        case 'linkReference':
          return this.link(this.definitions.get(node.identifier), this.spans(node.children));
        case 'image':
          return this.link(node.url, this.text(node.alt ?? ''));
        case 'imageReference':
          return this.link(this.definitions.get(node.identifier), this.text(node.alt ?? ''));
        case 'delete':
          return this.spans(node.children);
        default:
          return [];
      }
    });
  }

  /** Words under an address that is safe to follow, else the words alone. An image is never loaded: its words lead to it. */
  private link(address: string | undefined, children: readonly Span[]): Span[] {
    const url = this.restored(address ?? '');
    const words = children.length === 0 && url !== '' ? [{ type: 'text', text: url } as const] : children;
    return url !== '' && safeLink(url) ? [{ type: 'link', url, children: words.flatMap(unlinked) }] : [...words];
  }

  private text(value: string): Span[] {
    return value.split(new RegExp(`${mark}(\\d+)${markEnd}`)).flatMap((part, at): Span[] => {
      if (at % 2 === 1) return Number(part) < this.sources.length ? [{ type: 'live', index: Number(part), plain: false }] : [];
      return part === '' ? [] : [{ type: 'text', text: part }];
    });
  }

  private restored(value: string): string {
    return value.replace(new RegExp(`${mark}(\\d+)${markEnd}`, 'g'), (_, index: string) => this.sources[Number(index)] ?? '');
  }

  private idFor(text: string): string {
    const words =
      text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, '-')
        .replace(/^-+|-+$/g, '') || 'part';
    const count = this.ids.get(words) ?? 0;
    this.ids.set(words, count + 1);
    return `h-${this.prefix}-${words}${count === 0 ? '' : `-${count}`}`;
  }
}

/** http, https, mailto, and addresses without a scheme. */
function safeLink(url: string): boolean {
  return /^(?:https?:\/\/|mailto:|[^:/?#]*(?:[/?#]|$))/i.test(url);
}

/** A span as it stands inside a link: no link of its own, nothing to press. */
function unlinked(span: Span): Span[] {
  if (span.type === 'link') return span.children.flatMap(unlinked);
  if (span.type === 'live') return [{ ...span, plain: true }];
  return 'children' in span ? [{ ...span, children: span.children.flatMap(unlinked) }] : [span];
}

function plainText(spans: readonly Span[]): string {
  return spans
    .map((span) => (span.type === 'text' || span.type === 'code' ? span.text : 'children' in span ? plainText(span.children) : ''))
    .join('');
}
