import type { CheckResult, LiveValue } from '../../src/cells/output.ts';
import type { CellResult } from '../../src/engine/result.ts';
import { startNotebook } from '../../src/engine/start-notebook.ts';
import type { StartRequest, StartResult } from '../../src/engine/start-request.ts';
import { TestNotebook, TestWorld } from './test-world.ts';

/** A notebook that was written about files, and what came of running it in the same memory. */
export interface StartedRun extends StartResult {
  readonly results: ReadonlyMap<string, CellResult>;
  readonly checks: readonly CheckResult[];
  readonly values: readonly LiveValue[];
  /** Kinds of the cells that ran again for the finished text. */
  readonly ranAgain: readonly string[];
  readonly doing: readonly string[];
}

export async function startAndRun(
  files: Readonly<Record<string, string | Uint8Array>>,
  more: Partial<StartRequest> = {},
): Promise<StartedRun> {
  const world = new TestWorld(files);
  const notebook = new TestNotebook(world);
  const doing: string[] = [];
  const request = { files: Object.keys(files), base: null, ...more };
  const started = await startNotebook(notebook.bench, [...world.kinds.keys()], request, new AbortController().signal, (_, now) => {
    if (doing.at(-1) !== now) doing.push(now);
  });
  world.takeRuns();
  const results = started.text === '' ? new Map<string, CellResult>() : await notebook.show(started.text);
  const outputs = [...results.values()].map(({ output }) => output);
  return {
    ...started,
    results,
    checks: outputs.flatMap((output) => (output?.type === 'checks' ? output.checks : [])),
    values: outputs.flatMap((output) => (output?.type === 'prose' ? output.values : [])),
    ranAgain: world.takeRuns(),
    doing,
  };
}

/** What is not as it should be in a written notebook: cells that are not done, checks that do not hold, values that are none. */
export function troubles({ results, checks, values }: StartedRun): readonly string[] {
  return [
    ...[...results.values()]
      .filter(({ state }) => state !== 'done')
      .map(({ cell, state, error }) => `${cell} ${state} ${error?.message ?? ''}`),
    ...checks.filter(({ state }) => state !== 'pass' && state !== 'not-enough-data').map(({ state, sentence }) => `${state} ${sentence}`),
    ...values.filter(({ state }) => state !== 'done').map(({ source, state, reason }) => `${source} ${state} ${reason ?? ''}`),
  ];
}
