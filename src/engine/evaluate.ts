import type { Inputs, Step } from '../cells/kind.ts';
import type { PlainValue } from '../cells/output.ts';
import { withoutClause } from '../frame/selection/clause-text.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { hostFor, type Shelf } from './host.ts';
import { failureOf } from './failure-of.ts';
import { framesFor, valueOf, waitsFor, withKeys } from './frames-for.ts';
import { ingredientsOf, keyOfCell, whyStale, type Ingredients } from './ingredients.ts';
import { liveValues, readsOfProse } from './live-values.ts';
import { asData } from './kept/kept-results.ts';
import type { Memory, Stored } from './memory.ts';
import type { PlannedCell, Planner } from './plan.ts';
import { pump } from './pump.ts';
import type { CellResult } from './result.ts';
import { requireConsent } from './code-consent.ts';
import { resolveSources } from './sources.ts';
import type { World } from './world.ts';

export interface EvaluateOptions {
  /** Values of inputs during a gesture, in place of those in the text. */
  readonly overrides?: ReadonlyMap<string, PlainValue>;
  /** Cells that may run whatever they are expected to take; `*` is all. */
  readonly run?: ReadonlySet<string>;
  /** Cells that do not run now, though they could, unless `run` names them; `*` is all. Inputs always run. */
  readonly hold?: ReadonlySet<string>;
  /** Cells whose remembered failure is forgotten first; `*` is all. */
  readonly retry?: ReadonlySet<string>;
  /** Keys that ended a worker before; they fail instead of running again. */
  readonly refused?: ReadonlySet<string>;
}

const hung = 'this took longer than 10 s without a sign of life and was ended; make it smaller or simpler';

/** What evaluations of one notebook share beside its memory. */
export interface Bench {
  readonly world: World;
  readonly memory: Memory;
  readonly planner: Planner;
  readonly shelf: Shelf;
  /** What the shown result of each cell was made of, so that a stale cell can say what changed. */
  readonly made?: Map<string, Ingredients>;
}

/** How a cell stands after its turn; what later cells and prose read. */
export interface Standing {
  readonly result: CellResult;
  readonly stored: Stored | null;
}

/**
 * Evaluates a notebook from top to bottom and yields what is known of each cell as it becomes known:
 * `queued` for cells that never showed anything, `running` with progress, then how the cell ended.
 * Results under a key that memory holds are given again without running. Ends early when aborted;
 * a step that finishes after that is still filed under its own key.
 */
export async function* evaluate(
  notebook: Notebook,
  bench: Bench,
  signal: AbortSignal,
  asked: EvaluateOptions = {},
): AsyncGenerator<CellResult> {
  const cells = bench.planner.plan(notebook);
  const options = { ...asked, run: withNeeded(cells, asked.run ?? new Set()) };
  const standings = new Map<string, Standing>();
  const inUse = new Set<string>();
  if (signal.aborted) return;
  for (const cell of cells) {
    if (cell.failure === null && bench.memory.lastShown(cell.block.id) === undefined) yield resultOf(cell, 'queued', '');
  }
  for (const cell of cells) {
    if (signal.aborted) return;
    let standing: Standing | null = null;
    for await (const step of evaluateCell(cell, bench, standings, signal, options)) {
      standing = step;
      if (signal.aborted) return;
      if (step.result.state === 'done') bench.memory.show(cell.block.id, step.result.key);
      yield step.result;
    }
    if (standing === null || signal.aborted) return;
    standings.set(cell.block.id, standing);
    inUse.add(bench.memory.shownKey(cell.block.id) ?? '');
  }
  for (const block of notebook.blocks) {
    if (block.type !== 'prose' || readsOfProse(block.text).length === 0) continue;
    yield { cell: block.id, kind: 'prose', state: 'done', key: '', output: { type: 'prose', values: liveValues(block.text, standings) } };
  }
  bench.memory.trim(inUse);
}

