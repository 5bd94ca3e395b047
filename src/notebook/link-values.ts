import { LinkError } from './link-code.ts';
import { ByteReader, ByteWriter } from './link-bytes.ts';
import { readNumber, writeNumber } from './link-numbers.ts';

/** Values that a link can carry: what JSON holds, and NaN, ±Infinity and −0 as they are. */
export type LinkValue = null | boolean | number | string | readonly LinkValue[] | { readonly [key: string]: LinkValue };

type Members = { readonly [key: string]: LinkValue };
/** Stands where a row of a table has no value under a key. */
const absent = Symbol('absent');
type Item = LinkValue | typeof absent;

const tag = { null: 0, true: 1, false: 2, absent: 3, text: 4, number: 5, list: 6, object: 7, table: 8, grid: 9 } as const;
/** How a column is written: every value with its tag, one tag for all, or one value for all. */
const column = { mixed: 0, same: 1, constant: 2 } as const;
const mostItems = 400_000;
const deepest = 48;

/**
 * Values as bytes that deflate well: texts and lists of keys once each, lists of objects and of lists by column, numbers
 * without loss in the fewest bytes. `decodeValues` gives back the same values; only the order of keys within a list of
 * objects that differ in their keys is not kept.
 */
export function encodeValues(value: LinkValue): Uint8Array {
  const writer = new Writer();
  writer.item(value);
  return writer.bytes();
}

/** The values that were encoded; throws `LinkError` for bytes that nobody encoded, and for more items than a page should hold. */
export function decodeValues(bytes: Uint8Array): LinkValue {
  try {
    return new Reader(bytes).whole();
  } catch (error) {
    if (error instanceof LinkError) throw error;
    throw new LinkError('broken', 'the results in this link are damaged; ask for the link again');
  }
}

class Writer {
  private readonly out = new ByteWriter();
  private readonly texts = new Map<string, number>();
  private readonly shapes = new Map<string, { readonly at: number; readonly keys: readonly number[] }>();

  bytes(): Uint8Array {
    const head = new ByteWriter();
    head.count(this.texts.size);
    for (const text of this.texts.keys()) head.text(text);
    head.count(this.shapes.size);
    for (const { keys } of this.shapes.values()) {
      head.count(keys.length);
      for (const key of keys) head.count(key);
    }
    return head.joined(this.out);
  }

  item(item: Item): void {
    const own = this.tagOf(item);
    this.out.byte(own);
    this.content(own, item);
  }

  private content(own: number, item: Item): void {
    if (own === tag.text) this.out.count(this.text(item as string));
    else if (own === tag.number) writeNumber(this.out, item as number);
    else if (own === tag.list) this.column(item as readonly LinkValue[], true);
    else if (own === tag.object) this.object(item as Members);
    else if (own === tag.table) this.table(item as readonly Members[]);
    else if (own === tag.grid) this.grid(item as readonly (readonly LinkValue[])[]);
  }

  private tagOf(item: Item): number {
    if (item === null) return tag.null;
    if (item === absent) return tag.absent;
    if (typeof item === 'boolean') return item ? tag.true : tag.false;
    if (typeof item === 'string') return tag.text;
    if (typeof item === 'number') return tag.number;
    if (!Array.isArray(item)) return tag.object;
    const items = item as readonly LinkValue[];
    if (items.length < 2) return tag.list;
    if (items.every(isMembers)) return tag.table;
    return items.every(Array.isArray) && isEven(items as readonly (readonly LinkValue[])[]) ? tag.grid : tag.list;
  }

  private object(members: Members): void {
    const keys = Object.keys(members).filter((key) => members[key] !== undefined);
    this.out.count(this.shape(keys));
    for (const key of keys) this.item(members[key]!);
  }

  private table(rows: readonly Members[]): void {
    const keys = [...new Set(rows.flatMap((row) => Object.keys(row).filter((key) => row[key] !== undefined)))];
    this.out.count(this.shape(keys));
    this.out.count(rows.length);
    for (const key of keys)
      this.column(rows.map((row) => (Object.hasOwn(row, key) ? (row[key] ?? (row[key] === null ? null : absent)) : absent)));
  }

  private grid(rows: readonly (readonly LinkValue[])[]): void {
    const width = Math.max(...rows.map((row) => row.length));
    this.out.count(width);
    this.out.count(rows.length);
    for (let at = 0; at < width; at++) this.column(rows.map((row) => (at < row.length ? row[at]! : absent)));
  }

  private column(items: readonly Item[], counted = false): void {
    if (counted) this.out.count(items.length);
    if (items.length === 0) return;
    const tags = items.map((item) => this.tagOf(item));
    const [first] = tags;
    const isSame = tags.every((other) => other === first);
    if (isSame && first! <= tag.number && items.every((item) => Object.is(item, items[0]))) {
      this.out.byte(column.constant);
      return this.item(items[0]!);
    }
    this.out.byte(isSame ? column.same : column.mixed);
    if (!isSame) return items.forEach((item) => this.item(item));
    this.out.byte(first!);
    items.forEach((item) => this.content(first!, item));
  }

