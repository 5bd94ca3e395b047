import type { Notebook } from '../../notebook/notebook.ts';
import { parseBody } from '../../notebook/yaml-body.ts';

/** Files that a notebook pins by their SHA-256, under the names by which its cells read them. */
export function wantedPins(notebook: Notebook): readonly { readonly name: string; readonly sha256: string }[] {
  return notebook.blocks.flatMap((block) => {
    if (block.type !== 'cell' || !block.body.includes('sha256')) return [];
    const { value } = parseBody(block.body);
    if (typeof value !== 'object' || value === null || !('source' in value) || !('sha256' in value)) return [];
    const { source, sha256 } = value;
    if (typeof source !== 'string' || typeof sha256 !== 'string' || !/^[0-9a-f]{64}$/i.test(sha256)) return [];
    return [{ name: source.split('/').at(-1) ?? source, sha256: sha256.toLowerCase() }];
  });
}
