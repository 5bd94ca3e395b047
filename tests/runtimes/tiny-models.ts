import { bytesSource } from '../../src/io/bytes-source.ts';
import type { Read, Source } from '../../src/io/source.ts';
import type { ModelRequest } from '../../src/runtimes/compute-methods.ts';

export interface TinyModel {
  readonly json: Record<string, unknown>;
  readonly weights: Float32Array;
}

/** Reproducible numbers between −1 and 1. */
export function noise(length: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state / 0x7fffffff) * 2 - 1;
  });
}

/** A layers model: dense with ReLU from `inputs` to `hidden`, dense with `activation` to `outputs`. */
export function denseModel(inputs: number, hidden: number, outputs: number, activation: 'sigmoid' | 'softmax' | 'linear'): TinyModel {
  const layer = (name: string, units: number, act: string, extra: object = {}): object => ({
    class_name: 'Dense',
    config: { name, units, activation: act, use_bias: true, trainable: true, ...extra },
  });
  const spec = (name: string, shape: readonly number[]): object => ({ name, shape, dtype: 'float32' });
  return {
    json: {
      format: 'layers-model',
      modelTopology: {
        class_name: 'Sequential',
        config: {
          name: 'tiny',
          layers: [layer('a', hidden, 'relu', { batch_input_shape: [null, inputs], dtype: 'float32' }), layer('b', outputs, activation)],
        },
      },
      weightsManifest: [
        {
          paths: ['shards/one.bin', 'shards/two.bin'],
          weights: [
            spec('a/kernel', [inputs, hidden]),
            spec('a/bias', [hidden]),
            spec('b/kernel', [hidden, outputs]),
            spec('b/bias', [outputs]),
          ],
        },
      ],
    },
    weights: noise(inputs * hidden + hidden + hidden * outputs + outputs),
  };
}

/** The same network in float64 and by hand. */
export function runDense(
  weights: Float32Array,
  [inputs, hidden, outputs]: readonly [number, number, number],
  activation: 'sigmoid' | 'softmax' | 'linear',
  row: ArrayLike<number>,
): number[] {
  const biasA = inputs * hidden;
  const kernelB = biasA + hidden;
  const biasB = kernelB + hidden * outputs;
  const middle = Array.from({ length: hidden }, (_, h) => {
    let sum = weights[biasA + h]!;
    for (let i = 0; i < inputs; i++) sum += row[i]! * weights[i * hidden + h]!;
    return Math.max(0, sum);
  });
  const logits = Array.from({ length: outputs }, (_, o) =>
    middle.reduce((sum, value, h) => sum + value * weights[kernelB + h * outputs + o]!, weights[biasB + o]!),
  );
  if (activation === 'sigmoid') return logits.map((logit) => 1 / (1 + Math.exp(-logit)));
  if (activation === 'linear') return logits;
  const exps = logits.map(Math.exp);
  const total = exps.reduce((sum, value) => sum + value, 0);
  return exps.map((value) => value / total);
}

/** A graph model: sigmoid(x · w), with x of `inputs` columns and one output. */
export function graphModel(inputs: number): TinyModel {
  const shapeOf = (sizes: readonly number[]): object => ({ shape: { dim: sizes.map((size) => ({ size: String(size) })) } });
  const float = { type: 'DT_FLOAT' };
  return {
    json: {
      format: 'graph-model',
      modelTopology: {
        node: [
          { name: 'x', op: 'Placeholder', attr: { dtype: float, shape: shapeOf([-1, inputs]) } },
          { name: 'w', op: 'Const', attr: { dtype: float, value: { tensor: { dtype: 'DT_FLOAT', tensorShape: { dim: [] } } } } },
          {
            name: 'product',
            op: 'MatMul',
            input: ['x', 'w'],
            attr: { T: float, transpose_a: { b: false }, transpose_b: { b: false } },
          },
          { name: 'score', op: 'Sigmoid', input: ['product'], attr: { T: float } },
        ],
        library: {},
        versions: { producer: 1 },
      },
      weightsManifest: [{ paths: ['w.bin'], weights: [{ name: 'w', shape: [inputs, 1], dtype: 'float32' }] }],
    },
    weights: noise(inputs, 7),
  };
}

/** The files of a model as they would lie in a folder; weights are cut evenly over the shards. */
export function filesOf(model: TinyModel, name = 'model.json'): Map<string, Uint8Array> {
  const files = new Map([[name, new TextEncoder().encode(JSON.stringify(model.json))]]);
  const [{ paths }] = model.json['weightsManifest'] as [{ paths: string[] }];
  const bytes = new Uint8Array(model.weights.buffer);
  const each = Math.ceil(bytes.length / paths.length);
  paths.forEach((path, index) => files.set(path, bytes.slice(index * each, (index + 1) * each)));
  return files;
}

export function readerOf(files: ReadonlyMap<string, Uint8Array>): { entry: Source; read: Read } {
  const source = (name: string): Source => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new Error(`${name} is not there`);
    return bytesSource(name, bytes);
  };
  return { entry: source([...files.keys()][0]!), read: async (reference) => Promise.resolve(source(reference)) };
}

export function requestOf(id: string, model: TinyModel): ModelRequest {
  return { id, name: 'model.json', files: [...filesOf(model)].map(([name, bytes]) => ({ name, bytes })) };
}
