import type { Frames } from '../cells/kind.ts';
import type { Output } from '../cells/output.ts';
import { bytesOf } from '../frame/frame.ts';

/** A finished cell. */
export interface Stored {
  readonly frames: Frames;
  readonly output: Output;
  readonly ms: number;
  readonly backend?: string;
  readonly bytes: number;
}

interface Part {
  readonly value: unknown;
  readonly bytes: number;
}

/**
 * Results by content key, least recently used first out once they hold more than `budget` bytes.
 * Evicted is stale, not lost: the key stays the same and the next run makes the result again.
 */
export class Memory {
  private readonly results = new Map<string, Stored>();
  private readonly parts = new Map<string, Part>();
  private readonly failures = new Map<string, { readonly error: unknown }>();
  private readonly measures = new Map<string, number>();
  private readonly shown = new Map<string, string>();
  private held = 0;
  constructor(readonly budget: number) {}

  /** Bytes held by results and parts. */
  get bytes(): number {
    return this.held;
  }

  get(key: string): Stored | undefined {
    const stored = this.results.get(key);
    if (stored === undefined) return undefined;
    this.results.delete(key);
    this.results.set(key, stored);
    return stored;
  }

  put(key: string, frames: Frames, output: Output, ms: number, backend?: string): Stored {
    let bytes = 1000;
    for (const frame of new Set(frames.values())) bytes += bytesOf(frame);
    const stored: Stored = { frames, output, ms, bytes, ...(backend === undefined ? {} : { backend }) };
    this.drop(key);
    this.results.set(key, stored);
    this.held += bytes;
    return stored;
  }

  /** Gives what was made under this key before, or makes it now and keeps it. */
  part<T>(key: string, make: () => T): T {
    const known = this.parts.get(key);
    if (known !== undefined) {
      this.parts.delete(key);
      this.parts.set(key, known);
      return known.value as T;
    }
    const value = make();
    const bytes = 200 + sizeOf(value);
    this.parts.set(key, { value, bytes });
    this.held += bytes;
    return value;
  }

  /** What was thrown under this key; it is placed anew each time, since its cell may have moved in the text. */
  failure(key: string): { readonly error: unknown } | undefined {
    return this.failures.get(key);
  }

  fail(key: string, error: unknown): void {
    this.failures.set(key, { error });
  }

  /** Forgets a failure, so that the cell is tried again. */
  forgive(key: string): void {
    this.failures.delete(key);
  }

  /** Milliseconds that the cell took when it last ran. */
  measured(cell: string): number | undefined {
    return this.measures.get(cell);
  }

  measure(cell: string, ms: number): void {
    this.measures.set(cell, ms);
  }

  /** Remembers under which key a cell last showed a result. */
  show(cell: string, key: string): void {
    this.shown.set(cell, key);
  }

  /** The key under which a cell last showed a result. */
  shownKey(cell: string): string | undefined {
    return this.shown.get(cell);
  }

  /** The last consistent result of a cell, if it is still held. */
  lastShown(cell: string): Stored | undefined {
    const key = this.shownKey(cell);
    return key === undefined ? undefined : this.results.get(key);
  }

  /** Drops the least recently used until the budget holds; what `inUse` names stays. */
  trim(inUse: ReadonlySet<string>): void {
    for (const [key, part] of this.parts) {
      if (this.held <= this.budget) return;
      this.parts.delete(key);
      this.held -= part.bytes;
    }
    for (const key of this.results.keys()) {
      if (this.held <= this.budget) return;
      if (!inUse.has(key)) this.drop(key);
    }
  }

  private drop(key: string): void {
    const stored = this.results.get(key);
    if (stored === undefined) return;
    this.results.delete(key);
    this.held -= stored.bytes;
  }
}

function sizeOf(value: unknown, depth = 0): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value === 'string') return 2 * value.length;
  if (typeof value !== 'object' || value === null || depth > 4) return 8;
  const items: Iterable<unknown> = value instanceof Map || Array.isArray(value) ? value.values() : Object.values(value);
  let bytes = 16;
  for (const item of items) bytes += sizeOf(item, depth + 1);
  return bytes;
}
