import type { Folder } from '../../../src/io/folder.ts';

/** A folder in memory whose clock counts writes and touches. */
export class FakeFolder implements Folder {
  readonly files = new Map<string, { bytes: Uint8Array; touched: number }>();
  private clock = 0;
  full = false;

  async names(): Promise<readonly string[]> {
    return [...this.files.keys()];
  }
  async look(name: string): Promise<{ size: number; touched: number } | null> {
    const file = this.files.get(name);
    return file === undefined ? null : { size: file.bytes.length, touched: file.touched };
  }
  async open(name: string): Promise<Blob | null> {
    const file = this.files.get(name);
    return file === undefined ? null : new Blob([file.bytes as Uint8Array<ArrayBuffer>]);
  }
  async write(name: string, parts: Iterable<Uint8Array> | AsyncIterable<Uint8Array>): Promise<void> {
    const held: number[] = [];
    for await (const part of parts) {
      for (const byte of part) held.push(byte);
      this.files.set(name, { bytes: Uint8Array.from(held), touched: ++this.clock });
      if (this.full) throw new DOMException('no room', 'QuotaExceededError');
    }
  }
  async touch(name: string): Promise<void> {
    const file = this.files.get(name);
    if (file !== undefined) file.touched = ++this.clock;
  }
  async remove(name: string): Promise<void> {
    this.files.delete(name);
  }
}