async function* evaluateCell(
  cell: PlannedCell,
  bench: Bench,
  standings: ReadonlyMap<string, Standing>,
  signal: AbortSignal,
  options: EvaluateOptions,
): AsyncGenerator<Standing> {
  const { world, memory } = bench;
  const id = cell.block.id;
  const ended = (result: CellResult, stored: Stored | null = null): Standing => ({ result, stored });
  const last = memory.lastShown(id);
  if (cell.failure !== null || cell.step === null) {
    return yield ended({ ...resultOf(cell, 'failed', ''), ...(cell.failure === null ? {} : { error: cell.failure }) });
  }
  const waiting = waitsFor(cell, standings);
  if (waiting !== null) {
    return yield ended(
      { ...resultOf(cell, waiting.state, ''), ...waiting.more, ...outputOf(waiting.state === 'stale' ? last : undefined) },
      waiting.state === 'stale' ? (last ?? null) : null,
    );
  }
  try {
    const values = valuesOf(cell, standings, options.overrides ?? new Map());
    await requireConsent(cell, world);
    const sources = await resolveSources(cell, world, signal);
    const ingredients = ingredientsOf(cell, standings, values, sources, world, options.overrides ?? new Map());
    const key = await keyOfCell(ingredients);
    const known = memory.get(key);
    if (known !== undefined) {
      bench.made?.set(id, ingredients);
      return yield ended({ ...resultOf(cell, 'done', key), ...doneOf(known), fromMemory: true }, known);
    }
    if (has(options.retry, id)) memory.forgive(key);
    const failure = memory.failure(key);
    if (failure !== undefined) return yield ended({ ...failureOf(cell, failure.error), key });
    if (options.refused?.has(key) === true) return yield ended({ ...failureOf(cell, new Error(hung)), key });
    const inputs: Inputs = { frames: framesFor(cell, standings), values };
    const kept = await world.store?.find(key, inputs.frames);
    if (kept) {
      const host = hostFor(
        world,
        memory,
        bench.shelf,
        sources,
        () => undefined,
        () => undefined,
      );
      const frames = cell.step.remember?.(kept.frames, inputs, host) ?? kept.frames;
      const stored = memory.put(key, withKeys(frames, key), kept.output, kept.ms, kept.backend);
      bench.made?.set(id, ingredients);
      return yield ended({ ...resultOf(cell, 'done', key), ...doneOf(stored), fromMemory: true }, stored);
    }
    const expected = cell.step.estimate?.(inputs) ?? memory.measured(id) ?? 0;
    const held = has(options.hold, id) && cell.block.kind !== 'input';
    if ((held || expected > world.patience) && !has(options.run, id)) {
      const why = whyStale(bench.made?.get(id), ingredients);
      return yield ended({ ...resultOf(cell, 'stale', key), ...estimateOf(expected), why, ...outputOf(last) }, last ?? null);
    }
    for await (const step of runCell(cell, cell.step, key, inputs, sources, bench, signal, options, expected)) {
      if (step.result.state === 'done') bench.made?.set(id, ingredients);
      yield step;
    }
  } catch (error) {
    if (signal.aborted) return;
    yield ended(failureOf(cell, error));
  }
}

