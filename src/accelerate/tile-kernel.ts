import { workgroupSize } from './rank-kernel.ts';

const mostOutputBytes = 32 * 2 ** 20;
const mostGroups = 65_535;
/** Draws in one submission, so that it ends long before a driver's watchdog. */
const mostDraws = 2e9;

/** Words of rows, cut into tiles, that a kernel reads. */
export interface TiledRows {
  readonly rows: Uint32Array;
  /** Tile t holds the rows from `edges[t]` up to, not including, `edges[t + 1]`. */
  readonly edges: Uint32Array;
}

/** A shader that gives `words` words for each tile and replicate, tile by tile, at the bindings rows, edges, keys, output, shape. */
export interface TileShader {
  readonly code: string;
  readonly words: number;
}

/** A compiled shader with its rows uploaded. */
export class TileKernel {
  readonly replicatesAtOnce: number;

  private constructor(
    private readonly device: GPUDevice,
    private readonly pipeline: GPUComputePipeline,
    private readonly rows: GPUBuffer,
    private readonly edges: GPUBuffer,
    private readonly words: number,
    private readonly tiles: number,
    draws: number,
  ) {
    const byOutput = Math.floor(mostOutputBytes / (4 * words * tiles));
    const byTime = Math.floor(mostDraws / draws);
    this.replicatesAtOnce = Math.max(1, Math.min(byOutput, byTime, workgroupSize * mostGroups));
  }

  /** Throws when the rows do not fit the device, and when the shader does not compile. */
  static async make(device: GPUDevice, { code, words }: TileShader, { rows, edges }: TiledRows): Promise<TileKernel> {
    checkFit(device, rows, edges.length - 1);
    const module = device.createShaderModule({ code });
    const { messages } = await module.getCompilationInfo();
    const broken = messages.find(({ type }) => type === 'error');
    if (broken !== undefined) throw new Error(`the kernel does not compile here: ${broken.message}`);
    const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
    const storage = GPUBufferUsage.STORAGE;
    return new TileKernel(
      device,
      pipeline,
      upload(device, rows, storage),
      upload(device, edges, storage),
      words,
      edges.length - 1,
      rows.length,
    );
  }

  /** Counts of the replicates of these keys, tile by tile. */
  async run(keys: Uint32Array): Promise<Uint32Array> {
    const { device } = this;
    const replicates = keys.length / 2;
    const bytes = 4 * this.words * this.tiles * replicates;
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
      if (error !== undefined && error !== null) throw new Error(`the GPU refused the kernel: ${error.message}`);
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

function checkFit(device: GPUDevice, rows: Uint32Array, tiles: number): void {
  const most = Math.min(device.limits.maxStorageBufferBindingSize, device.limits.maxBufferSize);
  if (rows.byteLength > most) throw new Error(`${rows.length} rows need ${rows.byteLength} bytes where the GPU binds ${most}`);
  if (tiles > mostGroups) throw new Error(`${rows.length} rows make more tiles than the GPU dispatches`);
}
