import { readAll } from '../io/read-all.ts';
import { columnOf } from '../frame/frame.ts';
import type { Progress } from '../io/source.ts';
import { aucOf, classCodes, numbersAt, sampledRows } from '../start/agreement.ts';
import type { CellNames } from '../start/cell-names.ts';
import { matchModel } from '../start/match-model.ts';
import type { Plan, PlannedModel } from '../start/plan.ts';
import { firstCells } from '../start/write-notebook.ts';
import type { FlowValue } from '../start/yaml-flow.ts';
import type { Bench } from './evaluate.ts';
import { readModel } from './host.ts';
import type { CellResult } from './result.ts';
import type { StartResult } from './start-request.ts';

type Run = (text: string, share: Progress) => Promise<Map<string, CellResult>>;

/** Loads a model, matches it with the planned table, predicts, and gives the plan with it; without it where it does not fit, and why. */
export async function planModel(
  bench: Bench,
  run: Run,
  plan: Plan,
  file: string,
  names: CellNames,
  signal: AbortSignal,
  progress: Progress,
): Promise<{ readonly plan: Plan; readonly failures: StartResult['failures'] }> {
  progress(0.62, `Loading ${file.split('/').at(-1) ?? file}`);
  const refuse = (why: string): { plan: Plan; failures: StartResult['failures'] } => ({
    plan: { ...plan, notes: [...plan.notes, `The model ${file} is left out: ${why}.`] },
    failures: [{ file, message: `${file} is left out: ${why}` }],
  });
  const frame = bench.memory.lastShown(plan.measured)?.frames.get('');
  if (frame === undefined) return { plan, failures: [] };
  try {
    const entry = new TextDecoder().decode(await readAll(await bench.world.read(file, signal), signal, bench.world.limits.bytes));
    const { signature } = await bench.world.compute.load(await readModel(bench.world, file, signal), signal);
    const match = matchModel(signature, entry, frame, plan.inferred);
    if ('problem' in match) return refuse(match.problem);
    const model: PlannedModel = { cell: names.fresh('scorer'), scored: names.fresh('scored'), source: file, ...match };
    const tried = await withModel(bench, run, plan, model, progress);
    if ('problem' in tried) return refuse(tried.problem);
    const isTurned = match.classes.length === 2 && signature.outputWidth === 1 && ranksBackwards(bench, plan, model);
    if (!isTurned) return { plan: tried.plan, failures: [] };
    const turned = { ...model, output: withClasses(model.output, match.classes.toReversed()) };
    const again = await withModel(bench, run, plan, turned, progress);
    return { plan: 'problem' in again ? tried.plan : again.plan, failures: [] };
  } catch (error) {
    signal.throwIfAborted();
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

async function withModel(
  bench: Bench,
  run: Run,
  plan: Plan,
  model: PlannedModel,
  progress: Progress,
): Promise<{ readonly plan: Plan } | { readonly problem: string }> {
  const next: Plan = { ...plan, model, measured: model.scored };
  const results = await run(firstCells(next, false), (share) => progress(0.62 + 0.13 * share, 'Predicting'));
  for (const cell of [model.cell, model.scored]) {
    const result = results.get(cell);
    if (result?.state !== 'done') return { problem: result?.error?.message ?? `${cell} did not run` };
  }
  return bench.memory.lastShown(model.scored) === undefined ? { problem: 'its predictions do not fit into memory' } : { plan: next };
}

/** Whether scores are higher where the label is the other class: the one output is then of that one. */
function ranksBackwards(bench: Bench, { inferred }: Plan, { scored }: PlannedModel): boolean {
  const frame = bench.memory.lastShown(scored)?.frames.get('');
  const { label, score } = frame?.roles ?? {};
  const only = [...(score?.values() ?? [])][0];
  if (frame === undefined || label === undefined || only === undefined || inferred.positive === null) return false;
  const rows = sampledRows(frame.table.totalRows(), 20_000);
  const actual = classCodes(columnOf(frame, label), inferred.classes, rows);
  const code = inferred.classes.indexOf(inferred.positive);
  return aucOf(numbersAt(columnOf(frame, only), rows), (at) => (actual[at]! < 0 ? null : actual[at] === code)) < 0.5;
}

function withClasses(output: FlowValue, classes: readonly string[]): FlowValue {
  return new Map([...(output as ReadonlyMap<string, FlowValue>), ['classes', classes]]);
}