async function* runCell(
  cell: PlannedCell,
  step: Step,
  key: string,
  inputs: Inputs,
  sources: Awaited<ReturnType<typeof resolveSources>>,
  bench: Bench,
  signal: AbortSignal,
  options: EvaluateOptions,
  expected: number,
): AsyncGenerator<Standing> {
  const { world, memory, shelf } = bench;
  const last = memory.lastShown(cell.block.id);
  const running: CellResult = { ...resultOf(cell, 'running', key), since: Date.now(), ...estimateOf(expected), ...outputOf(last) };
  const quick = (options.overrides?.size ?? 0) > 0 && (memory.measured(cell.block.id) ?? Infinity) < 100;
  if (!quick) yield { result: running, stored: null };
  const started = performance.now();
  let backend: string | undefined;
  const steps = pump(async (progress) => {
    const host = hostFor(world, memory, shelf, sources, progress, (name) => (backend = name));
    const frames = withKeys(await step.run(withOverride(cell, inputs, options), host, signal), key);
    const ms = performance.now() - started;
    memory.measure(cell.block.id, ms);
    const stored = memory.put(key, frames, step.show(frames), ms, backend);
    // A model is held by the compute machine, which forgets it: its cell loads it anew.
    if (step.sources.every((source) => source.kind !== 'model'))
      world.store?.keep(key, step.remember === undefined ? stored : asData(stored), inputs.frames);
    return stored;
  });
  try {
    for await (const moment of steps) {
      if (moment.type === 'progress') {
        if (quick && performance.now() - started < 100) continue;
        yield {
          result: { ...running, progress: { share: moment.share, doing: moment.doing, ...secondsLeft(started, moment.share) } },
          stored: null,
        };
      } else {
        yield { result: { ...resultOf(cell, 'done', key), ...doneOf(moment.value) }, stored: moment.value };
      }
    }
  } catch (error) {
    if (signal.aborted) return;
    const result = failureOf(cell, error);
    if (result.state === 'failed') memory.fail(key, error);
    yield { result: { ...result, key }, stored: null };
  }
}

/** An input cell under a gesture runs with the value that the hand gives, not the one in the text. */
function withOverride(cell: PlannedCell, inputs: Inputs, options: EvaluateOptions): Inputs {
  const value = cell.block.kind === 'input' ? options.overrides?.get(cell.block.id) : undefined;
  return value === undefined ? inputs : { ...inputs, values: new Map([...inputs.values, ['override', value]]) };
}

function valuesOf(
  cell: PlannedCell,
  standings: ReadonlyMap<string, Standing>,
  overrides: ReadonlyMap<string, PlainValue>,
): ReadonlyMap<string, PlainValue> {
  return new Map(
    cell.inputs.map(({ name, cell: input }) => {
      const stored = valueOf(standings.get(input)?.stored ?? null);
      if (cell.step?.selections?.includes(name) === true) return [name, withoutClause(String(stored ?? '{}'), cell.block.id)];
      return [name, overrides.get(input) ?? stored];
    }),
  );
}

function resultOf(cell: PlannedCell, state: CellResult['state'], key: string): CellResult {
  return { cell: cell.block.id, kind: cell.block.kind, state, key };
}

function outputOf(stored: Stored | undefined): Partial<CellResult> {
  return stored === undefined ? {} : { output: stored.output };
}

function doneOf(stored: Stored): Partial<CellResult> {
  const main = stored.frames.get('');
  return {
    output: stored.output,
    ms: stored.ms,
    bytes: stored.bytes,
    ...(stored.backend === undefined ? {} : { backend: stored.backend }),
    ...(main === undefined ? {} : { size: [main.table.totalRows(), main.table.numCols()] as const }),
  };
}

function estimateOf(expected: number): { estimate?: number } {
  return expected > 0 ? { estimate: expected / 1000 } : {};
}

/** Cells that are to run, and all that they read, directly or not. */
function withNeeded(cells: readonly PlannedCell[], run: ReadonlySet<string>): ReadonlySet<string> {
  const needed = new Set(run);
  for (const cell of cells.toReversed()) {
    if (!needed.has(cell.block.id)) continue;
    for (const reference of [...cell.frames, ...cell.inputs]) needed.add(reference.cell);
  }
  return needed;
}

function secondsLeft(started: number, share: number): { secondsLeft?: number } {
  const seconds = (performance.now() - started) / 1000;
  return share > 0.02 && seconds > 0.5 ? { secondsLeft: (seconds * (1 - share)) / share } : {};
}

function has(set: ReadonlySet<string> | undefined, id: string): boolean {
  return set !== undefined && (set.has(id) || set.has('*'));
}
