import { packRanks } from '../../../src/accelerate/rank-bootstrap.ts';
import { connect, type Client } from '../../../src/io/port.ts';
import type { BackendChoice } from '../../../src/runtimes/choose-backend.ts';
import type { LoadedModel } from '../../../src/runtimes/compute-methods.ts';
import { denseModel, graphModel, noise, requestOf } from '../../runtimes/tiny-models.ts';
import type { BreakableMethods } from './compute.ts';
import computeUrl from './compute.ts?worker&url';

const scripts = (
  globalThis as unknown as { trustedTypes: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } }
).trustedTypes.createPolicy('app-worker', { createScriptURL: (url: string) => url });
const worker = new Worker(scripts.createScriptURL(computeUrl), { type: 'module' });
const client: Client<BreakableMethods> = connect<BreakableMethods>(worker);
worker.addEventListener('error', () => client.fail(new Error('the worker could not be loaded')));

const models = { dense: denseModel(4, 6, 3, 'softmax'), graph: graphModel(4) };
const rows = 64;
const batch = { rows, inputs: [{ name: 'x', values: noise(rows * 4, 3), shape: [4] }] };

/** What the tests ask of the page. */
const bench = {
  backends: () => client.call('backends', null),
  load: (name: keyof typeof models, backend: BackendChoice): Promise<LoadedModel> =>
    client.call('load', { ...requestOf(name, models[name]), backend }),
  async predict(name: keyof typeof models): Promise<{ values: number[]; backend: string; notes: readonly string[] }> {
    const { scores, backend, notes = [] } = await client.call('predict', { id: name, batch });
    return { values: [...scores.values], backend, notes };
  },
  lose: () => client.call('lose', null),
  /** Runs both twins on the same rows; gives how many of the counts differ. */
  async compareTwins(scores: readonly number[], labels: readonly number[], replicates: number, seed: number) {
    const request = { rows: packRanks(scores, labels), replicates, seed, separation: true, falsePositiveRate: 0.2 };
    const plain = await client.call('rankBootstrap', { ...request, backend: 'plain' });
    const gpu = await client.call('rankBootstrap', { ...request, backend: 'webgpu' });
    let differing = 0;
    for (const key of ['positives', 'negatives', 'u2', 'separation', 'partial'] as const) {
      for (let r = 0; r < replicates; r++) if (!Object.is(plain[key]![r], gpu[key]![r])) differing++;
    }
    return { differing, backends: [plain.backend, gpu.backend], total: plain.u2.reduce((sum, u2) => sum + u2, 0) };
  },
  /** Runs both twins of the weighted counts; gives how many differ. */
  async compareCells(units: readonly number[], cells: readonly number[], size: number, replicates: number, seed: number) {
    const request = { units: Uint32Array.from(units), cells: Uint32Array.from(cells), size, replicates, seed };
    const plain = await client.call('weightedCounts', { ...request, backend: 'plain' });
    const gpu = await client.call('weightedCounts', { ...request, backend: 'webgpu' });
    const differing = plain.counts.reduce((count, own, at) => count + +(own !== gpu.counts[at]), 0);
    return { differing, backends: [plain.backend, gpu.backend], total: plain.counts.reduce((sum, own) => sum + own, 0) };
  },
};
export type ComputeBench = typeof bench;
Object.assign(globalThis, { bench });
