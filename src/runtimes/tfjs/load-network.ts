import type { io, NamedTensorMap, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { ModelJson } from './model-json.ts';
import type { Core } from './tensorflow.ts';
import type { Network, NetworkInput } from './tfjs-model.ts';

/** Builds the network of a checked model.json and its weights on the backend that is switched on. */
export async function loadNetwork(core: Core, name: string, json: ModelJson, weights: ArrayBuffer): Promise<Network> {
  const artifacts: io.ModelArtifacts = {
    ...json.extra,
    modelTopology: json.topology,
    weightSpecs: json.specs as io.WeightsManifestEntry[],
    weightData: weights,
  };
  const handler: io.IOHandler = { load: () => Promise.resolve(artifacts) };
  return json.kind === 'layers' ? layersNetwork(name, handler) : graphNetwork(core, name, json, handler);
}

async function layersNetwork(name: string, handler: io.IOHandler): Promise<Network> {
  const { loadLayersModel } = await import('@tensorflow/tfjs-layers');
  const model = await loadLayersModel(handler);
  const { inputs, outputs } = model as { inputs: LayersModel['inputs'] | undefined; outputs: LayersModel['outputs'] | undefined };
  if (inputs === undefined || outputs === undefined) throw new Error(`${name} was saved before its input shape was set, so it cannot run`);
  checkOneOutput(
    name,
    outputs.map((output) => output.name),
  );
  return {
    inputs: inputs.map((input) => networkInput(name, input.name, input.shape, input.dtype)),
    widest: Math.max(...model.layers.map((layer) => elementsOf(layer.outputShape))),
    run: (tensors) => Promise.resolve(oneOf(model.predictOnBatch([...tensors]))),
    dispose: () => model.dispose(),
  };
}

async function graphNetwork(core: Core, name: string, json: ModelJson, handler: io.IOHandler): Promise<Network> {
  const { loadGraphModel } = await import('@tensorflow/tfjs-converter');
  const model = await loadGraphModel(handler);
  checkOneOutput(name, model.outputNodes);
  const inputs = model.inputs.map((input) => networkInput(name, input.name, input.shape, input.dtype));
  const elements = inputs.reduce((sum, input) => sum + elementsOf(input.shape), 0);
  const dynamic = needsAsync(json.topology);
  return {
    inputs,
    widest: inputs.some((input) => input.shape.length > 1) ? 16 * elements : 4 * elements,
    async run(tensors) {
      const byName: NamedTensorMap = Object.create(null) as NamedTensorMap;
      inputs.forEach((input, index) => (byName[input.name] = tensors[index]!));
      return dynamic ? oneOf(await model.executeAsync(byName)) : core.tidy(() => oneOf(model.execute(byName)));
    },
    dispose: () => model.dispose(),
  };
}

const controlFlow = new Set(['Switch', 'Merge', 'Enter', 'Exit', 'NextIteration', 'StatelessIf', 'StatelessWhile', 'If', 'While']);
const dynamicShape = new Set(['NonMaxSuppressionV2', 'NonMaxSuppressionV3', 'NonMaxSuppressionV5', 'Where']);

/** Whether a graph holds control flow or outputs of unknown shape, which only run asynchronously. */
function needsAsync(topology: object): boolean {
  const { node } = topology as { readonly node: readonly { readonly op?: string }[] };
  return node.some(({ op = '' }) => controlFlow.has(op) || dynamicShape.has(op));
}

function networkInput(name: string, input: string, shape: readonly (number | null)[] | undefined, dtype: string | undefined): NetworkInput {
  if (shape === undefined || shape.length === 0) throw new Error(`input ${input} of ${name} has no shape with a row dimension`);
  if (dtype !== undefined && dtype !== 'float32' && dtype !== 'int32' && dtype !== 'bool') {
    throw new Error(`input ${input} of ${name} takes ${dtype}; only numbers can be given`);
  }
  const [rows, ...row] = shape.map((side) => (side === null || side < 0 ? null : side));
  return { name: input, shape: row, dtype: dtype ?? 'float32', rows: rows ?? null };
}

function checkOneOutput(name: string, outputs: readonly string[]): void {
  if (outputs.length === 1) return;
  throw new Error(`${name} has ${outputs.length} outputs (${outputs.join(', ')}); only models with one can be evaluated`);
}

function oneOf(output: Tensor | Tensor[]): Tensor {
  const first = Array.isArray(output) ? output[0] : output;
  if (first === undefined) throw new Error('the model gave no output');
  return first;
}

function elementsOf(shape: unknown): number {
  if (!Array.isArray(shape)) return 1;
  if (shape.some((side) => Array.isArray(side))) return Math.max(...shape.map(elementsOf));
  return (shape as (number | null)[]).reduce<number>((product, side) => product * Math.max(1, side ?? 1), 1);
}
