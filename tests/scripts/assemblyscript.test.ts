import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { assemblyscript } from '../../scripts/assemblyscript.mjs';

const cache = mkdtempSync(join(tmpdir(), 'assay-kernels-'));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

it('compiles for builds that run side by side, each with the same bytes, and leaves no draft', async () => {
  const build = { addWatchFile: (): void => undefined };
  const made = await Promise.all([1, 2, 3].map(() => assemblyscript(cache).load.call(build, '\0virtual:kernels')));
  expect(made[0]).toMatch(/^export const kernels = '[A-Za-z0-9+/=]+';$/);
  expect(new Set(made).size).toBe(1);
  expect(readdirSync(cache).filter((name) => !name.endsWith('.wasm'))).toEqual([]);
});
