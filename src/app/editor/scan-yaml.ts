import type { YamlEntry, YamlPlace, YamlStep } from './yaml-place.ts';
import { indentOf, isDash, isSpace, keyAt, lineEndOf, quoteAt, without, type Key, type Quote } from './yaml-words.ts';

interface Frame {
  readonly list: boolean;
  readonly flow: boolean;
  readonly column: number;
  readonly keys: string[];
  key: string | null;
  index: number;
  /** Whether something stands behind the key's colon, or behind the dash. */
  filled: boolean;
}

/** Reads YAML of any kind, whole or broken: its entries, and the place of a cursor. Never throws; linear in the text. */
export function scanYaml(text: string, cursor = -1): { readonly entries: readonly YamlEntry[]; readonly place: YamlPlace | null } {
  const scan = new Scan(text, cursor);
  scan.run();
  return { entries: scan.entries, place: scan.place };
}

class Scan {
  readonly entries: YamlEntry[] = [];
  place: YamlPlace | null = null;
  private frames: Frame[] = [];
  private at = 0;
  private lineStart = 0;
  /** Lines further in than this belong to a block of text that `|` or `>` began; -1 where none does. */
  private textIndent = -1;

  constructor(
    private readonly text: string,
    private readonly cursor: number,
  ) {}

  run(): void {
    while (this.at <= this.text.length) {
      this.lineStart = this.at;
      this.line();
      const next = this.text.indexOf('\n', this.at);
      if (next === -1) return;
      this.at = next + 1;
    }
  }

  private line(): void {
    const end = this.lineEnd();
    const column = indentOf(this.text, this.at, end);
    const first = this.text[this.at + column];
    if (this.textIndent >= 0) {
      if (this.at + column >= end || column > this.textIndent) return;
      this.textIndent = -1;
    }
    if (this.at + column >= end) {
      if (this.sees(this.lineStart, end)) this.fresh(this.cursor - this.lineStart);
      return;
    }
    if (first === '#') {
      if (this.sees(this.lineStart, this.at + column)) this.fresh(this.cursor - this.lineStart);
      return;
    }
    if (this.sees(this.lineStart, this.at + column - 1)) this.fresh(this.cursor - this.lineStart);
    this.at += column;
    this.leave(column, isDash(this.text, this.at));
    this.node();
  }

  /** One node of a line: dashes, then a key and its value, or a scalar. */
  private node(): void {
    while (isDash(this.text, this.at)) {
      const column = this.at - this.lineStart;
      const top = this.top();
      if (top?.list === true && !top.flow && top.column === column) top.index++;
      else this.push({ list: true, flow: false, column });
      this.top()!.filled = false;
      this.at++;
      const from = this.at;
      this.skipSpaces();
      if (this.at >= this.lineEnd() || this.text[this.at] === '#') {
        if (this.sees(from, this.at)) this.note({ canKey: true, canValue: true, from: this.cursor });
        return;
      }
      if (this.sees(from, this.at - 1)) this.note({ canKey: true, canValue: true, from: this.cursor });
      this.top()!.filled = true;
    }
    const key = keyAt(this.text, this.at);
    if (key === null) return this.loose();
    const column = this.at - this.lineStart;
    const top = this.top();
    if (top?.list === false && !top.flow && top.column === column) top.filled = false;
    else this.push({ list: false, flow: false, column });
    this.takeKey(key);
    this.valueOfKey(key);
  }

  /** A scalar or a bracket in a line of its own. */
  private loose(): void {
    const parent = this.top();
    const column = this.at - this.lineStart;
    if (this.opensFlow()) {
      if (parent !== undefined) parent.filled = true;
      return this.flow(column);
    }
    const { from, to, quote } = this.scalar(this.lineEnd());
    if (!this.sees(from, to)) return;
    const joins = parent !== undefined && !parent.list && parent.column === column;
    const begins = parent === undefined || joins || !parent.filled || parent.list;
    if (!begins) return this.note({ canValue: true, from, quote });
    this.note({ canKey: quote === 'none', canValue: !joins && parent !== undefined, from, quote, inner: joins });
  }

