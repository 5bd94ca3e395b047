import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { assemblyscript } from '../../scripts/assemblyscript.mjs';
import { denseModel, noise, runDense } from '../runtimes/tiny-models.ts';
import type { ComputeBench } from './compute-page/page.ts';
import { startWorkbench, type OpenPage, type Workbench } from './workbench.ts';

let folder: string;
let workbench: Workbench;
let open: OpenPage;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'assay-compute-'));
  const names = { entryFileNames: 'assets/[name]-[hash].js', chunkFileNames: 'assets/chunk-[name]-[hash].js' };
  await build({
    configFile: false,
    logLevel: 'warn',
    root: join(import.meta.dirname, 'compute-page'),
    base: './',
    worker: { format: 'es', plugins: () => [assemblyscript()], rolldownOptions: { output: names } },
    build: { target: 'es2023', outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 4000 },
  });
  workbench = await startWorkbench({ webgpu: true, folder });
});

afterAll(async () => {
  await workbench?.close();
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  open = await workbench.open();
  await open.page.waitForFunction(() => 'bench' in globalThis);
});

afterEach(async () => {
  expect(open.problems).toEqual([]);
  await open.close();
});

/** Calls a function of the page's bench from a timer, since what a driver evaluates escapes the page's policy. */
async function ask<K extends keyof ComputeBench>(
  name: K,
  ...given: Parameters<ComputeBench[K]>
): Promise<Awaited<ReturnType<ComputeBench[K]>>> {
  const found = await open.page.evaluate(
    ([method, values]) =>
      new Promise((resolve, reject) => {
        const { bench } = globalThis as unknown as { bench: Record<string, (...values: readonly unknown[]) => Promise<unknown>> };
        setTimeout(() => void bench[method as string]!(...(values as readonly unknown[])).then(resolve, reject), 0);
      }),
    [name, given] as const,
  );
  return found as Awaited<ReturnType<ComputeBench[K]>>;
}

const inputs = noise(64 * 4, 3);
const expected = Array.from({ length: 64 }, (_, row) =>
  runDense(denseModel(4, 6, 3, 'softmax').weights, [4, 6, 3], 'softmax', inputs.subarray(row * 4, row * 4 + 4)),
).flat();

function expectScores(values: readonly number[]): void {
  expect(values).toHaveLength(expected.length);
  values.forEach((value, at) => expect(value).toBeCloseTo(expected[at]!, 4));
}

describe('models under the policy of the compute worker', () => {
  it('knows a software adapter and does not choose it by itself', async () => {
    expect((await ask('backends'))[0]).toEqual({ name: 'webgpu', available: true, software: true });
    expect((await ask('load', 'dense', 'auto')).backend).toBe('wasm');
    expectScores((await ask('predict', 'dense')).values);
  });

  it.each(['webgpu', 'wasm', 'cpu'] as const)('runs layers and graph models on %s as by hand', async (backend) => {
    const loaded = await ask('load', 'dense', backend);
    expect(loaded.notes).toEqual([]);
    expect(loaded.parity ?? '').toMatch(backend === 'cpu' ? /^$/ : /agrees with cpu on 8 rows/);
    const { values, backend: used } = await ask('predict', 'dense');
    expect(used).toBe(backend);
    expectScores(values);
    expect((await ask('load', 'graph', backend)).signature.outputWidth).toBe(1);
    expect((await ask('predict', 'graph')).values).toHaveLength(64);
  });

  it('restarts a lost GPU once, then goes on with wasm', async () => {
    await ask('load', 'dense', 'webgpu');
    expect(await ask('lose')).toBeGreaterThan(0);
    const first = await ask('predict', 'dense');
    expect([first.backend, first.notes.length]).toEqual(['webgpu', 1]);
    expect(first.notes[0]).toContain('it was restarted once');
    expectScores(first.values);
    await ask('lose');
    const second = await ask('predict', 'dense');
    expect(second.backend).toBe('wasm');
    expectScores(second.values);
  });
});

describe('the rank kernel on WebGPU', () => {
  it('equals its plain twin in every count', async () => {
    const n = 10_000;
    const labels = Array.from({ length: n }, (_, row) => ((row * 7) % 3 === 0 ? 1 : 0));
    const scores = [...noise(n, 5)].map((value, row) => value + labels[row]! * 0.5);
    const apart = await ask('compareTwins', scores, labels, 130, 1);
    expect(apart).toMatchObject({ differing: 0, backends: ['plain', 'webgpu'] });
    expect(apart.total).toBeGreaterThan(0);
    const tied = await ask(
      'compareTwins',
      scores.map((score) => Math.round(score * 4)),
      labels,
      70,
      0xffffffff,
    );
    expect(tied.differing).toBe(0);
  });

  it('equals it where a run of ties is longer than a tile, and on a single row', async () => {
    const labels = Array.from({ length: 15_000 }, (_, row) => row & 1);
    const scores = labels.map((_, row) => (row < 40 ? row : row < 14_000 ? 100 : row));
    expect((await ask('compareTwins', scores, labels, 65, 3)).differing).toBe(0);
    expect((await ask('compareTwins', [0.5], [1], 3, 3)).differing).toBe(0);
  });

  it('sums weights of units by cell as the plain one does', async () => {
    const n = 12_000;
    const units = Array.from({ length: n }, (_, row) => Math.floor(row / 7));
    const cells = units.map((_, row) => (row % 11 === 0 ? 40 : (row * 31) % 40));
    const apart = await ask('compareCells', units, cells, 41, 70, 9);
    expect(apart).toMatchObject({ differing: 0, backends: ['plain', 'webgpu'] });
    expect(apart.total).toBeGreaterThan(0);
    expect((await ask('compareCells', units, new Array<number>(n).fill(0), 1, 66, 9)).differing).toBe(0);
  });
});
