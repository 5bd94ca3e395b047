import { columnOf, type Frame } from '../frame/frame.ts';
import { countNulls } from '../frame/nulls.ts';
import type { Progress } from '../io/source.ts';
import { parseNotebook } from '../notebook/parse-notebook.ts';
import { sampledRows } from '../start/agreement.ts';
import { CellNames, titleOf } from '../start/cell-names.ts';
import { chooseSlices } from '../start/choose-slices.ts';
import { inferColumns } from '../start/infer-columns.ts';
import type { Corrections, Inferred } from '../start/inferred.ts';
import { missingTexts } from '../start/missing-texts.ts';
import { pairTables, type Pairing } from '../start/pair-tables.ts';
import { planThreshold } from '../start/plan-threshold.ts';
import type { Plan, PlannedTable } from '../start/plan.ts';
import { labelNumbers, rowErrors, type Judged } from '../start/row-errors.ts';
import { fence, path } from '../start/yaml-flow.ts';
import { firstCells, writeNotebook, writeSections } from '../start/write-notebook.ts';
import { evaluate, type Bench } from './evaluate.ts';
import { measuredFacts } from './measured-facts.ts';
import { planModel } from './plan-model.ts';
import type { CellResult } from './result.ts';
import { joinedTable, rolesHeld } from './start-join.ts';
import type { StartRequest, StartResult } from './start-request.ts';
import { sortFiles } from './start-files.ts';

const sampled = 20_000;
/** Of the work up to the notebook's text, the share that reading takes. */
const readingShare = 0.6;

/** A table as it was read, and the cell that reads it. */
interface OpenTable {
  readonly file: string;
  readonly cell: string;
  readonly frame: Frame;
  readonly inferred: Inferred;
  readonly missing: readonly string[];
}

/**
 * Writes a notebook about files: reads them, works out what their columns mean and how they belong together, runs what has to
 * be measured first, and writes cells and prose with checks at today's level. All that it ran is in memory under the keys of
 * the cells that it writes, so that the notebook shows results at once.
 */
export async function startNotebook(
  bench: Bench,
  kinds: readonly string[],
  request: StartRequest,
  signal: AbortSignal,
  progress: Progress,
): Promise<StartResult> {
  const started = performance.now();
  const names = new CellNames(request.taken);
  const run = (text: string, share: Progress): Promise<Map<string, CellResult>> => runAll(text, bench, kinds, signal, share);
  const { data, models, failures } = await sortFiles(bench.world, request.files, signal);
  const tables: OpenTable[] = [];
  const corrections = new Map(request.corrections ?? []);
  for (const [at, file] of data.entries()) {
    const from = (at / data.length) * readingShare;
    const cell = names.forFile(file);
    const doing = `Reading ${file.split('/').at(-1) ?? file}`;
    progress(from, doing);
    const own = corrections.get(file);
    const share: Progress = (now) => progress(from + (now * readingShare) / data.length, doing);
    const read = await readFile(bench, run, cell, file, own, share);
    if ('message' in read) failures.push({ file, message: read.message });
    else tables.push({ file, cell, ...read, inferred: inferColumns(read.frame, own) });
  }
  if (tables.length === 0) return { text: '', tables: [], failures, ms: performance.now() - started };
  progress(readingShare, 'Working out what columns mean');
  const { plan, spoilt } = await planned(bench, run, tables, models[0] ?? null, names, corrections, signal, progress);
  failures.push(...spoilt);
  progress(0.8, 'Measuring');
  const facts = await measured(bench, run, plan, progress);
  const write = request.taken === undefined ? writeNotebook : writeSections;
  return {
    text: write(plan, facts),
    tables: tables.map(({ cell, file, inferred }) => ({ cell, file, columns: inferred.columns })),
    failures,
    ms: performance.now() - started,
  };
}

type Run = (text: string, share: Progress) => Promise<Map<string, CellResult>>;

function typeLines(corrections: Corrections | undefined): readonly string[] {
  const types = [...(corrections?.types ?? [])];
  return types.length === 0 ? [] : ['types:', ...types.map(([name, type]) => `  ${JSON.stringify(name)}: ${type}`)];
}

/** Reads a file as a cell does, a second time where some of its texts turn out to mean no value. */
async function readFile(
  bench: Bench,
  run: Run,
  cell: string,
  file: string,
  corrections: Corrections | undefined,
  progress: Progress,
): Promise<{ readonly frame: Frame; readonly missing: readonly string[] } | { readonly message: string }> {
  let missing: readonly string[] = [];
  for (;;) {
    const lines = [
      `source: ${path(file)}`,
      ...typeLines(corrections),
      ...(missing.length === 0 ? [] : [`missing: ${JSON.stringify(missing)}`]),
    ];
    const result = (await run(fence('data', cell, lines), progress)).get(cell);
    const frame = frameOf(bench, cell);
    if (result?.state !== 'done' || frame === undefined) return { message: sentenceOf(result, file) };
    const found = missing.length > 0 ? [] : missingTexts(frame);
    if (found.length === 0) return { frame, missing };
    missing = found;
  }
}

async function runAll(
  text: string,
  bench: Bench,
  kinds: readonly string[],
  signal: AbortSignal,
  share: Progress,
): Promise<Map<string, CellResult>> {
  const results = new Map<string, CellResult>();
  const everything = new Set(['*']);
  for await (const result of evaluate(parseNotebook(text, kinds), bench, signal, { run: everything, retry: everything })) {
    results.set(result.cell, result);
    if (result.progress !== undefined) share(result.progress.share, result.progress.doing);
  }
  signal.throwIfAborted();
  return results;
}

