import type { LoadedModel, ModelRequest, Prediction } from '../src/runtimes/compute-methods.ts';
import type { BackendName, Batch } from '../src/runtimes/runtime.ts';
import { counterUniform } from '../src/stats/counter-random.ts';

/** Where a model runs: this process, or a worker behind a port. */
export interface Predictor {
  load(request: ModelRequest): Promise<LoadedModel>;
  predict(batch: Batch): Promise<Prediction>;
}

const repetitions = 3;

/** Predictions a second for uniform inputs, the best of three after one to warm up; throws when another backend answered. */
export async function timePredictions(predictor: Predictor, request: ModelRequest, backend: BackendName, rows: number): Promise<number> {
  const { signature } = await predictor.load(request);
  const batch: Batch = {
    rows,
    inputs: signature.inputs.map(({ name, shape: sizes }, input) => {
      const shape = sizes.map((size) => size ?? 1);
      const width = shape.reduce((product, size) => product * size, 1);
      return { name, shape, values: Float32Array.from({ length: rows * width }, (_, at) => counterUniform(1, input, at)) };
    }),
  };
  let best = 0;
  for (let repetition = 0; repetition <= repetitions; repetition++) {
    const start = performance.now();
    const { scores, backend: used } = await predictor.predict(batch);
    const seconds = (performance.now() - start) / 1000;
    if (used !== backend || scores.rows !== rows) throw new Error(`${request.name} was to run on ${backend} and ran on ${used}`);
    if (repetition > 0) best = Math.max(best, rows / seconds);
  }
  return best;
}
