import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Worker } from 'node:worker_threads';
import { build } from 'vite';
import type { Mutation } from './mutate.ts';
import type { Batch, Outcome } from './reading-worker.ts';

const folder = new URL('../../', import.meta.url).pathname;

export interface Readers {
  /** What becomes of each damaged copy of a file, read in a thread of its own; one that takes too long is `hang`. */
  read(name: string, bytes: Uint8Array, mutations: readonly Mutation[]): Promise<readonly (Outcome | { readonly hang: Mutation })[]>;
  close(): void;
}

/** Bundles a reading worker once; `longest` is how many milliseconds one file may take. */
export async function openReaders(worker = 'reading-worker.ts', longest = 4000): Promise<Readers> {
  const out = mkdtempSync(join(folder, 'node_modules', '.fuzz-'));
  await build({
    configFile: false,
    root: folder,
    logLevel: 'silent',
    build: {
      ssr: join(folder, 'tests/fuzz', worker),
      outDir: out,
      emptyOutDir: false,
      rolldownOptions: { output: { entryFileNames: 'worker.mjs' } },
    },
  });
  const file = pathToFileURL(join(out, 'worker.mjs'));
  return {
    async read(name, bytes, mutations) {
      const outcomes: (Outcome | { readonly hang: Mutation })[] = [];
      while (outcomes.length < mutations.length) {
        const rest = mutations.slice(outcomes.length);
        const done = new Int32Array(new SharedArrayBuffer(4));
        const ended = await run(file, { name, bytes, mutations: rest, done, limits: { bytes: 50e6, rows: 1e6, columns: 1000 } }, longest);
        if (ended !== null) outcomes.push(...ended);
        else {
          // What was done before the hang is read again, without what hung.
          const hung = done[0]!;
          const before =
            hung === 0
              ? []
              : await run(
                  file,
                  { name, bytes, mutations: rest.slice(0, hung), done: done.slice(), limits: { bytes: 50e6, rows: 1e6, columns: 1000 } },
                  longest,
                );
          outcomes.push(...(before ?? []), { hang: rest[hung]! });
        }
      }
      return outcomes;
    },
    close: () => rmSync(out, { recursive: true, force: true }),
  };
}

function run(file: URL, batch: Batch, longest: number): Promise<readonly Outcome[] | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: batch, resourceLimits: { maxOldGenerationSizeMb: 600 } });
    let last = -1;
    let since = Date.now();
    const timer = setInterval(() => {
      const now = Atomics.load(batch.done, 0);
      if (now !== last) since = Date.now();
      else if (Date.now() - since > longest) {
        clearInterval(timer);
        void worker.terminate().then(() => resolve(null));
      }
      last = now;
    }, 100);
    worker.on('message', (outcomes: readonly Outcome[]) => {
      clearInterval(timer);
      void worker.terminate();
      resolve(outcomes);
    });
    worker.on('error', (error) => {
      clearInterval(timer);
      reject(
        new Error(`the worker ended at ${JSON.stringify(batch.mutations[Atomics.load(batch.done, 0)])} of ${batch.name}: ${error.message}`),
      );
    });
  });
}
