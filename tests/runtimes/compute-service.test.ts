import { MessageChannel } from 'node:worker_threads';
import { afterEach, describe, expect, it } from 'vitest';
import { RankResampler } from '../../src/accelerate/rank-resampler.ts';
import { packRanks } from '../../src/accelerate/rank-bootstrap.ts';
import { rankBootstrapPlain } from '../../src/accelerate/rank-bootstrap-plain.ts';
import { nodePlatform } from '../../src/cli/node-platform.ts';
import { connect, serve, type Client, type Endpoint } from '../../src/io/port.ts';
import type { ComputeMethods } from '../../src/runtimes/compute-methods.ts';
import { ComputeService, computeHandlers } from '../../src/runtimes/compute-service.ts';
import type { Platform } from '../../src/runtimes/platform.ts';
import { DeviceLost, type Batch, type BackendName, type Runtime, type Scores } from '../../src/runtimes/runtime.ts';
import { denseModel, noise, requestOf, runDense } from './tiny-models.ts';

const never = new AbortController().signal;
const quiet = (): void => undefined;
const ranks = new RankResampler(() => Promise.resolve(undefined));
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

function newService(platform: Platform = nodePlatform(false), findRuntime?: () => Runtime): ComputeService {
  return new ComputeService(platform, ranks, findRuntime);
}

function clientOf(service: ComputeService): Client<ComputeMethods> {
  const { port1, port2 } = new MessageChannel();
  const stop = serve<ComputeMethods>(port1 as unknown as Endpoint, computeHandlers(service));
  closers.push(stop, () => port1.close());
  return connect<ComputeMethods>(port2 as unknown as Endpoint);
}

const tiny = denseModel(4, 6, 1, 'sigmoid');
const batchOf = (rows: number): Batch => ({ rows, inputs: [{ name: 'x', values: noise(rows * 4, 3), shape: [4] }] });

