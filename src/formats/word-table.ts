/** Distinct byte strings, numbered in order of first appearance; found again by hash. */
export class WordTable {
  size = 0;
  private arena = new Uint8Array(1024);
  private used = 0;
  private ends = new Uint32Array(64);
  private hashes = new Int32Array(64);
  /** Code + 1 by hash; 0 is free. */
  private slots = new Int32Array(128);
  private ascii = true;

  /** The code of the word, new or known. */
  codeOf(bytes: Uint8Array, start: number, end: number): number {
    let hash = 0x811c9dc5 | 0;
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ bytes[at]!, 0x01000193);
    hash ^= hash >>> 15;
    const mask = this.slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const code = this.slots[slot]! - 1;
      if (code === -1) return this.add(bytes, start, end, hash, slot);
      if (this.hashes[code] === hash && this.equals(code, bytes, start, end)) return code;
    }
  }

  /** The words as text; `broken` are the codes of those that were not valid UTF-8, with U+FFFD where they were not. */
  words(): { words: string[]; broken: number[] } {
    const words = new Array<string>(this.size);
    const broken: number[] = [];
    const all = this.ascii && this.used < 1 << 28 ? new TextDecoder('latin1').decode(this.arena.subarray(0, this.used)) : null;
    const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
    for (let code = 0; code < this.size; code++) {
      const start = code === 0 ? 0 : this.ends[code - 1]!;
      const end = this.ends[code]!;
      if (all !== null) words[code] = all.slice(start, end);
      else {
        const bytes = this.arena.subarray(start, end);
        const word = decoder.decode(bytes);
        if (isBroken(word, bytes)) broken.push(code);
        words[code] = word;
      }
    }
    return { words, broken };
  }

  private equals(code: number, bytes: Uint8Array, start: number, end: number): boolean {
    const { arena, ends } = this;
    const first = code === 0 ? 0 : ends[code - 1]!;
    if (ends[code]! - first !== end - start) return false;
    for (let at = start, other = first; at < end; at++, other++) if (bytes[at] !== arena[other]) return false;
    return true;
  }

  private add(bytes: Uint8Array, start: number, end: number, hash: number, slot: number): number {
    const code = this.size++;
    const needed = this.used + end - start;
    if (needed > 0xffffffff) throw new Error('a column has more than 4 GB of distinct text; leave it out with columns');
    if (needed > this.arena.length) this.arena = grown(this.arena, new Uint8Array(Math.max(needed, this.arena.length * 2)));
    if (code === this.ends.length) {
      this.ends = grown(this.ends, new Uint32Array(code * 2));
      this.hashes = grown(this.hashes, new Int32Array(code * 2));
    }
    for (let at = start, to = this.used; at < end; at++, to++) {
      const byte = bytes[at]!;
      this.arena[to] = byte;
      if (byte >= 0x80) this.ascii = false;
    }
    this.used = needed;
    this.ends[code] = needed;
    this.hashes[code] = hash;
    this.slots[slot] = code + 1;
    if (this.size * 2 > this.slots.length) this.rehash();
    return code;
  }

  private rehash(): void {
    const slots = new Int32Array(this.slots.length * 2);
    const mask = slots.length - 1;
    for (let code = 0; code < this.size; code++) {
      let slot = this.hashes[code]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = code + 1;
    }
    this.slots = slots;
  }
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
