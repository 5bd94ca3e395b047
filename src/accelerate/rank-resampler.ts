import { rankBootstrapPlain } from './rank-bootstrap-plain.ts';
import { rankBootstrapWebGpu } from './rank-bootstrap-webgpu.ts';
import type { RankBootstrap, RankCounts } from './rank-bootstrap.ts';

/** Rows × replicates from which the GPU's round trip is worth it. */
export const breakEvenDraws = 5e6;

interface OpenDevice {
  readonly device: GPUDevice;
  readonly software: boolean;
}

/** Resamples rank statistics on the GPU or on its plain twin; holds the device between calls, and asks for a new one after a loss. */
export class RankResampler {
  private opened: Promise<OpenDevice | string> | null = null;

  constructor(private readonly gpu: () => Promise<GPU | undefined>) {}

  /**
   * `auto` takes the GPU if its adapter is real and the work above break-even, and the plain twin when the GPU fails;
   * the counts are the same either way. `webgpu` throws where there is no adapter.
   */
  async run(request: RankBootstrap, backend: 'auto' | 'plain' | 'webgpu', signal: AbortSignal): Promise<RankCounts> {
    const small = request.rows.length * request.replicates < breakEvenDraws;
    if (backend === 'plain' || (backend === 'auto' && small)) return rankBootstrapPlain(request, signal);
    const found = await (this.opened ??= this.openDevice());
    if (backend === 'webgpu') {
      if (typeof found === 'string') throw new Error(found);
      return rankBootstrapWebGpu(found.device, request, signal);
    }
    if (typeof found === 'string' || found.software) return rankBootstrapPlain(request, signal);
    const counts = await rankBootstrapWebGpu(found.device, request, signal).catch(() => null);
    signal.throwIfAborted();
    return counts ?? rankBootstrapPlain(request, signal);
  }

  private async openDevice(): Promise<OpenDevice | string> {
    const gpu = await this.gpu();
    if (gpu === undefined) return 'WebGPU is not offered here';
    const adapter = await gpu.requestAdapter({ powerPreference: 'high-performance' });
    if (adapter === null) return 'WebGPU finds no adapter on this machine';
    const { maxStorageBufferBindingSize, maxBufferSize } = adapter.limits;
    const device = await adapter.requestDevice({ requiredLimits: { maxStorageBufferBindingSize, maxBufferSize } });
    void device.lost.then(() => (this.opened = null));
    return { device, software: adapter.info.isFallbackAdapter };
  }
}
