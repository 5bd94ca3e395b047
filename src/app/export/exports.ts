import { fileNameOf } from '../../report/file-name.ts';
import type { Run } from '../../report/run.ts';
import type { Workbench } from '../workbench.svelte.ts';
import { pageRun } from './page-run.ts';

/** A way to take a notebook away as a file. */
export interface Export {
  readonly id: string;
  readonly name: string;
  readonly ending: string;
  /** What it holds, and what it leaves out. */
  readonly about: string;
  /** Whether rows of the data are in it when asked. */
  readonly rows: boolean;
  readonly make: (workbench: Workbench, rows: boolean, made: (bytes: number) => void) => Promise<Blob>;
}

/** Bytes that are asked for at a time. */
const piece = 1 << 22;
/** Pieces of an archive are handed to the browser once they have so many bytes, which it may keep on disk. */
const mostHeld = 1 << 25;

function fromRun(type: string, write: (run: Run) => Promise<string>): Export['make'] {
  return async (workbench, rows) => new Blob([await write(await pageRun(workbench, rows))], { type });
}

/** Everything that the panel offers, what most will want first. */
export const exports: readonly Export[] = [
  {
    id: 'notebook',
    name: 'Notebook',
    ending: 'md',
    about: 'The text alone, as a file that the page and assay run open. No data, no results.',
    rows: false,
    make: (workbench) => Promise.resolve(new Blob([workbench.text], { type: 'text/markdown' })),
  },
  {
    id: 'everything',
    name: 'Everything',
    ending: 'zip',
    about:
      'The notebook, its data and model files, and its results. Drop it onto the page to go on from there. Holds every row of the data.',
    rows: true,
    make: archive,
  },
  {
    id: 'html',
    name: 'Report',
    ending: 'html',
    about: 'One page to read without Assay: prose, numbers, charts, checks, what it was made from. No script, nothing loaded.',
    rows: true,
    make: fromRun('text/html', async (run) => (await import('../../report/html.ts')).toHtml(run)),
  },
  {
    id: 'markdown',
    name: 'Report for a pull request',
    ending: 'md',
    about: 'The verdict, every check and the metrics as Markdown that forges show. No charts, no rows.',
    rows: false,
    make: fromRun('text/markdown', async (run) => (await import('../../report/markdown.ts')).toMarkdown(run)),
  },
  {
    id: 'ipynb',
    name: 'Jupyter notebook',
    ending: 'ipynb',
    about: 'Prose, cells and their outputs for Jupyter and forges. The cells are text there: they run in Assay alone.',
    rows: true,
    make: fromRun('application/x-ipynb+json', async (run) => {
      const { toIpynb } = await import('../../report/ipynb.ts');
      return `${JSON.stringify(await toIpynb(run), null, 1)}\n`;
    }),
  },
  {
    id: 'results',
    name: 'Results',
    ending: 'json',
    about: 'Every number and check for programs, as assay run --json writes them.',
    rows: true,
    make: fromRun('application/json', async (run) => {
      const { toJson } = await import('../../report/json.ts');
      return `${JSON.stringify(toJson(run), null, 1)}\n`;
    }),
  },
];

/** The name of the file that an export makes. */
export function exportName(workbench: Pick<Workbench, 'title'>, { id, ending }: Pick<Export, 'id' | 'ending'>): string {
  const word = { html: 'report', markdown: 'report', results: 'results' }[id] ?? '';
  return fileNameOf([workbench.title, word], ending);
}

/** Pieces go into parts of the file as they come, so that no more than two copies of a large one are ever held. */
async function archive(workbench: Workbench, rows: boolean, made: (bytes: number) => void): Promise<Blob> {
  const { bundleOf } = await import('../../report/bundle.ts');
  const run = await pageRun(workbench, rows);
  const sizes = new Map((run.files ?? []).map(({ reference, bytes }) => [reference, bytes]));
  async function* read(reference: string): AsyncGenerator<Uint8Array> {
    const size = sizes.get(reference) ?? Infinity;
    for (let from = 0; from < size; from += piece) {
      const bytes = await workbench.engine.call('bytes', { reference, from, to: from + piece });
      yield bytes;
      if (bytes.length < piece) return;
    }
  }
  const parts: Blob[] = [];
  let held: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  let heldBytes = 0;
  for await (const part of bundleOf(run, read)) {
    held.push(part as Uint8Array<ArrayBuffer>);
    heldBytes += part.length;
    made((bytes += part.length));
    if (heldBytes < mostHeld) continue;
    parts.push(new Blob(held));
    [held, heldBytes] = [[], 0];
  }
  return new Blob([...parts, ...held], { type: 'application/zip' });
}
