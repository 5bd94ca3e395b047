import type { ExportAnswer, ExportFormat, ExportRequest } from '../../engine/tables/table-methods.ts';
import type { TableApi } from '../table/table-api.ts';

/** What a table can be downloaded as; the first is what most will want. */
export const fileFormats: readonly (readonly [format: ExportFormat, name: string])[] = [
  ['csv', 'CSV'],
  ['tsv', 'TSV'],
  ['json', 'JSON'],
  ['parquet', 'Parquet'],
];

const types: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv',
  tsv: 'text/tab-separated-values',
  json: 'application/json',
  markdown: 'text/markdown',
  parquet: 'application/vnd.apache.parquet',
};

/** Has the worker write a table; `written` hears how many bytes there are so far. */
export async function tableFile(
  tables: Pick<TableApi, 'ask'>,
  request: ExportRequest,
  signal: AbortSignal,
  written: (bytes: number) => void = () => undefined,
): Promise<{ readonly file: Blob; readonly answer: ExportAnswer }> {
  const parts: Blob[] = [];
  let bytes = 0;
  const answer = await tables.ask('export', request, {
    signal,
    answer: (piece) => {
      parts.push(new Blob([piece]));
      written((bytes += piece.length));
    },
  });
  return { file: new Blob(parts, { type: types[request.format] }), answer };
}
