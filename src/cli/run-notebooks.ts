import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { runArguments, UsageError, type RunArguments } from './arguments.ts';
import { exit } from './exit-code.ts';
import { runNotebook, type Streams } from './run-notebook.ts';

/** A command line of one notebook, run somewhere. */
type RunOne = (words: readonly string[], streams: Streams) => Promise<number>;

/** What a thread says: text for either stream, or its exit code. */
export interface ThreadMessage {
  readonly out?: string;
  readonly err?: string;
  readonly code?: number;
}

/**
 * Runs several notebooks, as many at once as there are processors, each with its own reports: `{name}` in a path becomes
 * the notebook's name. Gives the worst of their exit codes.
 */
export async function runNotebooks(
  given: RunArguments,
  words: readonly string[],
  streams: Streams,
  runOne: RunOne = inThread,
): Promise<number> {
  const notebooks = [given.notebook, ...given.others];
  const names = namesOf(notebooks);
  const codes = new Map<string, number>();
  const waiting = [...notebooks.keys()];
  const work = async (): Promise<void> => {
    for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
      const name = names[at]!;
      const own = wordsOf(words, notebooks, at, name);
      const said: Streams = { ...streams, err: (text) => streams.err(prefixed(name, text)) };
      codes.set(name, await runOne(own, said));
    }
  };
  await Promise.all(Array.from({ length: Math.min(notebooks.length, availableParallelism()) }, work));
  for (const name of names) streams.err(`${name}: exit ${codes.get(name)}\n`);
  return worst([...codes.values()]);
}

/** The name by which reports of a notebook are told apart: its file, or its folder where the file is called notebook.md. */
function namesOf(notebooks: readonly string[]): readonly string[] {
  const names = notebooks.map((path) => {
    const file = basename(path).replace(/\.(md|markdown)$/i, '');
    return file === 'notebook' && dirname(path) !== '.' ? basename(dirname(path)) : file;
  });
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new UsageError(`two notebooks are called ${twice}; run them one by one`);
  return names;
}

function wordsOf(words: readonly string[], notebooks: readonly string[], at: number, name: string): readonly string[] {
  const others = new Set(notebooks.filter((_, index) => index !== at));
  return words.filter((word) => !others.has(word)).map((word) => word.replaceAll('{name}', name));
}

function prefixed(name: string, text: string): string {
  return text.replace(/^(?=.)/gm, `${name} | `);
}

function worst(codes: readonly number[]): number {
  return [exit.broken, exit.missing, exit.failed].find((code) => codes.includes(code)) ?? exit.passed;
}

const threadFile = new URL('./thread.js', import.meta.url);

/** Runs in a thread of its own where the built command line has one. */
function inThread(words: readonly string[], streams: Streams): Promise<number> {
  if (!existsSync(fileURLToPath(threadFile))) return runNotebook(runArguments(words), streams);
  return new Promise((resolve, reject) => {
    const thread = new Worker(threadFile, { workerData: { words, colour: streams.colour } });
    let code: number | null = null;
    thread.on('message', (message: ThreadMessage) => {
      if (message.out !== undefined) streams.out(message.out);
      if (message.err !== undefined) streams.err(message.err);
      code = message.code ?? code;
    });
    thread.on('error', reject);
    thread.on('exit', () => resolve(code ?? exit.broken));
  });
}
