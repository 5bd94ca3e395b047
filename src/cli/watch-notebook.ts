import { watch } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { Memory } from '../engine/memory.ts';
import { parseBody } from '../notebook/yaml-body.ts';
import type { RunArguments } from './arguments.ts';
import { UsageError } from './arguments.ts';
import { exit } from './exit-code.ts';
import { readNotebook, runNotebook, type Streams } from './run-notebook.ts';

const quietMs = 200;

/**
 * Runs a notebook, and again whenever it or a file that it reads changes; only cells that a change concerns run again.
 * Ends when the signal does (Ctrl-C in a terminal), with the exit code of the last run.
 */
export async function watchNotebook(given: RunArguments, streams: Streams, signal = untilInterrupted()): Promise<number> {
  const memory = new Memory(Infinity);
  let code: number = exit.passed;
  while (!signal.aborted) {
    const changed = nextChange(await foldersOf(given), signal);
    code = await runOnce(given, streams, memory);
    if (!signal.aborted) streams.err(`watching ${given.notebook}; Ctrl-C ends\n`);
    await changed;
  }
  return code;
}

/** A mistake in the text or the command is said, and the next change may repair it. */
async function runOnce(given: RunArguments, streams: Streams, memory: Memory): Promise<number> {
  try {
    return await runNotebook(given, streams, memory);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    streams.err(`${error.message}\n`);
    return exit.broken;
  }
}

/** Folders of the notebook and of the files that its cells name, since editors replace files rather than write into them. */
async function foldersOf(given: RunArguments): Promise<ReadonlySet<string>> {
  const home = dirname(resolve(given.notebook));
  const folders = new Set([home, ...[...given.data.values()].map((path) => dirname(resolve(path)))]);
  const notebook = await readNotebook(given.notebook).catch(() => null);
  for (const block of notebook?.blocks ?? []) {
    const body = block.type === 'cell' ? parseBody(block.body).value : null;
    const source = typeof body === 'object' && body !== null && 'source' in body ? String(body.source) : null;
    if (source !== null && !/^[a-z]+:/i.test(source)) folders.add(dirname(resolve(home, source)));
  }
  return folders;
}

/** Settles when something changed and then was quiet for a moment, or when the signal ends. */
function nextChange(folders: ReadonlySet<string>, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const finish = (): void => {
      clearTimeout(timer);
      for (const watcher of watchers) watcher.close();
      signal.removeEventListener('abort', finish);
      done();
    };
    const watchers = [...folders].map((folder) =>
      watch(folder, () => {
        clearTimeout(timer);
        timer = setTimeout(finish, quietMs);
      }),
    );
    for (const watcher of watchers) watcher.on('error', () => undefined);
    signal.addEventListener('abort', finish);
    if (signal.aborted) finish();
  });
}

function untilInterrupted(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}
