import type { LiveValue, Output, ProseOutput } from '../../cells/output.ts';
import type { CellResult } from '../../engine/result.ts';
import type { Notebook } from '../../notebook/notebook.ts';

/**
 * What the page shows of every block: what was computed here, and where nothing was, what came with a link, marked as
 * computed elsewhere. States stay what they are: a cell that needs a file still does. What failed here shows its failure.
 */
export function withArrived(
  own: ReadonlyMap<string, CellResult>,
  arrived: ReadonlyMap<string, Output>,
  notebook: Notebook,
): ReadonlyMap<string, CellResult> {
  if (arrived.size === 0) return own;
  const shown = new Map(own);
  for (const block of notebook.blocks) {
    const output = arrived.get(block.id);
    if (output === undefined) continue;
    const result = own.get(block.id);
    const kind = block.type === 'cell' ? block.kind : 'prose';
    if (result === undefined) shown.set(block.id, { cell: block.id, kind, state: 'queued', key: '', output, elsewhere: true });
    else if (output.type === 'prose') shown.set(block.id, { ...result, output: filledIn(result.output, output) });
    else if (result.output === undefined && result.state !== 'failed') shown.set(block.id, { ...result, output, elsewhere: true });
  }
  return shown;
}

/** Each value that waits here, as it came; the others as they are here. */
function filledIn(own: Output | undefined, arrived: ProseOutput): ProseOutput {
  if (own?.type !== 'prose') return arrived;
  return {
    type: 'prose',
    values: own.values.map((value, at): LiveValue => (value.state === 'waiting' ? (arrived.values[at] ?? value) : value)),
  };
}
