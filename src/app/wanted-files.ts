import type { CellResult } from '../engine/result.ts';
import { isMapping } from '../notebook/body-value.ts';
import type { Notebook } from '../notebook/notebook.ts';
import { parseBody } from '../notebook/yaml-body.ts';

/** Those of the dropped files that cells of the notebook read, or wait for; weights go with the model that they come with. */
export function wantedFiles(notebook: Notebook, results: Iterable<CellResult>, names: readonly string[]): readonly string[] {
  const read = new Set<string>();
  for (const block of notebook.blocks) {
    const body = block.type === 'cell' && (block.kind === 'data' || block.kind === 'model') ? parseBody(block.body).value : null;
    if (isMapping(body) && typeof body['source'] === 'string') read.add(lastPart(body['source']));
  }
  for (const { state, error } of results) if (state === 'needs-file' && error?.needs !== undefined) read.add(lastPart(error.needs));
  const isModelRead = names.some((name) => /\.json$/i.test(name) && read.has(name));
  return names.filter((name) => read.has(name) || (isModelRead && /\.(?:bin|weights)$/i.test(name)));
}

function lastPart(reference: string): string {
  return reference.split('/').at(-1) ?? reference;
}
