import type { Platform } from './platform.ts';
import type { BackendName } from './runtime.ts';

export type BackendChoice = 'auto' | BackendName;

/** Whether a backend can be used here, and why not. */
export interface BackendState {
  readonly name: BackendName;
  readonly available: boolean;
  /** WebGPU alone: it is software, so `auto` does not take it. */
  readonly software?: boolean;
  readonly reason?: string;
}

/** What can be used here, in the order in which `auto` prefers it. */
export async function describeBackends(platform: Platform): Promise<readonly BackendState[]> {
  const wasm: BackendState =
    typeof WebAssembly === 'object'
      ? { name: 'wasm', available: true }
      : { name: 'wasm', available: false, reason: 'WebAssembly is switched off here' };
  return [await describeWebGpu(platform), wasm, { name: 'cpu', available: true }];
}

/**
 * The backend to use: the one asked for, or for `auto` WebGPU if its adapter is real, else wasm, else cpu.
 * Throws with the reason when the one asked for is not available.
 */
export async function chooseBackend(choice: BackendChoice, platform: Platform): Promise<BackendName> {
  const states = await describeBackends(platform);
  if (choice === 'auto') return states.find((state) => state.available && state.software !== true)?.name ?? 'cpu';
  const state = states.find(({ name }) => name === choice);
  if (state?.available !== true) {
    const others = states.filter(({ available }) => available).map(({ name }) => name);
    throw new Error(`backend ${choice} cannot be used: ${state?.reason ?? 'there is none of that name'}; choose ${others.join(' or ')}`);
  }
  return choice;
}

async function describeWebGpu(platform: Platform): Promise<BackendState> {
  const gpu = await platform.gpu();
  if (gpu === undefined) return { name: 'webgpu', available: false, reason: 'WebGPU is not offered here' };
  const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null) return { name: 'webgpu', available: false, reason: 'WebGPU finds no adapter on this machine' };
  return { name: 'webgpu', available: true, ...(adapter.info.isFallbackAdapter ? { software: true } : {}) };
}
