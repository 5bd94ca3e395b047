import { bytesSource } from '../../io/bytes-source.ts';
import type { Run } from '../../report/run.ts';
import type { Workbench } from '../workbench.svelte.ts';

/** What the page shows now as a run that reports read; `rows` says whether rows of the data may be in them. */
export async function pageRun(workbench: Workbench, rows: boolean): Promise<Run> {
  const { notebook, text, engine } = workbench;
  const ids = new Set(notebook.blocks.map((block) => block.id));
  const results = [...workbench.results.values()].filter((result) => ids.has(result.cell));
  const [{ version, tables }, files, sha256] = await Promise.all([
    engine.call('results', { rows }),
    engine.call('files', null),
    bytesSource('', new TextEncoder().encode(text)).digest(),
  ]);
  const byCell = new Map(tables);
  const asked = workbench.backend;
  return {
    notebook,
    results,
    tables: (cell) => byCell.get(cell),
    files,
    date: new Date().toISOString(),
    app: location.href.replace(/[?#].*$/, ''),
    environment: {
      version,
      backend: results.find((result) => result.backend !== undefined)?.backend ?? asked,
      runtime: browserName(navigator.userAgent),
      asked,
    },
    sha256,
    rows,
  };
}

/** The browser and its version, as `firefox 153`. */
export function browserName(agent: string): string {
  const found = /(Firefox|Edg|OPR|Chrome)\/(\d+)/.exec(agent) ?? /Version\/(\d+).*(Safari)/.exec(agent)?.toReversed() ?? null;
  if (found === null) return 'browser';
  const [, name = '', version = ''] = /^\d/.test(found[1] ?? '') ? [null, found[0], found[1]] : found;
  return `${{ Edg: 'edge', OPR: 'opera' }[name] ?? name.toLowerCase()} ${version}`;
}
