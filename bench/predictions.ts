import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { assemblyscript } from '../scripts/assemblyscript.mjs';
import { root } from '../scripts/paths.mjs';
import { nodePlatform } from '../src/cli/node-platform.ts';
import { ComputeService } from '../src/runtimes/compute-service.ts';
import type { BackendName } from '../src/runtimes/runtime.ts';
import { startWorkbench } from '../tests/browser/workbench.ts';
import type { Line, Measurement } from './measurement.ts';
import type { MeasurePredictions } from './predict-page/page.ts';
import { timePredictions } from './time-predictions.ts';

type Place = 'Node' | 'Chromium';
interface Speed {
  readonly model: string;
  readonly place: Place;
  readonly backend: BackendName;
  readonly rows: number;
  readonly perSecond: number;
}

const models = ['mortgage', 'digits'];
/** Plain JavaScript and a software adapter are slow at convolutions. */
const batches: Readonly<Record<string, Readonly<Record<BackendName, number>>>> = {
  mortgage: { cpu: 100_000, wasm: 100_000, webgpu: 20_000 },
  digits: { cpu: 100, wasm: 4000, webgpu: 100 },
};

/** Predictions a second of both models of the examples, on every backend, in Node and in the compute worker of a Chromium. */
export const predictions: Measurement = {
  name: 'predictions',
  async run() {
    const speeds = [...(await inNode()), ...(await inChromium())];
    return models.flatMap((model) => speeds.filter((speed) => speed.model === model).map(lineOf));
  },
};

function lineOf({ model, place, backend, rows, perSecond }: Speed): Line {
  const where = backend === 'webgpu' ? 'webgpu (software adapter)' : backend;
  const rounded = Number(perSecond.toPrecision(3)).toLocaleString('en');
  return { what: `${model} predictions, ${where} in ${place}, ${rows.toLocaleString('en')} rows`, ours: `${rounded} a second` };
}

async function filesOf(model: string): Promise<{ name: string; bytes: Uint8Array }[]> {
  const read = async (name: string): Promise<{ name: string; bytes: Uint8Array }> => ({
    name,
    bytes: await readFile(join(root, 'notebooks', model, 'model', name)),
  });
  return Promise.all(['model.json', 'weights.bin'].map(read));
}

async function inNode(): Promise<Speed[]> {
  const refuse = (): never => {
    throw new Error('predictions resample nothing');
  };
  const none = { rankBootstrap: refuse, weightedCounts: refuse };
  const { signal } = new AbortController();
  const speeds: Speed[] = [];
  for (const model of models) {
    for (const backend of ['cpu', 'wasm'] as const) {
      const service = new ComputeService(nodePlatform(false), none);
      const rows = batches[model]![backend];
      const predictor = {
        load: (request: Parameters<ComputeService['load']>[0]) => service.load(request, backend, signal),
        predict: (batch: Parameters<ComputeService['predict']>[1]) => service.predict(model, batch, signal, () => undefined),
      };
      const perSecond = await timePredictions(predictor, { id: model, name: model, files: await filesOf(model) }, backend, rows);
      await service.dispose(model);
      speeds.push({ model, place: 'Node', backend, rows, perSecond });
    }
  }
  return speeds;
}

async function inChromium(): Promise<Speed[]> {
  const folder = await mkdtemp(join(tmpdir(), 'assay-bench-'));
  try {
    await buildPage(folder);
    return await inPage(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function inPage(folder: string): Promise<Speed[]> {
  const workbench = await startWorkbench({ webgpu: true, folder });
  try {
    const { page } = await workbench.open();
    await page.waitForFunction(() => 'measure' in globalThis);
    const speeds: Speed[] = [];
    for (const model of models) {
      const files = (await filesOf(model)).map(({ name, bytes }) => ({ name, bytes: [...bytes] }));
      for (const backend of ['cpu', 'wasm', 'webgpu'] as const) {
        const rows = batches[model]![backend];
        const perSecond = await page.evaluate((given) => (globalThis as unknown as { measure: MeasurePredictions }).measure(...given), [
          model,
          files,
          backend,
          rows,
        ] as Parameters<MeasurePredictions>);
        speeds.push({ model, place: 'Chromium', backend, rows, perSecond });
      }
    }
    return speeds;
  } finally {
    await workbench.close();
  }
}

async function buildPage(folder: string): Promise<void> {
  const names = { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/chunk-[name]-[hash].js' };
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(root, 'bench/predict-page'),
    base: './',
    worker: { format: 'es', plugins: () => [assemblyscript()], rolldownOptions: { output: names } },
    build: { target: 'es2023', outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
  });
}
