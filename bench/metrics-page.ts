import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { assemblyscript } from '../scripts/assemblyscript.mjs';
import { root } from '../scripts/paths.mjs';
import { startWorkbench } from '../tests/browser/workbench.ts';
import type { MeasureInWorker } from './kernels-page/page.ts';
import { duration, median, short, type Line, type Measurement } from './measurement.ts';
import { timeKernels } from './time-kernels.ts';
import { timeThreshold, type ThresholdTimes } from './time-threshold.ts';

/** The kernels and the metrics cell in a worker of Chromium, beside Node. */
export const metricsPage: Measurement = {
  name: 'metrics-page',
  async run() {
    const folder = await mkdtemp(join(tmpdir(), 'assay-kernels-'));
    try {
      return await inWorker(folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** The same work in a worker of Chromium, and the threshold moved there. */
async function inWorker(folder: string): Promise<readonly Line[]> {
  await buildPage(folder);
  const here = await timeKernels();
  const moved = await timeThreshold();
  const workbench = await startWorkbench({ folder });
  try {
    const { page } = await workbench.open();
    await page.waitForFunction(() => 'measureInWorker' in globalThis);
    const ask = (work: string): Promise<unknown> =>
      page.evaluate((name) => (globalThis as unknown as { measureInWorker: MeasureInWorker }).measureInWorker(name), work);
    const there = (await ask('kernels')) as Readonly<Record<string, number>>;
    const inPage = (await ask('threshold')) as ThresholdTimes;
    return [...workerLines(here, there), thresholdLine('a Chromium worker', inPage), thresholdLine('Node', moved)];
  } finally {
    await workbench.close();
  }
}

function workerLines(here: Readonly<Record<string, number>>, there: Readonly<Record<string, number>>): Line[] {
  return Object.entries(here).map(([name, ms]) => ({
    what: `${name} in a Chromium worker`,
    ours: short(there[name]!),
    peer: `${short(ms)}, the same in Node`,
    ratio: `${(there[name]! / ms).toFixed(2)}× the time`,
    goal: '≤ 1.2×',
  }));
}

function thresholdLine(place: string, { cold, moves }: ThresholdTimes): Line {
  return {
    what: `metrics cell, 1e6 rows × 50 slices × 10 metrics, in ${place}: the threshold moves`,
    ours: `${duration(median(moves))} warm (${duration(Math.max(...moves))} at most), ${duration(cold)} cold`,
    goal: '< 100 ms warm',
  };
}

async function buildPage(folder: string): Promise<void> {
  const names = { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/chunk-[name]-[hash].js' };
  await build({
    configFile: false,
    logLevel: 'error',
    root: join(root, 'bench/kernels-page'),
    base: './',
    worker: { format: 'es', plugins: () => [assemblyscript()], rolldownOptions: { output: names } },
    build: { target: 'es2023', outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
  });
}
