import { RankResampler } from '../../../src/accelerate/rank-resampler.ts';
import { serve, type Endpoint } from '../../../src/io/port.ts';
import { browserPlatform } from '../../../src/runtimes/browser-platform.ts';
import type { ComputeMethods } from '../../../src/runtimes/compute-methods.ts';
import { ComputeService, computeHandlers } from '../../../src/runtimes/compute-service.ts';

/** The compute worker, with a way to take its GPU away. */
export type BreakableMethods = ComputeMethods & { lose: { request: null; answer: never; result: number } };

const devices: GPUDevice[] = [];
const browser = browserPlatform();
const platform = { ...browser, gpu: async () => watched(await browser.gpu()) };

function watched(gpu: GPU | undefined): GPU | undefined {
  if (gpu === undefined) return undefined;
  return {
    async requestAdapter(options?: GPURequestAdapterOptions) {
      const adapter = await gpu.requestAdapter(options);
      if (adapter === null) return null;
      return {
        info: adapter.info,
        limits: adapter.limits,
        async requestDevice(descriptor?: GPUDeviceDescriptor) {
          const device = await adapter.requestDevice(descriptor);
          devices.push(device);
          return device;
        },
      };
    },
  } as unknown as GPU;
}

const ranks = new RankResampler(() => platform.gpu());
const service = new ComputeService(platform, ranks);
serve<BreakableMethods>(self as unknown as Endpoint, {
  ...computeHandlers(service),
  lose() {
    for (const device of devices) device.destroy();
    return devices.splice(0).length;
  },
});