  private valueOfKey(key: Key): void {
    this.at = key.colon + 1;
    const from = this.at;
    this.skipSpaces();
    const end = this.lineEnd();
    const first = this.text[this.at];
    const entry = { path: this.path(), keyFrom: key.from, keyTo: key.to, flow: false };
    if (this.at >= end || first === '#') {
      if (this.sees(from, this.at)) this.note({ canValue: true, from: this.cursor });
      this.entries.push({ ...entry, value: null });
      return;
    }
    if (this.sees(from, this.at - 1)) this.note({ canValue: true, from: this.cursor });
    this.top()!.filled = true;
    if (this.opensFlow()) {
      this.entries.push({ ...entry, value: null });
      return this.flow(this.top()!.column);
    }
    if (/^[|>][-+0-9]*[ \t]*(?:#.*)?$/.test(this.text.slice(this.at, end))) {
      this.textIndent = this.top()!.column;
      this.entries.push({ ...entry, value: null });
      return;
    }
    const value = this.scalar(end);
    this.entries.push({ ...entry, value: { from: value.from - (value.quote === 'none' ? 0 : 1), to: this.at, quote: value.quote } });
    if (this.sees(value.from, value.to)) this.note({ canValue: true, from: value.from, quote: value.quote });
  }

  /** Lists and maps in brackets, over as many lines as they take; a line that is not further in than `column` ends them all. */
  private flow(column: number): void {
    const depth = this.frames.length;
    this.open();
    while (this.frames.length > depth) {
      const from = this.at;
      while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
      if (this.sees(from, this.at) && !this.startsToken()) this.between();
      else if (from < this.at && this.sees(from, this.at - 1)) this.between();
      const character = this.text[this.at];
      if (character === undefined) break;
      if (character === '\n') {
        if (this.endsHere(column)) break;
        this.lineStart = this.at + 1;
        this.at++;
      } else if (character === '#' && isSpace(this.text[this.at - 1] ?? ' ')) this.at = this.lineEnd();
      else if (character === ',') this.next();
      else if (character === ']' || character === '}') {
        this.frames.pop();
        this.at++;
      } else if (character === '[' || character === '{') this.open();
      else this.token(column);
    }
    this.frames.length = Math.min(this.frames.length, depth);
  }

  private open(): void {
    this.push({ list: this.text[this.at] === '[', flow: true, column: -1 });
    this.at++;
  }

  private next(): void {
    const top = this.top()!;
    top.key = null;
    top.index++;
    top.filled = false;
    this.at++;
  }

  /** A key or a scalar within brackets. */
  private token(column: number): void {
    const top = this.top()!;
    const start = this.at;
    const { from, to, quote } = this.flowScalar(column);
    const colon = /^[ \t]*:(?=[\s,[\]{}]|$)/.exec(this.text.slice(this.at, this.at + 80));
    const isKey = colon !== null && top.key === null;
    const inside = this.sees(from, to);
    if (isKey) {
      if (inside) this.note({ canKey: true, from, quote, inner: true, own: this.text.slice(from, to) });
      top.keys.push(this.text.slice(from, to));
      top.key = this.text.slice(from, to);
      top.filled = false;
      this.entries.push({ path: this.path(), keyFrom: start, keyTo: this.at, value: null, flow: true });
      this.at += colon[0].length;
      return;
    }
    if (inside)
      this.note({
        canKey: !top.list && top.key === null,
        canValue: top.list || top.key !== null,
        from,
        quote,
        inner: !top.list && top.key === null,
      });
    const last = this.entries.at(-1);
    if (top.key !== null && !top.filled && last?.flow === true && last.value === null)
      this.entries[this.entries.length - 1] = { ...last, value: { from: start, to: this.at, quote } };
    top.filled = true;
    if (this.at === start) this.at++;
  }

  /** The cursor stands in brackets, but in no word. */
  private between(): void {
    const top = this.top()!;
    if (top.filled) return;
    const asKey = !top.list && top.key === null;
    this.note({ canKey: asKey, canValue: !asKey, from: this.cursor, inner: asKey });
  }

  /** The cursor stands in a line that is empty before it. */
  private fresh(column: number): void {
    const frames = this.frames.filter((frame) => frame.column <= column);
    const saved = this.frames;
    this.frames = frames;
    const top = this.top();
    if (top === undefined) this.note({ canKey: true, from: this.cursor });
    else if (top.list && top.column === column) {
      const above = frames.at(-2);
      if (above?.list === false && above.column === column) {
        this.frames = frames.slice(0, -1);
        this.note({ canKey: true, from: this.cursor, inner: true });
      } else {
        this.frames = [...frames.slice(0, -1), { ...top, index: top.index + 1, key: null }];
        this.note({ canValue: true, needsDash: true, from: this.cursor });
      }
    } else if (!top.list && top.column === column) this.note({ canKey: true, from: this.cursor, inner: true });
    else if (!top.filled) this.note({ canKey: true, canValue: true, from: this.cursor });
    this.frames = saved;
  }

  private note(place: {
    canKey?: boolean;
    canValue?: boolean;
    needsDash?: boolean;
    from: number;
    quote?: Quote;
    inner?: boolean;
    own?: string;
  }): void {
    if (this.place !== null) return;
    const top = this.top();
    // Seen by reference: keys that follow the cursor count too.
    const keys = place.inner === true ? (top?.keys ?? []) : [];
    const { own } = place;
    this.place = {
      path: this.path(place.inner === true),
      canKey: place.canKey ?? false,
      canValue: place.canValue ?? false,
      needsDash: place.needsDash ?? false,
      flow: top?.flow ?? false,
      quote: place.quote ?? 'none',
      from: place.from,
      get siblings() {
        return own === undefined ? keys : without(keys, own);
      },
    };
  }

  private takeKey(key: Key): void {
    const top = this.top()!;
    const name = key.name;
    top.key = name;
    top.filled = false;
    if (this.sees(key.from, key.to)) this.note({ canKey: true, from: key.inner, quote: key.quote, inner: true, own: name });
    top.keys.push(name);
  }

  /** A scalar of a block up to the end of its line, without its comment; one in quotes may take several lines. */
  private scalar(end: number): { from: number; to: number; quote: Quote } {
    const column = this.top()?.column ?? -1;
    const quote = quoteAt(this.text, this.at);
    if (quote !== 'none') {
      const closed = this.quoted(column, quote);
      if (this.at < this.lineEnd() && !/^[ \t]*(?:#.*)?$/.test(this.text.slice(this.at, this.lineEnd())))
        return this.badlyQuoted(closed.from - 1);
      return { ...closed, quote };
    }
    const from = this.at;
    const comment = /[ \t]+#/.exec(this.text.slice(from, end));
    this.at = comment === null ? end : from + comment.index;
    return { from, to: this.at, quote };
  }

  /** `"a" == d.b` begins with a quote but is no quoted scalar: one that was not quoted yet. */
  private badlyQuoted(from: number): { from: number; to: number; quote: Quote } {
    this.at = this.lineEnd();
    return { from, to: this.at, quote: 'none' };
  }

  private flowScalar(column: number): { from: number; to: number; quote: Quote } {
    const quote = quoteAt(this.text, this.at);
    if (quote !== 'none') return { ...this.quoted(column, quote), quote };
    const from = this.at;
    while (this.at < this.text.length) {
      const character = this.text[this.at]!;
      if (character === '\n' || ',[]{}'.includes(character)) break;
      if (character === ':' && /^[\s,[\]{}]?$/.test(this.text[this.at + 1] ?? '')) break;
      if (character === '#' && isSpace(this.text[this.at - 1])) break;
      this.at++;
    }
    const to = this.at;
    while (this.at > from && isSpace(this.text[this.at - 1])) this.at--;
    // A space behind a word still belongs to it: `d.a == ¦`.
    const shown = this.text[to] === ':' ? this.at : to;
    const word = { from, to: shown, quote };
    if (this.cursor > this.at && this.cursor <= shown) this.at = shown;
    return word;
  }

  private quoted(column: number, quote: 'single' | 'double'): { from: number; to: number } {
    const mark = quote === 'single' ? "'" : '"';
    const from = this.at + 1;
    let at = from;
    while (at < this.text.length) {
      const character = this.text[at]!;
      if (character === '\n') {
        this.at = at;
        if (this.endsHere(column)) return { from, to: at };
        this.lineStart = at + 1;
      } else if (character === '\\' && quote === 'double') at++;
      else if (character === mark) {
        if (quote === 'double' || this.text[at + 1] !== mark) break;
        at++;
      }
      at++;
    }
    const to = Math.min(at, this.text.length);
    this.at = Math.min(at + 1, this.text.length);
    return { from, to };
  }

  /** Whether the line behind this line break belongs to a block again, since it is not far enough in. */
  private endsHere(column: number): boolean {
    const start = this.at + 1;
    const end = lineEndOf(this.text, start);
    const indent = indentOf(this.text, start, end);
    if (column < 0 || start + indent >= end || indent > column) return false;
    return !/[\]}]/.test(this.text[start + indent]!);
  }

  private startsToken(): boolean {
    return /[^\n,[\]{}#]/.test(this.text[this.at] ?? '');
  }

  private opensFlow(): boolean {
    return this.text[this.at] === '[' || this.text[this.at] === '{';
  }

  /** Ends what stands further in than a line that begins at `column`. */
  private leave(column: number, dash: boolean): void {
    for (let top = this.top(); top !== undefined; top = this.top()) {
      if (top.column < column || (top.column === column && (dash || !top.list))) return;
      this.frames.pop();
    }
  }

  private push(frame: { list: boolean; flow: boolean; column: number }): void {
    const top = this.top();
    if (top !== undefined) top.filled = true;
    this.frames.push({ ...frame, keys: [], key: null, index: 0, filled: false });
  }

  private path(inner = false): readonly YamlStep[] {
    const path: YamlStep[] = [];
    const frames = inner ? this.frames.slice(0, -1) : this.frames;
    for (const frame of frames) {
      if (frame.list) path.push(frame.index);
      if (frame.key !== null) path.push(frame.key);
    }
    return path;
  }

  private top(): Frame | undefined {
    return this.frames.at(-1);
  }

  private sees(from: number, to: number): boolean {
    return this.cursor >= from && this.cursor <= to;
  }

  private skipSpaces(): void {
    while (this.text[this.at] === ' ' || this.text[this.at] === '\t') this.at++;
  }

  private lineEnd(): number {
    return lineEndOf(this.text, this.at);
  }
}
