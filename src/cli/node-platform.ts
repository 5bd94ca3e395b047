import { createRequire } from 'node:module';
import type { Platform, WasmPaths } from '../runtimes/platform.ts';

/** Node: the wasm files lie in the package, and WebGPU comes with the optional package `webgpu`. */
export function nodePlatform(wantsGpu: boolean): Platform {
  const require = createRequire(import.meta.url);
  const path = (name: keyof WasmPaths): string => require.resolve(`@tensorflow/tfjs-backend-wasm/dist/${name}`);
  return {
    wasmPaths: () =>
      Promise.resolve({
        'tfjs-backend-wasm.wasm': path('tfjs-backend-wasm.wasm'),
        'tfjs-backend-wasm-simd.wasm': path('tfjs-backend-wasm-simd.wasm'),
        'tfjs-backend-wasm-threaded-simd.wasm': path('tfjs-backend-wasm-threaded-simd.wasm'),
      }),
    gpu: () => (wantsGpu ? loadGpu() : Promise.resolve(undefined)),
  };
}

/** Why there is no WebGPU here. */
export class NoWebGpu extends Error {
  override readonly name = 'NoWebGpu';
}

async function loadGpu(): Promise<GPU> {
  const name = 'webgpu';
  try {
    const { create, globals } = (await import(/* @vite-ignore */ name)) as { create(flags: readonly string[]): GPU; globals: object };
    Object.assign(globalThis, globals);
    const gpu = create([]);
    Object.defineProperty(globalThis.navigator, 'gpu', { value: gpu, configurable: true });
    return gpu;
  } catch {
    throw new NoWebGpu('WebGPU in Node needs the package webgpu; install it with npm install webgpu, or choose --backend wasm');
  }
}
