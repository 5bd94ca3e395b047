import { dirname, resolve } from 'node:path';
import type { Kernels } from '../accelerate/kernels.ts';
import { openKernels } from '../accelerate/open-kernels.ts';
import { RankResampler } from '../accelerate/rank-resampler.ts';
import { version } from '../engine/build.ts';
import type { Compute, World } from '../engine/world.ts';
import { fetchSource } from '../io/fetch-source.ts';
import { SourceError, type Source } from '../io/source.ts';
import type { BackendChoice } from '../runtimes/choose-backend.ts';
import { ComputeService } from '../runtimes/compute-service.ts';
import { modelReferences } from '../runtimes/index.ts';
import { placeOfReference } from '../trust/host-of.ts';
import { defaultLimits } from '../trust/limits.ts';
import { fileSource } from './file-source.ts';
import { nodeCode, type AllowedCode } from './run-code.ts';
import { nodePlatform } from './node-platform.ts';

/** The world of a notebook in Node: files beside it, files given by `--data`, and https; models run in this process. */
export function nodeWorld(
  notebook: string,
  data: ReadonlyMap<string, string>,
  backend: BackendChoice,
  limits: World['limits'] = defaultLimits,
  code: AllowedCode = new Set(),
): World {
  const folder = dirname(resolve(notebook));
  const known = new Map<string, Promise<Source>>();
  const kernels = openKernels();
  return {
    compute: computeHere(backend, kernels),
    kernels,
    code: nodeCode(code),
    modelReferences,
    backend,
    limits,
    build: version,
    patience: Infinity,
    read(reference, signal) {
      const source = known.get(reference) ?? open(reference, folder, data, limits.bytes, signal);
      known.set(reference, source);
      return source;
    },
  };
}

function open(
  reference: string,
  folder: string,
  data: ReadonlyMap<string, string>,
  limitBytes: number,
  signal: AbortSignal,
): Promise<Source> {
  const given = data.get(reference);
  if (given !== undefined) return fileSource(resolve(given));
  const place = placeOfReference(reference);
  if (place.kind === 'refused') return Promise.reject(new SourceError('failed', place.reason, reference));
  if (place.kind === 'remote') return fetchSource(place.url, { signal, limitBytes });
  return fileSource(resolve(folder, reference));
}

function computeHere(choice: BackendChoice, kernels: Kernels): Compute {
  const platform = nodePlatform(choice === 'webgpu');
  const ranks = new RankResampler(() => platform.gpu(), kernels);
  const service = new ComputeService(platform, ranks);
  return {
    load: (model, signal) => service.load(model, choice, signal),
    holds: (id) => service.holds(id),
    predict: (id, batch, signal, progress) => service.predict(id, batch, signal, progress),
    rankBootstrap: (request, signal) => service.rankBootstrap(request, 'auto', signal),
    weightedCounts: (request, signal) => service.weightedCounts(request, 'auto', signal),
  };
}
