import { describe, expect, it } from 'vitest';
import { chooseBackend, describeBackends } from '../../src/runtimes/choose-backend.ts';
import type { Platform } from '../../src/runtimes/platform.ts';

function platformWith(adapter: 'real' | 'software' | 'none' | 'no WebGPU'): Platform {
  const info = { isFallbackAdapter: adapter === 'software' };
  const gpu = { requestAdapter: () => Promise.resolve(adapter === 'none' ? null : { info }) } as unknown as GPU;
  return { wasmPaths: () => Promise.reject(new Error('not asked')), gpu: () => Promise.resolve(adapter === 'no WebGPU' ? undefined : gpu) };
}

describe('chooseBackend', () => {
  it('takes WebGPU by itself only where the adapter is real', async () => {
    expect(await chooseBackend('auto', platformWith('real'))).toBe('webgpu');
    expect(await chooseBackend('auto', platformWith('software'))).toBe('wasm');
    expect(await chooseBackend('auto', platformWith('none'))).toBe('wasm');
    expect(await chooseBackend('auto', platformWith('no WebGPU'))).toBe('wasm');
  });

  it('takes what a person chooses, software too', async () => {
    expect(await chooseBackend('webgpu', platformWith('software'))).toBe('webgpu');
    expect(await chooseBackend('cpu', platformWith('real'))).toBe('cpu');
  });

  it('says why not and what else there is', async () => {
    await expect(chooseBackend('webgpu', platformWith('none'))).rejects.toThrow(
      'backend webgpu cannot be used: WebGPU finds no adapter on this machine; choose wasm or cpu',
    );
    await expect(chooseBackend('webgpu', platformWith('no WebGPU'))).rejects.toThrow('WebGPU is not offered here');
  });
});

it('describes what is there', async () => {
  expect(await describeBackends(platformWith('software'))).toEqual([
    { name: 'webgpu', available: true, software: true },
    { name: 'wasm', available: true },
    { name: 'cpu', available: true },
  ]);
});