describe('over a port', () => {
  it('loads, compares the backend with cpu, predicts, and forgets', async () => {
    const client = clientOf(newService());
    const loaded = await client.call('load', { ...requestOf('m', tiny), backend: 'wasm' });
    expect(loaded.backend).toBe('wasm');
    expect(loaded.signature.outputWidth).toBe(1);
    expect(loaded.parity).toMatch(/^wasm agrees with cpu on 8 rows \(largest difference \d/);
    expect(loaded.notes).toEqual([]);
    const batch = batchOf(100);
    const { scores, backend } = await client.call('predict', { id: 'm', batch });
    expect(backend).toBe('wasm');
    for (let row = 0; row < 100; row++) {
      const expected = runDense(tiny.weights, [4, 6, 1], 'sigmoid', batch.inputs[0]!.values.subarray(row * 4, row * 4 + 4))[0]!;
      expect(scores.values[row]).toBeCloseTo(expected, 5);
    }
    await client.call('dispose', { id: 'm' });
    await expect(client.call('predict', { id: 'm', batch })).rejects.toThrow('no model m is loaded');
  });

  it('says which backends there are, and refuses one that is not', async () => {
    const client = clientOf(newService({ ...nodePlatform(false), gpu: () => Promise.resolve(undefined) }));
    expect((await client.call('backends', null)).map(({ name, available }) => [name, available])).toEqual([
      ['webgpu', false],
      ['wasm', true],
      ['cpu', true],
    ]);
    await expect(client.call('load', { ...requestOf('m', tiny), backend: 'webgpu' })).rejects.toThrow('choose wasm or cpu');
  });

  it('resamples rank statistics', async () => {
    const client = clientOf(newService());
    const rows = packRanks([0.1, 0.4, 0.4, 0.8], [0, 1, 0, 1]);
    const counts = await client.call('rankBootstrap', { rows, replicates: 20, seed: 4 });
    expect(counts).toEqual(await rankBootstrapPlain({ rows, replicates: 20, seed: 4 }, never));
    await expect(client.call('rankBootstrap', { rows, replicates: 1, seed: 1, backend: 'webgpu' })).rejects.toThrow('WebGPU');
  });

  it('names a weight file that did not come along', async () => {
    const { files, ...request } = requestOf('m', tiny);
    const client = clientOf(newService());
    const loading = client.call('load', { ...request, files: files.slice(0, 2), backend: 'cpu' });
    await expect(loading).rejects.toThrow('model.json needs the weight file shards/two.bin');
  });

  it('rejects what is open when the worker is killed mid-prediction, and a new one repeats the run', async () => {
    const client = clientOf(newService());
    await client.call('load', { ...requestOf('m', tiny), backend: 'cpu' });
    const batch = batchOf(50_000);
    const progress = (): void => client.fail(new Error('the compute worker was ended'));
    await expect(client.call('predict', { id: 'm', batch }, { progress })).rejects.toThrow('the compute worker was ended');
    await expect(client.call('ping', null)).rejects.toThrow('ended');
    const again = clientOf(newService());
    await again.call('load', { ...requestOf('m', tiny), backend: 'cpu' });
    const { scores } = await again.call('predict', { id: 'm', batch });
    expect(scores.rows).toBe(50_000);
    expect(batch.inputs[0]!.values.length).toBe(200_000);
  });

  it('stops a prediction that is aborted, and serves the next', async () => {
    const client = clientOf(newService());
    await client.call('load', { ...requestOf('m', tiny), backend: 'cpu' });
    const controller = new AbortController();
    const open = client.call(
      'predict',
      { id: 'm', batch: batchOf(400_000) },
      { signal: controller.signal, progress: () => controller.abort() },
    );
    await expect(open).rejects.toThrow('abort');
    const { scores } = await client.call('predict', { id: 'm', batch: batchOf(3) });
    expect(scores.rows).toBe(3);
  });
});

/** A runtime whose GPU is lost in the predictions of these numbers. */
function flaky(losesAt: readonly number[], loads: BackendName[], bias = 0): Runtime {
  let predictions = 0;
  return {
    name: 'flaky',
    accepts: () => true,
    references: () => [],
    load(_source, _read, backend) {
      loads.push(backend);
      const predict = (batch: Batch): Promise<Scores> => {
        if (backend === 'webgpu' && losesAt.includes(++predictions)) return Promise.reject(new DeviceLost('the GPU was lost'));
        const off = backend === 'cpu' ? 0 : bias;
        return Promise.resolve({ rows: batch.rows, width: 1, values: new Float32Array(batch.rows).fill(0.5 + off) });
      };
      const signature = { runtime: 'flaky', inputs: [{ name: 'x', shape: [4] }], outputWidth: 1 };
      return Promise.resolve({ signature, backend, predict, dispose: () => undefined });
    },
  };
}

const realGpu: Platform = {
  ...nodePlatform(false),
  gpu: () => Promise.resolve({ requestAdapter: () => Promise.resolve({ info: { isFallbackAdapter: false } }) } as unknown as GPU),
};

describe('a lost GPU', () => {
  it('restarts once, then goes on with wasm, and says so', async () => {
    const loads: BackendName[] = [];
    const service = newService(realGpu, () => flaky([2, 4], loads));
    await service.load(requestOf('m', tiny), 'auto', never);
    expect(loads).toEqual(['cpu', 'webgpu']);
    const first = await service.predict('m', batchOf(2), never, quiet);
    expect([first.backend, first.notes]).toEqual(['webgpu', ['the GPU was lost; it was restarted once']]);
    const second = await service.predict('m', batchOf(2), never, quiet);
    expect(second.backend).toBe('wasm');
    expect(second.notes).toEqual(['the GPU was lost; it was lost before, so predictions run on wasm from now on']);
    expect(loads).toEqual(['cpu', 'webgpu', 'webgpu', 'wasm']);
    expect((await service.predict('m', batchOf(2), never, quiet)).notes).toBeUndefined();
  });
});

describe('backend parity', () => {
  it('warns when the backend gives other answers than cpu', async () => {
    const service = newService(realGpu, () => flaky([], [], 0.25));
    const { notes, parity } = await service.load(requestOf('m', tiny), 'wasm', never);
    expect(notes).toEqual([parity]);
    expect(parity).toContain('wasm and cpu disagree on 8 rows (largest difference 0.25)');
  });
});

describe('what is held', () => {
  it('does not load the same model twice, and loads it again for another backend', async () => {
    const loads: BackendName[] = [];
    const service = newService(realGpu, () => flaky([], loads));
    await service.load(requestOf('m', tiny), 'cpu', never);
    await service.load(requestOf('m', tiny), 'cpu', never);
    expect(loads).toEqual(['cpu']);
    await service.load(requestOf('m', tiny), 'wasm', never);
    expect(loads).toEqual(['cpu', 'cpu', 'wasm']);
  });

  it('drops the oldest above eight', async () => {
    const service = newService(realGpu, () => flaky([], []));
    for (let i = 0; i < 8; i++) await service.load(requestOf(`m${i}`, tiny), 'cpu', never);
    expect((await service.load(requestOf('m8', tiny), 'cpu', never)).dropped).toEqual(['m0']);
    expect([service.holds('m0'), service.holds('m1'), service.holds('m8')]).toEqual([false, true, true]);
  });
});
