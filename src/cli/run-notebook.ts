import { createHash } from 'node:crypto';
import { access, readFile, writeFile } from 'node:fs/promises';
import { basename, relative, resolve } from 'node:path';
import { version } from '../engine/build.ts';
import { catalogue } from '../engine/catalogue.ts';
import { evaluate, type Bench } from '../engine/evaluate.ts';
import { Memory } from '../engine/memory.ts';
import { filesRead } from '../engine/files-read.ts';
import { plainTables } from '../engine/plain-tables.ts';
import { Planner } from '../engine/plan.ts';
import type { CellResult } from '../engine/result.ts';
import type { World } from '../engine/world.ts';
import type { OpenedBundle } from '../io/open-bundle.ts';
import { parseNotebook } from '../notebook/parse-notebook.ts';
import { parseBody } from '../notebook/yaml-body.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { compareWithBaseline, isWorse } from '../report/baseline.ts';
import { findingsOf, openFindings } from '../report/findings.ts';
import { toHtml } from '../report/html.ts';
import { toIpynb } from '../report/ipynb.ts';
import { toJson, type JsonReport } from '../report/json.ts';
import { toJunit } from '../report/junit.ts';
import { toMarkdown } from '../report/markdown.ts';
import { checksOf, type Run } from '../report/run.ts';
import { clean, toSummary } from '../report/summary.ts';
import { UsageError, type ReportFormat, type RunArguments } from './arguments.ts';
import { insideBundle, isArchive, readBundle, writeBundle } from './bundle-file.ts';
import { exit, exitCodeOf } from './exit-code.ts';
import { nodePlatform } from './node-platform.ts';
import { nodeWorld } from './node-world.ts';
import { checkResultFiles, writeResultFiles } from './result-files.ts';
import { setValues } from './set-values.ts';
import { storedResults } from './stored-results.ts';

/** Where a command writes; a terminal, or a test. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly colour: boolean;
  /** Bounds on what enters, where they are not the usual ones. */
  readonly limits?: World['limits'];
}

/** Reads a notebook's file; throws `UsageError` when there is none. */
export async function readNotebook(path: string): Promise<Notebook> {
  try {
    return parsed(isArchive(path) ? (await readBundle(path)).text : await readFile(path, 'utf8'));
  } catch (error) {
    throw unreadable(path, error);
  }
}

function parsed(text: string): Notebook {
  return parseNotebook(text, [...catalogue.kinds.keys()]);
}

function unreadable(path: string, error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : null;
  if (code === null) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') return new UsageError(`no file ${path}`);
  return new UsageError(code === 'EISDIR' ? `${path} is a folder; name the notebook in it` : `${path} cannot be read (${code})`);
}

/**
 * Evaluates a notebook, writes the reports that were asked for and a summary on standard error; gives the exit code.
 * Results in `memory` are taken from it.
 */
export async function runNotebook(given: RunArguments, streams: Streams, memory = new Memory(Infinity)): Promise<number> {
  const bundle = isArchive(given.notebook) ? await readBundle(given.notebook) : null;
  const notebook = bundle === null ? await readNotebook(given.notebook) : parsed(bundle.text);
  const overrides = setValues(notebook, given.set);
  checkResultFiles(given.files, notebook);
  const accepted = await acceptedResults(given);
  if (given.backend === 'webgpu') await nodePlatform(true).gpu();
  const { run: evaluated, world } = await evaluateNotebook(
    notebook,
    overrides,
    { ...given, data: byReference(notebook, given.data) },
    streams,
    memory,
    bundle,
  );
  const run = accepted === null ? evaluated : besideBaseline(evaluated, accepted, given, streams);
  for (const [format, path] of given.reports) {
    if (format === 'bundle') await writeBundle(path, run, world);
    else await writeReport(run, format, path, streams);
  }
  const unwritten = await writeResultFiles(given.files, run, memory);
  streams.err(`${toSummary(run, { colour: streams.colour })}\n`);
  for (const sentence of unwritten) streams.err(`${sentence}\n`);
  for (const problem of notebook.problems) streams.err(`line ${problem.range.start.line}: ${clean(problem.message)}\n`);
  const checks = run.results.flatMap((result) => checksOf(result));
  const code = exitCodeOf(run.results, checks, given.allowUndecided);
  if (given.updateBaseline) await acceptRun(run, given, code, streams);
  if (code === exit.passed && (notebook.problems.length > 0 || unwritten.length > 0)) return exit.broken;
  const isWorseThanBefore = run.baseline !== undefined && !given.updateBaseline && isWorse(run.baseline);
  const isFound = given.failOnFindings !== null && openFindings(findingsOf(notebook, run.results), given.failOnFindings).length > 0;
  return code === exit.passed && (isWorseThanBefore || isFound) ? exit.failed : code;
}

/** Results of the accepted run; null where none is asked for, or where this run is to be the first that is accepted. */
async function acceptedResults({ baseline, updateBaseline }: RunArguments): Promise<JsonReport | null> {
  if (baseline === null || (updateBaseline && !(await exists(baseline)))) return null;
  return storedResults(baseline);
}

