import type { Output } from '../../cells/output.ts';
import type { FileRead } from '../../engine/files-read.ts';
import type { CarriedFile } from './carried.ts';

/** What a link says of a file, out of what its cell shows. */
export function carriedFile({ reference, cell, bytes, sha256 }: FileRead, output: Output | undefined): CarriedFile {
  const table = output?.type === 'table' && output.layout === 'rows' ? output : null;
  return {
    name: reference.split('/').at(-1) ?? reference,
    cell,
    sha256,
    bytes,
    ...(table === null ? {} : { rows: table.total, columns: table.columns.map((column) => column.name) }),
  };
}

/** What a link says of all files that were read; only those that the notebook's text does not lead to are told of. */
export function carriedFiles(read: readonly FileRead[], outputOf: (cell: string) => Output | undefined): readonly CarriedFile[] {
  return read.filter(({ reference }) => !/^https?:/.test(reference)).map((file) => carriedFile(file, outputOf(file.cell)));
}
