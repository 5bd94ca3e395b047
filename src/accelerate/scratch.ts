export type Numbers = Float64Array | Float32Array | Int32Array | Uint32Array | Uint8Array;

interface Block {
  readonly at: number;
  readonly bytes: number;
  used: number;
  forget(): void;
}

const page = 65536;

/**
 * A bounded WebAssembly memory: below, room for one call at a time; above, copies of arrays and what was made of them, least
 * recently used first out. A copy is known by the array itself, so an array that was held must not be changed.
 */
export class Scratch {
  readonly memory: WebAssembly.Memory;
  private readonly parts = new WeakMap<Numbers, Map<string, Block>>();
  private readonly names = new WeakMap<Numbers, number>();
  private blocks: Block[] = [];
  private named = 0;
  private call = 0;
  private top = 0;

  constructor(
    /** Bytes of the room for one call; more is for no kernel. */
    readonly room: number,
    private readonly held: number,
  ) {
    this.memory = new WebAssembly.Memory({ initial: 1, maximum: Math.ceil((room + held) / page) });
  }

  /** Starts a call: its room is empty again. */
  begin(): void {
    this.call++;
    this.top = 1024;
  }

  /** Room for this call; its content is whatever was there. */
  take(bytes: number): number {
    const at = this.top;
    this.top += padded(bytes);
    if (this.top > this.room) throw new Error(`a kernel asks for ${this.top} bytes where ${this.room} are`);
    this.grow(this.top);
    return at;
  }

  /** The address of a copy of the array. */
  hold(array: Numbers): number {
    return this.derive(array, '', array.byteLength, (at) => this.copy(array, at));
  }

  /** The address of what is made of an array under this name, made unless it is there. */
  derive(array: Numbers, name: string, bytes: number, make: (at: number) => void): number {
    let parts = this.parts.get(array);
    if (parts === undefined) this.parts.set(array, (parts = new Map<string, Block>()));
    const known = parts.get(name);
    if (known !== undefined) {
      known.used = this.call;
      return known.at;
    }
    const at = this.place(padded(bytes));
    if (at === null) {
      const own = this.take(bytes);
      make(own);
      return own;
    }
    const own = parts;
    const block: Block = { at, bytes: padded(bytes), used: this.call, forget: () => own.delete(name) };
    own.set(name, block);
    this.blocks.push(block);
    this.blocks.sort((one, other) => one.at - other.at);
    this.grow(at + block.bytes);
    make(at);
    return at;
  }

  /** A name for an array, for what is made of two. */
  nameOf(array: Numbers): string {
    const name = this.names.get(array) ?? ++this.named;
    this.names.set(array, name);
    return String(name);
  }

  /** Forgets every copy. */
  clear(): void {
    for (const block of this.blocks) block.forget();
    this.blocks = [];
  }

  floats(at: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, at, length);
  }

  words(at: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, at, length);
  }

  bytes(at: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, at, length);
  }

  copy(array: Numbers, at: number): void {
    this.bytes(at, array.byteLength).set(new Uint8Array(array.buffer, array.byteOffset, array.byteLength));
  }

  /** The start of a gap among the held blocks, after leaving out those that this call does not use; null where there is none. */
  private place(bytes: number): number | null {
    for (;;) {
      let at = this.room;
      for (const block of this.blocks) {
        if (block.at - at >= bytes) return at;
        at = block.at + block.bytes;
      }
      if (this.room + this.held - at >= bytes) return at;
      let oldest: Block | null = null;
      for (const block of this.blocks) if (block.used < (oldest?.used ?? this.call)) oldest = block;
      if (oldest === null) return null;
      oldest.forget();
      this.blocks.splice(this.blocks.indexOf(oldest), 1);
    }
  }

  private grow(bytes: number): void {
    const missing = bytes - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / page));
  }
}

/** Blocks start at 64 bytes, and have a vector to spare. */
function padded(bytes: number): number {
  return (Math.ceil(bytes / 64) + 1) * 64;
}