  private text(text: string): number {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    this.texts.set(text, this.texts.size);
    return this.texts.size - 1;
  }

  private shape(keys: readonly string[]): number {
    const numbers = keys.map((key) => this.text(key));
    const name = numbers.join(' ');
    const known = this.shapes.get(name) ?? { at: this.shapes.size, keys: numbers };
    this.shapes.set(name, known);
    return known.at;
  }
}

class Reader {
  private readonly from: ByteReader;
  private readonly texts: readonly string[];
  private readonly shapes: readonly (readonly string[])[];
  private left = mostItems;

  constructor(bytes: Uint8Array) {
    this.from = new ByteReader(bytes);
    this.texts = this.from.listOf(() => this.from.text());
    this.shapes = this.from.listOf(() => this.from.listOf(() => this.text()));
  }

  whole(): LinkValue {
    const item = this.item(0);
    if (item === absent || !this.from.ended) throw new RangeError('more than one value');
    return item;
  }

  private item(depth: number): Item {
    return this.content(this.from.byte(), depth);
  }

  private content(own: number, depth: number): Item {
    this.spend(1);
    if (depth > deepest) throw new RangeError('nested too deep');
    if (own === tag.null) return null;
    if (own === tag.true) return true;
    if (own === tag.false) return false;
    if (own === tag.absent) return absent;
    if (own === tag.text) return this.text();
    if (own === tag.number) return readNumber(this.from);
    if (own === tag.list) return present(this.column(this.from.count(), depth + 1));
    if (own === tag.object) return this.object(depth);
    if (own === tag.table) return this.table(depth);
    if (own === tag.grid) return this.grid(depth);
    throw new RangeError(`no tag ${own}`);
  }

  private object(depth: number): LinkValue {
    return membersOf(this.shape().map((key) => [key, this.item(depth + 1)] as const));
  }

  private table(depth: number): LinkValue {
    const keys = this.shape();
    const rows = this.from.count();
    this.spend(rows);
    const columns = keys.map(() => this.column(rows, depth + 1));
    return Array.from({ length: rows }, (_, row) => membersOf(keys.map((key, at) => [key, columns[at]![row]!] as const)));
  }

  private grid(depth: number): LinkValue {
    const width = this.from.count();
    const rows = this.from.count();
    this.spend(rows + width);
    const columns: (readonly Item[])[] = [];
    for (let at = 0; at < width; at++) columns.push(this.column(rows, depth + 1));
    return Array.from({ length: rows }, (_, row) => present(columns.map((items) => items[row]!)));
  }

  private column(length: number, depth: number): readonly Item[] {
    this.spend(length);
    if (length === 0) return [];
    const how = this.from.byte();
    if (how === column.constant) return this.constant(length, depth);
    if (how === column.mixed) return Array.from({ length }, () => this.item(depth));
    if (how !== column.same) throw new RangeError(`no column ${how}`);
    const own = this.from.byte();
    return Array.from({ length }, () => this.content(own, depth));
  }

  /** Only plain values: lists that stand for lists of lists would be more than anybody can count. */
  private constant(length: number, depth: number): readonly Item[] {
    const item = this.item(depth);
    if (typeof item === 'object' && item !== null) throw new RangeError('a list repeated');
    return new Array<Item>(length).fill(item);
  }

  private text(): string {
    const text = this.texts[this.from.count()];
    if (text === undefined) throw new RangeError('no such text');
    return text;
  }

  private shape(): readonly string[] {
    const shape = this.shapes[this.from.count()];
    if (shape === undefined) throw new RangeError('no such list of keys');
    return shape;
  }

  /** A few bytes can stand for many items; what a page could not hold is refused before it is made. */
  private spend(items: number): void {
    this.left -= items;
    if (this.left < 0)
      throw new LinkError('too-large', `the results in this link hold more than ${mostItems.toLocaleString('en-US')} values`);
  }
}

/** Keys such as `__proto__` become keys of their own, never the prototype. */
function membersOf(entries: readonly (readonly [string, Item])[]): Members {
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, LinkValue] => entry[1] !== absent));
}

/** Lists end where their values do. */
function present(items: readonly Item[]): readonly LinkValue[] {
  return items.filter((item): item is LinkValue => item !== absent);
}

function isMembers(value: LinkValue): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0;
}

/** Lists of about one length are written by column; missing ends cost a byte each. */
function isEven(rows: readonly (readonly LinkValue[])[]): boolean {
  const lengths = rows.map((row) => row.length);
  const width = Math.max(...lengths);
  return width > 0 && width * rows.length <= 2 * lengths.reduce((sum, length) => sum + length, 0);
}
