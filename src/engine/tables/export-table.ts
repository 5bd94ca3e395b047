import type { Column } from '../../frame/column.ts';
import { columnOf, type Frame } from '../../frame/frame.ts';
import type { Breath } from './breath.ts';
import { parquetExporter, rowsPerGroup } from './exported-parquet.ts';
import { exporterOf } from './exported-text.ts';
import type { ExportAnswer, ExportFormat } from './table-methods.ts';

/** Bytes that a file may hold. */
const mostExported = 500e6;
const pieceLength = 1 << 20;

export interface ExportOptions {
  readonly format: ExportFormat;
  /** All, in their order, unless given. */
  readonly columns?: readonly string[];
  /** Leaves texts as they are that a spreadsheet would run as formulas. */
  readonly unguarded?: boolean;
  /** All, in their order, unless given. */
  readonly rows?: Uint32Array | null;
}

/** Writes rows of a frame as a file, in pieces of about a megabyte; rests between them. */
export async function exportTable(
  frame: Frame,
  options: ExportOptions,
  breath: Breath,
  answer: (piece: Uint8Array<ArrayBuffer>) => void,
): Promise<ExportAnswer> {
  const names = options.columns ?? frame.table.columnNames();
  const columns = names.map((name) => columnOf(frame, name));
  const rows = options.rows ?? null;
  const total = rows?.length ?? frame.table.totalRows();
  const at =
    options.format === 'parquet'
      ? await writeParquet(names, columns, rows, total, breath, answer)
      : await writeText(names, columns, { ...options, format: options.format, rows }, total, breath, answer);
  const size = `${Math.round(mostExported / 1e6)} MB`;
  const limit = `The file ends at ${size}, after ${at.toLocaleString('en-US')} of ${total.toLocaleString('en-US')} rows. Filter rows or hide columns to export the rest.`;
  return { rows: at, total, ...(at < total ? { limit } : {}) };
}

async function writeText(
  names: readonly string[],
  columns: readonly Column[],
  { format, rows, unguarded }: { format: Exclude<ExportFormat, 'parquet'>; rows: Uint32Array | null; unguarded?: boolean },
  total: number,
  breath: Breath,
  answer: (piece: Uint8Array<ArrayBuffer>) => void,
): Promise<number> {
  const exporter = exporterOf(names, columns, format, unguarded !== true);
  const encoder = new TextEncoder();
  let piece = exporter.head;
  let written = 0;
  let at = 0;
  for (; at < total && written + piece.length < mostExported; at++) {
    piece += exporter.row(rows === null ? at : rows[at]!, at === 0);
    if (piece.length < pieceLength) continue;
    const bytes = encoder.encode(piece);
    written += bytes.length;
    answer(bytes);
    piece = '';
    await breath.take();
  }
  answer(encoder.encode(piece + exporter.foot));
  return at;
}

async function writeParquet(
  names: readonly string[],
  columns: readonly Column[],
  rows: Uint32Array | null,
  total: number,
  breath: Breath,
  answer: (piece: Uint8Array<ArrayBuffer>) => void,
): Promise<number> {
  const exporter = await parquetExporter(names, columns);
  const size = rowsPerGroup(columns);
  let written = 0;
  let at = 0;
  while (at < total && written < mostExported) {
    const to = Math.min(total, at + size);
    const bytes = exporter.group(rows?.subarray(at, to) ?? Uint32Array.from({ length: to - at }, (_, index) => at + index));
    written += bytes.length;
    answer(bytes);
    at = to;
    await breath.take();
  }
  answer(exporter.foot());
  return at;
}
