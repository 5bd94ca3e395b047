import { replicateKeys } from './poisson-weight.ts';
import type { RankBootstrap, RankCounts } from './rank-bootstrap.ts';
import { rankKernel, workgroupSize } from './rank-kernel.ts';
import { cutTiles, joinTiles, type RankTiles } from './rank-tiles.ts';

const mostOutputBytes = 32 * 2 ** 20;
const mostGroups = 65_535;
/** Draws in one submission, so that it ends long before a driver's watchdog. */
const mostDraws = 2e9;

/**
 * The WebGPU twin: same counts as the plain one. Replicates go in as many passes as the output needs; the signal is looked at
 * between them. Throws when the rows do not fit the device, when the kernel does not compile, and when the device reports an error.
 */
export async function rankBootstrapWebGpu(device: GPUDevice, request: RankBootstrap, signal: AbortSignal): Promise<RankCounts> {
  const { rows, replicates, seed } = request;
  const counts: RankCounts = {
    positives: new Float64Array(replicates),
    negatives: new Float64Array(replicates),
    u2: new Float64Array(replicates),
    backend: 'webgpu',
  };
  if (rows.length === 0 || replicates === 0) return counts;
  const tiles = cutTiles(rows);
  checkFit(device, rows, tiles);
  const kernel = await Kernel.make(device, rows, tiles);
  try {
    const most = kernel.replicatesAtOnce;
    for (let from = 0; from < replicates; from += most) {
      signal.throwIfAborted();
      const to = Math.min(replicates, from + most);
      join(tiles, await kernel.run(replicateKeys(seed, from, to)), from, to, counts);
    }
  } finally {
    kernel.dispose();
  }
  return counts;
}

function checkFit(device: GPUDevice, rows: Uint32Array, tiles: RankTiles): void {
  const most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  if (rows.byteLength > most) throw new Error(`${rows.length} rows need ${rows.byteLength} bytes where the GPU binds ${most}`);
  if (tiles.continues.length > mostGroups) throw new Error(`${rows.length} rows make more tiles than the GPU dispatches`);
}

function join(tiles: RankTiles, output: Uint32Array, from: number, to: number, counts: RankCounts): void {
  const replicates = to - from;
  for (let replicate = 0; replicate < replicates; replicate++) {
    const { positives, negatives, u2 } = joinTiles(tiles, (tile) => {
      const at = 3 * (tile * replicates + replicate);
      return { positives: output[at]!, negatives: output[at + 1]!, u2: output[at + 2]! };
    });
    counts.positives[from + replicate] = positives;
    counts.negatives[from + replicate] = negatives;
    counts.u2[from + replicate] = u2;
  }
}

/** The compiled kernel with the rows uploaded. */
class Kernel {
  readonly replicatesAtOnce: number;

  private constructor(
    private readonly device: GPUDevice,
    private readonly pipeline: GPUComputePipeline,
    private readonly rows: GPUBuffer,
    private readonly edges: GPUBuffer,
    private readonly tiles: number,
    draws: number,
  ) {
    const byOutput = Math.floor(mostOutputBytes / (12 * tiles));
    const byTime = Math.floor(mostDraws / draws);
    this.replicatesAtOnce = Math.max(1, Math.min(byOutput, byTime, workgroupSize * mostGroups));
  }

  static async make(device: GPUDevice, rows: Uint32Array, { edges, continues }: RankTiles): Promise<Kernel> {
    const module = device.createShaderModule({ code: rankKernel });
    const { messages } = await module.getCompilationInfo();
    const broken = messages.find(({ type }) => type === 'error');
    if (broken !== undefined) throw new Error(`the rank kernel does not compile here: ${broken.message}`);
    const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
    const storage = GPUBufferUsage.STORAGE;
    return new Kernel(device, pipeline, upload(device, rows, storage), upload(device, edges, storage), continues.length, rows.length);
  }

  /** Counts of the replicates of these keys, tile by tile. */
  async run(keys: Uint32Array): Promise<Uint32Array> {
    const { device } = this;
    const replicates = keys.length / 2;
    const bytes = 12 * this.tiles * replicates;
    device.pushErrorScope('out-of-memory');
    device.pushErrorScope('validation');
    const keyBuffer = upload(device, keys, GPUBufferUsage.STORAGE);
    const shape = upload(device, Uint32Array.of(replicates, this.tiles), GPUBufferUsage.UNIFORM);
    const output = device.createBuffer({ size: bytes, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC });
    const copy = device.createBuffer({ size: bytes, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    this.submit([this.rows, this.edges, keyBuffer, output, shape], replicates, (encoder) =>
      encoder.copyBufferToBuffer(output, 0, copy, 0, bytes),
    );
    const errors = await Promise.all([device.popErrorScope(), device.popErrorScope()]);
    const error = errors.find((found) => found !== null);
    try {
      if (error !== undefined && error !== null) throw new Error(`the GPU refused the rank kernel: ${error.message}`);
      await copy.mapAsync(GPUMapMode.READ);
      return new Uint32Array(copy.getMappedRange().slice(0));
    } finally {
      for (const buffer of [keyBuffer, shape, output, copy]) buffer.destroy();
    }
  }

  private submit(buffers: readonly GPUBuffer[], replicates: number, finish: (encoder: GPUCommandEncoder) => void): void {
    const encoder = this.device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(this.pipeline);
    pass.setBindGroup(
      0,
      this.device.createBindGroup({
        layout: this.pipeline.getBindGroupLayout(0),
        entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
      }),
    );
    pass.dispatchWorkgroups(Math.ceil(replicates / workgroupSize), this.tiles);
    pass.end();
    finish(encoder);
    this.device.queue.submit([encoder.finish()]);
  }

  dispose(): void {
    this.rows.destroy();
    this.edges.destroy();
  }
}

function upload(device: GPUDevice, words: Uint32Array, usage: GPUBufferUsageFlags): GPUBuffer {
  const buffer = device.createBuffer({ size: words.byteLength, usage, mappedAtCreation: true });
  new Uint32Array(buffer.getMappedRange()).set(words);
  buffer.unmap();
  return buffer;
}
