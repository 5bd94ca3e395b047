import type { CarriedFile } from '../../report/carried/carried.ts';

/** A SHA-256 as a person compares it: its first digits and its last. */
export function shortHash(sha256: string): string {
  return `${sha256.slice(0, 8)}…${sha256.slice(-4)}`;
}

/** Bytes as text: `94 kB`, `4.2 MB`. */
export function sizeText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  const [amount, unit] = bytes < 999_500 ? [bytes / 1e3, 'kB'] : bytes < 999_500_000 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${amount < 9.95 ? amount.toFixed(1) : Math.round(amount)} ${unit}`;
}

function countOf(count: number, one: string): string {
  return `${count.toLocaleString('en-US')} ${one}${count === 1 ? '' : 's'}`;
}

/** Size, rows, columns and hash of a file in one line, as far as they are known. */
export function fileFacts({ bytes, rows, columns, sha256 }: Omit<CarriedFile, 'name' | 'cell'>): string {
  return [
    ...(bytes === null ? [] : [sizeText(bytes)]),
    ...(rows === undefined ? [] : [countOf(rows, 'row')]),
    ...(columns === undefined ? [] : [countOf(columns.length, 'column')]),
    `SHA-256 ${shortHash(sha256)}`,
  ].join(', ');
}
