const ones = 0x01010101;
const highBits = 0x80808080 | 0;
const beyondControls = 0x0e0e0e0e;

/** What stands before a word in the arena: its code and its length. */
const header = 2;

/** Words longer than this are not looked up while they are scanned. */
const longestScanned = 1024;

/**
 * Distinct byte strings, numbered in order of first appearance; found again by hash. A word is hashed and kept four bytes at
 * a time, the last four filled up with zeros.
 */
export class WordTable {
  size = 0;
  /** The words in the order of their codes: the code, the length in bytes, the bytes. */
  private arena = new Int32Array(1024);
  private used = 0;
  /** Pairs of a hash and one more than where its word begins in the arena; that is 0 where the pair is free. */
  private slots = new Int32Array(256);
  private ascii = true;
  private scannedHash = 0;
  private scannedLength = 0;

  /** The code of the word, new or known. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    this.reserve(header + fours(end - start) + 1);
    const { arena } = this;
    let hash = 0;
    let to = this.used + header;
    let at = start;
    for (; at + 3 < end; at += 4) {
      const four = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      arena[to++] = four;
      hash = mixed(hash, four);
    }
    let last = 0;
    for (let shift = 0; at < end; at++, shift += 8) last |= bytes[at]! << shift;
    arena[to] = last;
    return this.find(mixed(hash, last), end - start);
  }

  /**
   * Scans the word that begins at `at` and gives the place of what ends it: the first byte `end` or control character. −1
   * where it does not end before `limit` or is very long.
   */
  scan(view: DataView, at: number, limit: number, end: number): number {
    this.reserve(header + fours(longestScanned) + 2);
    const { arena } = this;
    const ends = Math.imul(end, ones);
    const last = Math.min(limit - 4, at + longestScanned);
    let hash = 0;
    let to = this.used + header;
    for (let here = at; here <= last; here += 4) {
      const four = view.getInt32(here, true);
      const other = four ^ ends;
      const stops = (((other - ones) & ~other) | ((four - beyondControls) & ~four)) & highBits;
      if (stops === 0) {
        arena[to++] = four;
        hash = mixed(hash, four);
        continue;
      }
      const bits = 24 - (Math.clz32(stops & -stops) & 24);
      const rest = four & ((1 << bits) - 1);
      arena[to] = rest;
      this.scannedHash = mixed(hash, rest);
      this.scannedLength = here + (bits >>> 3) - at;
      return at + this.scannedLength;
    }
    return -1;
  }

  /** The code of the word that was scanned last, new or known. */
  scannedCode(): number {
    return this.find(this.scannedHash, this.scannedLength);
  }

  /** The words as text; `broken` are the codes of those that were not valid UTF-8, with U+FFFD where they were not. */
  words(): { words: string[]; broken: number[] } {
    const words = new Array<string>(this.size);
    const broken: number[] = [];
    const bytes = new Uint8Array(this.arena.buffer, 0, this.used * 4);
    const all = this.ascii && bytes.length < 1 << 28 ? new TextDecoder('latin1').decode(bytes) : null;
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    for (let code = 0, at = 0; code < this.size; code++) {
      const length = this.arena[at + 1]!;
      const start = (at + header) * 4;
      at += header + fours(length);
      if (all !== null) words[code] = all.slice(start, start + length);
      else {
        const spelled = bytes.subarray(start, start + length);
        const word = decoder.decode(spelled);
        if (isBroken(word, spelled)) broken.push(code);
        words[code] = word;
      }
    }
    return { words, broken };
  }

  /** The code of the word that lies behind the arena's used part. */
  private find(mixedHash: number, length: number): number {
    const hash = mixedHash ^ (mixedHash >>> 15);
    const { slots } = this;
    const mask = slots.length - 1;
    for (let slot = (hash << 1) & mask; ; slot = (slot + 2) & mask) {
      const entry = slots[slot + 1]! - 1;
      if (entry === -1) return this.add(hash, length, slot);
      if (slots[slot] === hash && this.equals(entry, length)) return this.arena[entry]!;
    }
  }

  private equals(entry: number, length: number): boolean {
    const { arena, used } = this;
    if (arena[entry + 1] !== length) return false;
    const end = entry + header + fours(length);
    for (let at = entry + header, other = used + header; at < end; at++, other++) if (arena[at] !== arena[other]) return false;
    return true;
  }

  private add(hash: number, length: number, slot: number): number {
    const code = this.size++;
    const { arena, used } = this;
    const end = used + header + fours(length);
    for (let at = used + header; this.ascii && at < end; at++) if ((arena[at]! & highBits) !== 0) this.ascii = false;
    arena[used] = code;
    arena[used + 1] = length;
    this.used = end;
    this.slots[slot] = hash;
    this.slots[slot + 1] = used + 1;
    if (this.size * 4 > this.slots.length) this.rehash();
    return code;
  }

  private reserve(more: number): void {
    const needed = this.used + more;
    if (needed <= this.arena.length) return;
    if (needed > 0x3fffffff) throw new Error('a column has more than 4 GB of distinct text; leave it out with columns');
    this.arena = grown(this.arena, new Int32Array(Math.max(needed, Math.min(0x3fffffff, this.arena.length * 2))));
  }

  private rehash(): void {
    const { slots } = this;
    const larger = new Int32Array(slots.length * 2);
    const mask = larger.length - 1;
    for (let from = 0; from < slots.length; from += 2) {
      if (slots[from + 1] === 0) continue;
      let slot = (slots[from]! << 1) & mask;
      while (larger[slot + 1] !== 0) slot = (slot + 2) & mask;
      larger[slot] = slots[from]!;
      larger[slot + 1] = slots[from + 1]!;
    }
    this.slots = larger;
  }
}

/** How many times four bytes it takes. */
function fours(length: number): number {
  return (length + 3) >> 2;
}

function mixed(hash: number, four: number): number {
  return Math.imul(((hash << 5) | (hash >>> 27)) ^ four, 0x9e3779b1 | 0);
}

/** Copies `from` to the start of the larger `to`. */
export function grown<T extends Uint8Array | Uint32Array | Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}

/** Whether text decoded from bytes holds more replacement characters than the bytes spell. */
export function isBroken(text: string, bytes: Uint8Array): boolean {
  if (!text.includes('\uFFFD')) return false;
  let spelled = 0;
  for (let at = 0; at + 2 < bytes.length; at++) if (bytes[at] === 0xef && bytes[at + 1] === 0xbf && bytes[at + 2] === 0xbd) spelled++;
  return text.split('\uFFFD').length - 1 > spelled;
}
