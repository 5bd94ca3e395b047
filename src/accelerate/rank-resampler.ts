import type { Kernels } from './kernels.ts';
import { kernelsPlain } from './kernels-plain.ts';
import { rankBootstrapWebGpu } from './rank-bootstrap-webgpu.ts';
import type { RankBootstrap, RankCounts } from './rank-bootstrap.ts';
import { weightedCountsPlain } from './weighted-counts-plain.ts';
import { weightedCountsWebGpu } from './weighted-counts-webgpu.ts';
import type { WeightedCells, WeightedCounts } from './weighted-counts.ts';

/** Rows × replicates from which the GPU's round trip is worth it. */
export const breakEvenDraws = 5e6;

type ResampleBackend = 'auto' | 'plain' | 'webgpu';

interface OpenDevice {
  readonly device: GPUDevice;
  readonly software: boolean;
}

/** Resamples rank statistics and counts on the GPU or on the processor; holds the device between calls, and asks for a new one after a loss. */
export class RankResampler {
  private opened: Promise<OpenDevice | string> | null = null;

  constructor(
    private readonly gpu: () => Promise<GPU | undefined>,
    private readonly kernels: Kernels = kernelsPlain,
  ) {}

  /**
   * `auto` takes the GPU if its adapter is real and the work above break-even, and the processor when the GPU fails;
   * the counts are the same either way. `webgpu` throws where there is no adapter.
   */
  rankBootstrap(request: RankBootstrap, backend: ResampleBackend, signal: AbortSignal): Promise<RankCounts> {
    if (backend === 'plain') return kernelsPlain.rankBootstrap(request, signal);
    const onProcessor = (): Promise<RankCounts> => this.kernels.rankBootstrap(request, signal);
    const draws = request.rows.length * request.replicates;
    return this.onBest(draws, backend, signal, onProcessor, (device) => rankBootstrapWebGpu(device, request, signal));
  }

  /** Weights of units summed by cell, chosen for as `rankBootstrap` is. */
  weightedCounts(request: WeightedCounts, backend: ResampleBackend, signal: AbortSignal): Promise<WeightedCells> {
    const onProcessor = (): Promise<WeightedCells> => weightedCountsPlain(request, signal);
    if (backend === 'plain') return onProcessor();
    const draws = request.units.length * request.replicates;
    return this.onBest(draws, backend, signal, onProcessor, (device) => weightedCountsWebGpu(device, request, signal));
  }

  private async onBest<T>(
    draws: number,
    backend: 'auto' | 'webgpu',
    signal: AbortSignal,
    onProcessor: () => Promise<T>,
    onGpu: (device: GPUDevice) => Promise<T>,
  ): Promise<T> {
    if (backend === 'auto' && draws < breakEvenDraws) return onProcessor();
    const found = await (this.opened ??= this.openDevice());
    if (backend === 'webgpu') {
      if (typeof found === 'string') throw new Error(found);
      return onGpu(found.device);
    }
    if (typeof found === 'string' || found.software) return onProcessor();
    const made = await onGpu(found.device).catch(() => null);
    signal.throwIfAborted();
    return made ?? onProcessor();
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
