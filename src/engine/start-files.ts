import { readAll } from '../io/read-all.ts';
import type { StartResult } from './start-request.ts';
import type { World } from './world.ts';

/** Files by what they are. */
export interface SortedFiles {
  readonly data: readonly string[];
  readonly models: readonly string[];
  readonly failures: StartResult['failures'][number][];
}

const headBytes = 4096;

/** Tells tables from models and from the weights of models, by name and by the first bytes. */
export async function sortFiles(world: World, files: readonly string[], signal: AbortSignal): Promise<SortedFiles> {
  const models: string[] = [];
  for (const file of files) if (/\.json$/i.test(file) && (await isModel(world, file, signal))) models.push(file);
  const data = files.filter((file) => !models.includes(file) && !isWeights(file));
  const failures = files
    .filter((file) => isWeights(file) && models.length === 0)
    .map((file) => ({ file, message: `${file} holds the weights of a model; drop its model.json with it` }));
  return { data, models, failures: [...failures, ...(await lackingWeights(world, models, signal))] };
}

function isWeights(file: string): boolean {
  return /\.(?:bin|weights)$/i.test(file);
}

async function isModel(world: World, file: string, signal: AbortSignal): Promise<boolean> {
  const source = await world.read(file, signal);
  const head = new TextDecoder().decode(await source.slice(0, headBytes));
  return /^\s*\{/.test(head) && /"(?:modelTopology|weightsManifest|layers-model|graph-model)"/.test(head);
}

/** A model whose weights were not dropped with it cannot be read. */
async function lackingWeights(world: World, models: readonly string[], signal: AbortSignal): Promise<SortedFiles['failures']> {
  const failures: SortedFiles['failures'] = [];
  for (const model of models) {
    const bytes = await readAll(await world.read(model, signal), signal, world.limits.bytes);
    for (const name of world.modelReferences(model, bytes)) {
      try {
        await world.read(`${model.slice(0, model.lastIndexOf('/') + 1)}${name}`, signal);
      } catch {
        signal.throwIfAborted();
        failures.push({ file: model, message: `${model} needs ${name} beside it` });
      }
    }
  }
  return failures;
}
