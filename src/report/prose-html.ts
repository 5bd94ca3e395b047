import type { AlignType, Nodes, PhrasingContent, Root, RootContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table';
import { gfmTable } from 'micromark-extension-gfm-table';
import type { LiveValue } from '../cells/output.ts';
import { findReferences } from '../notebook/interpolation.ts';
import { proseTrouble } from '../trust/prose-bounds.ts';
import { escapeHtml } from './escape.ts';

const open = '\u{E000}';
const close = '\u{E001}';

/** The levels of a page's headings: each at most one below the one before it, so that an outline has no gaps. */
export class HeadingLevels {
  private last = 1;

  next(depth: number): number {
    return (this.last = Math.max(2, Math.min(depth, this.last + 1)));
  }
}

/** Prose as HTML: `lead` is what its first heading says, where it begins with one of the first level. */
export interface ProseParts {
  readonly lead: string | null;
  readonly body: string;
}

/** Prose as HTML from its syntax tree: raw HTML stays text, links lead only to https, mail and this page, images are their words. */
export function proseHtml(text: string, values: readonly LiveValue[], levels?: HeadingLevels): string {
  const root = rootOf(text);
  return new Writer(root, values, levels).blocks(root.children);
}

/** The same with the title at its beginning apart. */
export function proseParts(text: string, values: readonly LiveValue[], levels: HeadingLevels): ProseParts {
  const root = rootOf(text);
  const [first, ...rest] = root.children;
  const writer = new Writer(root, values, levels);
  if (first?.type !== 'heading' || first.depth !== 1) return { lead: null, body: writer.blocks(root.children) };
  return { lead: writer.inline(first.children), body: writer.blocks(rest) };
}

function rootOf(text: string): Root {
  const trouble = proseTrouble(text);
  if (trouble !== null) return asItIs(text, trouble);
  return fromMarkdown(withMarks(text), { extensions: [gfmTable()], mdastExtensions: [gfmTableFromMarkdown()] });
}

/** A text that would take too long to lay out, without any markup of it. */
function asItIs(text: string, trouble: string): Root {
  const sentence: PhrasingContent = { type: 'emphasis', children: [{ type: 'text', value: `It is shown as it is: ${trouble}.` }] };
  return {
    type: 'root',
    children: [
      { type: 'paragraph', children: [sentence] },
      { type: 'code', value: text },
    ],
  };
}

/** Puts a private character pair in place of each live value, so that Markdown does not read into it. */
function withMarks(text: string): string {
  let marked = '';
  let from = 0;
  for (const [index, reference] of findReferences(text).entries()) {
    marked += `${text.slice(from, reference.start).replaceAll(open, '')}${open}${index}${close}`;
    from = reference.end;
  }
  return marked + text.slice(from).replaceAll(open, '');
}

class Writer {
  private readonly definitions = new Map<string, string>();
  constructor(
    root: Root,
    private readonly values: readonly LiveValue[],
    private readonly levels?: HeadingLevels,
  ) {
    for (const node of root.children) if (node.type === 'definition') this.definitions.set(node.identifier, node.url);
  }

  blocks(nodes: readonly RootContent[]): string {
    return nodes.map((node) => this.block(node)).join('\n');
  }

  inline(nodes: readonly PhrasingContent[]): string {
    return this.spans(nodes);
  }

  private heading(depth: number, nodes: readonly PhrasingContent[]): string {
    const level = this.levels?.next(depth) ?? depth;
    return `<h${level}>${this.spans(nodes)}</h${level}>`;
  }

  private block(node: RootContent): string {
    switch (node.type) {
      case 'heading':
        return this.heading(node.depth, node.children);
      case 'paragraph':
        return `<p>${this.spans(node.children)}</p>`;
      case 'blockquote':
        return `<blockquote>${this.blocks(node.children)}</blockquote>`;
      case 'list': {
        const tag = node.ordered === true ? 'ol' : 'ul';
        const start = node.ordered === true && typeof node.start === 'number' && node.start !== 1 ? ` start="${node.start}"` : '';
        return `<${tag}${start}>${node.children.map((item) => `<li>${this.item(item.children)}</li>`).join('')}</${tag}>`;
      }
      case 'code':
        return `<pre><code>${escapeHtml(node.value)}</code></pre>`;
      case 'html':
        return `<p>${this.text(node.value)}</p>`;
      case 'table':
        return this.table(node);
      case 'thematicBreak':
        return '<hr>';
      default:
        return '';
    }
  }

  /** A paragraph alone in an item is its text. */
  private item(nodes: readonly RootContent[]): string {
    const [only] = nodes;
    return nodes.length === 1 && only?.type === 'paragraph' ? this.spans(only.children) : this.blocks(nodes);
  }

  private table(node: Table): string {
    const [head, ...rows] = node.children;
    const cells = (row: (typeof node.children)[number] | undefined, tag: string): string =>
      (row?.children ?? [])
        .map(
          (cell, at) => `<${tag}${tag === 'th' ? ' scope="col"' : ''}${alignment(node.align?.[at])}>${this.spans(cell.children)}</${tag}>`,
        )
        .join('');
    const body = rows.map((row) => `<tr>${cells(row, 'td')}</tr>`).join('');
    return `<div class="wide" role="region" aria-label="Table" tabindex="0"><table><thead><tr>${cells(head, 'th')}</tr></thead><tbody>${body}</tbody></table></div>`;
  }

  private spans(nodes: readonly PhrasingContent[]): string {
    return nodes.map((node) => this.span(node)).join('');
  }

  private span(node: PhrasingContent): string {
    switch (node.type) {
      case 'text':
      case 'html':
        return this.text(node.value);
      case 'strong':
        return `<strong>${this.spans(node.children)}</strong>`;
      case 'emphasis':
        return `<em>${this.spans(node.children)}</em>`;
      case 'inlineCode':
        return `<code>${this.text(node.value)}</code>`;
      case 'break':
        return '<br>';
      case 'link':
        return anchor(node.url, this.spans(node.children));
      case 'linkReference':
        return anchor(this.definitions.get(node.identifier) ?? '', this.spans(node.children));
      case 'image':
      case 'imageReference':
        return escapeHtml(node.alt ?? '');
      default:
        return 'children' in node ? this.spans((node as Extract<Nodes, { children: unknown }>).children as PhrasingContent[]) : '';
    }
  }

  private text(text: string): string {
    return text
      .split(/(\u{E000}\d+\u{E001})/u)
      .map((piece) => this.piece(piece))
      .join('');
  }

  private piece(piece: string): string {
    if (!piece.startsWith(open)) return escapeHtml(piece);
    const value = this.values[Number(piece.slice(1, -1))];
    if (value === undefined) return '<span class="live none">no value</span>';
    const why = value.reason === undefined ? '' : ` <small>${escapeHtml(value.reason)}</small>`;
    const interval = value.interval === undefined ? '' : ` <small>${escapeHtml(value.interval)}</small>`;
    const title = value.working.map(([label, text]) => `${label}: ${text}`).join('\n');
    const about = title === '' ? '' : ` title="${escapeHtml(title)}"`;
    return `<span class="live${value.state === 'done' ? '' : ' none'}"${about}><b>${escapeHtml(value.text)}</b>${interval}${why}</span>`;
  }
}

function alignment(align: AlignType | undefined): string {
  return align === 'right' || align === 'center' ? ` class="${align}"` : '';
}

function anchor(url: string, inner: string): string {
  return /^(?:https:|mailto:|#)/i.test(url) ? `<a href="${escapeHtml(url)}" rel="noopener noreferrer">${inner}</a>` : inner;
}
