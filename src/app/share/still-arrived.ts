import type { Output } from '../../cells/output.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import { parseNotebook } from '../../notebook/parse-notebook.ts';
import { unchangedBlocks } from '../../notebook/unchanged-blocks.ts';
import { kindNames } from '../kind-names.ts';
import type { Arrived } from './arrived.ts';

/** Outputs that came with a link, of the blocks that still say what they said then, by their id now. */
export function stillArrived(arrived: Arrived | null, notebook: Notebook): ReadonlyMap<string, Output> {
  const outputs = arrived?.carried?.outputs;
  if (arrived === null || outputs === undefined || outputs.size === 0) return new Map();
  const still = new Map<string, Output>();
  for (const [now, before] of unchangedBlocks(parseNotebook(arrived.text, kindNames), notebook)) {
    const output = outputs.get(before);
    if (output !== undefined) still.set(now, output);
  }
  return still;
}
