import { makeFrame, type Frame } from '../frame/frame.ts';
import type { ModelHandle } from '../frame/model-handle.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { evaluate, type Bench } from './evaluate.ts';
import type { CellResult } from './result.ts';

/** What was recorded of a cell when it ran. */
export interface Recorded {
  readonly name: string;
  readonly kind: string;
  readonly state: string;
  readonly key: string;
}

/**
 * Tells for each cell whether what was recorded of it is still current, without running it: its key (its body, what it
 * reads, its files' bytes, this build) is worked out anew, and inputs alone are evaluated. The bench's memory is written to.
 */
export async function currentCells(
  notebook: Notebook,
  bench: Bench,
  recorded: readonly Recorded[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, CellResult>> {
  for (const { kind, state, key } of recorded) {
    if (state !== 'done' || kind === 'input') continue;
    bench.memory.put(key, new Map([['', kind === 'model' ? modelFrame : emptyFrame]]), { type: 'checks', checks: [] }, 0);
  }
  const results = new Map<string, CellResult>();
  for await (const result of evaluate(notebook, bench, signal, { hold: new Set(['*']) }))
    if (result.kind !== 'prose') results.set(result.cell, result);
  return results;
}

const emptyFrame: Frame = makeFrame([]);
/** Keys of what reads a model hold the backend; that there is a model is all that is asked of it. */
const modelFrame: Frame = { ...emptyFrame, model: {} as ModelHandle };
