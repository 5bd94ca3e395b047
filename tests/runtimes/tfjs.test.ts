import { describe, expect, it } from 'vitest';
import { nodePlatform } from '../../src/cli/node-platform.ts';
import type { BackendName, Batch, Model } from '../../src/runtimes/runtime.ts';
import { tfjs } from '../../src/runtimes/tfjs.ts';
import { denseModel, filesOf, graphModel, noise, readerOf, runDense, type TinyModel } from './tiny-models.ts';

const never = new AbortController().signal;
const quiet = (): void => undefined;

function load(model: TinyModel, backend: BackendName): Promise<Model> {
  const { entry, read } = readerOf(filesOf(model));
  return tfjs.load(entry, read, backend, nodePlatform(false), never);
}

function batchOf(name: string, rows: number, width: number): Batch {
  return { rows, inputs: [{ name, values: noise(rows * width, 99), shape: [width] }] };
}

describe.each(['wasm', 'cpu'] as const)('tfjs on %s', (backend) => {
  it.each(['sigmoid', 'softmax', 'linear'] as const)('runs a layers model with %s outputs', async (activation) => {
    const tiny = denseModel(5, 7, 3, activation);
    const model = await load(tiny, backend);
    expect(model.signature).toEqual({
      runtime: 'tfjs layers',
      inputs: [{ name: expect.any(String) as string, shape: [5] }],
      outputWidth: 3,
    });
    expect(model.backend).toBe(backend);
    const batch = batchOf('x', 50, 5);
    const scores = await model.predict(batch, never, quiet);
    for (let row = 0; row < 50; row++) {
      const expected = runDense(tiny.weights, [5, 7, 3], activation, batch.inputs[0]!.values.subarray(row * 5, row * 5 + 5));
      expected.forEach((value, at) => expect(scores.values[row * 3 + at]).toBeCloseTo(value, 5));
    }
    model.dispose();
  });

  it('runs a graph model', async () => {
    const tiny = graphModel(4);
    const model = await load(tiny, backend);
    expect(model.signature).toEqual({ runtime: 'tfjs graph', inputs: [{ name: 'x', shape: [4] }], outputWidth: 1 });
    const batch = batchOf('x', 9, 4);
    const scores = await model.predict(batch, never, quiet);
    for (let row = 0; row < 9; row++) {
      let sum = 0;
      for (let i = 0; i < 4; i++) sum += batch.inputs[0]!.values[row * 4 + i]! * tiny.weights[i]!;
      expect(scores.values[row]).toBeCloseTo(1 / (1 + Math.exp(-sum)), 5);
    }
    model.dispose();
  });

  it('keeps the number of tensors over a hundred runs, and frees all of them', async () => {
    const { memory } = await import('@tensorflow/tfjs-core');
    const before = memory().numTensors;
    const model = await load(denseModel(3, 4, 1, 'sigmoid'), backend);
    const loaded = memory().numTensors;
    expect(loaded).toBe(before + 4);
    const batch = batchOf('x', 20, 3);
    for (let run = 0; run < 100; run++) await model.predict(batch, never, quiet);
    expect(memory().numTensors).toBe(loaded);
    model.dispose();
    expect(memory().numTensors).toBe(before);
  });

  it('reports progress and stops between batches', async () => {
    const model = await load(denseModel(3, 4, 1, 'sigmoid'), backend);
    const controller = new AbortController();
    const shares: number[] = [];
    const run = model.predict(batchOf('x', 20_000, 3), controller.signal, (share, doing) => {
      shares.push(share);
      expect(doing).toBe(`predicting on ${backend}`);
      controller.abort(new DOMException('enough', 'AbortError'));
    });
    await expect(run).rejects.toThrow('enough');
    expect(shares).toHaveLength(1);
    expect(shares[0]).toBeLessThan(1);
    model.dispose();
  });

  it('gives the same scores in one batch as in many', async () => {
    const model = await load(denseModel(3, 4, 2, 'softmax'), backend);
    const whole = await model.predict(batchOf('x', 3000, 3), never, quiet);
    const values = batchOf('x', 3000, 3).inputs[0]!.values;
    const tail = await model.predict({ rows: 100, inputs: [{ name: 'x', values: values.slice(2900 * 3), shape: [3] }] }, never, quiet);
    expect([...tail.values].map((value) => value.toFixed(5))).toEqual([...whole.values.slice(5800)].map((value) => value.toFixed(5)));
    model.dispose();
  });
});

it('pads the last batch of a model that insists on a batch size', async () => {
  const tiny = denseModel(2, 3, 1, 'sigmoid');
  const config = (tiny.json['modelTopology'] as { config: { layers: { config: Record<string, unknown> }[] } }).config;
  config.layers[0]!.config['batch_input_shape'] = [4, 2];
  const model = await load(tiny, 'cpu');
  const batch = batchOf('x', 6, 2);
  const scores = await model.predict(batch, never, quiet);
  expect(scores.values).toHaveLength(6);
  expect(scores.values[5]).toBeCloseTo(runDense(tiny.weights, [2, 3, 1], 'sigmoid', batch.inputs[0]!.values.subarray(10))[0]!, 5);
  model.dispose();
});

describe('a model that cannot be loaded', () => {
  it('names a missing shard', async () => {
    const files = filesOf(denseModel(2, 3, 1, 'sigmoid'));
    files.delete('shards/two.bin');
    const { entry, read } = readerOf(files);
    await expect(tfjs.load(entry, read, 'cpu', nodePlatform(false), never)).rejects.toThrow('shards/two.bin is not there');
  });

  it('says when the shards hold too few or too many bytes', async () => {
    const files = filesOf(graphModel(4));
    files.set('w.bin', new Uint8Array(12));
    await expect(tfjs.load(...parts(files))).rejects.toThrow(
      'the weights of model.json need 16 bytes where w.bin holds 12: a file is cut short or missing',
    );
    files.set('w.bin', new Uint8Array(20));
    await expect(tfjs.load(...parts(files))).rejects.toThrow('the files are not those of this model');
  });

  it('says when a model has several outputs', async () => {
    const tiny = graphModel(4);
    const topology = tiny.json['modelTopology'] as { node: object[] };
    topology.node.push({ name: 'again', op: 'Sigmoid', input: ['product'], attr: { T: { type: 'DT_FLOAT' } } });
    await expect(load(tiny, 'cpu')).rejects.toThrow('model.json has 2 outputs (score, again)');
  });

  it('says when WebGPU is not there', async () => {
    const { entry, read } = readerOf(filesOf(graphModel(4)));
    const platform = { ...nodePlatform(false), gpu: () => Promise.resolve(undefined) };
    await expect(tfjs.load(entry, read, 'webgpu', platform, never)).rejects.toThrow('WebGPU finds no adapter');
  });
});

function parts(files: ReadonlyMap<string, Uint8Array>): Parameters<typeof tfjs.load> {
  const { entry, read } = readerOf(files);
  return [entry, read, 'cpu', nodePlatform(false), never];
}
