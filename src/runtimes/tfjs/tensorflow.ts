import type * as core from '@tensorflow/tfjs-core';
import type { Platform } from '../platform.ts';
import { DeviceLost, type BackendName } from '../runtime.ts';

export type Core = typeof core;

/** TensorFlow.js's core with a backend switched on. */
export interface TensorFlow {
  readonly core: Core;
  readonly backend: BackendName;
  readonly device: Device;
}

/** What predictions run on, and whether it is still there. */
export interface Device {
  /** Why the GPU's device went away; null while it is there, and always on wasm and cpu. */
  loss: string | null;
  /** Rejects with `DeviceLost` when the device goes away. */
  readonly lost: Promise<never>;
}

/** Throws `DeviceLost` when the device is gone. */
export function checkDevice(device: Device): void {
  if (device.loss !== null) throw new DeviceLost(device.loss);
}

/** Loads and switches on a backend; on WebGPU makes a new device when there is none or the last one was lost. */
export async function switchOn(backend: BackendName, platform: Platform): Promise<TensorFlow> {
  const core = await import('@tensorflow/tfjs-core');
  core.enableProdMode();
  const device = backend === 'webgpu' ? await startWebGpu(core, platform) : { loss: null, lost: new Promise<never>(() => undefined) };
  if (backend === 'wasm') await startWasm(core, platform);
  if (backend === 'cpu') await import('@tensorflow/tfjs-backend-cpu');
  if (!(await core.setBackend(backend))) throw new Error(`the backend ${backend} of TensorFlow.js could not be started here`);
  return { core, backend, device };
}

/** The backend if it was started; `findBackend` would start one, before its files or its device are known. */
function runningBackend(core: Core, name: BackendName): object | undefined {
  const { registry } = core.engine();
  return Object.hasOwn(registry, name) ? registry[name] : undefined;
}

async function startWasm(core: Core, platform: Platform): Promise<void> {
  const wasm = await import('@tensorflow/tfjs-backend-wasm');
  if (runningBackend(core, 'wasm') !== undefined) return;
  core.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  wasm.setWasmPaths(await platform.wasmPaths());
}

/** Devices by the backend of TensorFlow.js that holds them. */
const devices = new WeakMap<object, Device>();

async function startWebGpu(core: Core, platform: Platform): Promise<Device> {
  const { WebGPUBackend } = await import('@tensorflow/tfjs-backend-webgpu');
  const running = runningBackend(core, 'webgpu');
  const known = running === undefined ? undefined : devices.get(running);
  if (known?.loss === null) return known;
  const { device: gpuDevice, info } = await requestDevice(platform);
  if (core.findBackendFactory('webgpu') !== null) core.removeBackend('webgpu');
  const backend = new WebGPUBackend(gpuDevice, info);
  const device = watch(gpuDevice);
  devices.set(backend, device);
  core.registerBackend('webgpu', () => backend);
  return device;
}

function watch(gpuDevice: GPUDevice): Device {
  const device: Device = {
    loss: null,
    lost: gpuDevice.lost.then(({ message }) => {
      device.loss = `the GPU was lost${message === '' ? '' : `: ${message}`}`;
      throw new DeviceLost(device.loss);
    }),
  };
  device.lost.catch(() => undefined);
  return device;
}

async function requestDevice(platform: Platform): Promise<{ device: GPUDevice; info: GPUAdapterInfo }> {
  const gpu = await platform.gpu();
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null || adapter === undefined) throw new Error('WebGPU finds no adapter on this machine; choose wasm or cpu');
  const { limits } = adapter;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize: limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension: limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: limits.maxStorageBufferBindingSize,
      maxBufferSize: limits.maxBufferSize,
      maxComputeWorkgroupSizeX: limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup: limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  return { device, info: adapter.info };
}
