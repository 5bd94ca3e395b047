import { openWasm } from '../src/accelerate/open-kernels.ts';
import { median } from './measurement.ts';
import { bootstrapRows, bootstrapSeed, drawMetrics } from './metrics-data.ts';
import { tasks, timeTask } from './metrics-ours.ts';

const rounds = 7;

/** Milliseconds of each task over a million rows when warm, by its name; Node and a worker of a browser run this alike. */
export async function timeKernels(): Promise<Readonly<Record<string, number>>> {
  const data = drawMetrics(1_000_000);
  const kernels = openWasm();
  if (kernels === null) throw new Error('WebAssembly cannot be compiled here');
  const times: Record<string, number> = {};
  for (const task of tasks) {
    for (let round = 0; round < 3; round++) timeTask(task, kernels, data);
    times[task.name] = median(Array.from({ length: rounds }, () => timeTask(task, kernels, data).ms));
  }
  const rows = bootstrapRows(data);
  const start = performance.now();
  await kernels.rankBootstrap({ rows, replicates: 1000, seed: bootstrapSeed }, new AbortController().signal);
  return { ...times, bootstrap: performance.now() - start };
}
