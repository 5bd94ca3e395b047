import { mkdir, open } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { Breath } from '../engine/tables/breath.ts';
import { exportTable } from '../engine/tables/export-table.ts';
import type { ExportFormat } from '../engine/tables/table-methods.ts';
import type { Memory } from '../engine/memory.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { chartFile } from '../report/chart-file.ts';
import { chartsOf, type NamedChart } from '../report/charts-of.ts';
import { fileNameOf } from '../report/file-name.ts';
import { cellsOf, resultOf, type Run } from '../report/run.ts';
import { UsageError } from './arguments.ts';

/** Files that a run is to leave: tables by name (`quality.roc`), charts by name (`trust.2`), and a folder for all charts. */
export interface ResultFiles {
  readonly tables: ReadonlyMap<string, string>;
  readonly charts: ReadonlyMap<string, string>;
  readonly chartFolder: string | null;
}

const formats: ReadonlyMap<string, ExportFormat> = new Map([
  ['.csv', 'csv'],
  ['.tsv', 'tsv'],
  ['.json', 'json'],
  ['.md', 'markdown'],
  ['.parquet', 'parquet'],
]);

/** Throws `UsageError` where a wish cannot be met whatever the run brings: before it begins, since it may take long. */
export function checkResultFiles(files: ResultFiles, notebook: Notebook): void {
  const cells = new Set(cellsOf(notebook).map(({ id }) => id));
  const requireCell = (flag: string, name: string): void => {
    if (!cells.has(cellOf(name))) throw new UsageError(`${flag} ${name}: no cell of that name; there are ${[...cells].join(', ')}`);
  };
  for (const [name, path] of files.tables) {
    requireCell('--table', name);
    formatOf(path);
  }
  for (const [name, path] of files.charts) {
    requireCell('--chart', name);
    if (extname(path).toLowerCase() === '.png')
      throw new UsageError(`--chart ${name}=${path}: only a browser draws PNG; write .svg, or download the PNG from the page`);
    if (extname(path).toLowerCase() !== '.svg') throw new UsageError(`--chart ${name}=${path}: a chart is written as .svg`);
  }
}

/** Writes what was asked for; gives the sentences on what could not be written since its cell holds no result. */
export async function writeResultFiles(files: ResultFiles, run: Run, memory: Memory): Promise<readonly string[]> {
  const missing: string[] = [];
  for (const [name, path] of files.tables) {
    if (!(await writeTable(name, path, memory))) missing.push(`--table ${name}: ${nothing(name, run, memory)}`);
  }
  const drawn = cellsOf(run.notebook).flatMap(({ id }) => {
    const result = resultOf(run, id);
    const charts = result?.state === 'done' ? chartsOf(result.output) : [];
    return charts.map((chart) => ({ ...chart, cell: id }));
  });
  for (const [name, path] of files.charts) {
    const found = drawn.find((chart) => nameOf(chart) === name);
    if (found !== undefined) await writePieces(path, [await chartFile(found.chart, name)]);
    else missing.push(`--chart ${name}: no such chart; there are ${drawn.map(nameOf).join(', ') || 'none'}`);
  }
  if (files.chartFolder !== null) {
    await mkdir(files.chartFolder, { recursive: true }).catch((error: unknown) => {
      throw unwritable(files.chartFolder!, error);
    });
    for (const chart of drawn) {
      const path = join(files.chartFolder, fileNameOf([chart.cell, chart.name], 'svg'));
      await writePieces(path, [await chartFile(chart.chart, nameOf(chart))]);
    }
  }
  return missing;
}

async function writeTable(name: string, path: string, memory: Memory): Promise<boolean> {
  const frame = memory.lastShown(cellOf(name))?.frames.get(name.slice(cellOf(name).length + 1));
  if (frame === undefined) return false;
  const pieces: Uint8Array[] = [];
  const answer = await exportTable(frame, { format: formatOf(path) }, new Breath(new AbortController().signal), (piece) =>
    pieces.push(piece),
  );
  if (answer.limit !== undefined) throw new UsageError(`--table ${name}: ${answer.limit}`);
  await writePieces(path, pieces);
  return true;
}

function nothing(name: string, run: Run, memory: Memory): string {
  const cell = cellOf(name);
  const parts = [...(memory.lastShown(cell)?.frames.keys() ?? [])].map((part) => (part === '' ? cell : `${cell}.${part}`));
  return parts.length === 0
    ? `${cell} is ${resultOf(run, cell)?.state ?? 'queued'} and holds no rows`
    : `no such part; there are ${parts.join(', ')}`;
}

function cellOf(name: string): string {
  return name.split('.')[0]!;
}

function nameOf({ cell, name }: NamedChart & { readonly cell: string }): string {
  return name === '' ? cell : `${cell}.${name}`;
}

function formatOf(path: string): ExportFormat {
  const format = formats.get(extname(path).toLowerCase());
  if (format === undefined) throw new UsageError(`${path}: a table is written as ${[...formats.keys()].join(', ')}; end the name with one`);
  return format;
}

async function writePieces(path: string, pieces: readonly (string | Uint8Array)[]): Promise<void> {
  try {
    const file = await open(path, 'w');
    try {
      for (const piece of pieces) await file.appendFile(piece);
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unwritable(path, error);
  }
}

function unwritable(path: string, error: unknown): UsageError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
  return new UsageError(code === 'ENOENT' ? `no folder for ${path}; make it first` : `${path} cannot be written (${code})`);
}
