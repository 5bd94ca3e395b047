import { connect } from '../../src/io/port.ts';
import type { BackendName } from '../../src/runtimes/runtime.ts';
import type { ComputeMethods } from '../../src/runtimes/compute-methods.ts';
import computeUrl from '../../workers/compute.ts?worker&url';
import { timePredictions } from '../time-predictions.ts';

const rules = { createScriptURL: (url: string) => url };
const { trustedTypes } = globalThis as unknown as { trustedTypes: { createPolicy(name: string, given: typeof rules): typeof rules } };
const scripts = trustedTypes.createPolicy('app-worker', rules);
const worker = new Worker(scripts.createScriptURL(computeUrl), { type: 'module' });
const client = connect<ComputeMethods>(worker);
worker.addEventListener('error', () => client.fail(new Error('the compute worker could not be loaded')));

/** Gives predictions a second of a model whose files are given as numbers, in the compute worker. */
const measure = (
  id: string,
  files: readonly { readonly name: string; readonly bytes: readonly number[] }[],
  backend: BackendName,
  rows: number,
): Promise<number> =>
  timePredictions(
    {
      load: (request) => client.call('load', { ...request, backend }),
      predict: (batch) => client.call('predict', { id: `${id} ${backend}`, batch }),
    },
    { id: `${id} ${backend}`, name: id, files: files.map(({ name, bytes }) => ({ name, bytes: Uint8Array.from(bytes) })) },
    backend,
    rows,
  );
export type MeasurePredictions = typeof measure;
Object.assign(globalThis, { measure });
