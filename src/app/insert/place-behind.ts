import type { Workbench } from '../workbench.svelte.ts';
import { gatherPlace } from './gather-place.ts';
import type { Place } from './place.ts';

const nothing = { columns: [], rows: [], numbers: [], total: 0 };

/** What is known behind a block (null is the top); what the engine does not tell is left out. */
export async function placeBehind(workbench: Workbench, after: string | null): Promise<Place> {
  await workbench.loadKinds();
  const { notebook, metrics, engine } = workbench;
  return gatherPlace(notebook, after, metrics, {
    names: () => engine.call('names', null).catch(() => []),
    rows: (request) => engine.call('rows', request).catch(() => nothing),
  });
}

/** What the text alone tells, for as long as the engine is busy. */
export async function textBehind(workbench: Workbench, after: string | null): Promise<Place> {
  const { notebook, metrics } = workbench;
  return gatherPlace(notebook, after, metrics, { names: () => Promise.resolve([]), rows: () => Promise.resolve(nothing) });
}
