import type { CellResult } from '../../engine/result.ts';
import type { Notebook } from '../../notebook/notebook.ts';
import { parseBody } from '../../notebook/yaml-body.ts';
import { placeOfReference } from '../../trust/host-of.ts';

/** A host, and what would be read from it. */
export interface HostWant {
  readonly host: string;
  readonly sources: readonly { readonly cell: string; readonly reference: string }[];
}
/** A file that is to be given by hand. */
export interface FileWant {
  readonly name: string;
  readonly cells: readonly string[];
  readonly sha256?: string;
}
export interface CodeWant {
  readonly cell: string;
  readonly code: string;
  /** Cells whose tables the code gets. */
  readonly data: readonly string[];
}

/** What a notebook wants of other hosts, told from its text alone; nothing is read or run for it. */
export function hostsWanted(notebook: Notebook, base: string | null, own: string): readonly HostWant[] {
  const hosts = new Map<string, { cell: string; reference: string }[]>();
  for (const { cell, source } of sourcesOf(notebook)) {
    const place = placeOfReference(source);
    if (place.kind === 'refused' || (place.kind === 'relative' && base === null)) continue;
    const host = place.kind === 'remote' ? place.host : new URL(source, base!).host;
    if (host !== own) hosts.set(host, [...(hosts.get(host) ?? []), { cell, reference: source }]);
  }
  return [...hosts].map(([host, sources]) => ({ host, sources }));
}

/** Code that a notebook brings along. */
export function codeWanted(notebook: Notebook): readonly CodeWant[] {
  return notebook.blocks.flatMap((block) =>
    block.type === 'cell' && block.kind === 'code'
      ? [{ cell: block.id, code: block.body, data: (block.options.get('data') ?? '').split(',').filter((name) => name !== '') }]
      : [],
  );
}

/** Files that cells wait for, with the pin that the notebook holds them to. */
export function filesWanted(notebook: Notebook, results: ReadonlyMap<string, CellResult>): readonly FileWant[] {
  const files = new Map<string, { cells: string[]; sha256?: string }>();
  for (const { cell, source, sha256 } of sourcesOf(notebook)) {
    const { state, error } = results.get(cell) ?? {};
    if (state !== 'needs-file') continue;
    const name = error?.needs ?? source;
    const { cells } = files.get(name) ?? { cells: [] };
    files.set(name, { cells: [...cells, cell], ...(sha256 === undefined ? {} : { sha256 }) });
  }
  return [...files].map(([name, file]) => ({ name, ...file }));
}

function sourcesOf(notebook: Notebook): { cell: string; source: string; sha256?: string }[] {
  return notebook.blocks.flatMap((block) => {
    if (block.type !== 'cell' || (block.kind !== 'data' && block.kind !== 'model')) return [];
    const { value } = parseBody(block.body);
    if (typeof value !== 'object' || value === null || !('source' in value) || typeof value.source !== 'string') return [];
    const pin = 'sha256' in value && typeof value.sha256 === 'string' ? { sha256: value.sha256 } : {};
    return [{ cell: block.id, source: value.source, ...pin }];
  });
}
