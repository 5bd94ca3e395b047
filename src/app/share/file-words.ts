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

type Shape = Omit<CarriedFile, 'name' | 'cell'>;

/** One sentence about a file that is not the one that is meant: both hashes, and what differs. */
export function differentFile(name: string, wanted: Shape, given: Shape): string {
  const hashes = `${name} is not the file that was used: its SHA-256 is ${shortHash(given.sha256)}, not ${shortHash(wanted.sha256)}`;
  const differences = [
    ...columnsApart(wanted.columns, given.columns),
    ...(wanted.rows === undefined || given.rows === undefined || wanted.rows === given.rows
      ? []
      : [`${countOf(given.rows, 'row')}, not ${wanted.rows.toLocaleString('en-US')}`]),
  ];
  if (differences.length > 0) return `${hashes}; it has ${differences.join(' and ')}`;
  const isSameShape = wanted.rows !== undefined && given.rows !== undefined && wanted.columns !== undefined && given.columns !== undefined;
  if (isSameShape) return `${hashes}; its rows and columns are as many and have the same names, but it holds something else`;
  if (wanted.bytes === null || given.bytes === null) return hashes;
  return wanted.bytes === given.bytes
    ? `${hashes}; it is as large, but holds something else`
    : `${hashes}; it has ${sizeText(given.bytes)} (${given.bytes.toLocaleString('en-US')} bytes), not ${wanted.bytes.toLocaleString('en-US')}`;
}

function columnsApart(wanted: readonly string[] | undefined, given: readonly string[] | undefined): readonly string[] {
  if (wanted === undefined || given === undefined) return [];
  const missing = wanted.filter((name) => !given.includes(name));
  const added = given.filter((name) => !wanted.includes(name));
  return [
    ...(missing.length === 0 ? [] : [`no column ${listed(missing)}`]),
    ...(added.length === 0 ? [] : [`the further column${added.length === 1 ? '' : 's'} ${listed(added)}`]),
  ];
}

const mostNamed = 3;

function listed(names: readonly string[]): string {
  const more = names.length - mostNamed;
  return more > 0 ? `${names.slice(0, mostNamed).join(', ')} and ${more} more` : names.join(', ');
}
