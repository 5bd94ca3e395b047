import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import type { Platform, WasmPaths } from '../runtimes/platform.ts';

interface WebGpuPackage {
  readonly create: (options: readonly string[]) => GPU;
  readonly globals: Readonly<Record<string, unknown>>;
}

/** Node: the wasm files of the installed package, and WebGPU where the optional package `webgpu` (Dawn) is installed. */
export function nodePlatform(): Platform {
  let gpu: Promise<GPU | undefined> | null = null;
  return {
    wasmPaths: () => Promise.resolve(wasmPaths()),
    gpu: () => (gpu ??= openGpu()),
  };
}

function wasmPaths(): WasmPaths {
  const folder = dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'));
  return {
    'tfjs-backend-wasm.wasm': join(folder, 'tfjs-backend-wasm.wasm'),
    'tfjs-backend-wasm-simd.wasm': join(folder, 'tfjs-backend-wasm-simd.wasm'),
    'tfjs-backend-wasm-threaded-simd.wasm': join(folder, 'tfjs-backend-wasm-threaded-simd.wasm'),
  };
}

/** TensorFlow.js reads WebGPU's constants and `navigator.gpu` from the global scope, so they are put there. */
async function openGpu(): Promise<GPU | undefined> {
  const name = 'webgpu';
  const found = (await import(/* @vite-ignore */ name).catch(() => undefined)) as WebGpuPackage | undefined;
  if (found === undefined) return undefined;
  Object.assign(globalThis, found.globals);
  const gpu = found.create([]);
  Object.defineProperty(globalThis, 'navigator', { value: { gpu, userAgent: 'Node' }, configurable: true });
  Object.assign(globalThis, { self: globalThis });
  return gpu;
}
