import type { CellResult } from '../../engine/result.ts';

/** What one cell took the last time that it ran, and what it holds. */
export interface ProfileRow {
  readonly cell: string;
  readonly kind: string;
  readonly ms: number;
  readonly bytes: number;
  readonly rows: number | null;
  readonly columns: number | null;
  readonly backend: string;
  readonly fromMemory: boolean;
  /** Of the longest run of all, 0 to 1. */
  readonly share: number;
}

export type ProfileOrder = 'time' | 'memory' | 'notebook';

export interface Profile {
  readonly rows: readonly ProfileRow[];
  readonly ms: number;
  readonly bytes: number;
}

/** Time and memory of every cell that has a result, in the order asked for; ties stand as in the notebook. */
export function profileOf(results: ReadonlyMap<string, CellResult>, cells: readonly string[], order: ProfileOrder): Profile {
  const known = cells.flatMap((id) => {
    const result = results.get(id);
    return result?.ms === undefined ? [] : [result];
  });
  const longest = Math.max(1, ...known.map((result) => result.ms ?? 0));
  const rows = known.map(({ cell, kind, ms = 0, bytes = 0, size, backend = '', fromMemory = false }): ProfileRow => ({
    cell,
    kind,
    ms,
    bytes,
    rows: size?.[0] ?? null,
    columns: size?.[1] ?? null,
    backend,
    fromMemory,
    share: ms / longest,
  }));
  const sorted =
    order === 'notebook' ? rows : rows.toSorted((one, other) => (order === 'time' ? other.ms - one.ms : other.bytes - one.bytes));
  return { rows: sorted, ms: sum(rows.map((row) => row.ms)), bytes: sum(rows.map((row) => row.bytes)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Bytes in words: `940 B`, `94 kB`, `1.2 MB`, `84 MB`. */
export function formatBytes(bytes: number): string {
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  const [value, unit] = bytes < 999_500 ? [bytes / 1e3, 'kB'] : bytes < 999.5e6 ? [bytes / 1e6, 'MB'] : [bytes / 1e9, 'GB'];
  return `${value < 9.95 ? value.toFixed(1).replace(/\.0$/, '') : Math.round(value)} ${unit}`;
}
