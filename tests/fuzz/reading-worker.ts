import { parentPort, workerData } from 'node:worker_threads';
import { formatOf } from '../../src/formats/format-of.ts';
import { columnOf } from '../../src/frame/frame.ts';
import { bytesSource } from '../../src/io/bytes-source.ts';
import { mutated, type Mutation } from './mutate.ts';

/** What became of a file: a right frame, one clear sentence, or a fault of ours. */
export type Outcome = { readonly frame: string } | { readonly sentence: string } | { readonly fault: string };

export interface Batch {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly mutations: readonly Mutation[];
  /** Grows by one with each file that is done, so that a hang shows. */
  readonly done: Int32Array;
  readonly limits: { readonly bytes: number; readonly rows: number; readonly columns: number };
}

const strays: string[] = [];
process.on('unhandledRejection', (reason) => void strays.push(reason instanceof Error ? reason.message : String(reason)));

const never = new AbortController().signal;
const batch = workerData as Batch;
const outcomes: Outcome[] = [];
for (const mutation of batch.mutations) {
  const before = process.memoryUsage().arrayBuffers;
  let outcome = await outcomeOf(mutated(batch.bytes, mutation));
  await new Promise((resolve) => setImmediate(resolve));
  const stray = strays.pop();
  if (stray !== undefined) outcome = { fault: `rejected outside: ${stray}` };
  const grown = process.memoryUsage().arrayBuffers - before;
  if (grown > 3 * batch.limits.bytes) outcome = { fault: `took ${grown} bytes` };
  if (Object.keys(Object.prototype).length > 0) outcome = { fault: `polluted: ${Object.keys(Object.prototype).join()}` };
  outcomes.push(outcome);
  Atomics.add(batch.done, 0, 1);
}
parentPort!.postMessage(outcomes);

async function outcomeOf(bytes: Uint8Array): Promise<Outcome> {
  try {
    const source = bytesSource(batch.name, bytes);
    const format = await formatOf(source);
    const frame = await format.read(source, { missing: [], limits: batch.limits }, never, () => undefined);
    const names = frame.table.columnNames();
    const rows = frame.table.totalRows();
    const columns = names.map((name) => columnOf(frame, name));
    const odd = names.find((_, index) => columns[index]!.length !== rows);
    if (odd !== undefined) return { fault: `column ${odd} has not ${rows} values` };
    return { frame: JSON.stringify(names.map((name, index) => [name, [...columns[index]!].map(String)])) };
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return isSentence(message, batch.name) ? { sentence: message } : { fault: `no sentence: ${message}` };
  }
}

/** One line that names the file, or a place in it, and is not the engine's own. */
function isSentence(message: string, name: string): boolean {
  const named = message.includes(name) || /^(line|row) \d+/.test(message);
  return (
    named && message.length < 600 && !/\n|undefined|\[object|NaN|is not a function|not iterable|Cannot (read|convert|mix|set)/.test(message)
  );
}
