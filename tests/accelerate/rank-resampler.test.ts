import { describe, expect, it } from 'vitest';
import { packRanks } from '../../src/accelerate/rank-bootstrap.ts';
import { RankResampler } from '../../src/accelerate/rank-resampler.ts';

const never = new AbortController().signal;
const rows = packRanks([0.1, 0.4, 0.8], [0, 1, 1]);
const many = packRanks(
  Array.from({ length: 3000 }, (_, row) => row),
  Array.from({ length: 3000 }, (_, row) => row % 2),
);

/** A GPU that tells what was asked of it and fails at every turn. */
function gpuWith(isFallbackAdapter: boolean, asked: string[]): GPU {
  const createShaderModule = (): never => {
    asked.push('kernel');
    throw new Error('the device is broken');
  };
  const limits = { maxStorageBufferBindingSize: 2 ** 27, maxBufferSize: 2 ** 27 };
  const device = { lost: new Promise(() => undefined), limits, createShaderModule };
  const adapter = { info: { isFallbackAdapter }, limits, requestDevice: () => Promise.resolve(device) };
  return { requestAdapter: () => Promise.resolve(adapter) } as unknown as GPU;
}

describe('RankResampler', () => {
  it('leaves small work to the plain twin without asking for a GPU', async () => {
    const resampler = new RankResampler(() => Promise.reject(new Error('asked')));
    expect((await resampler.rankBootstrap({ rows, replicates: 10, seed: 1 }, 'auto', never)).backend).toBe('plain');
    expect((await resampler.rankBootstrap({ rows: many, replicates: 2000, seed: 1 }, 'plain', never)).backend).toBe('plain');
  });

  it('does not take a software adapter by itself', async () => {
    const asked: string[] = [];
    const resampler = new RankResampler(() => Promise.resolve(gpuWith(true, asked)));
    expect((await resampler.rankBootstrap({ rows: many, replicates: 2000, seed: 1 }, 'auto', never)).backend).toBe('plain');
    expect(asked).toEqual([]);
  });

  it('takes a real adapter above break-even, and the plain twin when the GPU fails', async () => {
    const asked: string[] = [];
    const resampler = new RankResampler(() => Promise.resolve(gpuWith(false, asked)));
    const counts = await resampler.rankBootstrap({ rows: many, replicates: 2000, seed: 1 }, 'auto', never);
    expect(asked).toEqual(['kernel']);
    expect(counts.backend).toBe('plain');
    await expect(resampler.rankBootstrap({ rows, replicates: 1, seed: 1 }, 'webgpu', never)).rejects.toThrow('broken');
  });

  it('says why there is no GPU when one is asked for', async () => {
    const resampler = new RankResampler(() => Promise.resolve(undefined));
    await expect(resampler.rankBootstrap({ rows, replicates: 1, seed: 1 }, 'webgpu', never)).rejects.toThrow('WebGPU is not offered here');
  });
});
