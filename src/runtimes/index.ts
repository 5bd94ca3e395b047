import type { Runtime } from './runtime.ts';
import { tfjs } from './tfjs.ts';

/**
 * Every runtime, in the order in which they are asked. Recorded predictions need none: they are columns of the data that roles
 * name, and everything below a `predict` cell reads them alike.
 */
export const runtimes: readonly Runtime[] = [tfjs];

/** The runtime of a model's entry file, by its name and first bytes; throws with what can be given instead. */
export function runtimeOf(name: string, head: Uint8Array): Runtime {
  const found = runtimes.find((runtime) => runtime.accepts(name, head));
  if (found !== undefined) return found;
  const guess = wrongFiles.find(([pattern]) => pattern.test(name))?.[1];
  throw new Error(`${name} is not a model that can be run: ${guess ?? 'give the model.json of a TensorFlow.js layers or graph model'}`);
}

/** Files that a model's entry needs beside itself, relative to it; throws when the entry is not a model. */
export function modelReferences(name: string, entry: Uint8Array): readonly string[] {
  return runtimeOf(name, entry.subarray(0, 64)).references(name, entry);
}

const wrongFiles: readonly (readonly [pattern: RegExp, wayOut: string])[] = [
  [/\.bin$/i, 'it holds weights; give the model.json that names it, with its weight files beside it'],
  [/\.(h5|keras)$/i, 'convert it to a TensorFlow.js model with tensorflowjs_converter'],
  [/\.(pb|tflite)$/i, 'convert it to a TensorFlow.js graph model with tensorflowjs_converter'],
  [/\.onnx$/i, 'ONNX models are not supported yet; give a TensorFlow.js model, or evaluate recorded predictions'],
  [/\.(pkl|joblib|pt|pth)$/i, 'it needs Python; save its predictions as columns of the data and evaluate those'],
];
