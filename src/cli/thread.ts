import { parentPort, workerData } from 'node:worker_threads';
import { main } from './main.ts';
import type { ThreadMessage } from './run-notebooks.ts';

const { words, colour } = workerData as { readonly words: readonly string[]; readonly colour: boolean };
const say = (message: ThreadMessage): void => parentPort?.postMessage(message);

const code = await main(['run', ...words], { out: (out) => say({ out }), err: (err) => say({ err }), colour });
say({ code });
