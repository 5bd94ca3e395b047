import type { Tensor, Tensor1D } from '@tensorflow/tfjs-core';
import type { Signature } from '../../frame/model-handle.ts';
import type { Progress } from '../../io/source.ts';
import type { Batch, Model, Scores } from '../runtime.ts';
import { BatchSize } from './batch-size.ts';
import { checkDevice, type TensorFlow } from './tensorflow.ts';

/** An input tensor of a network; `rows` is the batch that it insists on, null where any will do. */
export interface NetworkInput {
  readonly name: string;
  readonly shape: readonly (number | null)[];
  readonly dtype: 'float32' | 'int32' | 'bool';
  readonly rows: number | null;
}

/** A layers or a graph model, as far as predictions need it. */
export interface Network {
  readonly inputs: readonly NetworkInput[];
  /** Values per row in the widest layer, where known: what bounds a batch. */
  readonly widest: number;
  run(inputs: readonly Tensor[]): Promise<Tensor>;
  dispose(): void;
}

/** Runs a network in batches on the backend that it was loaded on. */
export class TfjsModel implements Model {
  readonly backend;

  constructor(
    readonly signature: Signature,
    private readonly network: Network,
    private readonly tensorflow: TensorFlow,
  ) {
    this.backend = tensorflow.backend;
  }

  async predict(batch: Batch, signal: AbortSignal, progress: Progress): Promise<Scores> {
    const { outputWidth } = this.signature;
    const fixed = this.network.inputs.find((input) => input.rows !== null)?.rows ?? null;
    const size = new BatchSize(rowElements(batch), this.network.widest, fixed);
    const values = new Float32Array(batch.rows * outputWidth);
    for (let from = 0; from < batch.rows;) {
      signal.throwIfAborted();
      checkDevice(this.tensorflow.device);
      const to = Math.min(batch.rows, from + size.rows);
      const began = performance.now();
      values.set(await this.predictRows(batch, from, to, fixed ?? to - from), from * outputWidth);
      size.took(performance.now() - began);
      progress(to / batch.rows, `predicting on ${this.backend}`);
      from = to;
      await new Promise((resume) => setTimeout(resume, 0));
    }
    return { rows: batch.rows, width: outputWidth, values };
  }

  private async predictRows(batch: Batch, from: number, to: number, padded: number): Promise<Float32Array> {
    const tensors = this.network.inputs.map((input, index) => this.tensorOf(input, batch, index, from, to, padded));
    try {
      const scores = await probe(this.network, tensors, this.tensorflow);
      const width = scores.length / padded;
      if (width !== this.signature.outputWidth) {
        throw new Error(`the model gave ${width} values a row where it gave ${this.signature.outputWidth} before`);
      }
      return scores.subarray(0, (to - from) * width);
    } finally {
      this.tensorflow.core.dispose(tensors);
    }
  }

  private tensorOf(input: NetworkInput, batch: Batch, index: number, from: number, to: number, padded: number): Tensor {
    const given = batch.inputs[index];
    if (given === undefined) throw new Error(`the model has ${this.network.inputs.length} inputs where ${batch.inputs.length} are given`);
    const width = given.shape.reduce((product, side) => product * side, 1);
    const rows = given.values.subarray(from * width, to * width);
    const whole = padded === to - from ? rows : padRows(rows, padded * width);
    const shape = [padded, ...given.shape];
    if (input.dtype === 'float32') return this.tensorflow.core.tensor(whole, shape, 'float32');
    return this.tensorflow.core.tensor(Int32Array.from(whole), shape, input.dtype);
  }

  dispose(): void {
    if (this.tensorflow.device.loss === null) this.network.dispose();
  }
}

/** Runs a network once and reads what it gives; the output is disposed, the inputs are the caller's. Rejects when the device goes away. */
export async function probe(network: Network, tensors: readonly Tensor[], { device }: TensorFlow): Promise<Float32Array> {
  const output = await network.run(tensors);
  try {
    if (output.dtype === 'string') throw new Error('the model gives text; only numbers can be scored');
    return Float32Array.from(await Promise.race([(output as Tensor1D).data<'float32'>(), device.lost]));
  } finally {
    if (device.loss === null) output.dispose();
  }
}

function rowElements(batch: Batch): number {
  return batch.inputs.reduce((sum, input) => sum + input.shape.reduce((product, side) => product * side, 1), 0);
}

function padRows(rows: Float32Array, length: number): Float32Array {
  const padded = new Float32Array(length);
  padded.set(rows);
  return padded;
}