function besideBaseline(run: Run, accepted: JsonReport, given: RunArguments, streams: Streams): Run {
  const directions = new Map(catalogue.metrics.map(({ name, better }) => [name, better]));
  const baseline = compareWithBaseline(toJson(run), accepted, {
    better: (metric) => directions.get(metric.replace(/\(.*$/, '')) ?? 'neither',
    ...(given.tolerance === null ? {} : { tolerance: given.tolerance }),
  });
  if (baseline.rows.length === 0) streams.err(`${given.baseline} holds no measured numbers to compare with\n`);
  return { ...run, baseline };
}

async function acceptRun(run: Run, given: RunArguments, code: number, streams: Streams): Promise<void> {
  if (code === exit.broken || code === exit.missing) return streams.err(`${given.baseline} stays as it is: the run is in error\n`);
  const { baseline: _, ...accepted } = run;
  await writeOut(given.baseline!, `${JSON.stringify(toJson(accepted), null, 1)}\n`);
  streams.err(`${given.baseline} now holds this run\n`);
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** Files by the reference that they stand in for: `--data loans=FILE` is about the source of the cell `loans`, or about a source of that name. */
export function byReference(notebook: Notebook, data: RunArguments['data']): RunArguments['data'] {
  const sources = new Map<string, string>();
  for (const block of notebook.blocks) {
    const body = block.type === 'cell' ? parseBody(block.body).value : null;
    if (typeof body === 'object' && body !== null && 'source' in body) sources.set(block.id, String(body.source));
  }
  const references = new Set(sources.values());
  return new Map(
    [...data].map(([name, path]) => {
      const reference = sources.get(name) ?? (references.has(name) ? name : undefined);
      if (reference === undefined)
        throw new UsageError(`--data ${name}: no cell of that name reads a file; there are ${[...sources.keys()].join(', ')}`);
      return [reference, path];
    }),
  );
}

/** Evaluates a notebook and reports its progress; a failure is in the results. */
export async function evaluateNotebook(
  notebook: Notebook,
  overrides: ReturnType<typeof setValues>,
  given: RunArguments,
  streams: Streams,
  memory: Memory,
  bundle: OpenedBundle | null,
): Promise<{ run: Run; world: World }> {
  const outside = nodeWorld(given.notebook, given.data, given.backend, streams.limits, given.allowCode);
  const world = bundle === null ? outside : insideBundle(outside, bundle, given.data);
  const bench: Bench = { world, memory, planner: new Planner(catalogue.kinds), shelf: new Map() };
  const results = new Map<string, CellResult>();
  const options = { overrides, run: new Set(['*']) };
  for await (const result of evaluate(notebook, bench, new AbortController().signal, options)) {
    results.set(result.cell, result);
    report(result, streams);
  }
  const backend = [...results.values()].find((result) => result.backend !== undefined)?.backend ?? given.backend;
  const run: Run = {
    notebook,
    results: [...results.values()],
    tables: (cell) => {
      const frames = bench.memory.lastShown(cell)?.frames;
      return frames === undefined ? undefined : plainTables(cell, results.get(cell)?.kind ?? '', frames, given.rows);
    },
    files: await filesRead(notebook, bench, new AbortController().signal),
    date: new Date().toISOString(),
    ...(given.app === null ? {} : { app: given.app }),
    environment: { version, backend, runtime: `node ${process.version}`, file: basename(given.notebook), asked: given.backend },
    file: relative(process.env['INIT_CWD'] ?? process.cwd(), resolve(given.notebook)).replaceAll('\\', '/'),
    sha256: createHash('sha256').update(notebook.text).digest('hex'),
    rows: given.rows,
  };
  return { run, world };
}

function report(result: CellResult, streams: Streams): void {
  if (result.kind === 'prose' || result.state === 'queued') return;
  if (result.state === 'running' && result.progress === undefined) return;
  const share = result.progress === undefined ? '' : ` ${Math.round(100 * result.progress.share)}% ${clean(result.progress.doing)}`;
  const took = result.state === 'done' && result.ms !== undefined ? ` ${Math.round(result.ms)} ms` : '';
  streams.err(`${result.cell}: ${result.state}${took}${share}\n`);
}

type TextFormat = Exclude<ReportFormat, 'bundle'>;

async function writeReport(run: Run, format: TextFormat, path: string, streams: Streams): Promise<void> {
  const text = await reportText(run, format);
  if (path === '-') streams.out(text);
  else await writeOut(path, text);
}

/** Writes a file; throws `UsageError` where it cannot be written. */
export async function writeOut(path: string, text: string): Promise<void> {
  try {
    await writeFile(path, text);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw new UsageError(code === 'ENOENT' ? `no folder for ${path}; make it first` : `${path} cannot be written (${code})`);
  }
}

async function reportText(run: Run, format: TextFormat): Promise<string> {
  switch (format) {
    case 'json':
      return `${JSON.stringify(toJson(run), null, 1)}\n`;
    case 'html':
      return toHtml(run);
    case 'junit':
      return toJunit(run);
    case 'markdown':
      return toMarkdown(run);
    case 'ipynb':
      return `${JSON.stringify(await toIpynb(run), null, 1)}\n`;
  }
}
