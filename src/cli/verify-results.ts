import { catalogue } from '../engine/catalogue.ts';
import { currentCells } from '../engine/current-cells.ts';
import { Memory } from '../engine/memory.ts';
import { Planner } from '../engine/plan.ts';
import type { JsonReport } from '../report/json.ts';
import { UsageError } from './arguments.ts';
import { exit } from './exit-code.ts';
import { nodeWorld } from './node-world.ts';
import { readNotebook, type Streams } from './run-notebook.ts';
import { storedResults } from './stored-results.ts';

/** Says of every cell whether the stored results (the JSON of a run) are what a run would give now; runs nothing. */
export async function verifyResults(words: readonly string[], streams: Streams): Promise<number> {
  const [path, file, more] = words;
  if (path === undefined || file === undefined || more !== undefined)
    throw new UsageError('name a notebook and its results, as in assay verify notebook.md results.json');
  const notebook = await readNotebook(path);
  const report = await storedResults(file);
  // Nothing runs, so code needs no permission to be looked at.
  const world = nodeWorld(path, new Map(), backendOf(report), streams.limits, 'all');
  const bench = { world, memory: new Memory(Infinity), planner: new Planner(catalogue.kinds), shelf: new Map<string, string>() };
  const results = await currentCells(notebook, bench, report.cells, new AbortController().signal);
  const stored = new Map(report.cells.map((cell) => [cell.name, cell]));
  let late = 0;
  let missing = false;
  for (const result of results.values()) {
    const before = stored.get(result.cell);
    const isCurrent = result.state === 'done' && (result.kind !== 'input' || before?.key === result.key);
    missing ||= result.state === 'needs-file' || result.state === 'needs-permission';
    if (isCurrent && before?.state === 'done') continue;
    late++;
    streams.out(`${result.cell}: ${before === undefined ? 'not in the results' : sayState(result.state, result.error?.message)}\n`);
  }
  for (const name of stored.keys()) {
    if (results.has(name)) continue;
    late++;
    streams.out(`${name}: in the results, but not in the notebook\n`);
  }
  const { version } = report.environment;
  if (late > 0 && version !== world.build) streams.err(`the results were made by version ${version}, this is ${world.build}\n`);
  streams.err(
    late === 0 ? `${file}: all ${results.size} cells are current\n` : `${file}: ${late} of ${results.size} cells are not current\n`,
  );
  return missing ? exit.missing : late === 0 ? exit.passed : exit.failed;
}

/** The backend that the results were made on, since models give other last digits on another. */
function backendOf(report: JsonReport): 'auto' | 'webgpu' | 'wasm' | 'cpu' {
  const asked = report.environment['asked'];
  return (['webgpu', 'wasm', 'cpu'] as const).find((choice) => choice === asked) ?? 'auto';
}

function sayState(state: string, message: string | undefined): string {
  if (state === 'stale') return 'not current: what it depends on has changed';
  return message === undefined ? state : `${state}: ${message}`;
}
