import { sha256 } from 'hash-wasm';

export type KeyPart = string | number | boolean | null | readonly KeyPart[];

/** Hash of everything that a result depends on; equal parts give equal keys in any process. */
export function keyOf(parts: readonly KeyPart[]): Promise<string> {
  return sha256(JSON.stringify(parts)).then((digest) => digest.slice(0, 32));
}

/** The body as text that keeps the order of keys (columns are derived in that order) and tells NaN and ±Infinity from null. */
export function canonical(body: unknown): string {
  return JSON.stringify(body, (_, value: unknown) => (typeof value === 'number' && !Number.isFinite(value) ? `number:${value}` : value));
}
