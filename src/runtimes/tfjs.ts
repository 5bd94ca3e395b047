import type { Read, Source } from '../io/source.ts';
import { readAll } from '../io/read-all.ts';
import { defaultLimits } from '../trust/limits.ts';
import type { Platform } from './platform.ts';
import type { BackendName, Runtime } from './runtime.ts';
import { loadNetwork } from './tfjs/load-network.ts';
import { parseModelJson, type ModelJson } from './tfjs/model-json.ts';
import { switchOn, type TensorFlow } from './tfjs/tensorflow.ts';
import { probe, TfjsModel, type Network } from './tfjs/tfjs-model.ts';

/** TensorFlow.js layers and graph models: a model.json with its weight shards beside it. */
export const tfjs: Runtime = {
  name: 'tfjs',
  accepts: (name, head) => /\.json$/i.test(name) || firstCharacter(head) === '{',
  references: (name, entry) => parseModelJson(name, entry).shards,
  async load(source, read, backend, platform, signal) {
    const json = parseModelJson(source.name, await readAll(source, signal, defaultLimits.bytes));
    const weights = await readWeights(source.name, json, read, signal);
    return build(source, json, weights, backend, platform);
  },
};

async function build(source: Source, json: ModelJson, weights: ArrayBuffer, backend: BackendName, platform: Platform): Promise<TfjsModel> {
  const tensorflow = await switchOn(backend, platform);
  const network = await loadNetwork(tensorflow.core, source.name, json, weights);
  const outputWidth = await widthOf(network, tensorflow);
  const inputs = network.inputs.map(({ name, shape }) => ({ name, shape }));
  return new TfjsModel({ runtime: json.kind === 'layers' ? 'tfjs layers' : 'tfjs graph', inputs, outputWidth }, network, tensorflow);
}

async function readWeights(name: string, json: ModelJson, read: Read, signal: AbortSignal): Promise<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  for (const shard of json.shards) parts.push(await readAll(await read(shard, signal), signal, defaultLimits.bytes));
  const total = parts.reduce((sum, part) => sum + part.length, 0);
  if (json.weightBytes !== null && total !== json.weightBytes) {
    throw new Error(
      `the weights of ${name} need ${json.weightBytes} bytes where ${json.shards.join(', ') || 'no file'} ${json.shards.length > 1 ? 'hold' : 'holds'} ${total}: ` +
        (total < json.weightBytes ? 'a file is cut short or missing' : 'the files are not those of this model'),
    );
  }
  const joined = new Uint8Array(total);
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined.buffer;
}

/** Values per row, by running one row of zeros; sides of any size are taken as 1. */
async function widthOf(network: Network, tensorflow: TensorFlow): Promise<number> {
  const rows = network.inputs.find((input) => input.rows !== null)?.rows ?? 1;
  const tensors = network.inputs.map((input) => tensorflow.core.zeros([rows, ...input.shape.map((side) => side ?? 1)], input.dtype));
  try {
    const scores = await probe(network, tensors, tensorflow);
    if (scores.length === 0 || scores.length % rows !== 0) throw new Error(`the model gives ${scores.length} values for ${rows} rows`);
    return scores.length / rows;
  } finally {
    tensorflow.core.dispose(tensors);
  }
}

function firstCharacter(head: Uint8Array): string {
  const byte = head.find((value) => value > 0x20 && value !== 0xef && value !== 0xbb && value !== 0xbf);
  return byte === undefined ? '' : String.fromCharCode(byte);
}
