/** A line of text without its ending; `next` is where the following line begins. */
export interface Line {
  readonly content: string;
  readonly next: number;
}

export function lineAt(text: string, start: number): Line {
  let end = start;
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end++;
  const next = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : Math.min(end + 1, text.length);
  return { content: text.slice(start, end), next };
}

const blocks =
  'address article aside base basefont blockquote body caption center col colgroup dd details dialog dir div dl dt fieldset figcaption figure footer form frame frameset h1 h2 h3 h4 h5 h6 head header hr html iframe legend li link main menu menuitem nav noframes ol optgroup option p param search section summary table tbody td tfoot th thead title tr track ul'.replaceAll(
    ' ',
    '|',
  );
/** How CommonMark's HTML blocks begin, and how they end; those without an end of their own end at an empty line. */
const htmlBlocks: readonly (readonly [begin: RegExp, end: RegExp | null])[] = [
  [/^<(?:script|pre|style|textarea)(?:[ \t>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^<!--/, /-->/],
  [/^<\?/, /\?>/],
  [/^<![A-Za-z]/, />/],
  [/^<!\[CDATA\[/, /\]\]>/],
  [new RegExp(`^</?(?:${blocks})(?:[ \\t]|/?>|$)`, 'i'), null],
];
const anyTag =
  /^(?:<[A-Za-z][A-Za-z0-9-]*(?:[ \t]+[A-Za-z_:][\w.:-]*(?:[ \t]*=[ \t]*(?:[^ \t"'=<>`]+|'[^']*'|"[^"]*"))?)*[ \t]*\/?>|<\/[A-Za-z][A-Za-z0-9-]*[ \t]*>)[ \t]*$/;
const fence = /^(?:(`{3,})[^`]*|(~{3,}).*)$/;
const rule = /^(?:(?:\*[ ]*){3,}|(?:-[ ]*){3,}|(?:_[ ]*){3,})$/;
const item = /^([-+*]|(\d{1,9})[.)])( +|$)(.*)$/;

interface Item {
  /** Columns that a line needs to stand in the item. */
  readonly width: number;
  empty: boolean;
  fence: string | null;
}

/**
 * Follows the lines of a Markdown text as far as it takes to tell which fences stand at its top level: it knows when a
 * list item or an HTML block is open, and whether a paragraph could go on.
 */
export class MarkdownLines {
  /** Whether the line above is a paragraph's, so that text goes on with it. */
  private paragraph = false;
  /** Right after indented code, where micromark begins only the lists that may interrupt a paragraph. */
  private afterCode = false;
  /** Whether that paragraph stands in a block quote. */
  private quoted = false;
  private item: Item | null = null;
  private html: RegExp | 'empty line' | null = null;

  /** Whether the line stands at the top level, where a fence may begin. */
  isTopLevel(content: string): boolean {
    const line = expanded(content);
    const bare = line.trimStart();
    if (this.html !== null) return this.inHtml(bare);
    if (bare === '') return this.atEmptyLine();
    const indent = line.length - bare.length;
    if (this.item !== null && this.staysInItem(line, bare, indent, this.item)) return false;
    if (indent > 3) {
      this.afterCode ||= !this.paragraph;
      return false;
    }
    this.atTopLevel(bare, indent);
    return this.html === null && this.item === null;
  }

  /** After a fence nothing goes on. */
  afterFence(): void {
    this.paragraph = false;
    this.afterCode = false;
    this.item = null;
    this.html = null;
  }

  private inHtml(bare: string): false {
    const ends = this.html === 'empty line' ? bare === '' : this.html!.test(bare);
    if (ends) this.html = null;
    return false;
  }

  private atEmptyLine(): false {
    this.paragraph = false;
    if (this.item?.empty === true) this.item = null;
    return false;
  }

  private staysInItem(line: string, bare: string, indent: number, open: Item): boolean {
    if (indent >= open.width) {
      open.empty = false;
      this.followItem(line.slice(open.width), open);
      return true;
    }
    if (this.paragraph && open.fence === null && !interrupts(bare, indent)) return true;
    this.item = null;
    this.paragraph = false;
    return false;
  }

  private followItem(inner: string, open: Item): void {
    const bare = inner.trim();
    if (open.fence !== null) {
      if (new RegExp(`^${open.fence[0]}{${open.fence.length},}$`).test(bare)) open.fence = null;
      return;
    }
    const opened = fence.exec(bare);
    if (opened !== null) open.fence = opened[1] ?? opened[2]!;
    const indent = inner.length - inner.trimStart().length;
    this.paragraph = opened === null && (this.paragraph || indent < 4) && isText(bare);
  }

  private atTopLevel(bare: string, indent: number): void {
    const wasParagraph = this.paragraph;
    const own = wasParagraph && !this.quoted;
    const onlySomeItems = own || this.afterCode;
    this.afterCode = false;
    this.paragraph = false;
    this.quoted = bare.startsWith('>') || (this.quoted && wasParagraph);
    if (fence.test(bare)) return;
    if (own && /^(?:=+|-+) *$/.test(bare)) return;
    if (rule.test(bare.trimEnd()) || /^#{1,6}(?: |$)/.test(bare)) return;
    const opened = item.exec(bare);
    if (opened !== null && !(onlySomeItems && (opened[4]!.trim() === '' || (opened[2] !== undefined && Number(opened[2]) !== 1))))
      return this.openItem(opened, indent);
    if (bare.startsWith('>')) {
      this.paragraph = isText(bare.replace(/^(?:> ?)+/, '').trim());
      return;
    }
    this.html = htmlOf(bare, wasParagraph);
    this.paragraph = this.html === null && !endsAtOnce(bare);
  }

  private openItem(opened: RegExpExecArray, indent: number): void {
    const [, marker, , spaces, rest] = opened;
    const isCode = spaces!.length > 4;
    const isEmpty = rest!.trim() === '';
    this.item = { width: indent + marker!.length + (isCode || isEmpty ? 1 : spaces!.length), empty: isEmpty, fence: null };
    if (!isCode && !isEmpty) this.followItem(rest!, this.item);
  }
}

/** Tabs as spaces, to the next column that four divides. */
function expanded(content: string): string {
  if (!content.includes('\t')) return content;
  let line = '';
  for (const character of content) line += character === '\t' ? ' '.repeat(4 - (line.length % 4)) : character;
  return line;
}

function htmlOf(bare: string, inParagraph: boolean): RegExp | 'empty line' | null {
  for (const [begin, end] of htmlBlocks) {
    if (begin.test(bare)) return end === null ? 'empty line' : endsAtOnce(bare) ? null : end;
  }
  return !inParagraph && anyTag.test(bare) ? 'empty line' : null;
}

function endsAtOnce(bare: string): boolean {
  return htmlBlocks.some(([begin, end]) => {
    const opened = begin.exec(bare);
    return opened !== null && end !== null && end.test(bare.slice(begin.source === '^<!--' ? 2 : opened[0].length - 1));
  });
}

/** Whether a line ends a paragraph above it, rather than going on with it. */
function interrupts(bare: string, indent: number): boolean {
  if (indent > 3) return false;
  if (fence.test(bare) || rule.test(bare.trimEnd()) || /^#{1,6}(?: |$)/.test(bare) || bare.startsWith('>')) return true;
  const opened = item.exec(bare);
  if (opened !== null) return true;
  return htmlBlocks.some(([begin]) => begin.test(bare));
}

/** Whether a line could be part of a paragraph; lists that begin within lists on one line are followed a few deep. */
function isText(bare: string, depth = 0): boolean {
  if (bare === '' || rule.test(bare) || /^#{1,6}(?: |$)/.test(bare)) return false;
  if (fence.test(bare) || htmlBlocks.some(([begin]) => begin.test(bare))) return false;
  const inner = item.exec(bare);
  return inner === null || depth > 10 ? true : inner[3]!.length <= 4 && isText(inner[4]!.trim(), depth + 1);
}
