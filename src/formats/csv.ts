import { makeFrame, type Frame } from '../frame/frame.ts';
import type { Progress, Source } from '../io/source.ts';
import { CsvScanner } from './csv-scanner.ts';
import { CsvTable } from './csv-table.ts';
import type { Format, ReadOptions } from './format.ts';
import { sniffDelimiter } from './sniff-delimiter.ts';
import { textChunks } from './text-stream.ts';

/**
 * Comma-, semicolon-, tab- or bar-separated text in UTF-8, gzipped or not; the first record names the columns.
 * A column's type is taken from all of its cells: where a late cell does not fit, the file is read a second time
 * for the columns that are text after all. An empty cell is missing, a quoted empty one is ''.
 */
export const csv: Format = {
  name: 'CSV',
  extensions: ['.csv', '.tsv', '.tab', '.csv.gz', '.tsv.gz', '.txt'],
  async read(source, options, signal, progress): Promise<Frame> {
    const table = new CsvTable(source.name, options);
    const delimiter = await scan(source, options, table, options.delimiter, signal, progress);
    const broken = table.brokenColumns();
    if (broken.size === 0) return frameOf(table);
    const texts = new CsvTable(source.name, options, broken);
    await scan(source, options, texts, delimiter, signal, progress);
    return frameOf(table, texts);
  },
};

async function scan(
  source: Source,
  options: ReadOptions,
  table: CsvTable,
  delimiter: string | undefined,
  signal: AbortSignal,
  progress: Progress,
): Promise<string> {
  let scanner: CsvScanner | null = null;
  let used = delimiter ?? ',';
  let seen = 0;
  for await (const chunk of textChunks(source, { signal, progress, limitBytes: options.limits.bytes })) {
    if (scanner === null) {
      used = delimiter ?? sniffDelimiter(chunk.subarray(0, 1 << 16), /\.(tsv|tab)(\.gz)?$/i.test(source.name) ? '\t' : ',');
      scanner = new CsvScanner(used.charCodeAt(0), table);
    }
    scanner.push(chunk);
    if (seen === 0 && source.size !== undefined && chunk.length < source.size) table.expect(source.size, chunk.length);
    seen += chunk.length;
  }
  scanner?.finish();
  return used;
}

function frameOf(table: CsvTable, texts?: CsvTable): Frame {
  const { columns, notes } = table.finish(texts);
  return makeFrame(columns, { notes });
}
