import { access } from 'node:fs/promises';
import { catalogue } from '../engine/catalogue.ts';
import type { Bench } from '../engine/evaluate.ts';
import { Memory } from '../engine/memory.ts';
import { Planner } from '../engine/plan.ts';
import { startNotebook } from '../engine/start-notebook.ts';
import { UsageError } from './arguments.ts';
import { exit } from './exit-code.ts';
import { nodeWorld } from './node-world.ts';
import type { Streams } from './run-notebook.ts';

/** Reads data files, and a model if one is named, and prints a notebook about them, the same that the page writes. Gives the exit code. */
export async function newNotebook(words: readonly string[], streams: Streams): Promise<number> {
  const files = filesOf(words);
  for (const path of files) await readable(path);
  const world = nodeWorld('notebook.md', new Map(files.map((path) => [path, path])), 'auto', streams.limits);
  const bench: Bench = { world, memory: new Memory(Infinity), planner: new Planner(catalogue.kinds), shelf: new Map(), made: new Map() };
  let doing = '';
  const { text, failures } = await startNotebook(
    bench,
    [...catalogue.kinds.keys()],
    { files, base: null },
    new AbortController().signal,
    (_share, now) => {
      if (now === doing) return;
      doing = now;
      streams.err(`${now}\n`);
    },
  );
  for (const { message } of failures) streams.err(`${message}\n`);
  if (text !== '') streams.out(text);
  return failures.length === 0 ? exit.passed : exit.broken;
}

function filesOf(words: readonly string[]): readonly string[] {
  const files: string[] = [];
  for (let at = 0; at < words.length; at++) {
    const word = words[at]!;
    if (word === '--model') {
      const model = words[++at];
      if (model === undefined) throw new UsageError('--model needs the model.json of a model');
      files.push(model);
    } else if (word.startsWith('-')) throw new UsageError(`no flag ${word}; assay help lists them`);
    else files.push(word);
  }
  if (files.length === 0) throw new UsageError('name the data files, as in assay new scores.csv');
  return files;
}

async function readable(path: string): Promise<void> {
  try {
    await access(path);
  } catch {
    throw new UsageError(`no file ${path}`);
  }
}