function frameOf(bench: Bench, cell: string): Frame | undefined {
  return bench.memory.lastShown(cell)?.frames.get('');
}

function sentenceOf(result: CellResult | undefined, file: string): string {
  const message = result?.error?.message ?? `${file} could not be read`;
  return result?.error?.hint === undefined ? message : `${message}; ${result.error.hint}`;
}

async function planned(
  bench: Bench,
  run: Run,
  tables: readonly OpenTable[],
  modelFile: string | null,
  names: CellNames,
  corrections: ReadonlyMap<string, Corrections>,
  signal: AbortSignal,
  progress: Progress,
): Promise<{ readonly plan: Plan; readonly spoilt: StartResult['failures'] }> {
  const pairing = pairTables(tables);
  const joined = await joinedTable(bench, run, tables, pairing, names, corrections);
  const main = tables[pairing.main]!;
  const inferred = joined?.inferred ?? main.inferred;
  const source = joined?.join.cell ?? main.cell;
  const split = inferred.roles.split;
  const test =
    split === undefined || inferred.testPart === null || inferred.task === 'none'
      ? null
      : { cell: names.fresh('test'), column: split, value: inferred.testPart };
  const base: Plan = {
    title: titleOf(main.file),
    tables: plannedTables(tables, pairing, inferred, joined !== null),
    join: joined?.join ?? null,
    test,
    model: null,
    inferred,
    roles: inferred.roles,
    columns: [],
    rows: 0,
    unlabelled: 0,
    measured: test?.cell ?? source,
    baseline: pairing.baseline === null ? null : tables[pairing.baseline]!.cell,
    threshold: null,
    slices: [],
    related: [],
    names: namesFor(names),
    notes: inferred.notes,
  };
  await run(firstCells(base, false), () => undefined);
  const model = modelFile === null ? null : await planModel(bench, run, base, modelFile, names, signal, progress);
  const withModel = model?.plan ?? base;
  const frame = frameOf(bench, withModel.measured);
  if (frame === undefined) return { plan: base, spoilt: model?.failures ?? [] };
  progress(0.75, 'Choosing slices');
  return { plan: completed(withModel, frame, names), spoilt: model?.failures ?? [] };
}

/** Slices, threshold and what else depends on the rows that are measured. */
function completed(plan: Plan, frame: Frame, names: CellNames): Plan {
  const { inferred } = plan;
  const { task, classes, positive } = inferred;
  const isProbability = inferred.isProbability || (plan.model !== null && task !== 'regression');
  const judged: Judged = { frame, task, classes, positive, isProbability };
  const rows = sampledRows(frame.table.totalRows(), sampled);
  const errors = rowErrors(judged, rows);
  const target = errors === null ? labelNumbers(judged, rows) : null;
  const { label } = frame.roles;
  return {
    ...plan,
    inferred: { ...inferred, isProbability },
    roles: frame.roles,
    columns: frame.table.columnNames(),
    rows: frame.table.totalRows(),
    unlabelled: label === undefined ? 0 : countNulls(columnOf(frame, label).nulls),
    slices: errors === null ? [] : chooseSlices(frame, inferred, errors, rows),
    related: target === null ? [] : chooseSlices(frame, inferred, target, rows),
    threshold: planThreshold(judged, rows, names.fresh('threshold')),
  };
}

function plannedTables(tables: readonly OpenTable[], pairing: Pairing, inferred: Inferred, isJoined: boolean): readonly PlannedTable[] {
  const order = [pairing.main, ...[...tables.keys()].filter((at) => at !== pairing.main)];
  return order.map((at) => {
    const { cell, file, frame, inferred: own, missing } = tables[at]!;
    const part = pairing.parts.get(at) ?? (at === pairing.main ? '' : 'what was predicted of the same rows');
    if (isJoined) return { cell, source: file, missing, part, ...rolesHeld(frame, inferred, pairing, at) };
    return { cell, source: file, missing, part, roles: own.roles, types: own.types, positive: declaredPositive(own) };
  });
}

/** The positive class where metrics would take another one. */
function declaredPositive({ task, positive, classes }: Inferred): string | null {
  return task === 'binary' && positive !== null && classes.at(-1) !== positive ? positive : null;
}

function namesFor(names: CellNames): Plan['names'] {
  return {
    quality: names.fresh('quality'),
    trust: names.fresh('trust'),
    cut: names.fresh('cut'),
    versus: names.fresh('versus'),
    groups: names.fresh('groups'),
    shares: names.fresh('shares'),
    worst: names.fresh('worst'),
    mistakes: names.fresh('mistakes'),
    gate: names.fresh('gate'),
    picture: names.fresh('picture'),
    picks: names.fresh('picks'),
    rows: names.fresh('rows'),
    flags: names.fresh('flags'),
    beside: [names.fresh('beside'), names.fresh('beside')],
  };
}

async function measured(bench: Bench, run: Run, plan: Plan, progress: Progress): Promise<ReturnType<typeof measuredFacts> | null> {
  const text = firstCells(plan, true);
  if (!text.includes(` metrics ${plan.names.quality}\n`)) return null;
  const results = await run(text, (share) => progress(0.8 + 0.2 * share, 'Measuring'));
  const stored = bench.memory.lastShown(plan.names.quality);
  return results.get(plan.names.quality)?.state === 'done' && stored !== undefined ? measuredFacts(stored.frames) : null;
}
